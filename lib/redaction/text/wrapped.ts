import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Surface } from '../types.ts';
import type { Found } from './found.ts';
import { findInLines } from './lines.ts';
import { toOriginal, ViewBuilder } from './view.ts';

/** How much of a token is at the end of a line, and how much continues in the next, indented or quoted by so much. */
const TOKEN = { least: 12, most: 400, rest: 4, indent: 4 } as const;
/** Types that have no space in them. */
const SOLID = /^(?:SECRET|JWT|PASSWORD|URL_TOKEN|CONNECTION_STRING|WALLET|EMAIL_ADDRESS)$/;
const PAIRS = 400;
/** A line that begins with a name and its value, a label, an address, or a program with an option continues no token. */
const BEGINS =
  /^(?:[A-Za-z_][\w.-]{1,40}=[^=\s]|[A-Za-z_][A-Za-z_.-]{1,40}:(?:\s|\/\/)|[a-z][a-z-]{1,20}[ \t]{1,4}-{1,2}[A-Za-z])/;
/** Neither does one that begins with a word. */
const BEGINS_WORD = /^([A-Z]?[a-z]{3,20})(?=[\s,.;!?]|$)/;
const KNOWN_WORD = FLAG.common | FLAG.word | TECH_WORD;

function beginsAnew(text: string, at: number): boolean {
  const line = text.slice(at, at + 64);
  if (BEGINS.test(line)) return true;
  const word = BEGINS_WORD.exec(line)?.[1];
  return word !== undefined && (flagsOf(word.toLowerCase()) & KNOWN_WORD) !== 0;
}

/** Tokens that go over the end of a line: each two lines that may belong together are read as one. */
export function findWrapped(text: string, surface: Surface): Found[] {
  const found: Found[] = [];
  let pairs = 0;
  for (const { start, at, next } of breaksIn(text)) {
    if (++pairs > PAIRS) break;
    // A line of words ends with a word; a token has digits or capitals in it on both sides.
    if (!/\d|[a-z][A-Z]/.test(text.slice(start, at)) || beginsAnew(text, next)) continue;
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

/** Signs of tokens, by their code: 1; the full stop, with which no token continues: 2. */
const SIGNS = new Uint8Array(128);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/=-') SIGNS[sign.charCodeAt(0)] = 1;
SIGNS['.'.charCodeAt(0)] = 2;

interface Break {
  readonly start: number;
  /** The end of the line, without the continuation character. */
  readonly at: number;
  readonly next: number;
}

/**
 * Places where a terminal or a page may have broken a token in two: signs of tokens up to the end of a line, and from the next
 * on. A pattern would try each sign of each word; this looks at the ends of lines alone.
 */
export function* breaksIn(text: string): Generator<Break> {
  let from = 0;
  for (let line = text.indexOf('\n'); line >= 0; line = text.indexOf('\n', line + 1)) {
    const next = restAfter(text, line + 1);
    if (next < 0) continue;
    let at = text[line - 1] === '\r' ? line - 1 : line;
    if (text[at - 1] === '\\') at--;
    let start = at;
    const first = Math.max(from, at - TOKEN.most);
    while (start > first && signAt(text, start - 1) !== 0) start--;
    if (at - start < TOKEN.least) continue;
    yield { start, at, next };
    from = next;
  }
}

const signAt = (text: string, at: number): number => SIGNS[text.charCodeAt(at)] ?? 0;

/** Where the next line continues a token, after its indentation; negative when it does not. */
function restAfter(text: string, line: number): number {
  let next = line;
  while (next - line < TOKEN.indent && ' \t>|'.includes(text[next] ?? 'x')) next++;
  for (let i = 0; i < TOKEN.rest; i++) if (signAt(text, next + i) !== 1) return -1;
  return next;
}
