import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { BatchOpen } from '../envelope.ts';
import type { EventOf } from '../events.ts';
import { RefusedError } from '../refusals.ts';
import { inflate } from '../segment/inflate.ts';
import { LIMITS } from '../segment/limits.ts';
import { readSegment } from '../segment/read.ts';
import type { Folder } from './folder.ts';
import { readRecords } from './records.ts';
import type { ImportTally } from './tally.ts';
import type { ImportedFrame, ImportedSegment, ImportIdentity, Recording } from './types.ts';
import { uuidOf } from './uuid.ts';

const FORMAT = 'capture/1';
const SEGMENT = /\.ndjson(\.gz)?$/;
const EXTENSIONS: Record<ImportedFrame['mime'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** Whether files are there that are called as segments are. */
export const looksLikeCapture = (folder: Folder): boolean => folder.paths.some((path) => SEGMENT.test(path));

/**
 * A file is a segment when its first line identifies it as one: other tools write NDJSON too. A segment of another version is
 * recognised and refused.
 */
export async function isCapture(folder: Folder): Promise<boolean> {
  for (const path of folder.paths.filter((candidate) => SEGMENT.test(candidate)))
    if ((await beginning(folder, path))?.kind === 'batch.open') return true;
  return false;
}

/**
 * The object in the first line of a file, or undefined when none is near its beginning: a small file can inflate to millions
 * of empty lines.
 */
async function beginning(folder: Folder, path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    for await (const record of readRecords(upTo(LIMITS.line, inflated(folder, path)), LIMITS.line))
      return 'value' in record ? record.value : undefined;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
  return undefined;
}

async function* upTo(bytes: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of source) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

interface Found {
  readonly path: string;
  /** Whether its first line identifies it as a segment, even a damaged one. */
  readonly says: boolean;
  /** Missing when the segment cannot be opened; it is handed on all the same, so that ingest gives the reason for its refusal. */
  readonly open: BatchOpen | undefined;
}

/**
 * A folder of sealed segments (`*.ndjson.gz` or `*.ndjson`) with their frames in `frames/`, named by `ref` or SHA-256. Sealed
 * segments pass through untouched: rewriting the sender would destroy the chain that proves them whole. They name their own
 * worker and device, and ingest takes them only from that device, so `identity` is not used.
 * @throws RefusedError import.wrong-format when not one of the files begins as a segment does
 */
export async function openCapture(folder: Folder, _identity: ImportIdentity, tally: ImportTally): Promise<Recording> {
  const found: Found[] = [];
  const others = folder.paths.filter((path) => !SEGMENT.test(path) && !path.startsWith('frames/'));
  for (const path of folder.paths.filter((candidate) => SEGMENT.test(candidate))) {
    const first = await beginning(folder, path);
    if (isStray(folder, path, first)) others.push(path);
    else found.push({ path, says: first?.kind === 'batch.open', open: await opening(folder, path) });
  }
  folder.leaveOut(
    folder.paths.filter((path) => !others.includes(path)),
    tally,
  );
  if (!found.some(({ says }) => says))
    throw new RefusedError('import.wrong-format', 'no file begins with a capture/1 batch.open');
  found.sort(inOrderOfTime);
  const count = { records: 0 };

  async function* segments(): AsyncGenerator<ImportedSegment> {
    for (const { path, open } of found) {
      const frames = await framesOf(folder, path, tally, count);
      yield {
        body: path.endsWith('.gz') ? folder.stream(path) : gzip(folder.stream(path)),
        batch: open?.batch ?? uuidOf('segment', FORMAT, await folder.digest([path])),
        open,
        frames,
      };
    }
  }
  return {
    format: FORMAT,
    segments,
    report: () => ({ records: count.records, events: count.records, unknown: tally.toJSON() }),
  };
}

/**
 * NDJSON of another kind, or an empty file. An unreadable file was meant as a segment, and so was a file compressed as segments
 * are: ingest gives the reason for its refusal.
 */
const isStray = (folder: Folder, path: string, first: Readonly<Record<string, unknown>> | undefined): boolean =>
  folder.size(path) === 0 || (!path.endsWith('.gz') && first !== undefined && first.kind !== 'batch.open');

/** A session's segments must arrive in order, for their chain to be checked. */
function inOrderOfTime(a: Found, b: Found): number {
  const key = ({ path, open }: Found) =>
    open === undefined ? `~${path}` : `${open.clock.t0} ${open.sid} ${String(open.index).padStart(9, '0')} ${path}`;
  return key(a) < key(b) ? -1 : 1;
}

/** Reads the opening line of a segment, and no more of it. */
async function opening(folder: Folder, path: string): Promise<BatchOpen | undefined> {
  try {
    for await (const parts of readSegment(inflated(folder, path)))
      for (const part of parts) return part.type === 'open' ? part.open : undefined;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
  return undefined;
}

/** Frames that the segment names. An unreadable frame is left for ingest to refuse. */
async function framesOf(
  folder: Folder,
  path: string,
  tally: ImportTally,
  count: { records: number },
): Promise<ImportedFrame[]> {
  const frames = new Map<string, ImportedFrame>();
  try {
    for await (const parts of readSegment(inflated(folder, path)))
      for (const part of parts) {
        if (part.type === 'event' || part.type === 'fault') count.records++;
        if (part.type === 'fault') tally.add(part.code);
        if (part.type !== 'event' || part.event.kind !== 'screen.frame' || frames.has(part.event.d.sha256)) continue;
        const frame = imageOf(folder, part.event);
        if (frame === undefined) tally.add('frame.missing');
        else frames.set(frame.sha256, frame);
      }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    tally.add(error.code);
  }
  return [...frames.values()];
}

function imageOf(
  folder: Folder,
  { mono_us, d: { ref, sha256, mime } }: EventOf<'screen.frame'>,
): ImportedFrame | undefined {
  const path = [ref, sha256].map((name) => `frames/${name}.${EXTENSIONS[mime]}`).find((file) => folder.has(file));
  return path === undefined ? undefined : { sha256, mime, mono_us, read: () => folder.read(path) };
}

const inflated = (folder: Folder, path: string): AsyncIterable<Uint8Array> =>
  path.endsWith('.gz') ? inflate(folder.stream(path), LIMITS.inflated) : folder.stream(path);

/** `pipeline`, not `pipe`: a file that cannot be read must end the stream with its error. */
const gzip = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  pipeline(Readable.from(source), createGzip(), () => {});
