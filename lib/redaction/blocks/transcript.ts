import { FLAG, flagsOf } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { linesOf } from './lines.ts';

const TIME = '[[(]?\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?(?:\\s?[ap]m)?[\\])]?';
const SPEAKER = "[\\p{Lu}][\\p{L}\\p{N}.'’()& /-]{0,48}?";
/** Who speaks, then what: `Name: …`, with or without the time, as captions, minutes and chats write it. */
const TURN = new RegExp(
  `^[ \\t>*_-]{0,8}(?:${TIME}[ \\t,-]{0,4})?(?:<v )?(${SPEAKER})>?[*_]{0,2}(?:[ \\t]{1,3}${TIME})?[ \\t]{0,2}(?::|(?<=>)|\\s[–—-](?=\\s))[*_]{0,2}[ \\t]{0,3}(\\S.*)$`,
  'iu',
);
/** Who speaks on a line of its own, as meeting tools export it. */
const HEAD = new RegExp(`^[ \\t]{0,4}(${SPEAKER})(?:[ \\t]{1,4}${TIME})?:?[ \\t]{0,4}$`, 'u');
const MIN_TURNS = 3;

/** Speaker-labelled talk: lines that begin with who speaks, some speakers more than once, and what people say after it. */
export function findTranscript(text: string): Span[] {
  if (!text.includes('\n')) return [];
  const lines = linesOf(text).filter((line) => line.text.trim() !== '');
  if (
    lines.length < MIN_TURNS ||
    !(isTalkOf(turnsIn(lines), lines.length) || isTalkOf(headsIn(lines), lines.length / 2, true))
  )
    return [];
  return lines.map(({ start, text: line }) => ({ start, end: start + line.length, type: 'TRANSCRIPT' }));
}

interface Turn {
  readonly speaker: string;
  readonly said: string;
}

function turnsIn(lines: readonly { text: string }[]): Turn[] {
  return lines.flatMap((line) => {
    const match = TURN.exec(line.text);
    return match === null || !/^\p{Lu}/u.test(match[1]!) ? [] : [{ speaker: match[1]!.trim(), said: match[2]! }];
  });
}

function headsIn(lines: readonly { text: string }[]): Turn[] {
  const turns: Turn[] = [];
  for (let i = 0; i + 1 < lines.length; i++) {
    const match = HEAD.exec(lines[i]!.text);
    if (
      match === null ||
      (!/\d:\d\d/.test(lines[i]!.text) && HEAD.test(lines[i + 1]!.text) && !isTalk(lines[i + 1]!.text))
    )
      continue;
    if (!isSpeaker(match[1]!.trim())) continue;
    turns.push({ speaker: match[1]!.trim(), said: lines[++i]!.text.trim() });
  }
  return turns;
}

/** @param plain nothing but line ends sets the speakers apart: then they have to come again, and talk in sentences */
function isTalkOf(turns: readonly Turn[], lines: number, plain = false): boolean {
  const own = turns.filter(({ speaker }) => speaker.split(/\s+/).length <= 5 && !FIELDS.test(speaker));
  if (own.length < MIN_TURNS || own.length * 4 < lines) return false;
  const said = own.filter((turn) => isTalk(turn.said)).length;
  if (said * 2 < own.length) return false;
  const speakers = new Map<string, number>();
  for (const { speaker } of own) speakers.set(speaker, (speakers.get(speaker) ?? 0) + 1);
  const again = [...speakers.values()].filter((n) => n > 1).length;
  const people = [...speakers.keys()].filter(isSpeaker).length;
  if (
    plain &&
    (again === 0 ||
      again * 2 < speakers.size ||
      own.filter(({ said: text }) => /[.?!…}\]]\s*$|,\s*$/.test(text)).length * 2 < own.length)
  )
    return false;
  if (again === 0) return people === speakers.size && said * 3 >= own.length * 2;
  return people * 2 >= speakers.size;
}

/** A person or a role, not a field of a form. */
function isSpeaker(label: string): boolean {
  if (FIELDS.test(label)) return false;
  if (!label.split(/[\s-]+/).every((word) => /^[\p{Lu}\d(&]/u.test(word))) return false;
  return ROLES.test(label) || label.split(/\s+/).some((word) => isName(flagsOf(word.toLowerCase())));
}

const isName = (flags: number) =>
  flags === 0 || ((flags & (FLAG.first | FLAG.last)) !== 0 && (flags & FLAG.common) === 0);

const ROLES =
  /\b(?:speaker|agent|caller|customer|interviewer|interviewee|host|guest|moderator|manager|designer|professor|prof|doctor|dr|patient|chair|chairman|participant|attendee|marketing|user interface|phd|postdoc|grad|undergrad|operator|rep|representative|support|client|student|teacher|presenter|panelist|narrator|judge|witness|counsel|council(?:l?or)?|senator|minister|member|am|mp|secretary|director|engineer|developer|sales|analyst|unknown|me|you|bot|user|assistant|a|b|c|q)\b/i;
const FIELDS =
  /^(?:name|address|phone|email|e-mail|date|subject|from|to|cc|bcc|sent|time|when|where|who|what|title|location|status|priority|type|id|notes?|description|summary|total|amount|error|warning|warn|info|debug|fatal|trace|https?|version|authors?|by|licen[cs]e|repository|homepage|maintainers?|copyright|usage|examples?|todo|fixme|step \d+|price|quantity|order|invoice|company|department|city|country|state|zip|fax|mobile|due|assignee|labels?|tags?|category|result|expected|actual|steps|environment|severity|component|reporter|files|source|comment|format|upstream-.*|see|also|default|returns?|params?|parameters?|throws|since|deprecated|important|caution|tip|hint|question|answer|pros|cons|input|output|feature|fix|bug|breaking|added|changed|removed|fixed)$/i;
const INTERJECTION =
  /^(?:yeah|yep|yes|no|nope|ok|okay|'kay|mm|hm|uh|um|right|hi|hey|hello|thanks|thank|sure|alright|great|cool|oh|ah|well|so|exactly|true|good|fine|sorry|wow|bye|please|and|but|i|we|you)\b/i;

/** What people say: words of a sentence, not a value. */
function isTalk(said: string): boolean {
  const text = said
    .replace(
      /[{[(](?:vocalsound|disfmarker|gap|pause|inaudible|laughter|crosstalk|laughs|music)[^}\])]{0,20}[}\])]/gi,
      ' ok ',
    )
    .trim();
  if (/[{};=<>]\s*$|=>|\(\)|^["'{<$/\\]|^\d[\d.,:/ -]*$|:\/\//.test(text)) return false;
  if (INTERJECTION.test(text) || /^[.…]{2,}/.test(text)) return true;
  return text.split(/\s+/).length >= 3 && /[a-z]/.test(text);
}
