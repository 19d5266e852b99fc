import { RefusedError } from '../refusals.ts';
import { DucktrackImporter } from './ducktrack-importer.ts';
import { FILES, firstReading, items, namesControl } from './ducktrack-items.ts';
import { type Metadata, metadata } from './ducktrack-records.ts';
import type { Folder } from './folder.ts';
import type { Tally } from './tally.ts';
import type { ImportIdentity, Recording } from './types.ts';
import { Typing } from './typing.ts';
import { uuidOf } from './uuid.ts';
import { SegmentWriter } from './writer.ts';

const FORMAT = 'ducktrack';

/**
 * A recording of DuckTrack, or of AgentNetTool (OpenCUA), which writes the same lines and more files:
 * https://github.com/TheDuckAI/DuckTrack, https://github.com/xlang-ai/AgentNetTool. Videos and HTML snapshots are left out.
 * @throws RefusedError import.wrong-format
 */
export async function openDucktrack(folder: Folder, identity: ImportIdentity, tally: Tally): Promise<Recording> {
  const read = [FILES.events, 'metadata.json', FILES.windows, ...FILES.trees].filter((path) => folder.has(path));
  folder.leaveOut(read, tally);
  const meta = metadata.safeParse(await folder.document('metadata.json'));
  if (!meta.success)
    throw new RefusedError('import.wrong-format', `metadata.json: ${meta.error.issues[0]?.path.join('.')}`);
  const first = await firstReading(folder);
  if (first === undefined) throw new RefusedError('import.wrong-format', 'events.jsonl holds no event');
  const t0 = new Date(`${meta.data.start_time.replace(' ', 'T')}Z`);
  const { screen_width: w, screen_height: h } = meta.data;
  if (w === undefined || h === undefined) tally.add('metadata.screen');
  if (Number.isNaN(t0.getTime())) throw new RefusedError('import.wrong-format', 'metadata.json: start_time');

  const session = {
    ...identity,
    sid: uuidOf('session', FORMAT, await folder.digest(read), JSON.stringify(identity)),
    purpose: 'cua_training' as const,
    rec: { name: FORMAT, ver: '1', import: FORMAT },
    // The recorder writes local time and does not say where.
    clock: { t0: t0.toISOString(), src: 'mono-anchored' as const, tz_known: false, skew_ms: 0 },
    display: { w: w ?? 1, h: h ?? 1, scale: 1 },
  };
  const writer = new SegmentWriter(session, tally);
  const typing = new Typing(writer, await namesControl(folder));
  const importer = new DucktrackImporter(writer, typing, tally, startReading(meta.data, first));
  return {
    format: FORMAT,
    segments: () => importer.run(items(folder, tally)),
    report: () => ({ records: importer.records, events: importer.events, unknown: tally.toJSON() }),
  };
}

/** The clock's reading at `start_time`: when the video started, or else the first event. */
function startReading(meta: Metadata, first: number): number {
  const video = meta.obs_record_state_timings?.OBS_WEBSOCKET_OUTPUT_STARTING?.[0] ?? meta.video_start_timestamp;
  return video !== undefined && video <= first && first - video < 600 ? video : first;
}
