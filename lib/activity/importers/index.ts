import { RefusedError } from '../refusals.ts';
import { isCapture, openCapture } from './capture.ts';
import { openDucktrack } from './ducktrack.ts';
import { Folder } from './folder.ts';
import { openOpenadaptFlow } from './openadapt-flow.ts';
import { readRecords } from './records.ts';
import { Tally } from './tally.ts';
import type { ImportIdentity, Recording } from './types.ts';

export type { ImportedFrame, ImportedSegment, ImportIdentity, ImportReport, Recording } from './types.ts';

interface Format {
  readonly name: string;
  /** Decided by the names of the files and the first record, so that a wrong one is refused before anything is read. */
  detect(folder: Folder): Promise<boolean>;
  open(folder: Folder, identity: ImportIdentity, tally: Tally): Promise<Recording>;
}

const FORMATS: readonly Format[] = [
  { name: 'capture/1', detect: async (folder) => isCapture(folder), open: openCapture },
  { name: 'ducktrack', detect: async (folder) => records(folder, 'metadata.json', 'action'), open: openDucktrack },
  { name: 'openadapt-flow', detect: async (folder) => records(folder, 'meta.json', 'kind'), open: openOpenadaptFlow },
];

/** What `openRecording` understands. */
export const RECORDING_FORMATS: readonly string[] = FORMATS.map((format) => format.name);

/**
 * Opens a folder that holds one recording, of whatever supported format, for import under `identity`.
 * Two passes are made over its files: one for its digest, from which its ids come, one for its events.
 * @throws RefusedError import.unsupported, import.wrong-format
 */
export async function openRecording(dir: string, identity: ImportIdentity): Promise<Recording> {
  const tally = new Tally();
  const folder = await Folder.open(dir, tally);
  for (const format of FORMATS) if (await format.detect(folder)) return format.open(folder, identity, tally);
  throw new RefusedError('import.unsupported', `known are ${RECORDING_FORMATS.join(', ')}`);
}

/** Two formats call their records `events.jsonl`; the file beside it tells them apart, or else a field of the records. */
async function records(folder: Folder, beside: string, field: string): Promise<boolean> {
  if (!folder.has('events.jsonl')) return false;
  if (folder.has(beside)) return true;
  let looked = 0;
  for await (const record of readRecords(folder.stream('events.jsonl'), 64 * 1024)) {
    if ('value' in record) return field in record.value;
    if (++looked === 1_000) return false;
  }
  return false;
}
