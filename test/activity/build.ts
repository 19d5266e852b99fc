import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { type ActivityEvent, schemaOf } from '../../lib/activity/events.ts';
import { SegmentSealer } from '../../lib/activity/segment/seal.ts';
import { present } from '../present.ts';

/** A valid opening, with the changes of a test. */
export const openOf = (changes: Partial<BatchOpen> = {}): BatchOpen => ({
  kind: 'batch.open',
  schema: 'capture/1',
  batch: randomUUID(),
  sid: randomUUID(),
  index: 0,
  prev: null,
  first: 0,
  worker: 'w-17',
  device: 'd-4',
  epoch: 1,
  jur: 'XA',
  jur_basis: 'declared',
  profile: 'XA@1',
  notice: { id: 'n1', ver: 1, given_at: '2026-01-01T00:00:00Z', ack_at: '2026-01-02T00:00:00Z', channel: 'mail' },
  basis: 'agreement',
  purpose: 'cua_training',
  policy: 'a'.repeat(64),
  rec: { name: 'test', ver: '1' },
  clock: { t0: new Date().toISOString(), src: 'wall+mono', tz_known: true, skew_ms: 0 },
  display: { w: 1280, h: 800, scale: 1 },
  budget: { net: 'corp' },
  ...changes,
});

export const pointerAt = (seq: number): ActivityEvent => ({
  kind: 'pointer',
  seq,
  mono_us: seq * 1000,
  d: { pts: [[0, seq, 2]] },
});

/** An event as ingest reads it. @throws Error when the schema of its kind does not accept it */
export const eventOf = (value: { readonly kind: string; readonly [name: string]: unknown }): ActivityEvent =>
  present(schemaOf(value.kind), `a schema of ${value.kind}`).parse(value);

/** The lines of a sealed segment. */
export function sealLines(open: BatchOpen, events: readonly ActivityEvent[]): string[] {
  const sealer = new SegmentSealer(open);
  return [sealer.openLine, ...events.map((event) => sealer.add(event)), sealer.close().line];
}

/** The link that the segment after these lines must state. */
export const chainOf = (lines: readonly string[]): string => JSON.parse(lines.at(-1) ?? '').chain;

export const gzipLines = (lines: readonly string[]): Buffer => gzipSync(lines.join(''));
