import type { PartitionKey, Row } from '../activity/columns.ts';

/**
 * A row of the lake as one team sees it: a column that the team does not have is absent, and then nothing that is made of
 * the row can hold it.
 */
export type SeenRow = Row & { readonly [K in PartitionKey]?: string };

/** x, y, width, height in pixels of the screen; of masks, in pixels of the frame. */
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
 * What a person did. Every field is there in every action, null where the type has none or the team must not see it.
 * `x`, `y` are pixels of the screen, `xn`, `yn` fractions of its width and height; `x2` and the like end a drag.
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
  /** As recorded: of a wheel, positive is what the recorder calls positive (docs/episodes.md). */
  readonly dx: number | null;
  readonly dy: number | null;
  readonly unit: string | null;
  /** As redaction left it. */
  readonly text: string | null;
  /** `keys` when put together from keystrokes, else what the recorder says. */
  readonly source: string | null;
  /** Modifiers first. */
  readonly keys: readonly string[] | null;
  /** How long a wait lasts (ms). */
  readonly ms: number | null;
}

export interface Target {
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
  /** How long before the action it was taken (ms). */
  readonly age_ms: number | null;
  /** Whether a later frame was withheld, or another window came into focus, before the action. */
  readonly stale: boolean;
  readonly masks: readonly Mask[];
}

/** What stands in a step in the place of a hidden value. */
export interface Surrogate {
  readonly type: string;
  readonly text: string;
}

/** A part of a frame that is blacked out. */
export interface Mask {
  readonly box: Box;
  /** Types of what lies under it; null where the team does not see them. */
  readonly types: readonly string[] | null;
  /** Something made up is written in its place: the frame is not black there. */
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
  /** Since the episode began (ms). */
  readonly t: number | null;
  /** What the person had been asked to do, as redaction left it; null where the recorder knows no task. */
  readonly task: string | null;
  /** Family of the operating system, and the program that recorded it. */
  readonly os: string | null;
  readonly recorder: string | null;
  /** The display, in the pixels that places are given in, and its physical pixels for each; the frame's size where it is not known. */
  readonly screen: { readonly w: number | null; readonly h: number | null; readonly scale: number | null };
  readonly frame: StepFrame | null;
  /** What the recorder read on the screen at the time of the frame. */
  readonly texts: readonly ScreenText[];
  readonly action: Action;
  readonly element: Target | null;
  readonly app: string | null;
  readonly title: string | null;
  /** Types of what redaction hid in the action, its target and the names of its window. */
  readonly hidden: readonly string[];
  /** The same for the texts on the screen. */
  readonly screen_hidden: readonly string[];
  /** What is made up in the texts of the step, in the place of numbered placeholders; none unless the team has asked for it. */
  readonly surrogates: readonly Surrogate[];
  /** Whether the place of the action lies under a mask of the frame; null when one of both is not known, or the frame is stale. */
  readonly target_masked: boolean | null;
  /** Of the last step of an episode: why it ends. */
  readonly ends: End | null;
  /** Of the last step of a task: how it went, where the recording says so. */
  readonly outcome: string | null;
  /** Where its first and last event stand in the lake. */
  readonly events: { readonly segment: string; readonly first: number; readonly last: number };
}

/** The steps of one sitting, as far as they belong together. */
export interface Episode {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly ends: End;
  /** What stands between it and the next episode of the session. */
  readonly cut: {
    /** Rows of private windows, which are in no episode. */
    readonly rows: number;
    /** Events that the recording itself says are missing, as the lake rounds it. */
    readonly missing: number;
  };
  /** What it was made from. */
  readonly from: { readonly segments: readonly string[]; readonly partitions: readonly string[] };
}
