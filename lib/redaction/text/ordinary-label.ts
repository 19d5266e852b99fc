import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';

const ORDINARY = FLAG.common | FLAG.word | TECH_WORD;
const NAMES = FLAG.first | FLAG.last;
/** A share. */
const SHARE = /^\d{1,3}%$/;
/** A count. By itself it may be a part of a longer number. */
const COUNT = /^\d{1,2}$/;

/** Whether a text consists of words that every application shows, none of which is a name too, and has no longer number. */
export function isOrdinaryLabel(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}\p{N}'’%]{1,200}/gu) ?? [];
  return (
    words.some((word) => !COUNT.test(word)) &&
    words.every((word) => COUNT.test(word) || SHARE.test(word) || isOrdinary(word))
  );
}

function isOrdinary(word: string): boolean {
  const flags = flagsOf(word.toLowerCase().replace(/['’]\p{L}{0,3}$/u, ''));
  return (flags & ORDINARY) !== 0 && (flags & NAMES) === 0;
}
