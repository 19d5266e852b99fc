import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';

/** What happens to a key event: masked as a type, the one event that stands for a secret, or no row. */
export type KeyDecision = { readonly act: 'mask' | 'secret'; readonly type: string } | 'drop';

/** Masked characters come in bunches of this many, so that their number says little. */
const BUCKET = 4;

/** From marked characters to events. */
export function keyDecisions(fields: Iterable<TypedField>): Map<number, KeyDecision> {
  const decisions = new Map<number, KeyDecision>();
  for (const field of fields) {
    const types = new Map<number, string>();
    for (const stretch of field.stretches)
      for (const item of stretch.raw)
        if (item.mark !== undefined) for (const seq of item.evs) types.set(seq, item.mark);
    if (types.size === 0) continue;
    if (field.secure !== undefined && SECRET_TYPES.has(field.secure)) collapse(field.events, field.secure, decisions);
    else if (field.secure !== undefined) bunch(field.events, () => field.secure!, decisions);
    else byRun(field.events, types, decisions);
  }
  return decisions;
}

function byRun(
  events: readonly number[],
  types: ReadonlyMap<number, string>,
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
    if (SECRET_TYPES.has(type)) collapse(run, type, decisions);
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
function collapse(run: readonly number[], type: string, decisions: Map<number, KeyDecision>): void {
  for (const [i, seq] of run.entries()) decisions.set(seq, i === 0 ? { act: 'secret', type } : 'drop');
}

function bunch(run: readonly number[], typeOf: (seq: number) => string, decisions: Map<number, KeyDecision>): void {
  const kept = Math.max(1, Math.floor(run.length / BUCKET) * BUCKET);
  for (const [i, seq] of run.entries()) decisions.set(seq, i < kept ? { act: 'mask', type: typeOf(seq) } : 'drop');
}
