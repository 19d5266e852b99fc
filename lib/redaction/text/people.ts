import type { Language } from '../language/languages.ts';
import { findLearned, LENIENT } from '../names/learned.ts';
import type { Span, Surface } from '../types.ts';
import { findPosts } from './appositions.ts';
import { findFirms } from './firms.ts';
import { type Found, RANK } from './found.ts';
import { findAccounts, widenJoined, widenOnScreen } from './joined.ts';
import { findListed } from './name-lists.ts';
import { findNames } from './names.ts';
import { findTitleParts } from './titles.ts';
import type { Token } from './tokens.ts';

/**
 * Persons, organisations, places and addresses in prose and on screens. The model decides. English has a lexicon and cues
 * of its own as well: what they take for a name is one, unless even a lenient reading of the model finds nothing there.
 */
export function findPeople(text: string, tokens: readonly Token[], surface: Surface, language: Language): Found[] {
  const english = language === 'en' || language === 'unknown';
  const lenient = surface === 'ui' ? LENIENT.label : english ? LENIENT.english : LENIENT.other;
  const { names: learned, possible } = findLearned(text, surface, language, lenient);
  const guesses = english ? findNames(text, tokens, surface).filter((span) => touches(possible, span)) : [];
  const found: Found[] = [];
  const add = (spans: readonly Span[], rank: number) => {
    for (const span of spans) found.push({ ...span, rank });
  };
  const alone = [...learned.map((span) => placed(span, guesses)), ...guesses];
  const names = surface === 'ui' ? widenOnScreen(text, alone) : alone;
  const listed = english ? findListed(tokens, names, surface) : [];
  add(widenJoined(text, [...names, ...listed], surface), RANK.name);
  add(findAccounts(text, surface), RANK.name);
  if (!english) return found;
  add(findTitleParts(text, surface), RANK.name);
  if (surface === 'prose') add([...findFirms(tokens), ...findPosts(text, names)], RANK.firm);
  return found;
}

function touches(possible: Uint8Array, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (possible[i] === 1) return true;
  return false;
}

/** The model takes towns for firms more often than the cues of English do: "moved to Thornbury". */
function placed(span: Span, guesses: readonly Span[]): Span {
  if (span.type !== 'ORGANIZATION') return span;
  const place = guesses.find(({ start, end, type }) => type === 'LOCATION' && start === span.start && end === span.end);
  return place ?? span;
}
