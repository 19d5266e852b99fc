import type { Prepared } from './prepared.ts';
import type { TrailRecord, Who } from './record.ts';
import type { Instant } from './time.ts';
import type { ObjectUses } from './uses.ts';

/** Lake Formation handed out access to a table. */
export interface LakeAccess {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  /** ARN of the table; empty for a table that was requested by its location. */
  readonly table: string;
  readonly location: string;
  /** Name of the session in which the files are then read; empty when the record has none. */
  readonly session: string;
  readonly queryId: string;
  readonly engine: string;
  readonly denied: boolean;
}

export interface StartedQuery {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly workgroup: string;
  readonly database: string;
  readonly catalog: string;
  /** Only records before some day after 2021 have it. */
  readonly sql: string;
}

export interface ResultRead {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly queryId: string;
  /** The file that was fetched, or the copy that was made of it; empty for a page through Athena. */
  readonly object: string;
}

/** A query as Athena reported it once it had ended. */
export interface SavedQuery {
  readonly queryId: string;
  /** Time of the request; empty when the answer has none. */
  readonly at: Instant;
  readonly sql: string;
  readonly state: string;
  readonly database: string;
  readonly catalog: string;
  readonly workgroup: string;
  readonly output: string;
  readonly manifest: string;
  readonly reused: boolean;
  readonly file: string;
}

/** A time at which the trail stopped, or resumed, writing a kind of record. */
export interface TrailSwitch {
  readonly id: string;
  readonly at: Instant;
  readonly account: string;
  /** Kind of source that it is about. */
  readonly about: 'all' | 'data' | 'kms';
  readonly on: boolean;
  readonly call: string;
}

export interface KeptKeyUse {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly keyArn: string;
  readonly bucket: string;
}

/** A request that was refused. */
export interface RefusedAttempt {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly call: string;
  readonly on: string;
  readonly error: string;
}

/** The stores for the notes on records, by kind. */
export interface NoteStores {
  readonly uses: ObjectUses;
  readonly lake: LakeAccess[];
  readonly queries: Map<string, StartedQuery>;
  readonly prepared: Prepared;
  readonly keyUses: KeptKeyUse[];
  readonly switches: TrailSwitch[];
  push<T>(list: T[], item: T): void;
  result(event: TrailRecord, queryId: string, object: string): void;
}
