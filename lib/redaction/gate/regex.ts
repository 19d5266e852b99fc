import { nth } from '../../activity/there.ts';
import { SOLID, solidOf } from './alphabet.ts';

/**
 * A regular expression as a tree: only the syntax that rules may use. Anything else is refused, so a rule cannot slip past the
 * lint.
 */
export type RegexNode =
  | { readonly kind: 'char'; readonly code: number }
  /** `source` is the text of the class; `solid` says which characters its runs consist of (`SOLID`). */
  | {
      readonly kind: 'class';
      readonly codes: ReadonlySet<number> | null;
      readonly source: string;
      readonly solid: number;
    }
  /** A place: `at` says which, and `unseen` is what must not stand there. */
  | { readonly kind: 'empty'; readonly at: Place; readonly unseen?: RegexNode }
  | { readonly kind: 'cat' | 'alt'; readonly parts: readonly RegexNode[] }
  /** A positive look around: matches nothing, but its part has to be in the line. */
  | { readonly kind: 'look'; readonly part: RegexNode; readonly behind: boolean }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number };

/** The beginning or the end of a text or a line, the boundary of a word or none, or a place that something is not behind or before. */
export type Place = '^' | '$' | 'b' | 'B' | 'behind' | 'ahead';

/** A class of more ASCII characters than this, or with any other, is too general to gate on. */
const WIDE = 22;

