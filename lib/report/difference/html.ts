import { page, safe, section } from '../page.ts';
import { besides, type DifferenceView, itemsOf, type ReportItem, verdictIn } from './view.ts';

const SIGNS: Readonly<Record<ReportItem['sign'], string>> = { '+': '+ gained', '-': '− lost', '~': '~ changed' };

/** What the reason of a line is of. */
const WHY: Readonly<Record<ReportItem['about'], string>> = { access: 'By', claim: 'Because', setting: 'It is:' };

/** The Markdown report as one page, for a reviewer with a browser and without a terminal. */
export function differenceHtml(view: DifferenceView): string {
  const items = itemsOf(view);
  const failing = items.filter(({ fails }) => fails);
  const others = items.filter(({ fails }) => !fails);
  const notes = [
    ...view.expired.map(({ id, expires }) => `The acceptance of ${id} ended on ${expires}.`),
    ...view.notes,
  ];
  return page(
    'Strongroom: who gains and who loses access',
    `<header>
<h1>${safe(verdictIn(view))}</h1>
${besides(view)
  .map((sentence) => `<p class="lead">${safe(sentence)}</p>`)
  .join('\n')}
<p class="lead">From <code>${safe(view.older)}</code> to <code>${safe(view.newer)}</code></p>
</header>
<main>
${failing.length === 0 ? '' : section('To be refused or accepted', changes(failing))}
${others.length === 0 ? '' : section(failing.length === 0 ? 'Changes' : 'Other changes', changes(others))}
${notes.length === 0 ? '' : section('Notes', `<ul>${notes.map((note) => `<li>${safe(note)}</li>`).join('')}</ul>`)}
</main>`,
  );
}

/** A list, because a statement of a template can be longer than a phone is wide. */
const changes = (items: readonly ReportItem[]): string => `<ul class="changes">${items.map(change).join('\n')}</ul>`;

function change({ about, sign, severity, text, why, sources, accepted, fails, details }: ReportItem): string {
  const lines = [
    ...accepted.map(({ approver, expires, reason }) => `Accepted by ${approver} until ${expires}: ${reason}`).map(safe),
    ...(why === '' ? [] : [`${about === 'claim' && !fails ? 'It says:' : WHY[about]} ${safe(why)}`]),
    ...(sources.length === 0 ? [] : [`At ${sources.map((source) => `<code>${safe(source)}</code>`).join(' ')}`]),
  ];
  const rest = lines.map((line) => `<br>${line}`).join('');
  const folded =
    details.length === 0 ? '' : `<details><summary>Of what it is made</summary>${changes(details)}</details>`;
  return `<li><strong>${SIGNS[sign]}, ${severity}:</strong> ${safe(text)}${rest}${folded}</li>`;
}
