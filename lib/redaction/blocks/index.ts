import { type Found, RANK } from '../text/found.ts';
import type { Surface } from '../types.ts';
import { findLexicalBlock } from './lexical.ts';
import { findTranscript } from './transcript.ts';

/**
 * Passages that are private as a whole. Each line becomes one span: how many lines there were stays visible.
 * @param possible patterns that can match in the text
 */
export function findBlocks(text: string, surface: Surface, possible: ReadonlySet<RegExp>): Found[] {
  if (surface === 'code') return [];
  const transcript = findTranscript(text);
  return (transcript.length > 0 ? transcript : findLexicalBlock(text, possible)).map((span) => ({
    ...span,
    rank: RANK.block,
  }));
}
