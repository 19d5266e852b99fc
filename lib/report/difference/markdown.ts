import { type DifferenceView, headline, itemsOf } from './view.ts';

/** For a comment on a pull request. */
export function differenceMarkdown(view: DifferenceView): string {
  const items = itemsOf(view);
  const rows = items.map(
    ({ sign, severity, text, why, sources, accepted }) =>
      `| \`${sign}\` | ${severity} | ${cell(text)}${accepted.map(({ approver, expires, reason }) => ` _(accepted by ${cell(approver)} until ${expires}: ${cell(reason)})_`).join('')} | ${cell(why)} | ${sources.map((source) => `\`${source.replaceAll('`', '')}\``).join(' ')} |`,
  );
  const table = rows.length === 0 ? [] : ['', '| | severity | change | by | where |', '|---|---|---|---|---|', ...rows];
  const expired = view.expired.map(({ id, expires }) => `- The acceptance of \`${id}\` ended on ${expires}.`);
  const notes = [...expired, ...view.notes.map((note) => `- ${cell(note)}`)];
  return `${[`### Access: ${headline(view)}`, ...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}

/** Names come from templates: none of them may end a cell or begin markup. */
const cell = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, (mark) => `\\${mark}`).replace(/\s+/g, ' ');
