import { nth } from '../../activity/there.ts';
import { flagsOf } from '../lexicon/index.ts';
import { couldBeLonePassword } from '../text/lone-password.ts';
import { matchesOf } from '../text/matches.ts';
import { type Commands, withoutCommands } from './commands-behind.ts';
import { mark } from './mark.ts';
import type { TypedView } from './views.ts';

const TOKEN = /\S{6,200}/g;
const MIXED = /^(?=.*\p{L})(?=.*\d)/u;

/**
 * Masks all of a token that mixes letters and digits when a part of it is masked, and a token that can only be a password. A slip
 * in the words around it removes the context that the rules need.
 * @returns the passwords
 */
export function markWholeTokens({ text, items }: TypedView, commands: Commands): string[] {
  const passwords: string[] = [];
  for (const { 0: written, index } of matchesOf(TOKEN, text)) {
    if (!MIXED.test(written)) continue;
    const own = items.slice(index, index + withoutCommands(items.slice(index, index + written.length), commands));
    const token = written.slice(0, own.length);
    const type = own.find((item) => item.mark !== undefined)?.mark;
    if (type !== undefined) mark(own, type);
    else if (isPassword(token)) {
      mark(own, 'PASSWORD');
      passwords.push(token);
    }
  }
  return passwords;
}

/**
 * Masks a token alone in a field that no report describes, behind another one alone: an account and its password, with a Tab
 * between them. Nothing else would show it.
 * @returns the passwords
 */
export function markBehindAccounts({ text, items }: TypedView): string[] {
  const parts: { start: number; end: number }[] = [];
  let start = 0;
  for (const [i, { evs }] of items.entries())
    if (evs.length === 0) {
      parts.push({ start, end: i });
      start = i + 1;
    }
  parts.push({ start, end: items.length });
  const alone = parts.map((part) => text.slice(part.start, part.end).trim());
  return alone.flatMap((token, i) => {
    if (!couldBeLonePassword(token) || !/^\S+$/.test(alone[i - 1] ?? '')) return [];
    const { start, end } = nth(parts, i);
    mark(items.slice(start, end), 'PASSWORD');
    return [token];
  });
}

/** Long enough, without the look of an address, a path, a time or an amount, and with letters that are no word. */
function isPassword(token: string): boolean {
  const bare = token.replace(/^["'([{<]+|[\])}>"',.;:?]+$/g, '');
  if (bare.length < 7 || /[/\\]|:\/\/|^\d[\d.,:%-]*\p{L}{1,3}$|@.*\./u.test(bare)) return false;
  if ((bare.match(/\d/g) ?? []).length < 2) return false;
  return (bare.match(/\p{L}+/gu) ?? []).some((word) => word.length > 2 && flagsOf(word.toLowerCase()) === 0);
}
