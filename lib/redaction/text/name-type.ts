import { lastOf, nth, there } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { COMPANY, FLAG, TECH_WORD } from '../lexicon/index.ts';
import type { Surface } from '../types.ts';
import type { Token } from './tokens.ts';
import * as words from './vocabulary.ts';

export const NAME = FLAG.first | FLAG.last;
export const WORD = FLAG.common | FLAG.word;

const PLAIN = WORD | FLAG.rare | TECH_WORD;

/** The evidence of capitals: none in a text without any, or with nothing else; `loose` writers leave them out at will. */
export type Mode = 'cased' | 'loose' | 'lower' | 'caps';

/** The evidence in the capital of one word, or that it has none. */
export const modeOfToken = (token: Token, mode: Mode): Mode =>
  mode !== 'loose' ? mode : token.casing === 'lower' ? 'lower' : 'cased';

/** The surroundings of a run. */
export interface Setting {
  readonly mode: Mode;
  readonly surface: Surface;
  readonly before: Token | undefined;
  readonly after: Token | undefined;
}

export const key = (token: Token): string => token.lower;
export const cue = (token: Token, cues: ReadonlySet<string>): boolean => cues.has(token.lower);

/** The type of the name in a run of words, or undefined for words that only have capitals. */
export function typeOf(run: readonly Token[], setting: Setting): HiddenType | undefined {
  const { before, surface } = setting;
  const head = nth(run, 0);
  const close = before !== undefined && head.start - before.end <= 2 && !head.gap.includes('\n') ? before : undefined;
  if (words.TITLES.has(key(head)))
    return run.length > 1
      ? run.slice(1).every((t) => (t.flags & FLAG.common) !== 0 && !(t.flags & NAME))
        ? undefined
        : 'PERSON'
      : /^(?:mr|mrs|ms|dr)$/.test(key(head)) && modeOfToken(head, setting.mode) === 'cased' && head.casing === 'upper'
        ? 'PERSON'
        : undefined;
  if (run.length > 1 && words.ORG_TAILS.has(key(lastOf(run)))) return 'ORGANIZATION';
  if (run.some((t) => t.flags & COMPANY) && run.length <= 3) return companyType(run, surface);
  if (close !== undefined && cue(close, words.STRONG_CUES))
    return surface === 'ui' && run.every((t) => (t.flags & PLAIN) !== 0 && (t.flags & NAME) === 0)
      ? undefined
      : 'PERSON';
  if (run.length === 1) return singleType(head, close, setting);
  const named = run.filter((t) => t.flags & NAME && !words.PARTICLES.has(key(t)));
  if (named.length === 0) {
    if (run.some((t) => t.flags & FLAG.place)) return 'LOCATION';
    if (
      run.every((t) => t.flags & (WORD | FLAG.rare)) &&
      setting.after?.gap === ' ' &&
      setting.after.casing === 'lower' &&
      surface === 'prose' &&
      modeOfToken(head, setting.mode) === 'cased' &&
      cue(setting.after, words.SUBJECT_VERBS)
    )
      return 'ORGANIZATION';
    if (run.every((t) => t.flags & (WORD | FLAG.rare)))
      return surface === 'prose' &&
        close !== undefined &&
        !head.first &&
        run.every((t) => t.casing === 'upper') &&
        /^(?:at|for|from|joined|by|became|with)$/.test(key(close))
        ? 'ORGANIZATION'
        : undefined;
    return unknownType(close, setting.after);
  }
  const given = (head.flags & FLAG.first) !== 0 && (head.flags & FLAG.place) === 0;
  if (named.length === 1 && !given && run.some((t) => t.flags & FLAG.place && !(t.flags & NAME))) return 'LOCATION';
  if (run.every((t) => t.flags & (WORD | FLAG.rare) || t.casing === 'all')) return namedByWords(run, surface);
  if (
    close !== undefined &&
    cue(close, words.PLACE_CUES) &&
    !cue(close, words.PERSON_CUES) &&
    !named.some((t) => t.flags & FLAG.first)
  )
    return 'LOCATION';
  return 'PERSON';
}

