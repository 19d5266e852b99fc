import { beginsPhrase, COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import { cue, key, type Mode, NAME, typeOf, WORD } from './name-type.ts';
import type { Token } from './tokens.ts';
import * as words from './vocabulary.ts';

const MAX_RUN = 6;

/**
 * People, places and organisations. Without a model: a capital where the language asks for none, or a word that is no
 * word, is content that somebody brought in; the lexicon and the neighbours say of what kind. When nothing says it, it is
 * taken for a person: redacting a product name costs less than showing a surname.
 */
export function findNames(text: string, tokens: readonly Token[], surface: Surface): Span[] {
  const mode = modeOf(tokens);
  const spans: Span[] = [];
  const content = surface === 'ui' ? contentEnd(text, tokens) : 0;
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i]!;
    if (token.kind !== 'word' || (mode === 'cased' && token.casing === 'lower' && token.flags !== 0)) {
      i++;
      continue;
    }
    const phrase = knownPhrase(tokens, i, mode);
    if (phrase !== undefined) {
      spans.push({ start: token.start, end: tokens[i + phrase.length - 1]!.end, type: phrase.type });
      i += phrase.length;
      continue;
    }
    const profile = token.start < content ? 'prose' : surface;
    const end = runFrom(tokens, i, mode, surface);
    const plain = end === i + 1 && surface === 'ui' && isBuiltWord(token);
    const span = end === i || plain ? undefined : judge(text, tokens, i, end, mode, profile);
    if (span !== undefined) spans.push(span);
    i = Math.max(end, i + 1);
  }
  return spans;
}

/** Where the name of the application begins in a window title: what stands before it is content, not a label. */
function contentEnd(text: string, tokens: readonly Token[]): number {
  const cut = /\s[-–—|·]\s(?=[^-–—|·]{2,40}$)/.exec(text);
  if (cut === null) return 0;
  const app = tokens.filter((token) => token.start > cut.index);
  return app.length <= 3 && app.some((token) => token.flags & (TECH_WORD | COMPANY)) ? cut.index : 0;
}

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
  if (!beginsPhrase(key(head))) return undefined;
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
  if (!isCandidate(tokens[at]!, tokens[at - 1], tokens[at + 1], mode, surface) && !isMonthName(tokens, at)) return at;
  let end = at + 1;
  while (end < tokens.length && end - at < MAX_RUN) {
    const token = tokens[end]!;
    const before = tokens[end - 1]!;
    const short = before.text.length === 1 || words.TITLES.has(key(before));
    if (!(token.gap === ' ' || (short && /^\. ?$/.test(token.gap)) || token.gap === ' & ')) break;
    if (isPart(token, before, mode, surface)) end++;
    else if (isParticle(token) && particleLeads(tokens, end, mode, surface)) end += 2;
    else break;
  }
  return end;
}

const isParticle = (token: Token) => token.casing === 'lower' && words.PARTICLES.has(key(token));
/** Words that no name is made of. A word of computing can be a given name in prose; on a screen it is the program. */
const isStop = (token: Token, surface: Surface) =>
  words.STOP_NAMES.has(key(token)) ||
  ((token.flags & TECH_WORD) !== 0 && (surface === 'ui' || (token.flags & (COMPANY | FLAG.first)) === 0));

function particleLeads(tokens: readonly Token[], at: number, mode: Mode, surface: Surface): boolean {
  const next = tokens[at + 1];
  if (next === undefined || next.gap !== ' ') return false;
  if (isPart(next, undefined, mode, surface)) return true;
  const third = tokens[at + 2];
  return isParticle(next) && third !== undefined && third.gap === ' ' && isPart(third, undefined, mode, surface);
}

/** A word that can stand in a name that has begun. */
function isPart(token: Token, before: Token | undefined, mode: Mode, surface: Surface): boolean {
  if (token.kind !== 'word' || isStop(token, surface)) return false;
  if (mode === 'cased') return token.casing === 'no' ? token.flags === 0 : token.casing !== 'lower';
  if ((token.flags & WORD) === 0) return true;
  const given = before !== undefined && (before.flags & FLAG.first) !== 0 && (before.flags & WORD) === 0;
  return (
    (token.flags & NAME) !== 0 && ((token.flags & FLAG.common) === 0 || (given && (token.flags & FLAG.last) !== 0))
  );
}

/** "April Martin": a month that a surname follows. */
function isMonthName(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return (
    words.MONTH_NAMES.has(key(tokens[at]!)) &&
    next !== undefined &&
    next.gap === ' ' &&
    next.casing === 'upper' &&
    (next.flags & NAME) !== 0
  );
}

