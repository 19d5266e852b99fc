import { lastOf, there } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import type { TypedField } from '../keys/field.ts';
import { SECRET_TYPES } from '../keys/labels.ts';
import { lastAtMost } from './search.ts';

/** A press that must be hidden. A silent one (Shift and the like) never represents the typed text. */
export interface HiddenPress {
  readonly type: HiddenType;
  readonly silent: boolean;
  /** The whole value that it is a part of, as it read at last. */
  readonly value?: string;
}

/** Fewer presses than this between two of one secret belong to it: they edited the value. */
const AMONG = 4;

/** Finds the hidden presses among those that typed a text. */
export class HiddenTyping {
  readonly #seqs: readonly number[];
  readonly #presses: ReadonlyMap<number, HiddenPress>;

  constructor(presses: ReadonlyMap<number, HiddenPress>) {
    this.#presses = presses;
    this.#seqs = [...presses].flatMap(([seq, { silent }]) => (silent ? [] : [seq])).toSorted((a, b) => a - b);
  }

  /** The type of the last hidden press from one seq to another, if there is one. */
  between(from: number, to: number): HiddenType | undefined {
    const seq = this.#seqs[lastAtMost(this.#seqs, to, (position) => position)];
    return seq === undefined || seq < from ? undefined : there(this.#presses.get(seq), 'a hidden press').type;
  }
}

/** From marked characters to presses, by seq. */
export function hiddenPresses(fields: Iterable<TypedField>): Map<number, HiddenPress> {
  const hidden = new Map<number, HiddenPress>();
  for (const field of fields) {
    const types = markedPresses(field);
    const values = markedValues(field);
    // Modifiers do not matter: a key in a hidden field is never certain to be a command.
    if (types.size === 0 && !(field.holds !== undefined && field.hasContent)) continue;
    if (field.holds === undefined) fillSecrets(field, types);
    for (const seq of field.events) {
      const type = field.holds ?? types.get(seq);
      const value = values.get(seq);
      if (type !== undefined)
        hidden.set(seq, { type, silent: field.modifiers.has(seq), ...(value === undefined ? {} : { value }) });
    }
  }
  return hidden;
}

function markedPresses(field: TypedField): Map<number, HiddenType> {
  const types = new Map<number, HiddenType>();
  for (const { stretches } of field.readings())
    for (const { raw } of stretches)
      for (const { mark, evs } of raw) if (mark !== undefined) for (const seq of evs) types.set(seq, mark);
  return types;
}

/** The text of each run of characters with one mark, by the presses that made it. */
function markedValues(field: TypedField): Map<number, string> {
  const values = new Map<number, string>();
  for (const { stretches } of field.readings())
    for (const { raw } of stretches) {
      let run: { mark: HiddenType; text: string; evs: number[] } | undefined;
      const end = () => {
        if (run !== undefined) for (const seq of run.evs) if (!values.has(seq)) values.set(seq, run.text.trim());
        run = undefined;
      };
      for (const { ch, mark, evs, alive } of raw) {
        if (!alive) continue;
        if (mark === undefined || (run !== undefined && run.mark !== mark)) end();
        if (mark === undefined) continue;
        run ??= { mark, text: '', evs: [] };
        run.text += ch;
        run.evs.push(...evs);
      }
      end();
    }
  return values;
}

function fillSecrets(field: TypedField, types: Map<number, HiddenType>): void {
  const keys = field.events.filter((seq) => !field.modifiers.has(seq));
  const ends = lineEnds(field);
  let last: { at: number; type: HiddenType } | undefined;
  for (const [at, seq] of keys.entries()) {
    const type = types.get(seq);
    if (type === undefined) continue;
    if (last?.type === type && SECRET_TYPES.has(type) && at - last.at <= AMONG) {
      const between = keys.slice(last.at + 1, at);
      if (!between.some((press) => ends.has(press))) for (const press of between) types.set(press, type);
    }
    last = { at, type };
  }
}

/** The presses that end a line. A secret is not edited over the end of its line. */
const lineEnds = (field: TypedField): ReadonlySet<number> =>
  new Set(field.stretches.flatMap(({ raw }) => raw.flatMap(({ ch, evs }) => (ch === '\n' ? evs : []))));

/** The one event that represents the typed text: for a secret it gives the duration. */
export interface KeyDecision {
  readonly type: HiddenType;
  /** The typed text, if it is no secret. */
  readonly value?: string;
  readonly took?: string;
}

/** Duration of the typing of a secret, coarse enough to reveal nothing of its length. Seconds. */
const DURATIONS: readonly (readonly [below: number, name: string])[] = [
  [2, '<2s'],
  [5, '2-5s'],
  [15, '5-15s'],
  [Number.POSITIVE_INFINITY, '>15s'],
];

/** @param us from the first press to the last one */
export const decisionOf = (type: HiddenType, us: number, value?: string): KeyDecision =>
  SECRET_TYPES.has(type)
    ? { type, took: (DURATIONS.find(([below]) => us / 1e6 < below) ?? lastOf(DURATIONS))[1] }
    : { type, ...(value === undefined ? {} : { value }) };
