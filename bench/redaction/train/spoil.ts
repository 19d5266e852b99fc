import { there } from '../../../lib/activity/there.ts';
import type { HiddenType } from '../../../lib/redaction/hidden-types.ts';
import { fold } from '../../../lib/redaction/lexicon/fold.ts';
import type { Random } from '../random.ts';
import { templatesOf } from './names.ts';
import type { Sample } from './sample.ts';

const SAME_LENGTH = (change: (text: string) => string) => (text: string) => {
  const changed = change(text);
  return changed.length === text.length ? changed : text;
};
const lowered = SAME_LENGTH((text) => text.toLowerCase());
const raised = SAME_LENGTH((text) => text.toUpperCase());
const titled = SAME_LENGTH((text) => text.replaceAll(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase()));

/** Letters that readers of pixels take for each other. */
const MISREAD: Readonly<Record<string, string>> = {
  l: '1',
  I: 'l',
  O: '0',
  o: '0',
  e: 'c',
  S: '5',
  B: '8',
  m: 'n',
  u: 'v',
  h: 'b',
};

function misread(text: string, dice: Random): string {
  return text.replaceAll(/[lIOoeSBmuh]/g, (letter) =>
    dice.chance(0.06) ? there(MISREAD[letter], 'a misread letter') : letter,
  );
}

const namesLowered = (sample: Sample): string => {
  let text = sample.text;
  for (const { start, end } of sample.spans)
    text = text.slice(0, start) + lowered(text.slice(start, end)) + text.slice(end);
  return text;
};

/** Mostly as it was: now and then misread, in title case, or with names in lower case. */
export function spoiled(sample: Sample, dice: Random): Sample {
  const x = dice.next();
  if (x < 0.03) return { ...sample, text: misread(sample.text, dice) };
  if (x < 0.045) return { ...sample, text: titled(sample.text) };
  if (x < 0.075 && sample.surface === 'prose') return { ...sample, text: namesLowered(sample) };
  return sample;
}

/** What people say before and after a sentence: thanks, greetings, sighs. */
const asides = new Map<string, readonly string[]>();
function asideOf(language: string, dice: Random): string {
  const known = asides.get(language) ?? templatesOf(`asides-${language}`);
  asides.set(language, known);
  return dice.pick(known);
}
const LONGEST_TALK = 160;
/** Sources that are chat by themselves: other ways of writing them teach little. */
const CHATTY: ReadonlySet<string> = new Set(['chat', 'changed', 'called']);

/** The text with a part of it written otherwise, and the names where they are then. */
function rewritten(sample: Sample, pattern: RegExp, write: (part: string) => string): Sample {
  let text = '';
  let at = 0;
  /** How much longer the text is from each place on. */
  const moves: { readonly from: number; readonly by: number }[] = [];
  for (const { 0: part, index } of sample.text.matchAll(pattern)) {
    const other = write(part);
    text += sample.text.slice(at, index) + other;
    at = index + part.length;
    if (other.length !== part.length) moves.push({ from: at, by: other.length - part.length });
  }
  const moved = (place: number) => moves.reduce((sum, { from, by }) => (from <= place ? sum + by : sum), place);
  const spans = sample.spans.map((span) => ({ ...span, start: moved(span.start), end: moved(span.end) }));
  return { ...sample, text: text + sample.text.slice(at), spans };
}

const LETTERS = /\p{L}{2,30}/gu;
const WORDS = /(?<!\p{L})\p{Ll}{5,20}(?!\p{L})/gu;
const ACCENTED = /[à-öø-ÿąćęłńóśźż]/g;

/** A slip of the fingers: two letters in the wrong order, one twice, or one left out. */
function slipped(word: string, dice: Random): string {
  const at = 1 + dice.int(word.length - 2);
  const x = dice.int(3);
  if (x === 0) return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  return x === 1 ? word.slice(0, at) + word.charAt(at) + word.slice(at) : word.slice(0, at) + word.slice(at + 1);
}

/** As thumbs write: without accents or apostrophes, with a vowel drawn out, with slips in words that are no names. */
function thumbed(sample: Sample, dice: Random): Sample {
  let out = sample;
  if (dice.chance(0.3)) out = rewritten(out, ACCENTED, fold);
  if (dice.chance(0.3)) out = rewritten(out, /(?<=\p{L})['’](?=\p{L})/gu, () => '');
  if (dice.chance(0.1)) out = rewritten(out, LETTERS, (word) => (dice.chance(0.3) ? drawnOut(word, dice) : word));
  if (dice.chance(0.15) && out.spans.length === 0)
    out = rewritten(out, WORDS, (word) => (dice.chance(0.15) ? slipped(word, dice) : word));
  return out;
}

const drawnOut = (word: string, dice: Random): string => {
  const last = /[aeiouyáéíóúãêöüä](?=[^aeiouy]{0,2}$)/.exec(word);
  return last === null
    ? word
    : word.slice(0, last.index) + last[0].repeat(2 + dice.int(3)) + word.slice(last.index + 1);
};

/** As people write in chats: without marks, in small letters, with an aside before or after. */
function chatty(original: Sample, dice: Random): Sample {
  const sample = thumbed({ ...original, text: lowered(original.text) }, dice);
  const { text } = sample;
  const bare = dice.chance(0.8) ? text.replaceAll(/[.,!?;:…¿¡]/g, ' ') : text;
  const comma = dice.chance(0.3) ? ', ' : ' ';
  const before = dice.chance(0.45) ? asideOf(sample.language, dice) + comma : '';
  const after = dice.chance(0.3) ? comma + asideOf(sample.language, dice) : '';
  const spans = sample.spans.map((span) => ({
    ...span,
    start: span.start + before.length,
    end: span.end + before.length,
  }));
  return { ...sample, text: before + bare + after, spans };
}

/** Text of people who ignore capitals: small, all capitals, or with small names; some of it is talk. */
export function careless(sample: Sample, dice: Random): Sample {
  if (
    sample.surface === 'prose' &&
    sample.text.length <= LONGEST_TALK &&
    dice.chance(CHATTY.has(sample.source) ? 0.8 : 0.35)
  )
    return chatty(sample, dice);
  const x = dice.next();
  const text =
    x < 0.58 ? lowered(sample.text) : x < 0.75 ? raised(sample.text) : x < 0.87 ? namesLowered(sample) : sample.text;
  return { ...sample, text: dice.chance(0.1) ? text.replaceAll(/[.,!?;:]/g, ' ') : text };
}

/** Sometimes with names that are masked already: a word is no name just because it is beside a mask. */
export function masked(sample: Sample, dice: Random): Sample {
  if (!dice.chance(0.05)) return sample;
  let text = '';
  let at = 0;
  const spans: { start: number; end: number; type: HiddenType }[] = [];
  for (const { start, end, type } of sample.spans) {
    text += sample.text.slice(at, start);
    at = end;
    if (dice.chance(0.7)) text += `[${type}]`;
    else {
      spans.push({ start: text.length, end: text.length + end - start, type });
      text += sample.text.slice(start, end);
    }
  }
  return { ...sample, text: text + sample.text.slice(at), spans };
}
