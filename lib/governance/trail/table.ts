/** A cell holds one record at most. */
const LONGEST_ROW = 4 << 20;

/** Names of columns without case and signs: `Event name`, `event_name` and `eventName` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9@]/g, '');

/** Columns that hold a whole record, and those that a record needs where it is in parts. */
const WHOLE = new Set(['eventjson', 'cloudtrailevent', '@message', 'message', 'raw']);
const PARTS = ['eventtime', 'eventname'];
const NEEDED = ['eventsource', 'useridentity', 'requestparameters'];

export type TableKind = 'records' | 'partial' | undefined;

/**
 * Whether a text begins as a table of CloudTrail records does: as CloudTrail Lake, Athena and CloudWatch Logs Insights export
 * them. `partial` is one that leaves out the caller or the parameters, as the event history of the console does.
 */
export function tableKind(text: string): TableKind {
  const names = (cellsOf(text.split(/\r?\n/, 1)[0] ?? '') ?? []).map(plain);
  if (names.length > 0 && names.some((name) => WHOLE.has(name)) && !text.trimStart().startsWith('{')) return 'records';
  if (!PARTS.every((name) => names.includes(name))) return undefined;
  return NEEDED.every((name) => names.includes(name)) ? 'records' : 'partial';
}

/** The rows of such a table, each as one object a column, the form in which CloudTrail Lake answers. */
export class TableRows {
  #names: readonly string[] | undefined;
  #held = '';
  #quoted = false;

  /** The rows that end in a piece of the text; `too-long` for one that never ends. */
  push(text: string): (readonly Record<string, string>[] | 'too-long')[] {
    const out: (readonly Record<string, string>[] | 'too-long')[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '"') this.#quoted = !this.#quoted;
      if (text[at] !== '\n' || this.#quoted) continue;
      out.push(...this.#row(this.#held + text.slice(from, at)));
      this.#held = '';
      from = at + 1;
    }
    this.#held += text.slice(from);
    if (this.#held.length > LONGEST_ROW) {
      out.push('too-long');
      this.#held = '';
      this.#quoted = false;
    }
    return out;
  }

  end = (): (readonly Record<string, string>[] | 'too-long')[] => {
    const rest = this.#held;
    this.#held = '';
    return this.#row(rest);
  };

  #row(line: string): (readonly Record<string, string>[])[] {
    const text = line.replace(/\r$/, '').replace(/^\ufeff/, '');
    if (text.trim() === '') return [];
    const cells = cellsOf(text) ?? [text];
    if (this.#names === undefined) {
      this.#names = cells.map(plain);
      return [];
    }
    return [this.#names.flatMap((name, at) => (cells[at] ? [{ [name]: cells[at] }] : []))];
  }
}

/** The cells of a row by RFC 4180; undefined where a quote never ends. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at);
      cells.push(line.slice(at, end < 0 ? line.length : end).trim());
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    let end = at + 1;
    for (; end < line.length; end++) {
      if (line[end] !== '"') cell += line[end];
      else if (line[end + 1] === '"') {
        cell += '"';
        end++;
      } else break;
    }
    if (end >= line.length) return undefined;
    cells.push(cell);
    if (line[end + 1] !== ',') return cells;
    at = end + 2;
  }
  return cells;
}
