import type { Style } from '../style.ts';
import { type DifferenceView, headline, type Item, itemsOf } from './view.ts';

/** For a person at a terminal: the verdict, then one line for each change, gravest first, and under it what did it. */
export function differenceText(view: DifferenceView, style: Style): string {
  const lines = itemsOf(view).flatMap((item) => [
    `${mark(item, style)} ${item.severity.padEnd(8)} ${item.text}`,
    style.dim(`             ${[item.why, ...item.sources.slice(0, MOST_SOURCES)].filter(Boolean).join('  ')}`),
    ...item.accepted.map(
      ({ approver, expires, reason }) => `             accepted by ${approver} until ${expires}: ${reason}`,
    ),
  ]);
  const expired = view.expired.map(({ id, expires }) => `The acceptance of ${id} ended on ${expires}.`);
  return `${[style.bold(headline(view)), ...lines, ...expired, ...view.notes].join('\n')}\n`;
}

const MOST_SOURCES = 2;

const mark = ({ sign, fails }: Item, style: Style): string => (fails ? style.bad(sign) : sign);
