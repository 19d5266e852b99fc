import { RefusedError } from '../refusals.ts';
import { isCapture, looksLikeCapture, openCapture } from './capture.ts';
import { openDucktrack } from './ducktrack.ts';
import { Folder } from './folder.ts';
import { openOpenadaptFlow } from './openadapt-flow.ts';
import { isPlaywright, openPlaywright } from './playwright.ts';
import { readRecords } from './records.ts';
import { ImportTally } from './tally.ts';
import type { ImportIdentity, Recording } from './types.ts';
import type { ImportTools } from './video.ts';

export { NO_DECODER } from './ducktrack.ts';
export type { ImportedFrame, ImportedSegment, ImportIdentity, ImportReport, Recording } from './types.ts';
export type { ImportTools, Still, VideoReader } from './video.ts';

interface Format {
  readonly name: string;
  /** Decided by the names of the files and the first record, so that a wrong one is refused before anything is read. */
  detect(folder: Folder): Promise<boolean>;
  open(folder: Folder, identity: ImportIdentity, tally: ImportTally, tools: ImportTools): Promise<Recording>;
}

const FORMATS: readonly Format[] = [
  { name: 'capture/1', detect: isCapture, open: openCapture },
  { name: 'ducktrack', detect: (folder) => records(folder, 'metadata.json', 'action'), open: openDucktrack },
  { name: 'playwright', detect: isPlaywright, open: openPlaywright },
  { name: 'openadapt-flow', detect: (folder) => records(folder, 'meta.json', 'kind'), open: openOpenadaptFlow },
];

/** The formats that `openRecording` reads. */
const RECORDING_FORMATS: readonly string[] = FORMATS.map((format) => format.name);

/**
 * Opens a folder that holds one recording, of any supported format, for import under `identity`. Two passes are made over its
 * files: one for its digest, from which its ids come, one for its events.
 * @throws RefusedError import.unsupported, import.wrong-format
 */
export async function openRecording(
  dir: string,
  identity: ImportIdentity,
  tools: ImportTools = {},
): Promise<Recording> {
  const tally = new ImportTally();
  const folder = await Folder.open(dir, tally);
  const format = await formatOf(folder);
  if (format !== undefined) return format.open(folder, identity, tally, tools);
  const [only, ...more] = await recordingsIn(folder, tally);
  if (more.length > 0) throw new RefusedError('import.ambiguous', `${more.length + 1} folders in it hold recordings`);
  if (only !== undefined) return only.format.open(only.folder, identity, tally, tools);
  if (looksLikeCapture(folder))
    throw new RefusedError('import.wrong-format', 'no file begins with a capture/1 batch.open');
  throw new RefusedError('import.unsupported', `known are ${RECORDING_FORMATS.join(', ')}`);
}

/** @throws RefusedError import.ambiguous: a folder of two recordings would be taken for one of them, and the other lost */
async function formatOf(folder: Folder): Promise<Format | undefined> {
  const found: Format[] = [];
  for (const format of FORMATS) if (await format.detect(folder)) found.push(format);
  if (found.length > 1) throw new RefusedError('import.ambiguous', found.map(({ name }) => name).join(' and '));
  return found[0];
}

/** The recordings one folder down. */
async function recordingsIn(folder: Folder, tally: ImportTally): Promise<{ folder: Folder; format: Format }[]> {
  const found: { folder: Folder; format: Format }[] = [];
  for (const name of folder.folders.slice(0, MAX_FOLDERS)) {
    const inner = await folder.inner(name, tally);
    const format = await formatOf(inner);
    if (format !== undefined) found.push({ folder: inner, format });
  }
  return found;
}

/** An archive unpacks into one folder; a few more may lie beside it. */
const MAX_FOLDERS = 16;
/** Two formats call their records so. */
const EVENTS = 'events.jsonl';
const LINE = 64 * 1024;

/** Recognised by its records; when they decide nothing, by the file beside them. */
async function records(folder: Folder, beside: string, field: string): Promise<boolean> {
  if (!folder.has(EVENTS)) return false;
  let looked = 0;
  for await (const record of readRecords(folder.stream(EVENTS), LINE)) {
    if ('value' in record && FIELDS.some((name) => name in record.value)) return field in record.value;
    if (++looked === 1_000) break;
  }
  return folder.has(beside);
}

/** Fields that distinguish the records of the two formats. */
const FIELDS = ['action', 'kind'];
