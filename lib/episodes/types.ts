import type { PartitionKey, Row } from '../activity/columns.ts';

/**
 * A row of the lake as one team sees it: a column that the team does not have is absent, so nothing derived from the
 * row can contain it.
 */
export type SeenRow = Row & { readonly [K in PartitionKey]?: string };

/** x, y, width, height in pixels of the screen; for masks, in pixels of the frame. */
export type Box = readonly [number, number, number, number];

export const ACTION_TYPES = ['click', 'double_click', 'drag', 'scroll', 'type', 'hotkey', 'wait'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** Why an episode ends. */
export const ENDS = {
  end: 'the recording of the session ends',
  stop: 'the recorder was stopped',
  lock: 'the screen was locked, or the machine put to sleep',
  silence: 'nothing happened for a long time',
  private: 'a private window came into focus',
  gap: 'events are missing',
  task: 'the task ends, or another one begins',
} as const;
export type End = keyof typeof ENDS;

/**
 * An action of a person. Every action has every field, null where the type has none or the team must not see it. `x`,
 * `y` are pixels of the screen, `xn`, `yn` fractions of its width and height; `x2` and the like end a drag.
 */
export interface Action {
  readonly type: ActionType;
  readonly x: number | null;
  readonly y: number | null;
  readonly xn: number | null;
  readonly yn: number | null;
  readonly x2: number | null;
  readonly y2: number | null;
  readonly x2n: number | null;
  readonly y2n: number | null;
  readonly button: string | null;
  /** Presses of the button, or of the same keys in a row. */
  readonly count: number | null;
  /** As recorded: the recorder defines the positive direction of a wheel (docs/episodes.md). */
  readonly dx: number | null;
  readonly dy: number | null;
  readonly unit: string | null;
  /** After redaction. */
  readonly text: string | null;
  /** `keys` when assembled from keystrokes, otherwise the recorder's value. */
  readonly source: string | null;
  /** Modifiers first. */
  readonly keys: readonly string[] | null;
  /** Duration of a wait (ms). */
  readonly ms: number | null;
}

export interface TargetElement {
  readonly role: string | null;
  readonly name: string | null;
  readonly box: Box | null;
}

/** The last published frame before the action began. */
export interface StepFrame {
  /** Key of the masked frame in the redacted zone; in an export, the path inside it. */
  readonly path: string;
  readonly w: number | null;
  readonly h: number | null;
  /** Age of the frame at the action (ms). */
  readonly age_ms: number | null;
  /** Whether a later frame was withheld, or another window was focused, before the action. */
  readonly stale: boolean;
  readonly masks: readonly Mask[];
}

/** The replacement for a hidden value in a step. */
export interface Surrogate {
  readonly type: string;
  readonly text: string;
}

/** A blacked-out part of a frame. */
export interface Mask {
  readonly box: Box;
  /** Types of the content under it; null where the team does not see them. */
  readonly types: readonly string[] | null;
  /** Whether made-up text replaces it: the frame is not black there. */
  readonly made_up: boolean;
}

export interface ScreenText {
  readonly text: string | null;
  readonly role: string | null;
  readonly box: Box | null;
}

/** An action with the screen before it. */
export interface Step {
  readonly episode: string;
  readonly index: number;
  /** Time since the episode began (ms). */
  readonly t: number | null;
  /** The person's task, after redaction; null where the recorder knows no task. */
  readonly task: string | null;
  /** Operating system family, and the recorder. */
  readonly os: string | null;
  readonly recorder: string | null;
  /** The display in the pixels of the places, and its scale to physical pixels; the frame's size when the display is unknown. */
  readonly screen: { readonly w: number | null; readonly h: number | null; readonly scale: number | null };
  readonly frame: StepFrame | null;
  /** Texts that the recorder read on the screen at the time of the frame. */
  readonly texts: readonly ScreenText[];
  readonly action: Action;
  readonly element: TargetElement | null;
  readonly app: string | null;
  readonly title: string | null;
  /** Types that redaction hid in the action, its target and the names of its window. */
  readonly hidden: readonly string[];
  /** The same for the texts on the screen. */
  readonly screen_hidden: readonly string[];
  /** Made-up values in the step's texts, in place of numbered placeholders; empty unless the team has chosen surrogates. */
  readonly surrogates: readonly Surrogate[];
  /** Whether the action's place is under a mask of the frame; null when either is unknown, or the frame is stale. */
  readonly target_masked: boolean | null;
  /** Set for the last step of an episode: why it ends. */
  readonly ends: End | null;
  /** Set for the last step of a task: its outcome, where the recording states it. */
  readonly outcome: string | null;
  /** Positions of its first and last event in the lake. */
  readonly events: { readonly segment: string; readonly first: number; readonly last: number };
}

/** The steps of one sitting, as far as they belong together. */
export interface Episode {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly ends: End;
  /** The gap between it and the next episode of the session. */
  readonly cut: {
    /** Rows of private windows, which are in no episode. */
    readonly rows: number;
    /** Events that the recording reports as missing, rounded as in the lake. */
    readonly missing: number;
  };
  /** Its sources. */
  readonly from: { readonly segments: readonly string[]; readonly partitions: readonly string[] };
}
