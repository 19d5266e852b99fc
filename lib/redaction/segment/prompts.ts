import { lastOf } from '../../activity/there.ts';
import type { TypedItem } from '../keys/buffer.ts';
import type { TypedField } from '../keys/field.ts';
import { foldLabel, labelPattern } from '../keys/label-pattern.ts';
import { LABEL_WORDS } from '../keys/label-words.ts';
import { markAll } from '../keys/mark.ts';
import type { Dictionary } from './dictionary.ts';
import { answerBefore, asksForSecret, canBeAnswer, isAside } from './shell-words.ts';

const ENGLISH =
  /\b(?:password|passphrase|pass phrase|passcode|passwd|pin|secret|token|api key|otp|(?:verification|security|one[- ]time) code)\b/;
const OTHER = labelPattern(LABEL_WORDS.PASSWORD);
/** A question, or a place to answer, at the end of the last line. */
const ASKS = /[:?：？>]\s*$/;
const LONGEST = 200;

/** Whether a text of a terminal ends with a line that asks for a secret: the answer to it is not echoed. */
export function isPrompt(text: string): boolean {
  if (!ASKS.test(text)) return false;
  const line = foldLabel((text.trimEnd().split('\n').at(-1) ?? '').slice(-LONGEST));
  return ENGLISH.test(line) || OTHER.test(line);
}

/** How many lines in a row can answer one command: a wrong one, a right one, a new one and its repetition. */
const ANSWERS = 4;

/**
 * Marks text typed after a terminal asked for a secret. A command may ask more than once, because the first answer was wrong or
 * must be repeated. So all lines that can be answers are marked until the next command.
 */
export function markPrompted(field: TypedField, dictionary: Dictionary): void {
  const given = new Set<string>();
  let left = 0;
  let wasAnswer = false;
  for (const stretch of field.stretches) {
    const lines = linesOf(stretch.raw);
    for (const [i, line] of lines.entries()) {
      const text = textOf(line).trim();
      if (text === '') continue;
      const asked = field.prompts.some((seq) => isOpenAt(line, lines[i - 1], seq));
      // The prompt that is still on the screen, or there again: after an answer it may be asking once more.
      const again: boolean = wasAnswer && field.repeated.some((seq) => isOpenAt(line, lines[i - 1], seq));
      const bare = textOf(line.filter(({ aside }) => aside !== true)).trim();
      const guessed: boolean = (left > 0 || again) && canBeAnswer(bare);
      wasAnswer = asked || guessed || given.has(text);
      if (wasAnswer) {
        markAll(line, 'PASSWORD');
        dictionary.add(text, 'PASSWORD', asked);
        given.add(text);
        left--;
        continue;
      }
      if (left > 0) markGlued(line, text, dictionary);
      if (asksForSecret(text) || asksForSecret(bare)) left = ANSWERS;
      else if (!isAside(text)) left = 0;
    }
  }
}

/** The Enter behind an answer was lost: the next command follows it in the same line. */
function markGlued(line: readonly TypedItem[], text: string, dictionary: Dictionary): void {
  const glued = answerBefore(text);
  if (glued === '') return;
  const end = line.findIndex(({ alive, ch }) => alive && ch === ' ');
  markAll(line.slice(0, end), 'PASSWORD');
  dictionary.add(glued, 'PASSWORD');
}

/** Whether a prompt that was seen at `seq` can be the one that the line answers: seen before the line ended, after the last. */
function isOpenAt(line: readonly TypedItem[], before: readonly TypedItem[] | undefined, seq: number): boolean {
  const start = before?.at(-1)?.evs.at(-1) ?? -1;
  const end = line.at(-1)?.ch === '\n' ? lastOf(lastOf(line).evs) : Number.POSITIVE_INFINITY;
  return seq > start && seq < end;
}

function linesOf(items: readonly TypedItem[]): TypedItem[][] {
  const lines: TypedItem[][] = [[]];
  for (const item of items) {
    lastOf(lines).push(item);
    if (item.ch === '\n') lines.push([]);
  }
  return lines;
}

const textOf = (line: readonly TypedItem[]): string =>
  line
    .filter((item) => item.alive && item.ch !== '\n')
    .map((item) => item.ch)
    .join('');
