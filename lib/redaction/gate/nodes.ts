import { nth } from '../../activity/there.ts';
import { type Place, parseRegex, type RegexNode } from './regex.ts';

/** Symbols of a text for a sieve: the units of ASCII, and one for all others. */
const SYMBOLS = 129;
export const BEYOND = 128;
/** A set of symbols: 1 for each that is in it. */
export type Symbols = Uint8Array;

/** A step of a pattern. `next` are the places of the steps that may follow. */
export type PatternStep =
  | { readonly kind: 'unit'; readonly symbols: Symbols; next: number }
  /** Only behind one of these units, or at the beginning of a text if `edge` says so; `ahead` is the same before one, or at the end. */
  | { readonly kind: 'behind' | 'ahead'; readonly symbols: Symbols; readonly edge: boolean; next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'end' };

/** So many copies of a part that repeats are told apart: of a unit, and of anything longer. */
const COPIES = { unit: 12, other: 2, optional: 3 } as const;

/**
 * The steps of a pattern that finds all that the pattern finds, and more: repeats are cut short or have no end, and of looks around
 * only those count that a single unit decides, or that stand at an end of the pattern.
 */
export class Steps {
  readonly all: PatternStep[] = [];
  readonly first: number;
  /** Whether the steps may begin in front of a match: a look behind at the beginning of a pattern is read like the match. */
  readonly behind: boolean;
  readonly #flags: string;

  constructor({ source, flags }: RegExp) {
    this.#flags = flags.replace(/[^isu]/g, '');
    const end = this.#add({ kind: 'end' });
    this.behind = source.includes('(?<=');
    this.first = this.#before(parseRegex(source), end, true, true);
  }

  #add(step: PatternStep): number {
    return this.all.push(step) - 1;
  }

  /**
   * @param next the step behind the node
   * @param opens whether nothing stands in front of the node
   * @param closes whether nothing is read behind it
   * @returns the first step of the node
   */
  #before(node: RegexNode, next: number, opens: boolean, closes: boolean): number {
    switch (node.kind) {
      case 'char':
        return this.#add({ kind: 'unit', symbols: symbolsOf(literal(node.code), this.#flags, node.code), next });
      case 'class':
        return this.#add({ kind: 'unit', symbols: symbolsOf(node.source, this.#flags), next });
      case 'empty':
        return this.#place(node.at, node.unseen, next);
      case 'look':
        return this.#look(node.part, node.behind, next, opens, closes);
      case 'alt':
        return this.#fork(node.parts.map((part) => this.#before(part, next, opens, closes)));
      case 'cat': {
        let at = next;
        for (let i = node.parts.length - 1; i >= 0; i--)
          at = this.#before(nth(node.parts, i), at, opens && i === 0, closes && !node.parts.slice(i + 1).some(reads));
        return at;
      }
      case 'repeat':
        return this.#repeat(node.part, node.min, node.max, next);
    }
  }

  #fork(next: readonly number[]): number {
    return next.length === 1 ? nth(next, 0) : this.#add({ kind: 'fork', next });
  }

  #repeat(part: RegexNode, min: number, max: number, next: number): number {
    const single = part.kind === 'char' || part.kind === 'class';
    const least = Math.min(min, single ? COPIES.unit : COPIES.other);
    let at = next;
    if (least < min || max - min > COPIES.optional) {
      const targets = [next];
      const again = this.#add({ kind: 'fork', next: targets });
      targets.push(this.#before(part, again, false, false));
      at = again;
    } else for (let i = min; i < max; i++) at = this.#fork([at, this.#before(part, at, false, false)]);
    for (let i = 0; i < least; i++) at = this.#before(part, at, false, false);
    return at;
  }

  #look(part: RegexNode, behind: boolean, next: number, opens: boolean, closes: boolean): number {
    const units = unitsOf(part, this.#flags, behind);
    if (units?.all === true) return this.#add({ kind: behind ? 'behind' : 'ahead', ...units, next });
    // Read with the match where nothing else is: a text then holds both, one right behind the other.
    if (behind && opens) return this.#before(part, next, true, false);
    if (!behind && closes && this.all[next]?.kind === 'end') return this.#before(part, next, false, true);
    return next;
  }

  #place(at: Place, unseen: RegexNode | undefined, next: number): number {
    if (at === '^') return this.#add({ kind: 'behind', symbols: LINE_ENDS, edge: true, next });
    if (at === '$') return this.#add({ kind: 'ahead', symbols: LINE_ENDS, edge: true, next });
    if (at === 'b') {
      const begins = this.#add({ kind: 'ahead', symbols: WORD, edge: false, next });
      const ends = this.#add({ kind: 'ahead', symbols: NO_WORD, edge: true, next });
      return this.#fork([
        this.#add({ kind: 'behind', symbols: NO_WORD, edge: true, next: begins }),
        this.#add({ kind: 'behind', symbols: WORD, edge: false, next: ends }),
      ]);
    }
    if (at === 'B' || unseen === undefined) return next;
    const units = unitsOf(unseen, this.#flags, at === 'behind');
    // What must not stand there in full may stand there in part.
    if (units === undefined || units.edge) return next;
    const symbols = units.exact.map((has) => 1 - has);
    symbols[BEYOND] = 1;
    return this.#add({ kind: at, symbols, edge: true, next });
  }
}

