import type { Step } from '../episodes/index.ts';
import type { DecidedPromise } from '../governance/promises.ts';
import type { RunFacts } from './document/head.ts';
import type { Figures } from './figures.ts';

/** The result of one run of the main job: the document that `npm start -- --json` prints, and the input of the other reports. */
export interface Summary {
  /** Author, time and subject of the run. */
  readonly run: RunFacts;
  readonly synthesized: { readonly stacks: number; readonly resources: number };
  readonly proof: {
    readonly verdict: string;
    readonly claims: readonly {
      readonly id: string;
      readonly class: string;
      readonly text: string;
      readonly verdict: string;
    }[];
    readonly trusted: readonly string[];
    readonly assumptions: readonly string[];
    readonly residuals: readonly string[];
  };
  /** Promises to workers, with their state in the proof. */
  readonly promises: readonly DecidedPromise[];
  readonly gate: readonly { readonly state: string; readonly note: string }[];
  readonly ingest: {
    readonly recording: string;
    readonly format: string;
    readonly segments: number;
    readonly events: number;
    readonly byKind: Readonly<Record<string, number>>;
    /** Segments, events and frames that were not stored, by reason. */
    readonly refused: Readonly<Record<string, number>>;
    /** Records of the recording that the importer could not interpret. */
    readonly unknown: number;
    readonly unknownByReason: Readonly<Record<string, number>>;
    /** Segments that redaction gave up on; the dead-letter queue holds references to them. */
    readonly deadLetters: number;
    /** The dead segments, with the reasons. */
    readonly dead: readonly {
      readonly batch: string | null;
      readonly reason: string;
      readonly since: string;
      readonly tries: number;
    }[];
  };
  /** Number of masked values, by type. */
  readonly redaction: Readonly<Record<string, number>>;
  readonly frames: {
    readonly published: number;
    readonly withheld: Readonly<Record<string, number>>;
    /** Blacked-out share of the pixels of published frames, where a team sees frames. */
    readonly masked?: number;
  };
  readonly teams: Readonly<Record<string, TeamView>>;
  /** One whole episode from the export of a team that sees frames; null where there was no action, or no team sees frames. */
  readonly episode: ShownEpisode | null;
  readonly attempts: readonly Attempt[];
  readonly retention: { readonly objects: number; readonly bytes: number; readonly note: string };
  readonly leakage: Leakage;
  readonly seconds: number;
  /** Properties that a run on this machine does not show. */
  readonly notShown: readonly string[];
}

export interface TeamView {
  readonly figures: Figures;
  readonly columns: readonly string[];
  readonly hidden: readonly string[];
  /** Rows that pass the team's filter. */
  readonly rows: number;
  readonly filter: string;
  readonly sample: {
    readonly sql: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  };
}

/** An episode in an export. */
export interface ShownEpisode {
  readonly export: {
    readonly id: string;
    readonly team: string;
    readonly purpose: string;
    readonly format: string;
    readonly episodes: number;
    readonly steps: number;
    readonly whole: number;
    readonly frames: number;
    readonly expires: string;
    /** Where the copy is. */
    readonly folder: string;
  };
  readonly steps: readonly Step[];
}

/** One attempt to read, and the statement that decided it. */
export interface Attempt {
  readonly principal: string;
  readonly target: string;
  readonly decision: string;
  readonly statement: string;
}

/** Labelled content that any team can read, among all content that the recording labels. `labelled` is false without labels. */
export interface Leakage {
  readonly labelled: boolean;
  readonly characters: number;
  readonly of: number;
  readonly pixels: number;
  readonly ofPixels: number;
}
