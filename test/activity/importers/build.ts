import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BatchOpen } from '../../../lib/activity/envelope.ts';
import type { ActivityEvent, EventOf, Kind } from '../../../lib/activity/events.ts';
import {
  type ImportIdentity,
  type ImportReport,
  type ImportTools,
  openRecording,
} from '../../../lib/activity/importers/index.ts';
import { inflate } from '../../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../../lib/activity/segment/limits.ts';
import { readSegment } from '../../../lib/activity/segment/read.ts';

export const identity: ImportIdentity = {
  worker: 'worker-1',
  device: 'device-1',
  epoch: 1,
  jur: 'XA',
  jur_basis: 'declared',
  profile: 'XA@1',
  notice: null,
  basis: 'agreement',
  policy: 'a'.repeat(64),
  budget: { net: 'corp' },
};

/** Writes files to a new folder that is gone after the test. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-import-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

export interface Imported {
  format: string;
  opens: BatchOpen[];
  events: ActivityEvent[];
  chains: string[];
  /** Events that the segment reader does not take. */
  faults: number;
  frames: { sha256: string; fits: boolean }[];
  report: ImportReport;
}

/** Imports a folder and reads back, with all checks, what came out. */
export async function importAll(
  dir: string,
  as: ImportIdentity = identity,
  tools: ImportTools = {},
): Promise<Imported> {
  const recording = await openRecording(dir, as, tools);
  const all: Omit<Imported, 'report' | 'format'> = { opens: [], events: [], chains: [], faults: 0, frames: [] };
  for await (const segment of recording.segments()) {
    for await (const parts of readSegment(inflate(segment.body, LIMITS.inflated)))
      for (const part of parts) {
        if (part.type === 'open') all.opens.push(part.open);
        else if (part.type === 'event') all.events.push(part.event);
        else if (part.type === 'close') all.chains.push(part.close.chain);
        else all.faults++;
      }
    for (const { sha256, read } of segment.frames)
      all.frames.push({
        sha256,
        fits:
          createHash('sha256')
            .update(await read())
            .digest('hex') === sha256,
      });
  }
  return { format: recording.format, ...all, report: recording.report() };
}

export const ofKind = <K extends Kind>(imported: Imported, kind: K): EventOf<K>[] =>
  imported.events.filter((event) => event.kind === kind) as EventOf<K>[];

export const gaps = (imported: Imported): string[] =>
  ofKind(imported, 'control')
    .filter(({ d }) => d.op === 'gap')
    .map(({ d }) => `${d.reason}:${d.n_dropped ?? '?'}`);

export const jsonl = (records: readonly unknown[]): string => records.map((r) => `${JSON.stringify(r)}\n`).join('');

/** The beginning of a PNG, which is all that an importer looks at. */
export function pngHeader(w: number, h: number, tail = ''): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.write('89504e470d0a1a0a0000000d49484452', 'hex');
  bytes.writeUInt32BE(w, 16);
  bytes.writeUInt32BE(h, 20);
  return Buffer.concat([bytes, Buffer.from(tail)]);
}
