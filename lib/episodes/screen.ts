import { boxOf, hiddenIn, masksOf, timeOf } from './read.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { Mask, ScreenText, SeenRow } from './types.ts';

/** What one screen showed, as far as it was recorded. */
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

/** What could be seen at one moment. */
export interface Observation {
  readonly picture: Picture | null;
  readonly stale: boolean;
  readonly size: { readonly w: number; readonly h: number } | null;
  readonly texts: readonly ScreenText[];
  readonly hidden: readonly string[];
}

/** Follows what is on the screen through the rows of a session. */
export class Screen {
  #picture: Picture | null = null;
  #stale = false;
  #size: Observation['size'] = null;
  #shown: Shown = { at: undefined, texts: [], hidden: [] };
  /** Whether the last row was read from the screen: where times are not seen, texts in a row are of one screen. */
  #reading = false;
  /** The first screen since the last action ended: what a person who waits is looking at. */
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

  /** Texts belong to the screen that they were read with; later ones begin another. */
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

  /** What has been shown first since the last call, or what is there now. */
  waited(): Observation {
    return this.#since?.() ?? this.now();
  }

  acted(): void {
    this.#since = null;
  }
}
