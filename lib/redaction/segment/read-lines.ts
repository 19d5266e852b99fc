import type { Box } from '../../activity/events.ts';
import { lastOf } from '../../activity/there.ts';
import type { ReadLine } from '../pixels/reader.ts';
import { isOrdinaryLabel } from '../text/ordinary-label.ts';
import { LabelsNearby } from './labels-nearby.ts';
import type { Texts } from './texts.ts';

/** Pieces whose middles are nearer than this, as a fraction of the height of one, are in one row. */
const ROW = 0.6;

/** Found in talk by words around them. */
const NAMES: ReadonlySet<string> = new Set(['PERSON', 'ORGANIZATION', 'LOCATION']);
/** What OCR makes of an icon in front of a label: a sign or two. */
const ICON = /^\S{1,2} {1,3}/u;
/** A shorter text may be a part of another one. */
const LEAST = 4;

/**
 * The pieces of text read from a frame that must be hidden: by their own text, by the label beside them, and by all of them
 * together, row by row. A piece is hidden as a whole, because OCR makes mistakes at the edges.
 * @param stays whether the recording reports this very text somewhere, or nearly this at its place, and it stays: only a label
 *   beside it hides it
 */
export function hiddenLines(
  lines: readonly ReadLine[],
  texts: Texts,
  stays: Stays = () => false,
): ReadonlySet<ReadLine> {
  const known = new Set(lines.filter((line) => isKnown(line, stays)));
  const hidden = new Set(lines.filter((line) => !known.has(line) && texts.readsSensitive(line.text)));
  const labels = new LabelsNearby();
  const rows = rowsOf(lines);
  const see = ({ text, box }: ReadLine) => labels.see({ d: { text, bbox: box } });
  // All labels first: a value may be left of its label or above it in the order of reading.
  for (const line of rows.flat()) see(line);
  for (const line of rows.flat()) if (typeof see(line) === 'object') hidden.add(line);
  for (const line of hiddenTogether(rows, texts)) if (!known.has(line)) hidden.add(line);
  return hidden;
}

export type Stays = (text: string, box: Box) => boolean;

function isKnown({ text, box }: ReadLine, stays: Stays): boolean {
  const whole = text.trim();
  const label = whole.replace(ICON, '');
  return (whole.length >= LEAST && stays(whole, box)) || (label.length >= LEAST && stays(label, box));
}

/** Rows from top to bottom, and each from left to right. */
function rowsOf(lines: readonly ReadLine[]): ReadLine[][] {
  const rows: ReadLine[][] = [];
  for (const line of lines.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const last = rows.at(-1)?.[0];
    if (last !== undefined && middleOf(line) - middleOf(last) <= ROW * last.box[3]) lastOf(rows).push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.box[0] - b.box[0]));
}

const middleOf = ({ box: [, y, , h] }: ReadLine): number => y + h / 2;

function hiddenTogether(rows: readonly ReadLine[][], texts: Texts): ReadLine[] {
  const places: { readonly line: ReadLine; readonly start: number; readonly end: number }[] = [];
  let text = '';
  for (const row of rows) {
    for (const line of row) {
      places.push({ line, start: text.length, end: text.length + line.text.length });
      text += `${line.text}  `;
    }
    text = `${text.trimEnd()}\n`;
  }
  const spans = texts.spans(text, 'prose');
  return places
    .filter(({ line, start, end }) => {
      const over = spans.filter((span) => span.start < end && span.end > start);
      // Rows run through columns: beside other words a label of an application looks like a name.
      const named = over.every(({ type }) => NAMES.has(type)) && line.sure !== false && isOrdinaryLabel(line.text);
      return over.length > 0 && !named;
    })
    .map(({ line }) => line);
}