function companyType(run: readonly Token[], surface: Surface): HiddenType | undefined {
  if (surface === 'ui' && run.every((t) => t.flags & (TECH_WORD | WORD))) return undefined;
  if (run.length === 1 && nth(run, 0).flags & FLAG.common && (nth(run, 0).first || nth(run, 0).casing === 'lower'))
    return undefined;
  return 'ORGANIZATION';
}

/** "Rose Hill", "Grant Access": only words of the dictionary. A given name has to be among them. */
function namedByWords(run: readonly Token[], surface: Surface): HiddenType | undefined {
  const given =
    nth(run, 0).flags & FLAG.first &&
    (!(nth(run, 0).flags & FLAG.common) || (surface !== 'ui' && words.GIVEN_WORDS.has(key(nth(run, 0)))));
  if (!given)
    return run.some((t) => t.flags & FLAG.first && !(t.flags & FLAG.common)) && !nth(run, 0).first
      ? 'PERSON'
      : undefined;
  return run.slice(1).some((t) => t.flags & NAME) || surface !== 'ui' ? 'PERSON' : undefined;
}

function singleType(token: Token, close: Token | undefined, { mode, surface, after }: Setting): HiddenType | undefined {
  const { flags } = token;
  const next = after !== undefined && after.start - token.end <= 3 ? after : undefined;
  const placed = close !== undefined && cue(close, words.PLACE_CUES);
  if (flags & WORD) return wordType(token, close, next, mode, surface);
  if (token.casing === 'all' && token.text.length <= 4 && !(flags & (NAME | FLAG.place))) return undefined;
  if (flags & FLAG.place && (!(flags & FLAG.first) || placed)) return 'LOCATION';
  if (flags & NAME)
    return placed && !(flags & FLAG.first) && !cue(there(close, 'a cue'), words.PERSON_CUES) ? 'LOCATION' : 'PERSON';
  if (flags & FLAG.rare) return undefined;
  if (flags & FLAG.proper)
    return placed ? 'LOCATION' : surface === 'ui' && token.casing !== 'upper' ? undefined : 'PERSON';
  if (token.text.length < 3 || (token.casing === 'all' && token.text.length < 5)) return undefined;
  if (surface === 'ui' && token.text.length < 4) return undefined;
  if (token.casing === 'mixed') return 'ORGANIZATION';
  return unknownType(close, after);
}

/** A word of the dictionary that is a name as well. */
function wordType(
  token: Token,
  close: Token | undefined,
  next: Token | undefined,
  whole: Mode,
  surface: Surface,
): HiddenType | undefined {
  const { flags } = token;
  const mode = modeOfToken(token, whole);
  if (!(flags & (NAME | FLAG.place))) return undefined;
  const common = (flags & FLAG.common) !== 0;
  if (mode !== 'cased') return close !== undefined && cue(close, words.PERSON_CUES) && !common ? 'PERSON' : undefined;
  if (surface === 'ui' || token.casing !== 'upper') return undefined;
  const given = words.GIVEN_WORDS.has(key(token)) || (Boolean(flags & FLAG.first) && !common);
  if (given && next?.gap.startsWith(':') && /[\n"]/.test(token.gap)) return 'PERSON';
  if (token.first)
    return given && next !== undefined && cue(next, words.PERSON_VERBS)
      ? 'PERSON'
      : given && !common
        ? 'PERSON'
        : undefined;
  if (flags & FLAG.place && !(flags & NAME)) return common ? undefined : 'LOCATION';
  return given || !common ? 'PERSON' : undefined;
}

function unknownType(close: Token | undefined, after: Token | undefined): HiddenType {
  if (after?.gap === ' ' && cue(after, words.FIRM_NEXT)) return 'ORGANIZATION';
  if (close !== undefined) {
    if (cue(close, words.PLACE_CUES) && !cue(close, words.ORG_CUES)) return 'LOCATION';
    if (cue(close, words.ORG_CUES)) return 'ORGANIZATION';
  }
  return 'PERSON';
}
