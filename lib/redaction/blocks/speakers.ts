import { FLAG, flagsOf } from '../lexicon/index.ts';

/** A person or a role, not a field of a form. */
export function isSpeaker(label: string): boolean {
  if (isField(label) || /\d{3}|[[\]{}=<>/\\]/.test(label)) return false;
  if (!label.split(/[\s_-]{1,400}/).every((word) => /^[\p{Lu}\d(&]/u.test(word))) return false;
  return (
    ROLES.test(label.replace(/[_\d]{1,400}/g, ' ')) ||
    label.split(/\s{1,400}/).some((word) => isName(flagsOf(word.toLowerCase())))
  );
}

/** A person's name in a chat, without capitals: a word that is a name or no word at all. */
export const isNick = (label: string): boolean =>
  /^[\p{Ll}][\p{L}\p{N}_.-]{1,24}$/u.test(label) &&
  !isField(label) &&
  isName(flagsOf(label.replace(/[\d_.-]{1,400}.{0,400}$/, '')));

export const isField = (label: string): boolean => FIELDS.test(label) || LOGGED.test(label);

/** Beginnings of the lines of a log. */
const LOGGED =
  /^(?:info|warn(?:ing)?|error|debug|trace|fatal|notice|critical|severe|verbose)\b|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s\d/i;

const isName = (flags: number) =>
  flags === 0 || ((flags & (FLAG.first | FLAG.last)) !== 0 && (flags & FLAG.common) === 0);

const ROLES =
  /\b(?:speaker|agent|caller|customer|interviewer|interviewee|host|guest|moderator|manager|designer|professor|prof|doctor|dr|patient|chair|chairman|participant|attendee|marketing|user interface|phd|postdoc|grad|undergrad|operator|rep|representative|support|client|student|teacher|presenter|panelist|narrator|judge|witness|counsel|council(?:l?or)?|senator|minister|member|am|mp|secretary|director|engineer|developer|sales|analyst|unknown|me|you|bot|everyone|attorney|lawyer|court|officer|detective|nurse|therapist|caller|dispatcher|moderador|herr|frau|monsieur|madame|user|assistant|a|b|c|q)\b/i;

const FIELDS =
  /^(?:name|address|phone|email|e-mail|date|subject|from|to|cc|bcc|sent|time|when|where|who|what|title|location|status|priority|type|id|notes?|description|summary|total|amount|error|warning|warn|info|debug|fatal|trace|https?|version|authors?|by|licen[cs]e|repository|homepage|maintainers?|copyright|usage|examples?|todo|fixme|step \d{1,400}|price|quantity|order|invoice|company|department|city|country|state|zip|fax|mobile|due|assignee|labels?|tags?|category|result|expected|actual|steps|environment|severity|component|reporter|files|source|comment|format|upstream-.{0,400}|see|also|default|returns?|params?|parameters?|throws|since|deprecated|important|caution|tip|hint|question|answer|pros|cons|input|output|feature|fix|bug|breaking|added|changed|removed|fixed|fixes|features|docs|server|client|info|level|message|content-type|cache-control|cpu|memory|disk|network|introduction|conclusion|appendix|abstract|overview|chapter \d{1,400}|section \d{1,400}|part \d{1,400}|figure \d{1,400}|table \d{1,400}|phase \d{1,400}|day \d{1,400}|week \d{1,400}|option [a-z\d]|theme|font|color|size|mode|language|region|theme|sources?|references?|keywords|contents?|ingredients?|directions|instructions|requirements|prerequisites|installation|configuration|settings|options|arguments|flags|commands?|(?:ctrl|alt|shift|cmd)\+.{0,400})$/i;

const INTERJECTION =
  /^(?:yeah|yep|yes|no|nope|ok|okay|'kay|mm|hm|uh|um|right|hi|hey|hello|thanks|thank|sure|alright|great|cool|oh|ah|well|so|exactly|true|good|fine|sorry|wow|bye|please|and|but|i|we|you)\b/i;

/** Whether a text is speech: words of a sentence, not a value. */
export function isTalk(said: string): boolean {
  const text = said
    .replace(
      /[{[(](?:vocalsound|disfmarker|gap|pause|inaudible|laughter|crosstalk|laughs|music)[^}\])]{0,20}[}\])]/gi,
      ' ok ',
    )
    .trim();
  if (/[{};=<>]\s{0,400}$|=>|\(\)|^["'{<$/\\]|^\d[\d.,:/ -]{0,400}$|:\/\//.test(text)) return false;
  if (INTERJECTION.test(text) || /^[.…]{2,400}/.test(text)) return true;
  return text.split(/\s{1,400}/).length >= 3 && /[a-z]/.test(text);
}
