import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, fold, TECH_WORD } from '../lexicon/index.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

const MAIL = /([\p{L}\p{N}_.+-]{3,64})@[\p{L}\p{N}-]{1,63}\./gu;
const NAME = /(?<![\p{L}\p{N}_@.])\p{Lu}[\p{L}'’-]{1,24}(?: \p{Lu}[\p{L}'’-]{1,24}){0,2}(?![\p{L}\p{N}_@(])/gu;
/** Between the cells of a table, or two words of one name. */
const JOINT = /^[\s|,;"'\t]{1,40}$/;
const LONGEST = 1_000;
const WORDS = FLAG.common | FLAG.word | TECH_WORD;

/**
 * Names in the line of an address that is made of them ("f.elamrani@" shows that "El Amrani" is a person), and the name in the
 * cell beside. In code and terminals, where a name has no sentence around it.
 */
export function findBesideMail(text: string): Found[] {
  if (!text.includes('@')) return [];
  const found: Found[] = [];
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; ) {
    // A longer line is examined piece by piece, so that no part is examined twice.
    const from = Math.max(done, text.lastIndexOf('\n', at) + 1, at - LONGEST);
    const stop = text.indexOf('\n', at);
    const end = Math.min(stop < 0 ? text.length : stop, at + LONGEST);
    done = end;
    for (const one of inLine(text.slice(from, end)))
      found.push({ ...one, start: one.start + from, end: one.end + from });
    at = text.indexOf('@', Math.max(end, at + 1));
  }
  return found;
}

function inLine(line: string): Found[] {
  const mails = matchesOf(MAIL, line).map((match) => fold(nth(match, 1).toLowerCase()).replace(/[^\p{L}]/gu, ''));
  if (mails.length === 0) return [];
  const names = matchesOf(NAME, line).map(({ 0: name, index }) => ({
    name,
    start: index,
    end: index + name.length,
  }));
  const made = names.map(({ name }) => {
    const plain = fold(name.toLowerCase()).replace(/[^\p{L}]/gu, '');
    return plain.length > 2 && mails.some((mail) => mail.includes(plain));
  });
  return names
    .filter(({ name, start, end }, i) => {
      if (made[i]) return true;
      const before = made[i - 1] && JOINT.test(line.slice(nth(names, i - 1).end, start));
      const after = made[i + 1] && JOINT.test(line.slice(end, nth(names, i + 1).start));
      return (before || after) && name.split(' ').every((word) => isName(word.toLowerCase()));
    })
    .map(({ start, end }) => ({ start, end, type: 'PERSON', rank: RANK.name }));
}

const isName = (word: string): boolean => {
  const flags = flagsOf(word);
  return (flags & (FLAG.first | FLAG.last)) !== 0 || (flags & WORDS) === 0;
};