function isCandidate(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  mode: Mode,
  surface: Surface,
): boolean {
  if (words.TITLES.has(key(token)) && (token.casing !== 'lower' || /^(?:mr|mrs|dr)$/.test(token.text))) return true;
  if (token.text.length < 2 || isStop(token, surface)) return false;
  if (mode === 'cased') return token.casing !== 'lower' || (isNonAscii(token.text) && token.flags === 0);
  const { flags } = token;
  if (flags & COMPANY && !(flags & WORD)) return true;
  if (
    words.GIVEN_WORDS.has(key(token)) &&
    after !== undefined &&
    after.gap === ' ' &&
    (after.flags & WORD) === 0 &&
    (after.flags === 0 || (after.flags & FLAG.last) !== 0)
  )
    return true;
  if ((flags & (NAME | FLAG.place)) !== 0 && (flags & WORD) === 0) return token.text.length > 2;
  const close = before !== undefined && token.gap.length <= 2 ? before : undefined;
  if (close !== undefined && cue(close, words.STRONG_CUES) && !(flags & FLAG.common)) return true;
  if ((flags & NAME) !== 0 && close !== undefined && cue(close, words.PERSON_CUES) && !(flags & FLAG.common))
    return true;
  if (flags !== 0) return false;
  if (isNonAscii(token.text)) return true;
  if (surface !== 'prose' || token.text.length < 4) return false;
  return (
    token.first ||
    (close !== undefined &&
      (cue(close, words.PLACE_CUES) || cue(close, words.PERSON_CUES) || cue(close, words.ORG_CUES)))
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
const isNonAscii = (text: string) => /[^\x00-\x7f]/.test(text.replace(/[’]/g, ''));

function judge(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  mode: Mode,
  surface: Surface,
): Span | undefined {
  const [start, end] = trim(tokens, from, to, mode, surface);
  if (start === end) return undefined;
  const run = tokens.slice(start, end);
  const type = typeOf(run, { mode, surface, before: tokens[start - 1], after: tokens[end] });
  if (type === undefined) return undefined;
  const last = run.at(-1)!;
  const dotted = /^(?:inc|ltd|corp|co|jr|sr|bros|mr|mrs|ms|dr)$/i.test(last.text) && text[last.end] === '.';
  const after = tokens[end];
  if (
    type === 'PERSON' &&
    after !== undefined &&
    /^,? $/.test(after.gap) &&
    words.SUFFIXES.has(key(after)) &&
    after.casing !== 'lower'
  )
    return { start: run[0]!.start, end: after.end, type };
  return { start: run[0]!.start, end: last.end + (dotted ? 1 : 0), type };
}

/** Takes off what only stands beside a name: the word that begins the sentence, the words of a heading after it. */
function trim(tokens: readonly Token[], from: number, to: number, mode: Mode, surface: Surface): [number, number] {
  let start = from;
  let end = to;
  const tail = words.ORG_TAILS.has(key(tokens[to - 1]!)) && isOrganisation(tokens, from, to, surface);
  if (tail) {
    while (end - start > 2 && tokens[start]!.first && tokens[start]!.flags & FLAG.common) start++;
    return [start, end];
  }
  const cued = from > 0 && tokens[from]!.gap.length <= 2 && cue(tokens[from - 1]!, words.STRONG_CUES);
  const proper = surface === 'prose' && mode === 'cased' && !tokens[from]!.first;
  if (proper && to - from > 1 && !cued && isProperPhrase(tokens, from, to)) return [from, to];
  if (surface === 'prose' && mode === 'cased' && isSubject(tokens, from, to)) return [from, to];
  while (start < end && !cued && !words.TITLES.has(key(tokens[start]!)) && isLead(tokens[start]!, end - start, mode))
    start++;
  while (end > start + (cued ? 1 : 0)) {
    const last = tokens[end - 1]!;
    if (isParticle(last)) end--;
    else if (isPlain(last) && !(end === to && isSurname(tokens, start, end))) end--;
    else break;
  }
  return [start, end];
}

/** Capitals in the middle of a sentence that no person's name begins: the name of a firm or a thing, with all its words. */
function isProperPhrase(tokens: readonly Token[], from: number, to: number): boolean {
  const head = tokens[from]!;
  if (head.flags & (FLAG.first | FLAG.place) || words.TITLES.has(key(head)) || head.casing !== 'upper') return false;
  const run = tokens.slice(from, to);
  if (run.some((t) => t.flags === 0 || (t.flags & (FLAG.proper | COMPANY)) !== 0)) return run.some((t) => isPlain(t));
  const before = tokens[from - 1];
  return before !== undefined && head.gap === ' ' && run.every((t) => t.casing === 'upper') && cue(before, PHRASE_CUES);
}

/** "Golden Helix is …": two capitals or more, and then what they do. */
function isSubject(tokens: readonly Token[], from: number, to: number): boolean {
  const next = tokens[to];
  const run = tokens.slice(from, to);
  if (
    to - from < 2 ||
    next === undefined ||
    next.gap !== ' ' ||
    next.casing !== 'lower' ||
    !words.SUBJECT_VERBS.has(key(next))
  )
    return false;
  return (
    run.every((t) => t.casing === 'upper' && !(t.flags & (FLAG.first | FLAG.place))) && !words.TITLES.has(key(run[0]!))
  );
}

const PHRASE_CUES = new Set(['at', 'for', 'from', 'joined', 'by', 'became', 'with']);

const LONGEST_BUILT = 28;
const PARTS = WORD | FLAG.rare | TECH_WORD;

/** On a screen: a word built of others ("Breakpoint", "Two-factor", "Assignees"), or a word all in capitals. */
function isBuiltWord({ text, flags, casing }: Token): boolean {
  if (flags !== 0 || text.length > LONGEST_BUILT) return false;
  if (casing === 'all') return true;
  const lower = text.toLowerCase();
  if (/-/.test(lower)) return lower.split('-').every((part) => part.length < 4 || (flagsOf(part) & PARTS) !== 0);
  for (const ending of ['s', 'es', 'ed', 'er', 'ee', 'ees', 'ing', 'able', 'ly', 'ness'])
    if (lower.endsWith(ending) && lower.length - ending.length > 3 && flagsOf(lower.slice(0, -ending.length)) & PARTS)
      return true;
  for (let i = 3; i <= lower.length - 3; i++)
    if (flagsOf(lower.slice(0, i)) & WORD && flagsOf(lower.slice(i)) & WORD) return true;
  return (
    /^(?:un|re|de|pre|sub|auto|multi|non|inter|over|under|micro|hyper|super|cyber|meta)/.test(lower) &&
    (flagsOf(
      lower.replace(/^(?:un|re|de|pre|sub|auto|multi|non|inter|over|under|micro|hyper|super|cyber|meta)-?/, ''),
    ) &
      PARTS) !==
      0
  );
}

/** A dictionary word that is no name, wherever it stands. */
function isPlain(token: Token): boolean {
  if (token.flags & (NAME | FLAG.place | COMPANY)) return false;
  if (token.flags & (WORD | FLAG.rare)) return true;
  return token.casing === 'all' && token.text.length <= 3;
}

function isLead(token: Token, length: number, mode: Mode): boolean {
  if (isPlain(token)) return true;
  return (
    mode === 'cased' &&
    token.first &&
    length > 1 &&
    (token.flags & FLAG.common) !== 0 &&
    !words.GIVEN_WORDS.has(key(token)) &&
    !(token.flags & COMPANY)
  );
}

function isOrganisation(tokens: readonly Token[], start: number, end: number, surface: Surface): boolean {
  if (end - start < 2) return false;
  if (!words.SOFT_TAILS.has(key(tokens[end - 1]!))) return true;
  if (surface === 'prose' && !tokens[start]!.first && end - start > 2) return true;
  return tokens
    .slice(start, end - 1)
    .some((t) => t.flags === 0 || ((t.flags & (NAME | FLAG.place | COMPANY)) !== 0 && !(t.flags & FLAG.common)));
}

/** "John Baker", "Charles van Beers": a dictionary word after a given name is a surname. */
function isSurname(tokens: readonly Token[], start: number, end: number): boolean {
  const before = tokens[end - 2];
  if (before === undefined || end - start < 2) return false;
  if (isParticle(before)) return true;
  const given = tokens[start]!;
  if (words.TITLES.has(key(given))) return end - start === 2;
  if (end - start > 3 || tokens[end - 1]!.casing === 'all' || words.UI_WORDS.has(key(tokens[end - 1]!))) return false;
  return given.flags === 0 || ((given.flags & FLAG.first) !== 0 && (given.flags & WORD) === 0);
}

/**
 * In code and terminals only what cannot well be anything else: a given name that is no word, and a surname after it.
 */
export function findFullNames(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(FULL_NAME)) {
    if (/[\w'’-]/.test(text[match.index - 1] ?? ' ')) continue;
    const given = flagsOf(match[1]!.toLowerCase());
    const last = flagsOf(match[2]!.toLowerCase());
    if (
      !(given & FLAG.first) ||
      given & (WORD | TECH_WORD | FLAG.place) ||
      last & TECH_WORD ||
      words.STOP_NAMES.has(match[2]!.toLowerCase())
    )
      continue;
    if (last === 0 || (last & FLAG.last && !(last & FLAG.common)))
      spans.push({ start: match.index, end: match.index + match[0].length, type: 'PERSON' });
  }
  return spans;
}
const FULL_NAME = /([A-ZÀ-Þ][a-zß-ÿ]{2,15}) ([A-ZÀ-Þ][a-zß-ÿ'’A-Z-]{2,24})(?![\w(])/g;
