import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import type { Token } from './tokens.ts';
import * as words from './vocabulary.ts';

const NAME = FLAG.first | FLAG.last;
const WORD = FLAG.common | FLAG.word;
const MAX_RUN = 6;

/**
 * People, places and organisations. Without a model: a capital where the language asks for none, or a word that is no
 * word, is content that somebody brought in; the lexicon and the neighbours say of what kind. When nothing says it, it is
 * taken for a person: redacting a product name costs less than showing a surname.
 */
export function findNames(text: string, tokens: readonly Token[], surface: Surface): Span[] {
  const mode = modeOf(tokens);
  const spans: Span[] = [];
  for (let i = 0; i < tokens.length; ) {
    const phrase = knownPhrase(tokens, i, mode);
    if (phrase !== undefined) {
      spans.push({ start: tokens[i]!.start, end: tokens[i + phrase.length - 1]!.end, type: phrase.type });
      i += phrase.length;
      continue;
    }
    const end = runFrom(tokens, i, mode, surface);
    if (end === i) {
      i++;
      continue;
    }
    const span = judge(text, tokens, i, end, mode, surface);
    if (span !== undefined) spans.push(span);
    i = end;
  }
  return spans;
}

/** How much capitals say: nothing in a text without any, or with nothing else. */
type Mode = 'cased' | 'lower' | 'caps';

function modeOf(tokens: readonly Token[]): Mode {
  let lower = 0;
  let upper = 0;
  let all = 0;
  for (const token of tokens) {
    if (token.casing === 'lower') lower++;
    else if (token.casing === 'upper' || token.casing === 'mixed') upper++;
    else if (token.casing === 'all') all++;
  }
  if (upper + all === 0) return 'lower';
  return all > 4 && all > 3 * (lower + upper) ? 'caps' : 'cased';
}

function knownPhrase(tokens: readonly Token[], at: number, mode: Mode): { length: number; type: string } | undefined {
  const head = tokens[at]!;
  if (head.kind !== 'word' || (mode === 'cased' && head.casing === 'lower')) return undefined;
  for (let length = 5; length >= 2; length--) {
    const last = tokens[at + length - 1];
    if (last === undefined || last.kind !== 'word' || (mode === 'cased' && last.casing === 'lower')) continue;
    let phrase = head.text;
    let joined = true;
    for (let k = 1; k < length && joined; k++) {
      const token = tokens[at + k]!;
      joined = token.gap === ' ' || token.gap === ' & ';
      phrase += token.gap + token.text;
    }
    if (!joined) continue;
    const flags = flagsOf(phrase.toLowerCase());
    if (flags & FLAG.place) return { length, type: 'LOCATION' };
    if (flags & COMPANY) return { length, type: 'ORGANIZATION' };
  }
  return undefined;
}

/** The end of the run of words that could be one name, beginning at `at`; `at` itself when there is none. */
function runFrom(tokens: readonly Token[], at: number, mode: Mode, surface: Surface): number {
  if (!isCandidate(tokens[at]!, tokens[at - 1], mode, surface)) return at;
  let end = at + 1;
  while (end < tokens.length && end - at < MAX_RUN) {
    const token = tokens[end]!;
    const initial = tokens[end - 1]!.text.length === 1;
    if (!(token.gap === ' ' || (initial && /^\. ?$/.test(token.gap)) || token.gap === ' & ')) break;
    if (isPart(token, mode)) end++;
    else if (isParticle(token) && tokens[end + 1] !== undefined && particleLeads(tokens, end, mode)) end += 2;
    else break;
  }
  return end;
}

const key = (token: Token) => token.text.toLowerCase();
const isParticle = (token: Token) => token.casing === 'lower' && words.PARTICLES.has(key(token));
const isStop = (token: Token) => words.STOP_NAMES.has(key(token)) || (token.flags & TECH_WORD) !== 0;

function particleLeads(tokens: readonly Token[], at: number, mode: Mode): boolean {
  const next = tokens[at + 1]!;
  if (next.gap !== ' ') return false;
  if (isPart(next, mode)) return true;
  return (
    isParticle(next) && tokens[at + 2] !== undefined && tokens[at + 2]!.gap === ' ' && isPart(tokens[at + 2]!, mode)
  );
}

