import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';

/** A press that nobody may see. A silent one (Shift and the like) never stands for what was typed. */
export interface HiddenPress {
  readonly type: string;
  readonly silent: boolean;
}

/** Fewer presses than this between two of one secret belong to it: they are what the person did to the value. */
const AMONG = 4;

/** From marked characters to presses, by seq. */
export function hiddenPresses(fields: Iterable<TypedField>): Map<number, HiddenPress> {
  const hidden = new Map<number, HiddenPress>();
  for (const field of fields) {
    const types = markedPresses(field);
    // Whatever is held: what a hidden field gets is no command that anybody could be sure of.
    if (types.size === 0 && !(field.secure !== undefined && field.hasContent)) continue;
    if (field.secure === undefined) fillSecrets(field, types);
    for (const seq of field.events) {
      const type = field.secure ?? types.get(seq);
      if (type !== undefined) hidden.set(seq, { type, silent: field.modifiers.has(seq) });
    }
  }
  return hidden;
}

function markedPresses(field: TypedField): Map<number, string> {
  const types = new Map<number, string>();
  for (const { stretches } of field.readings())
    for (const { raw } of stretches)
      for (const { mark, evs } of raw) if (mark !== undefined) for (const seq of evs) types.set(seq, mark);
  return types;
}

function fillSecrets(field: TypedField, types: Map<number, string>): void {
  const keys = field.events.filter((seq) => !field.modifiers.has(seq));
  let last: { at: number; type: string } | undefined;
  for (const [at, seq] of keys.entries()) {
    const type = types.get(seq);
    if (type === undefined) continue;
    if (last?.type === type && SECRET_TYPES.has(type) && at - last.at <= AMONG)
      for (const between of keys.slice(last.at + 1, at)) types.set(between, type);
    last = { at, type };
  }
}

/** The one event that stands for what was typed: of a secret it says how long that took. */
export interface KeyDecision {
  readonly type: string;
  readonly took?: string;
}

/** How long the typing of a secret took, coarsely enough to say nothing of its length. Seconds. */
const DURATIONS: readonly (readonly [below: number, name: string])[] = [
  [2, '<2s'],
  [5, '2-5s'],
  [15, '5-15s'],
  [Number.POSITIVE_INFINITY, '>15s'],
];

/** @param us from the first press to the last one */
export const decisionOf = (type: string, us: number): KeyDecision =>
  SECRET_TYPES.has(type) ? { type, took: DURATIONS.find(([below]) => us / 1e6 < below)![1] } : { type };
