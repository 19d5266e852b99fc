import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';

/** What happens to a key event: masked as a type, the one event that stands for a secret, or no row. */
export type KeyDecision = { readonly act: 'mask' | 'secret'; readonly type: string; readonly took?: string } | 'drop';

/** Masked characters come in bunches of this many, so that their number says little. */
const BUCKET = 4;

/** How long the typing of a secret took, coarsely enough to say nothing of its length. */
const DURATIONS: readonly (readonly [below: number, name: string])[] = [
  [2, '<2s'],
  [5, '2-5s'],
  [15, '5-15s'],
  [Number.POSITIVE_INFINITY, '>15s'],
];

/** From marked characters to events. @param times of key events, in microseconds by seq */
export function keyDecisions(
  fields: Iterable<TypedField>,
  times: ReadonlyMap<number, number>,
): Map<number, KeyDecision> {
  const decisions = new Map<number, KeyDecision>();
  for (const field of fields) {
    const types = new Map<number, string>();
    for (const { stretches } of field.readings())
      for (const { raw } of stretches)
        for (const { mark, evs } of raw) if (mark !== undefined) for (const seq of evs) types.set(seq, mark);
    // Whatever is held: what a hidden field gets is no command that anybody could be sure of.
    if (types.size === 0 && !(field.secure !== undefined && field.hasContent)) continue;
    const keys = field.events.filter((seq) => !field.modifiers.has(seq));
    for (const seq of field.modifiers) if (field.secure !== undefined || types.has(seq)) decisions.set(seq, 'drop');
    if (field.secure !== undefined && SECRET_TYPES.has(field.secure)) collapse(keys, field.secure, times, decisions);
    else if (field.secure !== undefined) bunch(keys, () => field.secure!, decisions);
    else byRun(keys, types, times, decisions);
  }
  return decisions;
}

function byRun(
  events: readonly number[],
  types: ReadonlyMap<number, string>,
  times: ReadonlyMap<number, number>,
  decisions: Map<number, KeyDecision>,
): void {
  for (let i = 0; i < events.length; ) {
    const type = types.get(events[i]!);
    if (type === undefined) {
      i++;
      continue;
    }
    // Edits between masked characters belong to the run; they are what the person did to the value.
    let end = i + 1;
    let last = i + 1;
    while (end < events.length && end - last < BUCKET) {
      if (types.get(events[end]!) === type) last = end + 1;
      else if (types.has(events[end]!)) break;
      end++;
    }
    const run = events.slice(i, last);
    if (SECRET_TYPES.has(type)) collapse(run, type, times, decisions);
    else
      bunch(
        run.filter((seq) => types.has(seq)),
        (seq) => types.get(seq)!,
        decisions,
      );
    i = last;
  }
}

/** A secret is one event: its length, its rhythm and its corrections would help to guess it. */
function collapse(
  run: readonly number[],
  type: string,
  times: ReadonlyMap<number, number>,
  decisions: Map<number, KeyDecision>,
): void {
  const seconds = ((times.get(run.at(-1)!) ?? 0) - (times.get(run[0]!) ?? 0)) / 1e6;
  const took = DURATIONS.find(([below]) => seconds < below)![1];
  for (const [i, seq] of run.entries()) decisions.set(seq, i === 0 ? { act: 'secret', type, took } : 'drop');
}

function bunch(run: readonly number[], typeOf: (seq: number) => string, decisions: Map<number, KeyDecision>): void {
  const kept = Math.max(1, Math.floor(run.length / BUCKET) * BUCKET);
  for (const [i, seq] of run.entries()) decisions.set(seq, i < kept ? { act: 'mask', type: typeOf(seq) } : 'drop');
}
