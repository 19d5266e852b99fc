import { type Found, RANK } from '../text/found.ts';
import type { Surface } from '../types.ts';
import { findLexicalBlock } from './lexical.ts';
import { findTranscript } from './transcript.ts';

/** Passages that are private as a whole. Each line becomes one span: how many lines there were stays visible. */
export function findBlocks(text: string, surface: Surface): Found[] {
  if (surface === 'code') return [];
  const transcript = findTranscript(text);
  return (transcript.length > 0 ? transcript : findLexicalBlock(text)).map((span) => ({ ...span, rank: RANK.block }));
}
