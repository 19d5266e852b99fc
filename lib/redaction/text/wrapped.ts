import type { Surface } from '../types.ts';
import type { Found } from './found.ts';
import { findInLines } from './lines.ts';
import { toOriginal, ViewBuilder } from './view.ts';

/** Where a terminal or a page may have broken a token in two: signs of tokens up to the end of a line, and from the next on. */
const BREAK = /([A-Za-z0-9_+/=.-]{12,400})(\\?\r?\n[ \t>|]{0,4})(?=[A-Za-z0-9_+/=-]{4})/g;
/** Types that have no space in them. */
const SOLID = /^(?:SECRET|JWT|PASSWORD|URL_TOKEN|CONNECTION_STRING|WALLET|EMAIL_ADDRESS)$/;
const PAIRS = 400;

/** Tokens that go over the end of a line: each two lines that may belong together are read as one. */
export function findWrapped(text: string, surface: Surface): Found[] {
  const found: Found[] = [];
  let pairs = 0;
  for (const match of text.matchAll(BREAK)) {
    if (++pairs > PAIRS) break;
    const at = match.index + match[1]!.length;
    const next = at + match[2]!.length;
    // A line of words ends with a word; a token has digits or capitals in it on both sides.
    if (!/\d|[a-z][A-Z]/.test(match[1]!)) continue;
    const from = text.lastIndexOf('\n', at - 1) + 1;
    const stop = text.indexOf('\n', next);
    const view = new ViewBuilder();
    view.copy(text, Math.max(from, at - 1_000), at);
    view.copy(text, next, Math.min(stop < 0 ? text.length : stop, next + 1_000));
    const joined = view.build();
    for (const span of findInLines(joined.text, surface)) {
      const own = toOriginal(joined, span);
      if (own.start < at && own.end > next && SOLID.test(own.type)) found.push(own);
    }
  }
  return found;
}
