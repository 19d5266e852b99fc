import type { Random } from '../random.ts';
import { filled } from './generate.ts';
import { type Names, templatesOf } from './names.ts';
import type { Sample } from './sample.ts';

/**
 * Times that each sentence of chat is shown: without names, with names in its places for them, and with ordinary words there; of few
 * sentences that were written for this code, and of many that authors wrote who did not know it.
 */
const SHOWN = {
  few: { harmless: 26, called: 34, calledOrdinary: 9 },
  many: { harmless: 8, called: 12, calledOrdinary: 2 },
} as const;
type Amount = keyof typeof SHOWN;
/** Of these, how often with all of their own words. */
const AS_WRITTEN: Readonly<Record<Amount, number>> = { few: 1, many: 3 };
const FILES: Readonly<Record<Amount, { readonly harmless: string; readonly called: string }>> = {
  few: { harmless: 'chat', called: 'called' },
  many: { harmless: 'written', called: 'asked' },
};
/** How often a content word gives its place to another: in sentences without names, and in the others, whose neighbours say what a name is. */
const CHANGED = { harmless: 0.3, called: 0.12 } as const;
/** Of those that change: how many become a word that no list has, and a rare one. */
const MADE_UP = 0.25;
const RARE = 0.25;
const CONTENT = /(?<![\p{L}\p{N}'’{])\p{Ll}{4,16}(?![\p{L}\p{N}'’}])/gu;

/** Words of a language by their endings, which mostly say what part of speech they are. */
class ByEnding {
  readonly all: readonly string[];
  readonly #words = new Map<string, string[]>();

  constructor(words: readonly string[]) {
    this.all = words.filter((word) => /^\p{L}{4,14}$/u.test(word));
    for (const word of this.all)
      for (const length of [3, 2]) {
        const ending = word.slice(-length);
        const known = this.#words.get(ending);
        if (known === undefined) this.#words.set(ending, [word]);
        else known.push(word);
      }
  }

  /** Another word that ends alike; undefined if there is none. */
  other(word: string, dice: Random): string | undefined {
    const alike = this.#words.get(word.slice(-3)) ?? this.#words.get(word.slice(-2));
    return alike === undefined ? undefined : dice.pick(alike);
  }
}

/** Words of a language: those that are said every day, and all. */
export interface Vocabulary {
  readonly everyday: readonly string[];
  readonly rare: readonly string[];
}

/** The beginning of one word and the end of another, as no list has it. */
const madeUp = (head: string, tail: string): string =>
  head.slice(0, Math.max(2, head.length >> 1)) + tail.slice(-Math.max(3, tail.length >> 1));

/** Gives words the place of others that end alike. */
function changer(vocabulary: Vocabulary, frame: ReadonlySet<string>, dice: Random) {
  const everyday = new ByEnding(vocabulary.everyday);
  const rare = vocabulary.rare.length > 0 ? new ByEnding(vocabulary.rare) : everyday;
  const other = (word: string): string => {
    const found = (dice.chance(RARE) ? rare : everyday).other(word, dice);
    if (found === undefined) return word;
    return dice.chance(MADE_UP) ? madeUp(dice.pick(everyday.all), found) : found;
  };
  const ordinary = () => dice.pick(dice.chance(RARE) ? rare.all : everyday.all);
  const changed = (line: string, share: number) =>
    line.replaceAll(CONTENT, (word) => (frame.has(word) || !dice.chance(share) ? word : other(word)));
  return { changed, ordinary };
}

/** Times of day and numbers in their places. */
const numbered = (line: string, dice: Random): string =>
  line.replaceAll('{h}', () => timeOf(dice)).replaceAll('{n}', () => `${1 + dice.int(dice.pick([20, 100, 5_000]))}`);

function timeOf(dice: Random): string {
  const hour = 6 + dice.int(16);
  const minute = dice.pick(['00', '15', '30', '45', '10', '20', '05']);
  return dice.pick([
    `${hour}`,
    `${hour}`,
    `${hour}:${minute}`,
    `${hour}:${minute}`,
    `${hour}h${minute}`,
    `${hour}h`,
    `${hour}.${minute}`,
  ]);
}

/** Small words change nothing: a sentence whose frame changed would be no sentence. */
function frameOf(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const line of lines)
    for (const word of new Set(line.match(CONTENT))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 3).map(([word]) => word));
}

const AMOUNTS: readonly Amount[] = ['few', 'many'];
const linesOf = (amount: Amount, language: string) => ({
  harmless: templatesOf(`${FILES[amount].harmless}-${language}`),
  called: templatesOf(`${FILES[amount].called}-${language}`),
});

/**
 * Chat of one language, by hand, each line many times with other words in the places of its content words: an unknown word in an ordinary
 * place is no name, and a known word behind "ask" or before "called twice" can be one.
 * Names that are words of every day, and words that are no names, stand in the same places: there the word itself decides.
 */
export function chatOf(language: string, vocabulary: Vocabulary, names: Names, dice: Random): Sample[] {
  const frames = AMOUNTS.flatMap((amount) => Object.values(linesOf(amount, language)).flat());
  const { changed, ordinary } = changer(vocabulary, frameOf(frames), dice);
  const out: Sample[] = [];
  const add = (text: string, source: string) =>
    out.push({ text: numbered(text, dice).normalize('NFC'), ...{ spans: [], source, language, surface: 'prose' } });
  for (const amount of AMOUNTS) {
    const { harmless, called } = linesOf(amount, language);
    const shown = SHOWN[amount];
    const whole = AS_WRITTEN[amount];
    for (const line of harmless)
      for (let i = 0; i < shown.harmless; i++)
        add(i < whole ? line : changed(line, CHANGED.harmless), i < whole ? 'chat' : 'changed');
    for (const line of called) {
      for (let i = 0; i < shown.called; i++)
        out.push({
          ...filled(changed(line, CHANGED.called).normalize('NFC'), language, names, dice, true),
          ...{ source: 'called', language, surface: 'prose', generated: true },
        });
      for (let i = 0; i < shown.calledOrdinary; i++)
        add(changed(line, CHANGED.called).replaceAll(/\{\w\}/g, ordinary), 'changed');
    }
  }
  return out;
}
