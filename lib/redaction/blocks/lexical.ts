import type { Span } from '../types.ts';
import { linesOf } from './lines.ts';

const MAIL_HEADER =
  /^[ \t>]{0,4}(?:from|to|cc|bcc|subject|sent|date|reply-to|von|an|betreff|gesendet|de|à|objet)[ \t]{0,2}:[ \t]{1,8}\S/i;
const MIN_HEADERS = 3;

/** Words that make a text an appraisal of a person, with their weight; the negative ones are about machines. */
export const REVIEW: readonly (readonly [RegExp, number])[] = [
  [/\b(?:performance (?:review|appraisal|evaluation)|annual review|360 (?:review|feedback))\b/i, 2],
  [/\b(?:exceeds?|meets?|below|partially meets|does not meet|exceeded|met) expectations\b/i, 3],
  [/\bperformance improvement plan\b/i, 4],
  [/\b(?:areas? (?:for|of) (?:improvement|growth|development)|development areas?)\b/i, 2],
  [/\b(?:self[- ]assessment|manager(?:'s)? (?:feedback|comments|assessment)|peer feedback)\b/i, 2],
  [/\b(?:overall rating|final rating|calibration (?:session|meeting))\b/i, 2],
  [/\b(?:promotion (?:case|readiness)|merit increase|salary (?:increase|adjustment)|bonus (?:target|payout))\b/i, 2],
  [/\b(?:key strengths|strengths|accomplishments|goals for (?:next|the coming))\b/i, 1],
  [/\b(?:direct reports?|reporting manager|review (?:period|cycle)|disciplinary)\b/i, 1],
  [/\b(?:query|queries|database|latency|throughput|cpu|benchmark|cache|server|profiler|pull request)\b/i, -3],
];
const REVIEW_SCORE = 5;
const MIN_REVIEW = 80;

/**
 * Mail, by its headers; an appraisal, by the words of such texts.
 * @param possible patterns that can match in the text
 */
export function findLexicalBlock(text: string, possible: ReadonlySet<RegExp>): Span[] {
  const type = isMail(text) ? 'MAIL' : isReview(text, possible) ? 'PERFORMANCE_REVIEW' : undefined;
  if (type === undefined) return [];
  return linesOf(text)
    .filter((line) => line.text.trim() !== '')
    .map(({ start, text: line }) => ({ start, end: start + line.length, type }));
}

function isMail(text: string): boolean {
  if (!text.includes('\n') || !text.includes(':')) return false;
  const headers = new Set(
    linesOf(text).flatMap((line) =>
      MAIL_HEADER.test(line.text) ? [line.text.slice(0, line.text.indexOf(':')).trim().toLowerCase()] : [],
    ),
  );
  return headers.size >= MIN_HEADERS && (headers.has('subject') || headers.has('betreff') || headers.has('objet'));
}

function isReview(text: string, possible: ReadonlySet<RegExp>): boolean {
  if (text.length < MIN_REVIEW) return false;
  let score = 0;
  for (const [words, weight] of REVIEW) if (possible.has(words) && words.test(text)) score += weight;
  return score >= REVIEW_SCORE;
}
