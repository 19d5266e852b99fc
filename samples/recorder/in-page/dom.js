// Runs in every page that is recorded, first: how the recorder names and measures what is there.
window.dom = (() => {
  const ROLES = {
    a: 'link',
    button: 'button',
    select: 'combobox',
    textarea: 'textbox',
    h1: 'heading',
    h2: 'heading',
    td: 'cell',
    th: 'columnheader',
    label: 'label',
  };
  const isField = (el) => el?.matches?.('input, textarea, select, [role=textbox]') ?? false;
  const roleOf = (el) => {
    if (el.getAttribute('role')) return el.getAttribute('role');
    if (el.matches('input[type=search]')) return 'searchbox';
    if (el.matches('input')) return 'textbox';
    return ROLES[el.localName] ?? 'text';
  };
  const nameOf = (el) =>
    el.getAttribute('aria-label') ??
    el.labels?.[0]?.textContent ??
    (isField(el) ? '' : el.textContent.trim().slice(0, 200));
  const tenth = (n) => Math.round(n * 10) / 10;
  const boxOf = ({ x, y, width, height }) => [x, y, width, height].map(tenth);
  const point = (e) => ({ x: tenth(e.clientX), y: tenth(e.clientY) });
  const textIn = (el) => (el.localName === 'select' ? el.selectedOptions[0]?.textContent : el.value) ?? '';

  return { isField, roleOf, nameOf, tenth, boxOf, point, textIn };
})();
