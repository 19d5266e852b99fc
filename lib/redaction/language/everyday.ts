import { nth } from '../../activity/there.ts';
import { hashOf } from '../learned/hashing.ts';
import { fold } from '../lexicon/fold.ts';
import { isMarked, listIn } from './bloom.ts';
import data from './everyday.json' with { type: 'json' };
import { COVERED, type Covered } from './languages.ts';

/**
 * How much a word is heard in everyday talk: among the `daily` words of its language, those that come `often`, one that is `built` of such
 * words, or not at all. Lists of names and of all words say nothing of that: "rose" and "wood" are surnames, and words of every day as well.
 */
export const HEARD = { no: 0, built: 1, often: 2, daily: 3 } as const;

/** So many words of a language, the most frequent first, are daily; so many come often. */
export const MOST = { daily: 3_000, often: 12_000 } as const;
export const BANDS = ['daily', 'often'] as const;
export type EverydayList = `${(typeof BANDS)[number]}-${Covered}`;
/** Bits of room a word. */
export const EVERYDAY_ROOM = 24;

const lists = new Map<EverydayList, Uint8Array>();

function has(name: EverydayList, hash: number): boolean {
  let list = lists.get(name);
  if (list === undefined) {
    list = listIn(data[name], name);
    lists.set(name, list);
  }
  return isMarked(list, hash);
}

