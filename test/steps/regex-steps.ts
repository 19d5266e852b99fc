import { present } from '../present.ts';
import { nativeExec, parseRegex, type Tree } from './regex-tree.ts';

/** Tries to match from a place, and then what comes after. */
type Matcher = (at: number, then: (at: number) => boolean) => boolean;
type CharSet = (code: number) => boolean;

/**
 * A backtracking matcher by the standard (ECMA-262, 22.2.2) that counts its steps: the trials of one part at one place. V8 skips
 * ahead where it can, so it takes a constant factor of these steps, or fewer.
 */
export class CountingRegex {
  /** Trials since the beginning. */
  steps = 0;
  readonly #match: Matcher;
  readonly #failing: Failing;
  readonly #unicode: boolean;
  readonly #flags: string;
  readonly #names: ReadonlyMap<string, number>;
  #text = '';
  #groups: (readonly [number, number] | undefined)[] = [];

  constructor({ source, flags }: RegExp) {
    if (flags.includes('v')) throw new Error('The step counter does not know the flag v.');
    this.#unicode = flags.includes('u');
    this.#flags = flags;
    const { tree, names } = parseRegex(source, this.#unicode);
    this.#names = names;
    this.#match = this.#compile(tree, false);
    this.#failing = remembered(failingAt(tree, this.#flags, this.#unicode));
  }

  /** The first match at or after `from`: where it begins and ends. */
  find(text: string, from: number, sticky: boolean): readonly [number, number] | undefined {
    this.#text = text;
    let end = -1;
    const then = (place: number) => {
      end = place;
      return true;
    };
    for (let at = from; at <= text.length; at++) {
      const code = this.#unicode ? (text.codePointAt(at) ?? END) : at < text.length ? text.charCodeAt(at) : END;
      const steps = code > 0xffff ? 0 : this.#failing(code);
      if (steps > 0) this.steps += steps;
      else {
        this.#groups = [];
        if (this.#match(at, then)) return [at, end];
      }
      if (sticky) return undefined;
      if (this.#unicode && code > 0xffff && code !== END) at++;
    }
    return undefined;
  }

  #compile(tree: Tree, back: boolean): Matcher {
    switch (tree.kind) {
      case 'one':
        return this.#one(charSet(tree.source, this.#flags), back);
      case 'edge':
        return this.#edge(tree.source);
      case 'all': {
        const parts = tree.parts.map((part) => this.#compile(part, back));
        return (back ? parts.reverse() : parts).reduceRight<Matcher>(
          (rest, part) => (at, then) => part(at, (place) => rest(place, then)),
          (at, then) => then(at),
        );
      }
      case 'any': {
        const parts = tree.parts.map((part) => this.#compile(part, back));
        return (at, then) => parts.some((part) => this.#step() && part(at, then));
      }
      case 'group':
        return this.#group(tree.index, this.#compile(tree.part, back), back);
      case 'back':
        return this.#again(tree.group, back);
      case 'look':
        return this.#look(this.#compile(tree.part, tree.behind), tree.negative);
      case 'repeat':
        return tree.part.kind === 'one' && !this.#unicode
          ? this.#run(charSet(tree.part.source, this.#flags), tree, back)
          : this.#repeat(this.#compile(tree.part, back), tree);
    }
  }

  #step(): true {
    this.steps++;
    return true;
  }

  /** Where the character at `at` ends, or undefined when it is not of the set. */
  #past(set: CharSet, at: number, back: boolean): number | undefined {
    this.steps++;
    const text = this.#text;
    if (back ? at === 0 : at >= text.length) return undefined;
    let from = back ? at - 1 : at;
    if (back && this.#unicode && at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff) from--;
    const code = this.#unicode ? (text.codePointAt(from) ?? END) : text.charCodeAt(from);
    if (!set(code)) return undefined;
    return back ? from : from + (code > 0xffff ? 2 : 1);
  }

  #one(set: CharSet, back: boolean): Matcher {
    if (!back && !this.#unicode)
      return (at, then) => {
        this.steps++;
        return at < this.#text.length && set(this.#text.charCodeAt(at)) && then(at + 1);
      };
    return (at, then) => {
      const next = this.#past(set, at, back);
      return next !== undefined && then(next);
    };
  }

  #edge(source: string): Matcher {
    const expression = new RegExp(source, `${this.#flags.replace(/[gyd]/g, '')}y`);
    return (at, then) => {
      this.steps++;
      expression.lastIndex = at;
      return nativeExec.call(expression, this.#text) !== null && then(at);
    };
  }

  #group(index: number, part: Matcher, back: boolean): Matcher {
    return (at, then) => {
      const before = this.#groups[index];
      const matched = part(at, (end) => {
        const inside = this.#groups[index];
        this.#groups[index] = back ? [end, at] : [at, end];
        if (then(end)) return true;
        this.#groups[index] = inside;
        return false;
      });
      if (!matched) this.#groups[index] = before;
      return matched;
    };
  }

  #again(group: number | string, back: boolean): Matcher {
    const index = typeof group === 'number' ? group : present(this.#names.get(group));
    const fold = (text: string) => (this.#flags.includes('i') ? text.toUpperCase() : text);
    return (at, then) => {
      const found = this.#groups[index];
      if (found === undefined) return then(at);
      const length = found[1] - found[0];
      this.steps += length + 1;
      const from = back ? at - length : at;
      const same = from >= 0 && fold(this.#text.slice(...found)) === fold(this.#text.slice(from, from + length));
      return same && then(back ? from : from + length);
    };
  }

  #look(part: Matcher, negative: boolean): Matcher {
    return (at, then) => {
      this.steps++;
      const groups = [...this.#groups];
      const found = part(at, () => true);
      if (negative || !found) this.#groups = groups;
      if (found === negative) return false;
      if (then(at)) return true;
      this.#groups = groups;
      return false;
    };
  }

  /** A repeated character takes no stack, however long it runs. */
  #run(set: CharSet, { min, max, lazy }: Repeat, back: boolean): Matcher {
    const way = back ? -1 : 1;
    return (at, then) => {
      let count = 0;
      const more = (until: number) => {
        while (count < until && this.#past(set, at + way * count, back) !== undefined) count++;
        return count >= until;
      };
      if (!more(min)) return false;
      if (lazy) {
        do if (then(at + way * count)) return true;
        while (count < max && more(count + 1));
        return false;
      }
      more(max);
      for (; count >= min; count--) if (this.#step() && then(at + way * count)) return true;
      return false;
    };
  }

  #repeat(part: Matcher, { min, max, lazy }: Repeat): Matcher {
    const from = (at: number, done: number, then: (at: number) => boolean): boolean => {
      this.steps++;
      const again = () =>
        done < max && part(at, (place) => (place !== at || done < min) && from(place, done + 1, then));
      if (done < min) return again();
      return lazy ? then(at) || again() : again() || then(at);
    };
    return (at, then) => from(at, 0, then);
  }
}

type Repeat = Extract<Tree, { kind: 'repeat' }>;

/** No character: a code beyond all that there are. */
const END = 0x110000;

/** In how many steps a match fails at a place where this character stands; 0 where more than the character decides. */
type Failing = (code: number) => number;
const UNKNOWN: Failing = () => 0;

/** The same steps that the matcher would take: most places of a text fail by their first character. */
function failingAt(tree: Tree, flags: string, unicode: boolean): Failing {
  switch (tree.kind) {
    case 'one': {
      const set = charSet(tree.source, flags);
      return (code) => (set(code) ? 0 : 1);
    }
    case 'all':
      return tree.parts[0] === undefined ? UNKNOWN : failingAt(tree.parts[0], flags, unicode);
    case 'any': {
      const parts = tree.parts.map((part) => failingAt(part, flags, unicode));
      return (code) => {
        let sum = 0;
        for (const part of parts) {
          const steps = part(code);
          if (steps === 0) return 0;
          sum += 1 + steps;
        }
        return sum;
      };
    }
    case 'group':
      return failingAt(tree.part, flags, unicode);
    case 'repeat': {
      if (tree.min === 0) return UNKNOWN;
      const part = failingAt(tree.part, flags, unicode);
      const own = tree.part.kind === 'one' && !unicode ? 0 : 1;
      return (code) => {
        const steps = part(code);
        return steps === 0 ? 0 : own + steps;
      };
    }
    default:
      return UNKNOWN;
  }
}

function remembered(failing: Failing): Failing {
  if (failing === UNKNOWN) return UNKNOWN;
  // Zero is a code that was not asked about yet.
  const known = new Uint16Array(0x10000);
  return (code) => {
    if (code === 0 || code > 0xffff) return 0;
    const found = known[code] ?? 0;
    if (found > 0) return found - 1;
    const steps = failing(code);
    if (steps >= 0xffff) return 0;
    known[code] = steps + 1;
    return steps;
  };
}

const [NO, YES] = [1, 2];
const sets = new Map<string, CharSet>();

/** The characters that a class, an escape or a character matches: asked of the engine once each. */
function charSet(source: string, flags: string): CharSet {
  const kept = flags.replace(/[gyd]/g, '');
  const key = `${kept}/${source}`;
  let set = sets.get(key);
  if (set === undefined) {
    const expression = new RegExp(`^(?:${source})$`, kept.replace('m', ''));
    const asks = (code: number) => (nativeExec.call(expression, String.fromCodePoint(code)) === null ? NO : YES);
    const known = new Uint8Array(0x10000);
    set = (code) => {
      if (code > 0xffff) return asks(code) === YES;
      if (known[code] === 0) known[code] = asks(code);
      return known[code] === YES;
    };
    sets.set(key, set);
  }
  return set;
}
