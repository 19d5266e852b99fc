import { NOTICES, PREFIXES } from '../../activity/zones.ts';
import type { NeededCall } from './calls.ts';

/** One reason for which a function calls AWS, with the adapters' calls for it. */
export interface Reason {
  readonly what: string;
  readonly why: string;
  readonly calls: readonly NeededCall[];
  readonly source: string;
}

const ADAPTERS = {
  objects: 'lib/storage/aws/objects.ts',
  items: 'lib/storage/aws/control.ts',
  keys: 'lib/storage/aws/keys.ts',
  partitions: 'lib/storage/aws/catalog.ts',
  parts: 'lib/storage/aws/rewrite-table.ts',
  statements: 'https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html',
  writes: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html',
  invoke: 'lib/storage/aws/invoke.ts',
  announcer: 'lib/storage/aws/announcer.ts',
  history: 'lib/storage/aws/query-history.ts',
  templates: 'lib/storage/aws/deployment.ts',
} as const;

/** A key of each kind of object, as the functions write them. */
export const KEYS = {
  segment: `${PREFIXES.segments}jurisdiction=XA/day=2026-01-02/shard=00/a/b.ndjson.gz`,
  frame: `${PREFIXES.rawFrames}jurisdiction=XA/day=2026-01-02/shard=00/a/1.png`,
  carry: `${PREFIXES.carries}jurisdiction=XA/day=2026-01-02/shard=00/a/b.json`,
  rows: `${PREFIXES.table}jurisdiction=XA/day=2026-01-02/shard=00/a.parquet`,
  generation: `${PREFIXES.generations}jurisdiction=XA/day=2026-01-02/shard=00/1-a/0.parquet`,
  rewrite: `${PREFIXES.rewrites}a-manifest.csv`,
  maskedFrame: `${PREFIXES.maskedFrames}jurisdiction=XA/a/day=2026-01-02/a/0.tar`,
  destruction: `${PREFIXES.destructions}day=2026-01-02/a.json`,
  inventory: `${PREFIXES.inventories}2026-01-02/a.json`,
  reads: `${PREFIXES.reads}day=2026-01-02/a.jsonl`,
  gate: `${PREFIXES.gate}a.json`,
  proof: `${PREFIXES.proofs}2026-01-02/a.json`,
  certificate: `${PREFIXES.certificates}a.json`,
  text: `${PREFIXES.texts}day=2026-01-02/strongroom-team-a/a.json`,
  notice: `cua-trainers/${NOTICES}ex_a.json`,
  piece: 'pk_a/expires=2026-01-02/XA-2026-01-01-1-a/000000',
  export: 'cua-trainers/a/expires=2026-01-02/manifest.json',
} as const;

/** A reason, with the adapter, or the page of AWS, that says which calls it takes. */
export const reason = (task: string, why: string, source: keyof typeof ADAPTERS, ...calls: NeededCall[][]): Reason => ({
  what: task,
  why,
  calls: calls.flat(),
  source: ADAPTERS[source],
});
