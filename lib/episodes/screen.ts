import { boxOf, hiddenIn, masksOf, timeOf } from './read.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { Mask, ScreenText, SeenRow } from './types.ts';

/** The recorded content of one screen. */
interface Shown {
  readonly at: number | undefined;
  readonly texts: ScreenText[];
  readonly hidden: string[];
}

interface Picture {
  readonly path: string;
  readonly w: number | null;
  readonly h: number | null;
  readonly at: number | undefined;
  /** Null where the team does not see them. */
  readonly masks: readonly Mask[] | null;
}

/** The visible state at one moment. */
export interface Observation {
  readonly picture: Picture | null;
  readonly stale: boolean;
  readonly size: { readonly w: number; readonly h: number } | null;
  readonly texts: readonly ScreenText[];
  readonly hidden: readonly string[];
}

/** Tracks the screen's content through the rows of a session. */
export class Screen {
  #picture: Picture | null = null;
  #stale = false;
  #size: Observation['size'] = null;
  #shown: Shown = { at: undefined, texts: [], hidden: [] };
  /** Whether the last row was read from the screen: where times are not visible, consecutive texts belong to one screen. */
  #reading = false;
  /** The first screen since the last action ended: the one that a waiting person sees. */
  #since: (() => Observation) | null = null;

  frame(row: SeenRow): void {
    const [w, h] = [row.frame_w ?? null, row.frame_h ?? null];
    if (w !== null && h !== null) this.#size = { w, h };
    this.#shown = { at: timeOf(row), texts: [], hidden: [] };
    this.#reading = true;
    if (row.frame) this.#picture = { path: row.frame, w, h, at: timeOf(row), masks: masksOf(row) };
    this.#stale = !row.frame && this.#picture !== null;
    if (this.#since === null) {
      const [picture, stale, size, shown] = [this.#picture, this.#stale, this.#size, this.#shown];
      this.#since = () => ({ picture, stale, size, texts: [...shown.texts], hidden: [...shown.hidden] });
    }
  }

  /** Texts belong to the screen with which they were read; later ones start another. */
  text(row: SeenRow): void {
    const at = timeOf(row);
    const { at: began, texts } = this.#shown;
    const isLater = at === undefined ? !this.#reading : began === undefined || at - began > THRESHOLDS.screenMs;
    if (isLater || texts.length >= THRESHOLDS.screenTexts) this.#shown = { at, texts: [], hidden: [] };
    this.#reading = true;
    this.#shown.texts.push({ text: row.text ?? null, role: row.el_role ?? null, box: boxOf(row.bounds) });
    this.#shown.hidden.push(...hiddenIn(row));
  }

  /** A row that was not read from the screen. */
  other(): void {
    this.#reading = false;
  }

  /** Another window: its screen has not been seen yet. */
  moved(): void {
    this.#stale = this.#picture !== null;
    this.#shown = { at: undefined, texts: [], hidden: [] };
  }

  /** A field that hides its text: a frame that was taken there is not published, and leaves no row that would say so. */
  hidden(): void {
    this.#stale = this.#picture !== null;
  }

  now(): Observation {
    const { texts, hidden } = this.#shown;
    return {
      picture: this.#picture,
      stale: this.#stale,
      size: this.#size,
      texts: [...texts],
      hidden: [...hidden],
    };
  }

  /** The first screen shown since the last call, or the current one. */
  waited(): Observation {
    return this.#since?.() ?? this.now();
  }

  acted(): void {
    this.#since = null;
  }
}
