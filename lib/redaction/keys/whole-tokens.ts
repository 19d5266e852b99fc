import { flagsOf } from '../lexicon/index.ts';
import { matchesOf } from '../text/matches.ts';
import { mark } from './mark.ts';
import type { TypedView } from './views.ts';

const TOKEN = /\S{6,200}/g;
const MIXED = /^(?=.*\p{L})(?=.*\d)/u;

/**
 * Masks all of a token that mixes letters and digits when a part of it is masked, and a token that can only be a password. A slip
 * in the words around it removes the context that the rules need.
 * @returns the passwords
 */
export function markWholeTokens({ text, items }: TypedView): string[] {
  const passwords: string[] = [];
  for (const { 0: token, index } of matchesOf(TOKEN, text)) {
    if (!MIXED.test(token)) continue;
    const own = items.slice(index, index + token.length);
    const type = own.find((item) => item.mark !== undefined)?.mark;
    if (type !== undefined) mark(own, type);
    else if (isPassword(token)) {
      mark(own, 'PASSWORD');
      passwords.push(token);
    }
  }
  return passwords;
}

/** Long enough, without the look of an address, a path, a time or an amount, and with letters that are no word. */
function isPassword(token: string): boolean {
  const bare = token.replace(/^["'([{<]+|[\])}>"',.;:?]+$/g, '');
  if (bare.length < 7 || /[/\\]|:\/\/|^\d[\d.,:%-]*\p{L}{1,3}$|@.*\./u.test(bare)) return false;
  if ((bare.match(/\d/g) ?? []).length < 2) return false;
  return (bare.match(/\p{L}+/gu) ?? []).some((word) => word.length > 2 && flagsOf(word.toLowerCase()) === 0);
}
