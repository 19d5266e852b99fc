/** Raised with each change that makes other steps of the same rows: it is part of the name of an export. */
export const REDUCER = 3;

/**
 * When events belong to one action. The figures are those that recorders and data sets of this kind use most
 * (docs/episodes.md names what each decides).
 */
export const THRESHOLDS = {
  /** Between two presses of a double click (ms, pixels). */
  doubleClickMs: 500,
  doubleClickPx: 4,
  /** The same where the system itself counted the second press (ms). */
  countedClickMs: 2_000,
  /** A press that moves this far is a drag (pixels). */
  dragPx: 10,
  /** A report of a click belongs to the press that it follows (ms). */
  reportMs: 1_000,
  /** Turns of the wheel closer than this are one scroll (ms). */
  scrollMs: 1_000,
  /** A pause in typing that begins a new run (ms). */
  typePauseMs: 2_000,
  /** The same keys again, closer than this, are counted in one action (ms). */
  repeatMs: 1_000,
  /** Nobody acts for this long: a wait (ms). */
  waitMs: 5_000,
  /** Nothing happens for this long: the episode ends (ms). */
  silenceMs: 300_000,
  /** Texts that come later than this after a frame are of another screen (ms). */
  screenMs: 1_000,
  /** Most texts of one screen: of more, the last are kept. */
  screenTexts: 2_000,
} as const;
