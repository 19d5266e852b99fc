import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import type { Span } from '../types.ts';

const MAX_LINES = 5;
const LINE = /^[ \t>?*|-]{0,6}([^\n]{2,64})$/;

/**
 * The lines above a postal address or a telephone number that has a line of its own: its owner. The first is the person, the rest
 * a post and a company, whatever they are called.
 */
export function findContactBlocks(text: string, anchors: readonly Span[]): Span[] {
  if (!text.includes('\n')) return [];
  const spans: Span[] = [];
  for (const anchor of anchors) {
    const from = text.lastIndexOf('\n', anchor.start - 1) + 1;
    if (from === 0 || !/^[ \t>?*|-]{0,6}$/.test(text.slice(from, anchor.start))) continue;
    const lines = linesAbove(text, from);
    for (const [i, line] of lines.entries())
      spans.push({ ...line, type: i === lines.length - 1 || isGiven(text, line.start) ? 'PERSON' : 'ORGANIZATION' });
  }
  return spans;
}

/** Whether a line begins with a given name that is nothing else. */
function isGiven(text: string, at: number): boolean {
  const word = /[\p{L}'-]{2,30}/uy;
  word.lastIndex = at;
  const flags = flagsOf((word.exec(text)?.[0] ?? '').toLowerCase());
  return (flags & FLAG.first) !== 0 && (flags & (FLAG.common | FLAG.word)) === 0;
}

/** Nearest first. */
function linesAbove(text: string, from: number): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let end = from - 1;
  for (let blank = 0; end > 0 && lines.length < MAX_LINES; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).replace(/\r$/, '');
    const match = LINE.exec(line);
    if (line.trim() === '') {
      if (lines.length > 0 || ++blank > 1) break;
    } else if (match === null || !isNameLine(nth(match, 1))) break;
    else lines.push({ start: start + line.indexOf(nth(match, 1)), end: start + line.trimEnd().length });
    end = start - 1;
  }
  return lines;
}

/** No sentence, no label, no value. */
const isNameLine = (line: string) =>
  !/[:;=!?{}<>@]|\d{3}|\.$|\.\s|^(?:hi|hello|dear|to|from|subject|best|regards|thanks|sincerely|cheers|yours)\b/i.test(
    line.replace(/\b(?:\p{L}|dr|mr|mrs|ms|jr|sr|st|inc|ltd|co|corp)\./giu, ''),
  ) &&
  line.split(/\s{1,400}/).length <= 8 &&
  !/^(?:address|phone|name|contact|office|billing|shipping|details|information)$/i.test(line.trim());
