import { nth } from '../../activity/there.ts';
import { type Packed, UNIT, unpack } from '../learned/packed.ts';
import { gainOf, type Model } from './decode.ts';
import { isReadSmall, type NameReading } from './reading.ts';
import careless from './weights-careless.json' with { type: 'json' };
import cased from './weights-cased.json' with { type: 'json' };

interface File extends Packed {
  readonly transitions: readonly number[];
}

const FILES: readonly { readonly name: string; readonly data: File }[] = [
  { name: 'cased names', data: cased },
  { name: 'careless names', data: careless },
];
const loaded: (Model | undefined)[] = [];

function load(slot: number): Model {
  const { name, data } = nth(FILES, slot);
  const transitions = Float32Array.from(data.transitions);
  return { slot, weights: unpack(data, name), transitions, gain: gainOf(transitions) };
}

let slots = FILES.length;

/** Uses other weights, in units of 1: to measure a model that was trained without a source. */
export function replaceModels({ weights, transitions }: { weights: Float32Array; transitions: Float32Array }): void {
  const units = Int16Array.from(weights, (weight) => Math.round(weight * UNIT));
  const model = { slot: slots++, weights: units, transitions, gain: gainOf(transitions) };
  loaded[0] = model;
  loaded[1] = model;
}

/** The weights for text with capitals in the manner of its language, or for text without; read at the first call. */
export function modelFor(reading: NameReading): Model {
  const slot = isReadSmall(reading) ? 1 : 0;
  loaded[slot] ??= load(slot);
  return loaded[slot];
}
