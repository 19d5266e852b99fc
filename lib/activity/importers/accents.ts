import type { PynputKey } from './pynput.ts';

/** Standalone accents, as keyboards print them, and the combining character of Unicode for each. */
const COMBINING: Readonly<Record<string, string>> = {
  ...{ '´': '\u0301', '\u0060': '\u0300', '^': '\u0302', '~': '\u0303', '¨': '\u0308', '¯': '\u0304', '˘': '\u0306' },
  ...{ '˙': '\u0307', '˚': '\u030a', '˝': '\u030b', ˇ: '\u030c', '¸': '\u0327', '˛': '\u0328' },
};
/** On keyboards whose quotes are accents, only these letters take one: `it's` stays `its`, and is not `itś`. */
const QUOTES: Readonly<Record<string, string>> = { "'": '\u0301', '"': '\u0308' };
const QUOTED = /^[aeiouy]$/i;
/** Those that no keyboard writes but as a part of a letter. */
const ALWAYS: ReadonlySet<string> = new Set('´¨¯˘˙˚˝ˇ¸˛');
/** As pynput shows a dead key: `[´]`. */
const DEAD = /^\[(.)\]$/u;
const NOTHING_YET: PynputKey = { code: null, key: 'Dead', cls: 'other' };

/**
 * Joins a dead key and the letter after it, which pynput reports as two keys: `´` and `e` are `é` in the field, and a name that is
 * written with both would be no name.
 */
export class Accents {
  #held: string | undefined;
  /** The letters that are down and were joined. */
  readonly #joined = new Map<string, PynputKey>();

  /** @param repr the key as pynput shows it, if the recorder has it */
  press(key: PynputKey, repr?: string): PynputKey {
    const accent = accentOf(key, repr);
    if (accent !== undefined) {
      this.#held = accent;
      return NOTHING_YET;
    }
    const held = this.#held;
    if (key.cls === 'mod' || held === undefined || key.key === null) return key;
    this.#held = undefined;
    const joined = joinedOf(held, key);
    if (joined === undefined) return key;
    const letter: PynputKey = { ...key, key: joined };
    this.#joined.set(key.key, letter);
    return letter;
  }

  /** The released key, under the name that its press had. */
  release(key: PynputKey, repr?: string): PynputKey {
    if (accentOf(key, repr) !== undefined) return NOTHING_YET;
    const letter = this.#joined.get(key.key ?? '');
    this.#joined.delete(key.key ?? '');
    return letter ?? key;
  }
}

/**
 * The letter that both keys write, or undefined when no such letter exists: the accent is left out then. With a space, the accent
 * is written alone.
 */
function joinedOf(accent: string, { cls, key }: PynputKey): string | undefined {
  if (cls !== 'char' || key === null) return undefined;
  if (key === ' ') return accent;
  const quote = QUOTES[accent];
  if (quote !== undefined && !QUOTED.test(key)) return undefined;
  const joined = `${key}${quote ?? COMBINING[accent] ?? ''}`.normalize('NFC');
  return joined !== key && [...joined].length === 1 ? joined : undefined;
}

function accentOf({ key }: PynputKey, repr: string | undefined): string | undefined {
  const dead = DEAD.exec(repr ?? '')?.[1];
  if (dead !== undefined) return dead;
  return key !== null && ALWAYS.has(key) ? key : undefined;
}
