import type { BadReason } from './bad.ts';

/** A value of a log file, or why a stretch of it is none. */
export type JsonValue = { readonly value: unknown } | { readonly bad: BadReason };

/** CloudTrail's own limit is 256 KB; a saved query may be 262,144 bytes of SQL, each written as six. */
const LONGEST = 4 << 20;

const [QUOTE, BACKSLASH, NEWLINE] = [34, 92, 10];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA] = [123, 125, 91, 93, 44];

const isBlank = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === COMMA;

/** Names of lists under which a file holds its records, whatever precedes the list. */
const ENVELOPE = /[{,]\s*"(?:Records|records|Events|events|logEvents|QueryExecutions)"\s*:\s*$/;
/** The timestamp that an export of CloudWatch Logs puts before each record, and the byte order mark of some editors. */
const STAMP = /^(?:\d{4}-\d{2}-\d{2}T[\d:.]+Z|\xef\xbb\xbf)\s*$/;
/** The text before the list is short: a token, the name of a stream. */
const LONGEST_HEAD = 4096;
const LONGEST_NAME = 64;

/**
 * The objects of a log, one at a time: of CloudTrail's `{"Records":[…]}`, of a list, of one object a line, or one after the
 * other. Holds one record, however large the file. After a broken record it resumes at the end of the line.
 */
export class JsonValues {
  #held: Buffer[] = [];
  #size = 0;
  #depth = 0;
  /** The depth at which records begin: 0, within a list 1, within an envelope 2. */
  #base = 0;
  #inText = false;
  #escaped = false;
  #capturing = false;
  /** Where the record that is captured begins in the chunk at hand; 0 when it began in an earlier one. */
  #from = 0;
  #tooLong = false;
  /** The text before a value on its line, if it is short. */
  #garbage = '';

  push(chunk: Buffer): JsonValue[] {
    const out: JsonValue[] = [];
    const next = (byte: number, at: number): number => {
      const place = chunk.indexOf(byte, at);
      return place < 0 ? chunk.length : place;
    };
    this.#from = 0;
    let [backslash, newline] = [-1, -1];
    for (let at = 0; at < chunk.length; at++) {
      if (this.#inText && !this.#escaped) {
        // Most of a record is text: skip to the next character that may end it.
        if (backslash < at) backslash = next(BACKSLASH, at);
        if (newline < at) newline = next(NEWLINE, at);
        at = Math.min(next(QUOTE, at), backslash, newline);
        if (at === chunk.length) break;
      }
      this.#step(chunk, at, out);
    }
    if (this.#capturing) this.#hold(chunk, this.#from, chunk.length);
    return out;
  }

  #step(chunk: Buffer, at: number, out: JsonValue[]): void {
    const byte = chunk[at] ?? 0;
    if (this.#inText) this.#text(byte, out);
    else if (byte === QUOTE) this.#quote();
    else if (byte === OPEN || byte === OPEN_LIST) this.#open(byte, chunk, at, out);
    else if (byte === CLOSE || byte === CLOSE_LIST) this.#close(chunk, at, out);
    else this.#between(byte, out);
  }

  /** A byte within a text. */
  #text(byte: number, out: JsonValue[]): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
    else if (byte === NEWLINE) {
      // No text of JSON holds a line break: the record is broken, and the next line begins anew.
      out.push({ bad: 'not-json' });
      this.#reset();
    }
  }

  /** A quote outside of records and their envelope begins no text. */
  #quote(): void {
    if (this.#capturing || this.#depth > this.#base || this.#base === 2) this.#inText = true;
    else this.#waste(QUOTE);
  }

  /** The beginning of an object or of a list: of a record, of the list that holds records, or of a part of either. */
  #open(byte: number, chunk: Buffer, at: number, out: JsonValue[]): void {
    if (!this.#capturing && this.#depth === this.#base) {
      if (byte === OPEN) {
        this.#spill(out);
        this.#capturing = true;
        this.#from = at;
      } else if (this.#base === 0) this.#base = 1;
    } else if (byte === OPEN_LIST && this.#base === 0 && this.#depth === 1 && this.#isEnvelope(chunk, this.#from, at)) {
      this.#drop();
      this.#base = 2;
    }
    this.#depth++;
  }

  #close(chunk: Buffer, at: number, out: JsonValue[]): void {
    this.#depth--;
    if (this.#capturing && this.#depth === this.#base) {
      this.#hold(chunk, this.#from, at + 1);
      this.#take(out);
    } else if (this.#depth < this.#base) this.#base = this.#depth > 0 && this.#base === 2 ? 2 : 0;
    if (this.#depth < 0) this.#depth = 0;
    if (this.#depth === 0) this.#base = this.#capturing ? this.#base : 0;
  }

  /** A byte that neither begins nor ends a text, an object or a list. */
  #between(byte: number, out: JsonValue[]): void {
    if (!this.#capturing && !isBlank(byte) && this.#depth === this.#base && this.#base < 2) this.#waste(byte);
    else if (byte === NEWLINE) this.#spill(out);
    else if (this.#garbage !== '' && isBlank(byte)) this.#waste(byte);
  }

  /** The text after the last whole record. */
  end(): JsonValue[] {
    const out: JsonValue[] = [];
    if (this.#capturing) this.#recover(out, 'truncated');
    this.#spill(out);
    this.#reset();
    return out;
  }

  #isEnvelope(chunk: Buffer, from: number, to: number): boolean {
    if (this.#size + to - from > LONGEST_HEAD) return false;
    const here = chunk.subarray(Math.max(from, to - LONGEST_NAME), to);
    const before = here.length < LONGEST_NAME ? Buffer.concat(this.#held).subarray(-LONGEST_NAME) : Buffer.alloc(0);
    return ENVELOPE.test(before.toString('latin1') + here.toString('latin1'));
  }

  #hold(chunk: Buffer, from: number, to: number): void {
    this.#size += to - from;
    if (this.#size > LONGEST) {
      this.#tooLong = true;
      this.#held = [];
    } else if (to > from) this.#held.push(Buffer.from(chunk.subarray(from, to)));
  }

  #take(out: JsonValue[]): void {
    if (this.#tooLong) out.push({ bad: 'too-long' });
    else {
      try {
        out.push({ value: JSON.parse(Buffer.concat(this.#held).toString()) });
      } catch {
        this.#recover(out, 'not-json');
        return;
      }
    }
    this.#drop();
  }

  /** A line without its end swallows those after it: each is tried alone. */
  #recover(out: JsonValue[], reason: BadReason): void {
    const lines = this.#tooLong ? [] : Buffer.concat(this.#held).toString().split('\n');
    this.#drop();
    let lost = 0;
    for (const line of lines) {
      if (line.trim() === '') continue;
      try {
        out.push({ value: JSON.parse(line.replace(/,\s*$/, '')) });
      } catch {
        lost++;
      }
    }
    // A record that is broken over several lines counts once.
    if (lost > 0 || lines.length === 0) out.push({ bad: this.#tooLong ? 'too-long' : reason });
  }

  #waste(byte: number): void {
    if (this.#garbage.length < 64) this.#garbage += String.fromCharCode(byte);
  }

  #spill(out: JsonValue[]): void {
    if (this.#garbage !== '' && !STAMP.test(this.#garbage)) out.push({ bad: 'not-json' });
    this.#garbage = '';
  }

  #drop(): void {
    this.#held = [];
    this.#size = 0;
    this.#capturing = false;
    this.#tooLong = false;
  }

  #reset(): void {
    this.#drop();
    this.#depth = this.#base;
    this.#inText = false;
    this.#escaped = false;
  }
}
