import type { Random } from '../random.ts';

/** A recorder's reports of typing: they differ in everything but the order of the keys. */
export interface Shape {
  /** How the field in focus is named: by an id, by a label alone, or not at all. */
  readonly field: 'id' | 'label' | 'none';
  /** Every sample in a field of its own, or all of them below each other in one. */
  readonly fields: 'each' | 'one';
  /** Focus events; without them the field of the typing is unknown. */
  readonly focus: boolean;
  /** Events name the focus event that governs them. */
  readonly ctx: boolean;
  /** Releases: at once, after the next press (as fast typists do), or never reported. */
  readonly ups: 'at-once' | 'late' | 'none';
  /** Physical keys are reported. */
  readonly code: boolean;
  readonly mods: boolean;
  /** Shift is a key of its own. */
  readonly shift: boolean;
  readonly dead: 'resolved' | 'base' | 'none';
  readonly paste: 'text' | 'clipboard' | 'both' | 'keys-and-text';
  /** The value of the field is reported when it is left. */
  readonly value: boolean;
  /** Samples a session. */
  readonly session: number;
  /** The session comes in this many segments. */
  readonly segments: number;
  /** How much the time between keys varies, in microseconds. */
  readonly pace: number;
}

/** One shape in which everything is reported, as a browser does. */
export const FULL: Shape = {
  field: 'id',
  fields: 'each',
  focus: true,
  ctx: true,
  ups: 'at-once',
  code: true,
  mods: true,
  shift: true,
  dead: 'resolved',
  paste: 'text',
  value: false,
  session: 8,
  segments: 1,
  pace: 90_000,
};

/** Any shape. */
export const someShape = (r: Random): Shape => ({
  field: r.pick(['id', 'label', 'none']),
  fields: r.pick(['each', 'one']),
  focus: !r.chance(0.15),
  ctx: r.chance(0.6),
  ups: r.pick(['at-once', 'late', 'none']),
  code: r.chance(0.5),
  mods: r.chance(0.8),
  shift: r.chance(0.5),
  dead: r.pick(['resolved', 'base', 'none']),
  paste: r.pick(['text', 'clipboard', 'both', 'keys-and-text']),
  value: r.chance(0.25),
  session: r.pick([1, 4, 8, 24]),
  segments: r.pick([1, 1, 3]),
  pace: 90_000,
});
