import { present } from '../present.ts';
/** A regular expression of ECMAScript as a tree. What stands for one character keeps its source: the engine itself says what it matches. */
export type Tree =
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'edge'; readonly source: '^' | '$' | '\\b' | '\\B' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
  | { readonly kind: 'group'; readonly index: number; readonly part: Tree }
  | { readonly kind: 'back'; readonly group: number | string }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly part: Tree }
  | {
      readonly kind: 'repeat';
      readonly part: Tree;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

export interface Parsed {
  readonly tree: Tree;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const ESCAPE = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]+\}|c[a-z]|[\s\S])/iy;
const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\?)?/y;
const GROUP = /\((?:\?(?:(:)|(<?)([=!])|<(\w+)>))?/y;
const BACK = /\\(?:([1-9]\d*)|k<(\w+)>)/y;
const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

/** @param source of an expression that the engine has already compiled, without the flag v */
export function parseRegex(source: string, unicode: boolean): Parsed {
  let at = 0;
  let groups = 0;
  const names = new Map<string, number>();
  const take = (expression: RegExp): RegExpExecArray | undefined => {
    expression.lastIndex = at;
    const found = nativeExec.call(expression, source) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };
  const alternatives = (): Tree => {
    const parts = [sequence()];
    while (source[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 ? present(parts[0]) : { kind: 'any', parts };
  };
  const sequence = (): Tree => {
    const parts: Tree[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()));
    return parts.length === 1 ? present(parts[0]) : { kind: 'all', parts };
  };
  const repeated = (part: Tree): Tree => {
    const found = take(QUANTIFIER);
    if (found === undefined) return part;
    const [, sign, low, comma, high, lazy] = found;
    const [min, max] =
      sign === undefined
        ? [Number(low), comma === undefined ? Number(low) : high === '' ? Number.POSITIVE_INFINITY : Number(high)]
        : present(COUNTS[sign]);
    return { kind: 'repeat', part, min, max, lazy: lazy !== undefined };
  };
  const group = ([, plain, behind, look, name]: RegExpExecArray): Tree => {
    const index = plain === undefined && look === undefined ? ++groups : 0;
    if (name !== undefined) names.set(name, index);
    const part = alternatives();
    at++;
    if (look !== undefined) return { kind: 'look', behind: behind === '<', negative: look === '!', part };
    return index === 0 ? part : { kind: 'group', index, part };
  };
  const atom = (): Tree => {
    const opened = take(GROUP);
    if (opened !== undefined) return group(opened);
    const back = take(BACK);
    if (back !== undefined) return { kind: 'back', group: back[2] ?? Number(back[1]) };
    const taken = (take(CLASS) ?? take(ESCAPE))?.[0];
    if (taken === '\\b' || taken === '\\B') return { kind: 'edge', source: taken };
    if (taken !== undefined) return { kind: 'one', source: taken };
    const char = unicode ? String.fromCodePoint(present(source.codePointAt(at))) : present(source[at]);
    at += char.length;
    return char === '^' || char === '$' ? { kind: 'edge', source: char } : { kind: 'one', source: char };
  };
  return { tree: alternatives(), groups, names };
}

/** What the engine itself does, before anything counts. */
export const nativeExec = RegExp.prototype.exec;
