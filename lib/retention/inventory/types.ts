import type { ZoneName } from '../../activity/zones.ts';
import type { Catalog, Clock, Control, Objects } from '../../storage/ports.ts';
import type { Keeping } from '../keep.ts';

/** The writer of keys of a shape; `unknown` if there is none. */
export type Owner =
  | 'ingest'
  | 'redact'
  | 'compact'
  | 'export'
  | 'package'
  | 'retain'
  | 'queries'
  | 'inventory'
  | 'reads'
  | 'governor'
  | 'sentinel'
  | 'operator'
  | 'aws'
  | 'unknown';

/** Why something is a finding. */
export type Why =
  | 'no-writer-makes-such-keys'
  | 'not-in-ledger'
  | 'ledger-names-another-key'
  | 'more-than-ledger-counts'
  | 'was-erased'
  | 'generation-of-nobody'
  | 'copy-without-lineage'
  | 'no-record-of-destruction'
  | 'nothing-there'
  | 'fewer-than-ledger-counts'
  | 'not-in-catalogue'
  | 'partition-without-ledger'
  | 'partition-points-elsewhere'
  | 'being-written'
  | 'being-destroyed';

/**
 * An object without an item, an object of the ledger that is not there, or one being written or destroyed right now. It gives the
 * location, never the content: parts of a key that no writer makes are left out.
 */
export interface InventoryFinding {
  readonly is: 'unaccounted' | 'missing' | 'pending';
  readonly where: ZoneName | 'catalogue';
  /** The beginning of the keys. It ends with `*` if the rest is of no known shape, and is not shown. */
  readonly prefix: string;
  readonly why: Why;
  readonly owner: Owner;
  readonly objects: number;
  /** As stored, older versions too; null if a listing does not show it. */
  readonly bytes: number | null;
  /** Since the oldest version was written, in whole days; null of something that is not there. */
  readonly ageDays: number | null;
}

/** Objects and partitions that were examined. */
export interface Totals {
  readonly accounted: number;
  readonly pending: number;
  readonly unaccounted: number;
  readonly missing: number;
}

/** The sources of an inventory: names and items, and no content. */
export interface Sources {
  /** Zones with a retention period. */
  readonly objects: Pick<Objects, 'list' | 'listVersions'>;
  /** The zones of queries and of audit: another principal may list them. */
  readonly audit: Pick<Objects, 'list'>;
  readonly control: Pick<Control, 'get' | 'query'>;
  readonly catalog: Pick<Catalog, 'locations'>;
  readonly clock: Clock;
  /** Ids of the segments that the ledger has, each once. */
  readonly segments: AsyncIterable<string> | Iterable<string>;
  readonly keeping: Keeping;
}
