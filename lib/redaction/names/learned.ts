import type { Language } from '../language/languages.ts';
import type { Span, Surface } from '../types.ts';
import { decode, emissions, LABELS } from './decode.ts';
import { modelFor } from './models.ts';
import { type Reading, read } from './reading.ts';
import { CASING } from './words.ts';

/** How much is taken off "no name" before deciding: chosen on sources that were left out of training, docs/redaction.md. */
export const LENIENT = {
  /** English, beside what the rest of the engine finds. */
  english: 0.5,
  /** Other languages, alone. */
  other: 1.5,
  /** Labels and program messages, alone. */
  label: 0.3,
  /** Beyond that, for addresses. */
  address: 0.7,
  /** Code and terminals: a false mask there breaks the text. */
  code: -1.5,
  /** What a guess of the engine must at least look like: in prose, and on screens, whose labels the engine knows well. */
  veto: 3,
  vetoOnScreens: 4.5,
} as const;

/** What the model reads in a text: names by two degrees of leniency. */
export interface Learned {
  readonly names: readonly Span[];
  /** For each character of the text, whether a very lenient reading takes it for part of a name. */
  readonly possible: Uint8Array;
}

/** Longer passages are read in pieces, so that no text needs more memory than this. */
const PIECE = 2_000;
const CACHED = 4_000;
const MAX_CACHED_LENGTH = 400;
const cache = new Map<string, readonly [readonly Span[], readonly Span[]]>();

/** Forgets what was read: other weights would read it otherwise. */
export const clearLearned = (): void => cache.clear();

/** The names of a text, in linear time. Pieces that were read before are not read again. */
export function findLearned(text: string, surface: Surface, language: Language, lenient: number): Learned {
  const names: Span[] = [];
  const possible = new Uint8Array(text.length);
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from);
    const [sure, touched] = inPiece(text.slice(from, to), surface, language, lenient);
    for (const { start, end, type } of sure) names.push({ start: start + from, end: end + from, type });
    for (const { start, end } of touched) possible.fill(1, start + from, end + from);
    from = to;
  }
  return { names, possible };
}

function endOfPiece(text: string, from: number): number {
  const blank = text.indexOf('\n\n', from);
  const most = Math.min(text.length, from + PIECE);
  if (blank >= 0 && blank + 2 <= most) return blank + 2;
  if (most === text.length) return most;
  const line = text.lastIndexOf('\n', most);
  if (line > from) return line + 1;
  const space = text.lastIndexOf(' ', most);
  return space > from ? space + 1 : most;
}

function inPiece(
  piece: string,
  surface: Surface,
  language: Language,
  lenient: number,
): readonly [readonly Span[], readonly Span[]] {
  const key = piece.length > MAX_CACHED_LENGTH ? '' : `${surface}\0${language}\0${lenient}\0${piece}`;
  const known = key === '' ? undefined : cache.get(key);
  if (known !== undefined) return known;
  const reading = read(piece, 0, piece.length, surface, language);
  const model = modelFor(reading);
  const scores = emissions(model, reading);
  const found = [
    spansOf(reading, decode(model, scores, lenient, surface === 'code' ? 0 : LENIENT.address)),
    spansOf(reading, decode(model, scores, surface === 'ui' ? LENIENT.vetoOnScreens : LENIENT.veto)),
  ] as const;
  if (key !== '') {
    if (cache.size >= CACHED) cache.clear();
    cache.set(key, found);
  }
  return found;
}

/** Neighbours of one label as one span; signs at its ends are no part of it. */
export function spansOf({ starts, ends, words }: Reading, labels: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0) continue;
    let to = i;
    while (to + 1 < labels.length && labels[to + 1] === label) to++;
    let first = i;
    let last = to;
    while (first <= last && isEdge(words[first]!.casing, words[first]!.text)) first++;
    while (last >= first && isEdge(words[last]!.casing, words[last]!.text)) last--;
    if (first <= last) spans.push({ start: starts[first]!, end: ends[last]!, type: LABELS[label]! });
    i = to;
  }
  return spans;
}
const isEdge = (casing: number, text: string) => casing === CASING.sign && text !== '@';
