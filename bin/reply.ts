import { stripVTControlCharacters } from 'node:util';

/** Of a pipe, and the widest that a line is read at. */
const WIDEST = 100;
const NARROWEST = 40;
/** Characters of the mark of a list, with its space. */
const MARK = 2;

/** Columns for text: those of the terminal up to a hundred, and a hundred where there is none. */
export const widthOf = (columns: number | undefined): number =>
  Math.max(NARROWEST, Math.min(WIDEST, (columns ?? WIDEST + 1) - 1));

/**
 * The answer of a command: one JSON document, or text for people, no line of it wider than the terminal. A word that is wider
 * alone, such as an ARN, stays whole, so that it can be copied.
 */
export function reply(json: boolean | undefined, document: unknown, text: () => string): void {
  const { stdout } = process;
  stdout.write(json === true ? `${JSON.stringify(document)}\n` : fitted(text(), widthOf(stdout.columns)));
}

/** Text with lines broken between words. */
export const fitted = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => (shownLength(line) <= width ? [line] : broken(line, width)))
    .join('\n');

function broken(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const rest = ' '.repeat(hangingOf(line, indent.length, width));
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = current.trim() === '';
    if (!isFirst && shownLength(current) + 1 + shownLength(word) > width) {
      lines.push(current);
      current = `${rest}${word}`;
    } else current = isFirst ? `${current}${word}` : `${current} ${word}`;
  }
  return [...lines, current];
}

/** Where the rest of a line begins: under its last column, behind the mark of a list, or where the line begins. */
function hangingOf(line: string, indent: number, width: number): number {
  const plain = stripVTControlCharacters(line);
  const columns = /^.*\S {2,}(?=\S)/.exec(plain)?.[0].length ?? 0;
  if (columns > indent && columns <= width / 2) return columns;
  return /^[^\p{L}\p{N}]/u.test(plain.slice(indent)) ? indent + MARK : indent;
}

/** Characters that a terminal shows: not those that colour. */
const shownLength = (text: string): number => [...stripVTControlCharacters(text)].length;