/** Whether a part of a pattern may read a unit. */
function reads(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
    case 'class':
      return true;
    case 'empty':
    case 'look':
      return false;
    case 'repeat':
      return node.max > 0 && reads(node.part);
    default:
      return node.parts.some(reads);
  }
}

interface Units {
  /** All units that the part may be, and those of them of which the part needs no other unit. */
  readonly symbols: Symbols;
  readonly exact: Symbols;
  /** Whether the end of the text will do. */
  readonly edge: boolean;
  /** Whether nothing else than a unit, or an end, is in the part. */
  readonly all: boolean;
}

/** The branches of a part that are single units; undefined when none is. */
function unitsOf(node: RegexNode, flags: string, behind: boolean): Units | undefined {
  const branches = branchesOf(node);
  const own = branches.flatMap((branch) =>
    branch.kind === 'char'
      ? [symbolsOf(literal(branch.code), flags, branch.code)]
      : branch.kind === 'class'
        ? [symbolsOf(branch.source, flags)]
        : [],
  );
  if (own.length === 0) return undefined;
  const edges = branches.filter((branch) => branch.kind === 'empty' && branch.at === (behind ? '^' : '$'));
  const exact = anyOf(own);
  return {
    symbols: edges.length > 0 ? anyOf([exact, LINE_ENDS]) : exact,
    exact,
    edge: edges.length > 0,
    all: own.length + edges.length === branches.length,
  };
}

function branchesOf(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'alt') return node.parts.flatMap(branchesOf);
  return node.kind === 'cat' && node.parts.length === 1 ? branchesOf(nth(node.parts, 0)) : [node];
}

const anyOf = (sets: readonly Symbols[]): Symbols =>
  Uint8Array.from({ length: SYMBOLS }, (_, symbol) => (sets.some((set) => set[symbol] === 1) ? 1 : 0));

const ASCII = Array.from({ length: BEYOND }, (_, code) => String.fromCharCode(code));
const known = new Map<string, Symbols>();

const literal = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** The symbols of a class or a unit; the engine itself says which units of ASCII are in it. */
function symbolsOf(source: string, flags: string, code?: number): Symbols {
  const key = `${flags} ${source}`;
  let symbols = known.get(key);
  if (symbols === undefined) {
    const pattern = new RegExp(`^(?:${source})$`, flags.replace(code !== undefined && code > 0xd7ff ? 'u' : '', ''));
    symbols = Uint8Array.from([
      ...ASCII.map((char) => (pattern.test(char) ? 1 : 0)),
      mayBeBeyond(source, flags, code) ? 1 : 0,
    ]);
    known.set(key, symbols);
  }
  return symbols;
}

/** Whether a class may hold a unit beyond ASCII: unless nothing in it can mean one, it may. */
function mayBeBeyond(source: string, flags: string, code: number | undefined): boolean {
  // Two signs beyond ASCII are a `k` and an `s` to patterns without case.
  if (flags.includes('i') && flags.includes('u')) {
    if (code === undefined || /[ks]/i.test(String.fromCharCode(code))) return true;
  }
  if (code !== undefined) return code >= BEYOND;
  return source.startsWith('[^') || source === '.' || /\\[pPWDSsux]/.test(source) || /[\x80-\uffff]/.test(source);
}

const of = (pattern: RegExp, beyond: 0 | 1): Symbols =>
  Uint8Array.from([...ASCII.map((char) => (pattern.test(char) ? 1 : 0)), beyond]);
/** Signs beyond ASCII may be separators of lines, or an `s` that belongs to words. */
const LINE_ENDS = of(/[\n\r]/, 1);
const WORD = of(/\w/, 1);
const NO_WORD = of(/\W/, 1);