export function parseRegex(source: string): RegexNode {
  const parser = new Parser(source);
  return parser.parse();
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): RegexNode {
    const node = this.#alternatives();
    if (this.#at < this.#source.length) throw new Error(`unexpected ) at ${this.#at}`);
    return node;
  }

  #alternatives(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? nth(parts, 0) : { kind: 'alt', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at)))
      parts.push(this.#repeated(this.#atom()));
    return { kind: 'cat', parts };
  }

  #repeated(part: RegexNode): RegexNode {
    const counts = /^(?:\{(\d+)(,(\d*))?\}|([?*+]))\??/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (counts === null) return part;
    this.#at += counts[0].length;
    const [, min, comma, max, sign] = counts;
    if (sign === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    if (sign !== undefined) return { kind: 'repeat', part, min: sign === '+' ? 1 : 0, max: Number.POSITIVE_INFINITY };
    const top = comma === undefined ? min : max === '' ? Number.POSITIVE_INFINITY : max;
    return { kind: 'repeat', part, min: Number(min), max: Number(top) };
  }

  #atom(): RegexNode {
    const char = this.#source.charAt(this.#at++);
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '\\') return this.#escape();
    if (char === '.') return { kind: 'class', codes: null, source: '.', solid: SOLID.none };
    if (char === '^' || char === '$') return { kind: 'empty', at: char };
    return { kind: 'char', code: char.charCodeAt(0) };
  }

  #group(): RegexNode {
    const head = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += head.length;
    const inner = this.#alternatives();
    if (!this.#take(')')) throw new Error(`missing ) at ${this.#at}`);
    const behind = head.startsWith('?<');
    if (/^\?<?!/.test(head)) return { kind: 'empty', at: behind ? 'behind' : 'ahead', unseen: inner };
    return /^\?<?=/.test(head) ? { kind: 'look', part: inner, behind } : inner;
  }

  #escape(): RegexNode {
    const char = this.#source.charAt(this.#at++);
    if (char === 'b' || char === 'B') return { kind: 'empty', at: char };
    if (char === 'p' || char === 'P') {
      const from = this.#at - 2;
      this.#at = this.#source.indexOf('}', this.#at) + 1;
      const source = this.#source.slice(from, this.#at);
      return { kind: 'class', codes: null, source, solid: propertySolid(source) };
    }
    if (/[1-9k]/.test(char)) throw new Error('back references cannot be gated');
    const set = CLASSES[char];
    if (set !== undefined) return { kind: 'class', codes: set, source: `\\${char}`, solid: escapeSolid(char) };
    return { kind: 'char', code: this.#literal(char) };
  }

  #class(): RegexNode {
    const from = this.#at - 1;
    const negated = this.#take('^');
    const codes = new Set<number>();
    let wide = negated;
    let solid: number = negated ? SOLID.none : SOLID.word;
    while (this.#source[this.#at] !== ']') {
      const begin = this.#at;
      const low = this.#member();
      if (typeof low !== 'number') {
        if (low === null) wide = true;
        else for (const code of low) codes.add(code);
        const source = this.#source.slice(begin, this.#at);
        solid = Math.min(solid, /^\\p/i.test(source) ? propertySolid(source) : escapeSolid(source.charAt(1)));
        continue;
      }
      let high = low;
      if (this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']') {
        this.#at++;
        high = this.#member() as number;
      }
      for (let code = low; code <= Math.min(high, 128); code++) solid = Math.min(solid, solidOf(code));
      if (high > 127 || high - low > WIDE) wide = true;
      else for (let code = low; code <= high; code++) codes.add(code);
    }
    this.#at++;
    return {
      kind: 'class',
      codes: wide || codes.size > WIDE ? null : codes,
      source: this.#source.slice(from, this.#at),
      solid,
    };
  }

  #member(): number | ReadonlySet<number> | null {
    const char = this.#source.charAt(this.#at++);
    if (char !== '\\') return char.charCodeAt(0);
    const escaped = this.#source.charAt(this.#at++);
    if (escaped === 'p' || escaped === 'P') {
      this.#at = this.#source.indexOf('}', this.#at) + 1;
      return null;
    }
    const set = CLASSES[escaped];
    return set === undefined ? this.#literal(escaped) : set;
  }

  #literal(escaped: string): number {
    const width = escaped === 'u' ? 4 : escaped === 'x' ? 2 : 0;
    if (width === 0) return (ESCAPES[escaped] ?? escaped).charCodeAt(0);
    const code = Number.parseInt(this.#source.slice(this.#at, this.#at + width), 16);
    this.#at += width;
    return code;
  }

  #take(char: string): boolean {
    if (this.#source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

/** Letters, marks and numbers: those of ASCII are words, and all others count as such. */
const propertySolid = (source: string): number => (/^\\p\{[LMN][a-z]?\}$/.test(source) ? SOLID.word : SOLID.none);
const escapeSolid = (char: string): number =>
  'dw'.includes(char) ? SOLID.word : CLASSES[char] === undefined ? solidOf(char.charCodeAt(0)) : SOLID.none;

const DIGITS: ReadonlySet<number> = new Set([...'0123456789'].map((char) => char.charCodeAt(0)));
const CLASSES: Record<string, ReadonlySet<number> | null> = { d: DIGITS, D: null, w: null, W: null, s: null, S: null };
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

/** Whether some part may repeat without bound. Such a rule can take quadratic time on hostile text. */
export function isUnbounded(node: RegexNode): boolean {
  if (node.kind === 'repeat') return node.max === Number.POSITIVE_INFINITY || isUnbounded(node.part);
  if (node.kind === 'look') return isUnbounded(node.part);
  return node.kind === 'cat' || node.kind === 'alt' ? node.parts.some(isUnbounded) : false;
}

/** The most UTF-16 units that a pattern reads from the beginning of a match on, what it looks at included; an upper bound. */
export function extentOf(node: RegexNode): number {
  switch (node.kind) {
    case 'empty':
      // An end or a boundary reads the unit behind it.
      return node.unseen === undefined ? 1 : extentOf(node.unseen);
    case 'char':
      return 1;
    case 'class':
      return 2;
    case 'look':
      return extentOf(node.part);
    case 'cat':
      return node.parts.reduce((sum, part) => sum + extentOf(part), 0);
    case 'alt':
      return Math.max(...node.parts.map(extentOf));
    case 'repeat':
      return node.max === 0 ? 0 : extentOf(node.part) * node.max;
  }
}
