import type { z } from 'zod';
import { RefusedError } from '../refusals.ts';
import type { Folder } from './folder.ts';
import { meta, type OpenAdaptStep, STEPS } from './openadapt-records.ts';
import { EVENTS, LINE, StepImporter } from './openadapt-steps.ts';
import { readRecords } from './records.ts';
import type { ImportTally } from './tally.ts';
import type { ImportIdentity, Recording } from './types.ts';
import { uuidOf } from './uuid.ts';
import { SegmentWriter } from './writer.ts';

const FORMAT = 'openadapt-flow';
/** The part of a time that gives its offset. */
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;
const FRAME = /^frames\/\d{4,}_(?:before|after)\.png$/;

/**
 * A recording of openadapt-flow: one line a step, with a frame before and after it.
 * https://github.com/OpenAdaptAI/openadapt-flow
 * Left out: `structured_identity` (the text of a table row or page run together without separators, so that no detector can
 * tell where a name ends), the system-of-record snapshots `sor_*`, paths and queries of URLs.
 * The format has no boxes of text: the frames come without any, and nothing here claims that they can be masked.
 * @throws RefusedError import.wrong-format
 */
export async function openOpenadaptFlow(
  folder: Folder,
  identity: ImportIdentity,
  tally: ImportTally,
): Promise<Recording> {
  const read = folder.paths.filter((path) => path === EVENTS || path === 'meta.json' || FRAME.test(path));
  folder.leaveOut(read, tally);
  const about = meta.safeParse(await folder.document('meta.json'));
  if (!about.success)
    throw new RefusedError('import.wrong-format', `meta.json: ${about.error.issues[0]?.path.join('.')}`);
  const end = await lastTime(folder);
  if (end === undefined) throw new RefusedError('import.wrong-format', 'events.jsonl holds no step');

  const { created_at, viewport } = about.data;
  const [w, h] = viewport;
  const tz_known = ZONE.test(created_at);
  const session = {
    ...identity,
    sid: uuidOf('session', FORMAT, await folder.digest(read), JSON.stringify(identity)),
    purpose: 'cua_training' as const,
    rec: { name: FORMAT, ver: '1', import: FORMAT },
    clock: {
      t0: new Date(Date.parse(tz_known ? created_at : `${created_at}Z`) - Math.round(end * 1e3)).toISOString(),
      src: 'mono-anchored' as const,
      tz_known,
      skew_ms: 0,
    },
    display: { w, h, scale: 1 },
  };
  const importer = new StepImporter(folder, new SegmentWriter(session, tally), tally, about.data);
  return {
    format: FORMAT,
    segments: () => importer.run(),
    report: () => ({ records: importer.records, events: importer.events, unknown: tally.toJSON() }),
  };
}

async function lastTime(folder: Folder): Promise<number | undefined> {
  let last: number | undefined;
  for await (const record of readRecords(folder.stream(EVENTS), LINE)) {
    if (!('value' in record) || !Object.hasOwn(STEPS, String(record.value.kind))) continue;
    const step = (STEPS[record.value.kind as OpenAdaptStep['kind']] as z.ZodType<OpenAdaptStep>).safeParse(
      record.value,
    );
    if (step.success) last = Math.max(last ?? 0, step.data.t);
  }
  return last;
}
