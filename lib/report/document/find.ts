/**
 * The only script of a report. It finds rows by their text, opens the target of a link, and opens everything for
 * printing. The page is complete without it. The page's own policy contains its digest, so that no other script runs.
 */
export const FIND_SCRIPT = `
const field = document.getElementById('find'), count = document.getElementById('found');
const rows = [...document.querySelectorAll('[data-find]')], folds = [...document.querySelectorAll('details')];
const texts = rows.map((row) => row.textContent.toLowerCase());
document.getElementById('finder').hidden = false;
function find() {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, at) => {
    const fits = words.every((word) => texts[at].includes(word));
    row.hidden = !fits;
    if (fits) shown++;
  });
  for (const fold of folds) fold.open = words.length > 0 && fold.querySelector('[data-find]:not([hidden])') !== null;
  count.textContent = words.length === 0 ? '' : shown + ' of ' + rows.length + ' lines';
}
field.addEventListener('input', () => { find(); history.replaceState(null, '', field.value === '' ? location.pathname : '#find=' + encodeURIComponent(field.value)); });
function go() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash.startsWith('find=')) { field.value = hash.slice(5); find(); return; }
  const target = document.getElementById(hash);
  if (target === null) return;
  if (target.hidden) { field.value = ''; find(); }
  for (let up = target; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', go);
addEventListener('beforeprint', () => folds.forEach((fold) => { fold.open = true; }));
go();
`;

export const FINDER = `<p id="finder" hidden><label for="find">Find a principal, a column, a claim, a line of code</label>
<input id="find" type="search" autocomplete="off" spellcheck="false"> <output id="found" for="find"></output></p>`;
