import type { Style } from '../style.ts';
import { type DifferenceView, headline, itemsOf, type ReportItem } from './view.ts';

/**
 * For a person at a terminal: the verdict, then one line for each change, most severe first.
 * @param whole also prints the parts of each line, and the statement behind it
 */
export function differenceText(view: DifferenceView, style: Style, whole = false): string {
  const items = itemsOf(view).filter(({ quiet }) => whole || !quiet);
  const lines = items.flatMap((item) => [
    lineOf(item, style),
    ...(item.about === 'claim' && item.fails && item.why !== '' && !whole
      ? [style.dim(`             ${cut(item.why)}`)]
      : []),
    ...item.accepted.map(
      ({ approver, expires, reason }) => `             accepted by ${approver} until ${expires}: ${reason}`,
    ),
    ...(whole ? [item, ...item.details].flatMap((detail) => detailOf(detail, detail !== item, style)) : []),
  ]);
  const expired = view.expired.map(({ id, expires }) => `The acceptance of ${id} ended on ${expires}.`);
  return `${[style.bold(headline(view)), ...lines, ...expired, ...view.notes].join('\n')}\n`;
}

const MOST_SOURCES = 2;
const LONGEST = 220;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function lineOf({ sign, severity, text, why, sources, fails }: ReportItem, style: Style): string {
  // Access needs the statement behind it; the sentence about a claim or a setting already names it.
  const by = [...(sign === '~' ? [] : [why]), ...sources.slice(0, 1)].filter(Boolean).join('  ');
  return `${fails ? style.bad(sign) : sign} ${severity.padEnd(8)} ${text}${by === '' ? '' : style.dim(`  ${by}`)}`;
}

function detailOf({ sign, severity, text, why, sources }: ReportItem, within: boolean, style: Style): string[] {
  const by = [why, ...sources.slice(0, MOST_SOURCES)].filter(Boolean).join('  ');
  return [
    ...(within ? [`             ${sign} ${severity.padEnd(8)} ${text}`] : []),
    ...(by === '' || (why === '' && !within) ? [] : [style.dim(`${within ? ' '.repeat(24) : ' '.repeat(13)}${by}`)]),
  ];
}
