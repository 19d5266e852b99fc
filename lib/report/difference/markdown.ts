import { safe } from '../page.ts';
import { type DifferenceView, headline, itemsOf, type ReportItem } from './view.ts';

/** For a comment on a pull request. */
export function differenceMarkdown(view: DifferenceView): string {
  const items = itemsOf(view).filter(({ quiet }) => !quiet);
  const expired = view.expired.map(({ id, expires }) => `- The acceptance of \`${id}\` ended on ${expires}.`);
  const notes = [...expired, ...view.notes.map((note) => `- ${cell(note)}`)];
  const folded = items.flatMap(({ text, details }) =>
    details.length === 0
      ? []
      : [
          '',
          '<details>',
          `<summary>Of what it is made: ${safe(text.slice(0, text.indexOf(':')))}</summary>`,
          ...table(details),
          '',
          '</details>',
        ],
  );
  return `${[`### Access: ${headline(view)}`, ...table(items), ...folded, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}

function table(items: readonly ReportItem[]): string[] {
  const rows = items.map(
    ({ sign, severity, text, why, sources, accepted }) =>
      `| \`${sign}\` | ${severity} | ${cell(text)}${accepted.map(({ approver, expires, reason }) => ` _(accepted by ${cell(approver)} until ${expires}: ${cell(reason)})_`).join('')} | ${cell(why)} | ${sources.map((source) => `\`${source.replaceAll('`', '')}\``).join(' ')} |`,
  );
  return rows.length === 0 ? [] : ['', '| | severity | change | by | where |', '|---|---|---|---|---|', ...rows];
}

/** Names come from templates: none of them may end a cell or start markup. */
const cell = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, (mark) => `\\${mark}`).replace(/\s+/g, ' ');
