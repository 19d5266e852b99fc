import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { beginsPhrase, COMPANY, FLAG, flagsOf } from '../lexicon/index.ts';
import { SLANG } from '../lexicon/lists.ts';
import type { Span, Surface } from '../types.ts';
import { isBuiltRun, isDerived } from './built-word.ts';
import { runFrom } from './name-run.ts';
import { judge } from './name-trim.ts';
import { key, type Mode, WORD } from './name-type.ts';
import { contentOf } from './titles.ts';
import type { Token } from './tokens.ts';
import { KIN } from './vocabulary.ts';

/**
 * People, places and organisations. Without a model, a capital that the language does not ask for, or an unknown word, is content
 * that a user brought in; the lexicon and the neighbours decide its kind. Without such evidence it counts as a person: redacting
 * a product name costs less than showing a surname.
 */
export function findNames(text: string, tokens: readonly Token[], surface: Surface): Span[] {
  const mode = modeOf(tokens);
  const spans: Span[] = [];
  const content = surface === 'ui' ? contentOf(text) : [];
  for (let i = 0; i < tokens.length; ) {
    const token = nth(tokens, i);
    if (
      token.kind !== 'word' ||
      (mode === 'cased' &&
        token.casing === 'lower' &&
        (token.flags & (surface === 'ui' ? -1 : WORD | FLAG.rare)) !== 0 &&
        !KIN.has(token.text))
    ) {
      i++;
      continue;
    }
    const phrase = knownPhrase(tokens, i, mode);
    if (phrase !== undefined) {
      spans.push({ start: token.start, end: nth(tokens, i + phrase.length - 1).end, type: phrase.type });
      i += phrase.length;
      continue;
    }
    const profile = content.some((part) => token.start >= part.start && token.start < part.end) ? 'prose' : surface;
    const end = runFrom(tokens, i, mode, surface);
    const plain =
      end > i &&
      surface === 'ui' &&
      isBuiltRun(tokens.slice(i, end)) &&
      (profile === 'ui' || token.casing === 'all' || isDerived(token));
    const span = end === i || plain ? undefined : judge(text, tokens, i, end, mode, profile);
    if (span !== undefined) spans.push(span);
    i = Math.max(end, i + 1);
  }
  return spans;
}

function modeOf(tokens: readonly Token[]): Mode {
  let lower = 0;
  let upper = 0;
  let all = 0;
  let careless = 0;
  for (const token of tokens) {
    if (token.kind === 'word' && token.casing === 'lower' && (token.first || CARELESS.has(token.text))) careless++;
    if (token.casing === 'lower') lower++;
    else if (token.casing === 'upper' || token.casing === 'mixed') upper++;
    else if (token.casing === 'all') all++;
  }
  if (upper + all === 0) return 'lower';
  if (all > 4 && all > 3 * (lower + upper)) return 'caps';
  return careless > 0 && careless * 12 >= lower ? 'loose' : 'cased';
}

/** Words of writers who ignore capitals. */
const CARELESS: ReadonlySet<string> = new Set(['i', ...SLANG.trim().split(/\s{0,400}[\n,]\s{0,400}/)]);

function knownPhrase(
  tokens: readonly Token[],
  at: number,
  mode: Mode,
): { length: number; type: HiddenType } | undefined {
  const head = nth(tokens, at);
  if (!beginsPhrase(key(head))) return undefined;
  for (let length = 5; length >= 2; length--) {
    const last = tokens[at + length - 1];
    if (last === undefined || last.kind !== 'word' || (mode === 'cased' && last.casing === 'lower')) continue;
    let phrase = head.text;
    let joined = true;
    for (let k = 1; k < length && joined; k++) {
      const token = nth(tokens, at + k);
      joined = token.gap === ' ' || token.gap === ' & ' || token.gap === "'s ";
      phrase += token.gap + token.text;
    }
    if (!joined) continue;
    const flags = flagsOf(phrase.toLowerCase());
    if (flags & FLAG.place) return { length, type: 'LOCATION' };
    if (flags & COMPANY) return { length, type: 'ORGANIZATION' };
  }
  return undefined;
}
