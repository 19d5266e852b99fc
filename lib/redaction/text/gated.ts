import { nth } from '../../activity/there.ts';
import { Gate } from '../gate/gate.ts';
import { Seeker } from '../gate/seek.ts';

/** A match of a pattern in its line, and where the line begins in the text. */
export interface LineMatch<Row> {
  readonly row: Row;
  readonly match: RegExpExecArray;
  readonly line: string;
  readonly from: number;
}

/**
 * Rows with a pattern each, behind a gate of their own. Patterns that look back would be tried at every character of a text: here only
 * the parts of a line are read in which a match can begin.
 */
export class GatedRows<Row extends { readonly words: RegExp }> {
  readonly #rows: readonly Row[];
  #made: { readonly gate: Gate; readonly seekers: readonly Seeker[] } | undefined;

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  /** Made when a text is read first: a command that redacts nothing does not pay for it. */
  get #behind() {
    this.#made ??= {
      gate: new Gate(this.#rows.map(({ words }) => words)),
      seekers: this.#rows.map(({ words }) => new Seeker(words)),
    };
    return this.#made;
  }

  /** All matches in the lines of a text. */
  in(text: string): LineMatch<Row>[] {
    const found: LineMatch<Row>[] = [];
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from);
      const to = end < 0 ? text.length : end;
      if (to > from) found.push(...this.#inLine(text.slice(from, to), from));
      from = to + 1;
    }
    return found;
  }

  #inLine(line: string, from: number): LineMatch<Row>[] {
    const { gate, seekers } = this.#behind;
    const count = gate.look(line, 0, line.length);
    if (count === 0) return [];
    const found: LineMatch<Row>[] = [];
    for (let i = 0; i < count; i++) {
      const at = gate.hits[i] ?? 0;
      const [start, blocks, shift] = [gate.starts[i] ?? 0, gate.blocks[i] ?? 0, gate.shift];
      const seeker = nth(seekers, at);
      for (let match = seeker.within(line, start, blocks, shift); match !== null; ) {
        found.push({ row: nth(this.#rows, at), match, line, from });
        match = seeker.within(line, match.index + Math.max(1, match[0].length), blocks, shift);
      }
    }
    return found;
  }
}
