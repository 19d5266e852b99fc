import { groupsIn } from '../../activity/groups.ts';
import { isField, isNick } from './speakers.ts';

/** A speaker and their words. */
export interface Turn {
  readonly speaker: string;
  readonly said: string;
  /** Whether the form alone shows a chat: `<nick>`, `From … to …`, a date before the name. */
  readonly sure?: boolean;
}

const CLOCK = '\\d{1,2}:\\d{1,2}(?::\\d{1,2})?(?:[.,]\\d{1,3})?(?:\\s?[apAP]\\.?[mM]\\.?)?';
const DAY = '\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4},?\\s';
const TIME = `[[(]?(?:${DAY})?${CLOCK}[\\])]?`;
const RANGE = '\\[\\d{1,6}(?:\\.\\d{1,3})?s?\\s?(?:-|–|-->|:)\\s?\\d{1,6}(?:\\.\\d{1,3})?s?\\]';
const SPEAKER = "[\\p{Lu}][\\p{L}\\p{N}._'’()& /-]{0,48}?";

/** `Name: …`, with or without the time, as captions, minutes and chats write it. */
const TURN = new RegExp(
  `^[ \\t>*_-]{0,8}(?:(?:${TIME}|${RANGE})[ \\t,-]{0,4})?(?:<v )?(${SPEAKER})>?[*_]{0,2}(?:[ \\t]{1,3}${TIME})?[ \\t]{0,2}(?::|(?<=>)|\\s[–—-](?=\\s))[*_]{0,2}[ \\t]{0,3}(\\S.{0,8000})$`,
  'iu',
);
/** `<nick> …` and `nick: …`, without capitals. */
const NICK = new RegExp(
  `^[ \\t]{0,4}(?:(?:${TIME}|${RANGE})[ \\t-]{0,4})?(?:<[@+ ]?([\\p{L}\\p{N}_.|-]{2,24})>|([\\p{Ll}][\\p{L}\\p{N}_.-]{1,24}):)[ \\t]{1,3}(\\S.{0,8000})$`,
  'u',
);
const DATED = new RegExp(
  `^[ \\t\\u200e]{0,4}\\[?${DAY}${CLOCK}\\]?(?:\\s-)?\\s(${SPEAKER}|\\+[\\d ]{6,20}):\\s(\\S.{0,8000})$`,
  'u',
);
const FROM = new RegExp(
  `^[ \\t]{0,4}(?:${TIME}[ \\t]{1,4})?From\\s{1,3}(.{2,60}?)\\s{1,3}(?:to\\s{1,3}.{2,80}?)?\\s{0,3}:\\s{1,3}(\\S.{0,8000})$`,
  'u',
);
const RECORD =
  /^\s{0,4}[{[,]?.{0,80}"(?:speaker|speaker_?name|author|user|sender|from|name)"\s?:\s?"([^"]{1,60})".{0,80}"(?:text|content|message|utterance|transcript|body)"\s?:\s?"([^"]{1,4000})"/i;
const HEARING = /^[ \t]{0,8}([QA])\.?[ \t]{1,6}(\S.{3,4000})$/;

/** A speaker on a line of its own, as meeting tools export it: with the time, or nothing but the name. */
const HEAD = new RegExp(
  `^[ \\t]{0,4}(?:\\[(${SPEAKER})\\]|(${SPEAKER}))(?:[ \\t]{1,4}(?:[—–-]\\s)?(?:(?:Today|Yesterday)(?: at)?\\s|${DAY})?${TIME})?:?[ \\t]{0,4}$`,
  'u',
);
const LOWER_HEAD = new RegExp(
  `^[ \\t]{0,4}([\\p{Ll}][\\p{L}\\p{N}_.-]{1,24})[ \\t]{1,4}(?:[—–-]\\s)?(?:(?:Today|Yesterday)(?: at)?\\s|${DAY})?${TIME}[ \\t]{0,4}$`,
  'u',
);
const CUE = new RegExp(`^[ \\t]{0,4}${CLOCK}[ \\t]{0,3}-{1,2}>[ \\t]{0,3}${CLOCK}`);
const STAMP = new RegExp(`^[ \\t]{0,4}(?:${TIME}|${RANGE})[ \\t]{0,4}$`);

type Line = { readonly text: string };

/** Turns of one line each. */
export const turnsIn = (lines: readonly Line[]): Turn[] => lines.flatMap(({ text }) => turnOf(text) ?? []);

function turnOf(text: string): Turn | undefined {
  const chat = groupsIn(FROM, text) ?? groupsIn(DATED, text) ?? groupsIn(RECORD, text);
  if (chat !== undefined && !isField(chat(1).trim())) return { speaker: chat(1).trim(), said: chat(2), sure: true };
  const [, sure, unsure, words] = NICK.exec(text) ?? [];
  if (words !== undefined) {
    if (sure !== undefined) return { speaker: sure, said: words, sure: true };
    if (unsure !== undefined && isNick(unsure)) return { speaker: unsure, said: words };
  }
  const turn = groupsIn(TURN, text);
  return turn === undefined || !/^\p{Lu}/u.test(turn(1)) ? undefined : { speaker: turn(1).trim(), said: turn(2) };
}

/** Turns whose speaker is on the line before. */
export function headsIn(
  lines: readonly Line[],
  isTalk: (said: string) => boolean,
  isSpeaker: (label: string) => boolean,
): Turn[] {
  const turns: Turn[] = [];
  let head: string | undefined;
  for (const { text } of lines.filter(({ text }) => !STAMP.test(text) && !CUE.test(text))) {
    const speaker = head === undefined ? undefined : speakerOf(head, text, isTalk, isSpeaker);
    if (speaker !== undefined) turns.push({ speaker, said: text.trim() });
    // What was said is no head of the next line.
    head = speaker === undefined ? text : undefined;
  }
  return turns;
}

/** The speaker that a line names for the line after it. */
function speakerOf(
  head: string,
  after: string,
  isTalk: (said: string) => boolean,
  isSpeaker: (label: string) => boolean,
): string | undefined {
  const match = HEAD.exec(head);
  if (match === null) return groupsIn(LOWER_HEAD, head)?.(1);
  const timed = /\d:\d\d/.test(head);
  if (!timed && HEAD.test(after) && !isTalk(after)) return undefined;
  const speaker = (match[1] ?? match[2])?.trim();
  return speaker !== undefined && isSpeaker(speaker) ? speaker : undefined;
}

/** Whether questions and answers alternate, as records of hearings have them. */
export function isHearing(lines: readonly Line[]): boolean {
  const marks = lines.flatMap(({ text }) => {
    const mark = groupsIn(HEARING, text)?.(1);
    return mark === undefined || !/^[ \t]{0,8}[QA]\./.test(text) ? [] : [mark];
  });
  return (
    marks.length >= 4 && marks.length * 2 >= lines.length && marks.every((mark, i) => i === 0 || mark !== marks[i - 1])
  );
}

/** Whether the lines are captions: times with an arrow between, and text after each. */
export const isCaptions = (lines: readonly Line[]): boolean => {
  const cues = lines.filter(({ text }) => CUE.test(text)).length;
  return cues >= 2 && cues * 5 >= lines.length;
};