/** How a language builds words in talk that no list has: what is written before a word of every day, behind it, and between two. */
interface Building {
  /** Small words that are written together with the next: "jsuis", "tis". The word behind them must be a daily one. */
  readonly heads: readonly string[];
  /** Syllables before a word that make another one: "nachgeschaut", "superlento". */
  readonly prefixes: readonly string[];
  /** Endings, each with those that it stands for: "servitevi" is "servite" with "vi". */
  readonly endings: readonly (readonly [ending: string, ...instead: string[]])[];
  /** What joins the two parts of a compound; undefined for a language that builds none. */
  readonly joints?: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');
/** "lo la": each ending instead of nothing; "ito>o a": instead of one of those. */
const endings = (text: string): Building['endings'] =>
  text.split(' | ').map((row) => {
    const [ending = '', instead] = row.split('>');
    return [ending, ...(instead === undefined ? [''] : instead.split(' '))];
  });

const BUILDING: Readonly<Record<Covered, Building>> = {
  en: {
    heads: [],
    prefixes: words('un re over under out pre'),
    endings: endings('ve | ll | re | nt | s | ish | y | ing> e | ed> e | er> e | ers> e | ly | ness | less'),
  },
  de: {
    heads: [],
    prefixes: words(
      'ge ver be er ent zer ab an auf aus ein vor nach zu mit um un hin her rein raus weg los durch unter',
    ),
    endings: endings('s | n | e | t> en | st> en | et> en | te> en | ten> en | en | er | es | em | chen | ern'),
    joints: ['', 's', 'n', 'en', 'er', 'e'],
  },
  fr: {
    heads: words('j y c d l m n s t qu ch'),
    prefixes: words('re de in sur sous'),
    endings: endings(
      's | e | es | x | ment> e | er | ez> er | e> er | ee> er | ait> er | ais> er | ant> er | ions> er',
    ),
  },
  es: {
    heads: [],
    prefixes: words('re des super in'),
    endings: endings(
      'lo | la | los | las | le | les | me | te | se | nos | os | melo | selo | telo | ito>o a | ita>a o | itos>o os | itas>a as | mente>a e | s | es | ado>ar | ada>ar | ando>ar | o>ar | a>ar',
    ),
  },
  it: {
    heads: words('l un dell nell all dall sull d c'),
    prefixes: words('ri stra in s dis'),
    endings: endings(
      'vi | ci | ti | mi | si | lo | la | li | le | ne | lo>e | la>e | li>e | ci>e | ti>e | mi>e | si>e | ne>e | i>o e a | e>a o | o>i a | a>o e | ino>o a e | ina>a | etto>o | etta>a | one>a o | issimo>o e | issima>a e | ato>are | ata>are | ando>are',
    ),
  },
  pt: {
    heads: [],
    prefixes: words('re des in super'),
    endings: endings(
      's | es | inho>o a | inha>a | zinho | zinha | mente>a e | ou>ar | aram>ar | am>ar | em>ar | ei>ar | ado>ar | ada>ar | ando>ar | o>a ar | a>o ar',
    ),
  },
  nl: {
    heads: words('k t'),
    prefixes: words('ge be ver op af uit aan in mee door over voor ont'),
    endings: endings('e | en | s | t | je | tje | jes | tjes | d> en | de | te'),
    joints: ['', 's', 'en', 'e', 'n'],
  },
  pl: {
    heads: [],
    prefixes: words('nie po za wy prze naj do od roz'),
    endings: endings('y>a | i>a | e>a | ow | om | ami | ach | em | u | a | ek | ka'),
  },
};

const LETTERS = /^[a-z]{2,24}$/;
/** Letters of the shortest part of a built word. */
const SHORTEST = 4;

const bandOf = (word: string, language: Covered): number => {
  const hash = hashOf(word);
  return has(`daily-${language}`, hash) ? HEARD.daily : has(`often-${language}`, hash) ? HEARD.often : HEARD.no;
};

const isOften = (word: string, language: Covered): boolean =>
  word.length >= SHORTEST && bandOf(word, language) !== HEARD.no;

/** "soooo" and "looool" with one letter each, or with two: "coool" is "cool". */
const DRAWN_OUT = /(.)\1{2,24}/g;

function isBuilt(word: string, language: Covered): boolean {
  if (isDrawnOut(word, language)) return true;
  const { heads, prefixes, endings, joints } = BUILDING[language];
  return (
    heads.some(
      (head) =>
        word.startsWith(head) &&
        word.length - head.length > 2 &&
        bandOf(word.slice(head.length), language) === HEARD.daily,
    ) ||
    isInflected(word, language, endings) ||
    prefixes.some((prefix) => {
      const rest = word.startsWith(prefix) ? word.slice(prefix.length) : '';
      return isOften(rest, language) || (rest.length >= SHORTEST && isInflected(rest, language, endings));
    }) ||
    (joints !== undefined && isCompound(word, language, joints))
  );
}

const isDrawnOut = (word: string, language: Covered): boolean =>
  word.search(DRAWN_OUT) >= 0 &&
  ['$1', '$1$1'].some((instead) => bandOf(word.replace(DRAWN_OUT, instead), language) !== HEARD.no);

const isInflected = (word: string, language: Covered, all: Building['endings']): boolean =>
  all.some(([ending, ...instead]) => {
    if (!word.endsWith(ending) || word.length - ending.length < SHORTEST - 1) return false;
    const stem = word.slice(0, word.length - ending.length);
    return instead.some((other) => isOften(stem + other, language));
  });

const isCompound = (word: string, language: Covered, joints: readonly string[]): boolean => {
  for (let at = SHORTEST; at <= word.length - SHORTEST; at++) {
    if (!isOften(word.slice(at), language)) continue;
    const head = word.slice(0, at);
    if (joints.some((joint) => head.endsWith(joint) && isOften(head.slice(0, at - joint.length), language)))
      return true;
  }
  return false;
};

/**
 * How much a word is heard in a language.
 * @param word in small letters
 * @param language its place in `COVERED`; any other place says nothing
 */
export function heardIn(word: string, language: number): number {
  if (language >= COVERED.length) return HEARD.no;
  const folded = fold(word);
  if (!LETTERS.test(folded)) return HEARD.no;
  const covered = nth(COVERED, language);
  const band = bandOf(folded, covered);
  return band === HEARD.no && isBuilt(folded, covered) ? HEARD.built : band;
}
