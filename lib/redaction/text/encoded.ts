import { findByRules } from './by-rules.ts';
import { type Found, RANK } from './found.ts';
import { findFullNames } from './full-names.ts';
import { matchesOf } from './matches.ts';
import { SeenLines } from './seen-lines.ts';
import { possibleIn } from './wide.ts';

/** Text in base64 or base64url (RFC 4648). Shorter ones are words. */
const RUN = /(?<![\w+/-])(?:[A-Za-z\d+/]{16,8000}|[A-Za-z\d_-]{16,8000})={0,2}(?![\w+/=-])/g;
/** Most runs of one text whose text is searched, because that takes long. Further ones that stand for a text are hidden unread. */
const MOST = 40;
/** Letters, digits and signs of a text: keys and pictures decode to anything. */
const TEXT = /^[\t\n\r\x20-\x7e\u00a0-\u024f\u2010-\u2027\u20ac]{10,6000}$/u;
/** A text that is worth reading has a sign between its words. */
const HAS_PARTS = /[\p{L}\d][@:= ,;."][\s\S]{0,4}[\p{L}\d]/u;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text that a run stands for; undefined where it stands for none. */
function textOf(run: string): string | undefined {
  // Words and names of programs have letters of one kind, or none that change.
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run)) return undefined;
  try {
    const text = decoder.decode(Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
    return TEXT.test(text) && HAS_PARTS.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** A run, or the end of it behind a stroke: a path has strokes too, and its last part may be a text of its own. */
function readable(whole: string): readonly [run: string, inner: string | undefined] {
  let run = whole;
  for (let part = 0; part < MOST_PARTS && run.length >= SHORTEST; part++) {
    const inner = textOf(run);
    if (inner !== undefined) return [run, inner];
    const stroke = run.indexOf('/');
    if (stroke < 0) break;
    run = run.slice(stroke + 1);
  }
  return [whole, undefined];
}
const MOST_PARTS = 6;
const SHORTEST = 16;

/**
 * Values inside base64: a run is hidden as a whole where the rules find anything in the text that it stands for. Its parts cannot be
 * hidden, because three letters share four signs.
 */
export function findEncoded(text: string): Found[] {
  const found: Found[] = [];
  let read = 0;
  for (const { 0: whole, index: begin } of matchesOf(RUN, text)) {
    const [run, inner] = readable(whole);
    if (inner === undefined) continue;
    const index = begin + whole.length - run.length;
    if (++read > MOST) {
      found.push({ start: index, end: index + run.length, type: 'SECRET', rank: RANK.labelled });
      continue;
    }
    const [first] = [
      ...findByRules(inner, 'code', possibleIn(inner), new SeenLines(inner)),
      ...findFullNames(inner).map((span) => ({ ...span, rank: RANK.name })),
    ].toSorted((a, b) => a.rank - b.rank);
    if (first !== undefined)
      found.push({ start: index, end: index + run.length, type: first.type, rank: RANK.labelled });
  }
  return found;
}
