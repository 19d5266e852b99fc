import { FLAG, flagsOf } from '../lexicon/index.ts';
import type { Span } from '../types.ts';

const TURN =
  /^[ \t>*_-]{0,8}(?:\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[ap]m)?\]?\)?[ \t,-]{0,4})?([\p{Lu}][\p{L}\p{N}.'’()& /-]{0,48}?)[*_]{0,2}(?:[ \t]{1,3}[[(]\d{1,2}:\d{2}(?::\d{2})?[\])])?[ \t]{0,2}:[*_]{0,2}[ \t]{1,3}(\S.*)$/u;
const MIN_TURNS = 3;

/** Speaker-labelled talk: lines that begin with who speaks, some speakers more than once, and what people say after it. */
export function findTranscript(text: string): Span[] {
  if (!text.includes('\n') || !text.includes(':')) return [];
  const lines = linesOf(text);
  const turns = lines.map((line) => TURN.exec(line.text));
  const speakers = new Map<string, number>();
  let said = 0;
  let count = 0;
  for (const turn of turns) {
    if (turn === null) continue;
    const speaker = turn[1]!.trim();
    if (speaker.split(/\s+/).length > 5) continue;
    count++;
    speakers.set(speaker, (speakers.get(speaker) ?? 0) + 1);
    if (isTalk(turn[2]!)) said++;
  }
  if (count < MIN_TURNS || said * 2 < count) return [];
  const repeated = [...speakers.values()].filter((n) => n > 1).length;
  const filled = lines.filter((line) => line.text.trim() !== '').length;
  if (repeated === 0 && !(count >= 3 && said === count && [...speakers.keys()].every(isSpeaker))) return [];
  if (count * 5 < filled) return [];
  return lines
    .filter((line) => line.text.trim() !== '')
    .map(({ start, text: line }) => ({ start, end: start + line.length, type: 'TRANSCRIPT' }));
}

function linesOf(text: string): { start: number; text: string }[] {
  const lines: { start: number; text: string }[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    lines.push({ start: from, text: text.slice(from, to).replace(/\r$/, '') });
    from = to + 1;
  }
  return lines;
}

/** A person or a role, not a field of a form. */
function isSpeaker(label: string): boolean {
  if (FIELDS.test(label)) return false;
  return (
    label.split(/[\s-]+/).every((word) => /^[\p{Lu}\d(]/u.test(word)) &&
    (ROLES.test(label) ||
      label
        .split(/\s+/)
        .some(
          (word) => flagsOf(word.toLowerCase()) === 0 || (flagsOf(word.toLowerCase()) & (FLAG.first | FLAG.last)) !== 0,
        ))
  );
}

const ROLES =
  /speaker|agent|caller|customer|interviewer|interviewee|host|guest|moderator|manager|designer|professor|doctor|patient|chair|participant|marketing|user interface|phd|grad|operator|rep\b|support|client|student|teacher|me\b|you\b/i;
const FIELDS =
  /^(?:name|address|phone|email|e-mail|date|subject|from|to|cc|bcc|sent|time|when|where|who|what|title|location|status|priority|type|id|note|notes|description|summary|total|amount|error|warning|info|debug|http|https|version|author|license|usage|example|todo|fixme|step \d+|price|quantity|order|invoice|company|department|city|country|state|zip|fax|mobile|due|assignee|labels?|tags?|category|result|expected|actual|steps|environment|severity|component|reporter)$/i;

/** What people say: words of a sentence, not a value. */
function isTalk(said: string): boolean {
  if (/^[\w./:@+-]+$/.test(said) && !/^[A-Za-z]+[.!?]?$/.test(said)) return false;
  if (/[{};=<>]{1,}$|^[[{("']|^\d[\d.,:/ -]*$/.test(said) && !/^\{(?:vocalsound|disfmarker|gap|pause)/.test(said))
    return false;
  return /^[\p{L}'’{[(“"‘—–-]/u.test(said);
}
