/** Incremented with each change that makes other steps of the same rows: it is part of an export's name. */
export const REDUCER = 4;

/**
 * Limits that decide whether events belong to one action. The figures are those that recorders and data sets of this
 * kind use most (docs/episodes.md explains each).
 */
export const THRESHOLDS = {
  /** Between two presses of a double click (ms, pixels). */
  doubleClickMs: 500,
  doubleClickPx: 4,
  /** The limit where the system itself counted the second press (ms). */
  countedClickMs: 2_000,
  /** A press that moves at least this far is a drag (pixels). */
  dragPx: 10,
  /** A report of a click belongs to the preceding press within this time (ms). */
  reportMs: 1_000,
  /** Turns of the wheel closer than this are one scroll (ms). */
  scrollMs: 1_000,
  /** A pause in typing that begins a new run (ms). */
  typePauseMs: 2_000,
  /** The same keys again, closer than this, are counted in one action (ms). */
  repeatMs: 1_000,
  /** Time without an action that makes a wait (ms). */
  waitMs: 5_000,
  /** Time without any event that ends the episode (ms). */
  silenceMs: 300_000,
  /** Texts later than this after a frame belong to another screen (ms). */
  screenMs: 1_000,
  /** Most texts of one screen; beyond it the last ones are kept. */
  screenTexts: 2_000,
} as const;
