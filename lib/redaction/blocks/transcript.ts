import type { Span } from '../types.ts';
import { linesOf } from './lines.ts';
import { isField, isNick, isSpeaker, isTalk } from './speakers.ts';
import { headsIn, isCaptions, isHearing, type Turn, turnsIn } from './turns.ts';

const MIN_TURNS = 3;

/** Speaker-labelled talk: lines that begin with the speaker, with some speakers more than once, and people's words after it. */
export function findTranscript(text: string): Span[] {
  if (!text.includes('\n')) return [];
  const lines = linesOf(text).filter((line) => line.text.trim() !== '');
  if (lines.length < MIN_TURNS || !isTranscript(lines)) return [];
  return lines.map(({ start, text: line }) => ({ start, end: start + line.length, type: 'TRANSCRIPT' }));
}

const isTranscript = (lines: readonly { text: string }[]) =>
  isTalkOf(turnsIn(lines), lines.length) ||
  isTalkOf(headsIn(lines, isTalk, isSpeaker), lines.length / 2, true) ||
  isCaptions(lines) ||
  isHearing(lines);

/** @param plain nothing but line ends sets the speakers apart: then they have to come again, and talk in sentences */
function isTalkOf(turns: readonly Turn[], lines: number, plain = false): boolean {
  const own = turns.filter(({ speaker }) => speaker.split(/\s{1,400}/).length <= 5 && !isField(speaker));
  if (own.length < MIN_TURNS || own.length * 4 < lines) return false;
  const said = own.filter((turn) => isTalk(turn.said)).length;
  if (said * 2 < own.length) return false;
  const { names, again } = speakersOf(own);
  if (own.filter(({ sure }) => sure).length * 2 > own.length)
    return (again > 0 && names.length > 1) || said === own.length;
  if (names.every((speaker) => /^[QA]$/i.test(speaker))) return false;
  const people = names.filter((speaker) => isSpeaker(speaker) || isNick(speaker)).length;
  if (names.some(isNick) && (again === 0 || people < names.length || said * 4 < own.length * 3)) return false;
  if (plain && !isPlainTalk(own, lines)) return false;
  if (again === 0) return people === names.length && said * 3 >= own.length * 2;
  return people * 2 >= names.length;
}

/** The speakers of some turns, and how many of them speak more than once. */
function speakersOf(turns: readonly Turn[]): { names: string[]; again: number } {
  const counts = new Map<string, number>();
  for (const { speaker } of turns) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  return { names: [...counts.keys()], again: [...counts.values()].filter((n) => n > 1).length };
}

/** Whether turns that only line ends set apart are talk: speakers come again, and talk in sentences. */
function isPlainTalk(turns: readonly Turn[], lines: number): boolean {
  const { names, again } = speakersOf(turns);
  if (again === 0 || again * 2 < names.length) return false;
  const sentences = turns.filter(({ said }) => /[.?!…}\]]\s{0,400}$|,\s{0,400}$/.test(said)).length;
  return turns.length * 2 >= lines - 1 || sentences * 2 >= turns.length;
}