/** A word that can stand in a name that has begun. */
function isPart(token: Token, mode: Mode): boolean {
  if (token.kind !== 'word' || isStop(token)) return false;
  if (mode === 'cased')
    return token.casing !== 'lower' && token.casing !== 'no' ? true : token.casing === 'no' && token.flags === 0;
  return (token.flags & WORD) === 0 || (token.flags & NAME) !== 0;
}

function isCandidate(token: Token, before: Token | undefined, mode: Mode, surface: Surface): boolean {
  if (token.kind !== 'word' || token.text.length < 2 || isStop(token)) {
    return token.kind === 'word' && words.TITLES.has(key(token)) && token.casing !== 'lower';
  }
  if (mode === 'cased') return token.casing !== 'lower' || (isNonAscii(token.text) && token.flags === 0);
  if ((token.flags & (NAME | FLAG.place)) !== 0 && (token.flags & WORD) === 0) return true;
  if (before !== undefined && token.gap.length <= 2 && words.TITLES.has(key(before))) return true;
  if (
    (token.flags & NAME) !== 0 &&
    before !== undefined &&
    cue(before, words.PERSON_CUES) &&
    !(token.flags & FLAG.common)
  )
    return true;
  if (token.flags !== 0) return false;
  if (isNonAscii(token.text)) return true;
  if (surface !== 'prose' || token.text.length < 4) return false;
  return (
    token.text.length >= 4 &&
    before !== undefined &&
    (cue(before, words.PLACE_CUES) || cue(before, words.PERSON_CUES) || cue(before, words.ORG_CUES) || token.first)
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
const isNonAscii = (text: string) => /[^\x00-\x7f]/.test(text.replace(/[’]/g, ''));
const cue = (token: Token, cues: ReadonlySet<string>) => cues.has(key(token));

function judge(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  mode: Mode,
  surface: Surface,
): Span | undefined {
  let start = from;
  let end = to;
  const before = tokens[from - 1];
  // A first word that only begins a sentence is no part of the name after it.
  while (
    start < end &&
    isPlain(tokens[start]!, mode) &&
    !words.TITLES.has(key(tokens[start]!)) &&
    !orgAt(tokens, start, end)
  ) {
    if (end - start > 1 && !startsPlain(tokens[start]!, tokens[start + 1]!)) break;
    start++;
  }
  while (
    end > start &&
    isPlain(tokens[end - 1]!, mode) &&
    !words.ORG_TAILS.has(key(tokens[end - 1]!)) &&
    !endsName(tokens, start, end)
  )
    end--;
  if (start === end) return undefined;
  const run = tokens.slice(start, end);
  const type = typeOf(run, start === from ? before : tokens[start - 1], tokens[end], mode, surface);
  if (type === undefined) return undefined;
  let stop = run.at(-1)!.end;
  if (/^(?:inc|ltd|corp|co|jr|sr|st|bros)$/i.test(run.at(-1)!.text) && text[stop] === '.') stop++;
  if (words.TITLES.has(key(run[0]!)) && run.length === 1 && text[stop] === '.') stop++;
  return { start: run[0]!.start, end: stop, type };
}

/** A dictionary word that is no name, wherever it stands. */
function isPlain(token: Token, mode: Mode): boolean {
  if (token.flags & (NAME | FLAG.place | COMPANY))
    return token.first && (token.flags & FLAG.common) !== 0 && mode === 'cased';
  if (token.flags & (WORD | FLAG.rare)) return true;
  return token.casing === 'all' && token.text.length <= 4;
}

function startsPlain(token: Token, next: Token): boolean {
  return token.first
    ? !(token.flags & NAME) || ((token.flags & FLAG.common) !== 0 && (next.flags & WORD) !== 0)
    : !(token.flags & NAME);
}

function orgAt(tokens: readonly Token[], start: number, end: number): boolean {
  const last = tokens[end - 1]!;
  const tail = key(last);
  if (!words.ORG_TAILS.has(tail) || end - start < 2) return false;
  if (!words.SOFT_TAILS.has(tail)) return true;
  return tokens.slice(start, end - 1).some((t) => t.flags === 0 || (t.flags & (NAME | FLAG.place | COMPANY)) !== 0);
}

/** "John Baker", "Rose Hill": a dictionary word after a first name is a surname. */
function endsName(tokens: readonly Token[], start: number, end: number): boolean {
  return end - start >= 2 && (tokens[end - 1]!.flags & FLAG.common) === 0
    ? (tokens[start]!.flags & FLAG.first) !== 0 || tokens[start]!.flags === 0
    : end - start === 2 && (tokens[start]!.flags & FLAG.first) !== 0 && (tokens[start]!.flags & WORD) === 0;
}

function typeOf(
  run: readonly Token[],
  before: Token | undefined,
  after: Token | undefined,
  mode: Mode,
  surface: Surface,
): string | undefined {
  const head = run[0]!;
  if (words.TITLES.has(key(head))) return run.length > 1 || /^(?:mr|mrs|ms|dr)$/.test(key(head)) ? 'PERSON' : undefined;
  const tail = run.at(-1)!;
  if (run.length > 1 && words.ORG_TAILS.has(key(tail))) return 'ORGANIZATION';
  if (run.some((t) => t.flags & COMPANY) && run.length <= 2)
    return surface === 'ui' && run.every((t) => t.flags & TECH_WORD) ? undefined : 'ORGANIZATION';
  const titled = before !== undefined && /^\.? $/.test(head.gap) && words.TITLES.has(key(before));
  if (titled) return 'PERSON';
  if (run.length === 1) return singleType(head, before, after, mode, surface);
  const names = run.filter((t) => t.flags & NAME).length;
  const places = run.filter((t) => t.flags & FLAG.place && !(t.flags & NAME)).length;
  if (names === 0 && places > 0) return 'LOCATION';
  if (names > 0) {
    const allWords = run.every((t) => t.flags & WORD || t.casing === 'all');
    if (
      allWords &&
      (surface === 'ui' || head.first) &&
      !run.some((t) => t.flags & FLAG.first && !(t.flags & FLAG.common))
    )
      return undefined;
    return 'PERSON';
  }
  if (run.every((t) => t.flags & (WORD | FLAG.rare))) return undefined;
  if (before !== undefined && before.end + 2 >= head.start) {
    if (cue(before, words.ORG_CUES)) return 'ORGANIZATION';
    if (cue(before, words.PLACE_CUES)) return 'LOCATION';
  }
  return 'PERSON';
}

function singleType(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  mode: Mode,
  surface: Surface,
): string | undefined {
  const close = before !== undefined && token.start - before.end <= 2 ? before : undefined;
  const next = after !== undefined && after.start - token.end <= 3 ? after : undefined;
  const flags = token.flags;
  if (flags & WORD) {
    if (!(flags & (NAME | FLAG.place))) return undefined;
    if (mode !== 'cased')
      return close !== undefined && cue(close, words.PERSON_CUES) && !(flags & FLAG.common) ? 'PERSON' : undefined;
    if (surface === 'ui') return undefined;
    if (token.first) {
      if (flags & FLAG.first && next !== undefined && cue(next, words.PERSON_VERBS)) return 'PERSON';
      return flags & FLAG.first && !(flags & FLAG.common) ? 'PERSON' : undefined;
    }
    if (token.casing === 'all') return undefined;
    if (flags & FLAG.place && !(flags & NAME)) return 'LOCATION';
    return 'PERSON';
  }
  if (token.casing === 'all' && token.text.length <= 4 && !(flags & (NAME | FLAG.place))) return undefined;
  if (flags & FLAG.place && (!(flags & FLAG.first) || (close !== undefined && cue(close, words.PLACE_CUES))))
    return 'LOCATION';
  if (flags & NAME) return 'PERSON';
  if (flags & FLAG.rare) return undefined;
  if (flags & FLAG.proper)
    return close !== undefined && cue(close, words.PLACE_CUES) ? 'LOCATION' : surface === 'ui' ? undefined : 'PERSON';
  if (token.text.length < 3 || (token.casing === 'all' && token.text.length < 5)) return undefined;
  if (surface === 'ui' && (token.casing === 'mixed' || token.text.length < 4)) return undefined;
  if (close !== undefined) {
    if (cue(close, words.PLACE_CUES) && !cue(close, words.ORG_CUES)) return 'LOCATION';
    if (cue(close, words.ORG_CUES)) return 'ORGANIZATION';
  }
  return token.casing === 'mixed' ? 'ORGANIZATION' : 'PERSON';
}
