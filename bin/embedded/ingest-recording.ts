import { createHash } from 'node:crypto';
import { profiles } from '../../config/profiles.ts';
import type { HttpRequest } from '../../lambdas/ingest/route.ts';
import { canonicalJson, type Json } from '../../lib/activity/canonical-json.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import {
  type ImportedFrame,
  type ImportedSegment,
  type ImportIdentity,
  NO_DECODER,
  openRecording,
  type Recording,
} from '../../lib/activity/importers/index.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { httpRequest } from './invoke.ts';
import { INSTALL, videoReader } from './video/video-reader.ts';
import type { Workspace } from './workspace.ts';

export interface IngestReport {
  readonly recording: string;
  readonly format: string;
  readonly segments: number;
  readonly events: number;
  readonly byKind: Record<string, number>;
  readonly refused: Record<string, number>;
  readonly unknown: number;
  readonly unknownByReason: Readonly<Record<string, number>>;
  /** Ids of the stored segments. */
  readonly batches: readonly string[];
}

/** Identity of an imported recording: invented, in an invented place, long after an invented notice. */
const IDENTITY: ImportIdentity = {
  worker: 'imported-worker',
  device: 'imported-device',
  epoch: 1,
  jur: 'XA',
  jur_basis: 'declared',
  profile: 'XA@1',
  notice: { id: 'import', ver: 1, given_at: '2000-01-01T00:00:00Z', ack_at: '2000-01-01T00:00:00Z', channel: 'import' },
  basis: 'demonstration',
  policy: createHash('sha256')
    .update(canonicalJson(profiles as Json))
    .digest('hex'),
  budget: { net: 'corp' },
};

/** Opens a recording under the identity of an import. @throws RefusedError import.* */
export const openImport = (dir: string): Promise<Recording> => {
  const video = videoReader();
  return openRecording(dir, IDENTITY, video === undefined ? {} : { video });
};

/**
 * Sends a recording to ingest as its collector would: the frames of a segment, then the segment.
 * @throws StrongroomError shortage: a segment that was not stored is not refused either
 */
export async function ingestRecording(workspace: Workspace, recording: Recording, dir: string): Promise<IngestReport> {
  const tally = new Tally();
  for await (const segment of recording.segments()) {
    for (const frame of segment.frames) await sendFrame(workspace, segment, frame, tally);
    await sendSegment(workspace, segment, tally);
  }
  const { unknown } = recording.report();
  if (unknown[NO_DECODER] !== undefined)
    process.stderr.write(`${dir}: its video is not read, so that it has no frames; ${INSTALL} adds a decoder\n`);
  const { segments, events, byKind, refused, batches } = tally;
  return {
    ...{ recording: dir, format: recording.format, segments, events, byKind, refused, batches },
    unknown: Object.values(unknown).reduce((sum, n) => sum + n, 0),
    unknownByReason: unknown,
  };
}

class Tally {
  segments = 0;
  events = 0;
  readonly byKind: Record<string, number> = {};
  readonly refused: Record<string, number> = {};
  readonly batches: string[] = [];

  stored(answer: Record<string, unknown>): void {
    this.segments++;
    this.events += Number(answer.events);
    this.batches.push(String(answer.batch));
    add(this.byKind, answer.byKind as Record<string, number>);
    add(this.refused, answer.refused as Record<string, number>);
  }
}

async function sendFrame(
  workspace: Workspace,
  { batch, open }: ImportedSegment,
  frame: ImportedFrame,
  { refused }: Tally,
): Promise<void> {
  const headers = {
    'strongroom-open': Buffer.from(JSON.stringify(open ?? null)).toString('base64'),
    'strongroom-mono-us': String(frame.mono_us),
  };
  const path = `/segments/${batch}/frames/${frame.sha256}`;
  const answer = await answerTo(
    workspace,
    httpRequest('PUT', path, open?.device ?? IDENTITY.device, await frame.read(), headers),
  );
  if (answer.code !== 'stored') add(refused, { [String(answer.code)]: 1 });
}

async function sendSegment(workspace: Workspace, { body, open }: ImportedSegment, tally: Tally): Promise<void> {
  const bytes = await collect(body);
  const answer = await answerTo(workspace, httpRequest('POST', '/segments', open?.device ?? IDENTITY.device, bytes));
  if (answer.code === 'stored') tally.stored(answer);
  else add(tally.refused, { [String(answer.code)]: 1 });
}

/** The same recording gets the same ids, so a second run finds the segments of the first. */
async function answerTo(workspace: Workspace, request: HttpRequest): Promise<Record<string, unknown>> {
  const { answer } = await workspace.send(request);
  if (answer.code !== 'shortage') return answer;
  throw new StrongroomError(
    'shortage',
    String(answer.message),
    'see to it and run the command again: nothing is stored twice',
  );
}

/** One byte over the limit is enough for ingest to refuse it. */
async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMITS.body) break;
  }
  return Buffer.concat(chunks);
}

/** Adds the counts of one map to another. */
export function add(to: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(counts)) to[name] = (to[name] ?? 0) + n;
}
