import type { SYSTEMS } from '../envelope.ts';
import { TASK_MAX } from '../events.ts';
import { RefusedError } from '../refusals.ts';
import { wordOf } from '../vocabulary/index.ts';
import { REDUCED, Targets } from './agentnet-targets.ts';
import { DucktrackImporter } from './ducktrack-importer.ts';
import { FILES, firstReading, items, namesControl } from './ducktrack-items.ts';
import { type Metadata, metadata, pausesOf, taskName } from './ducktrack-records.ts';
import { stills, videoOf } from './ducktrack-stills.ts';
import type { Folder } from './folder.ts';
import { clip } from './split.ts';
import type { ImportTally } from './tally.ts';
import type { ImportIdentity, Recording } from './types.ts';
import { Typing } from './typing.ts';
import { uuidOf } from './uuid.ts';
import type { ImportTools } from './video.ts';
import { SegmentWriter } from './writer.ts';

/** Counted when a recording has a video and nothing is installed that decodes it. */
export const NO_DECODER = 'video.no-decoder';
/** No screen has more; stills are brought to its size. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 64_000_000;
const TASK = 'task_name.json';
/** Files that AgentNetTool writes and DuckTrack does not. */
const NEWER = [TASK, FILES.windows, ...FILES.trees, REDUCED];

/** Which of the two recorders wrote a recording. */
const formatOf = (folder: Folder): 'agentnet' | 'ducktrack' =>
  NEWER.some((path) => folder.has(path)) ? 'agentnet' : 'ducktrack';

/**
 * A recording of DuckTrack, or of AgentNetTool (OpenCUA), which writes the same lines and more files:
 * https://github.com/TheDuckAI/DuckTrack, https://github.com/xlang-ai/AgentNetTool. HTML snapshots are left out; frames are cut
 * out of the video where there is a decoder.
 * @throws RefusedError import.wrong-format
 */
export async function openDucktrack(
  folder: Folder,
  identity: ImportIdentity,
  tally: ImportTally,
  { video }: ImportTools,
): Promise<Recording> {
  const format = formatOf(folder);
  const path = videoOf(folder);
  const screen = video && path ? { path, reader: video } : undefined;
  const shown = screen ? [screen.path] : [];
  const read = [FILES.events, 'metadata.json', ...NEWER].filter((path) => folder.has(path));
  folder.leaveOut([...read, ...shown], tally);
  if (path !== undefined && video === undefined) tally.add(NO_DECODER);
  const { meta, first, t0 } = await beginningOf(folder);
  const { screen_width: w, screen_height: h } = meta;
  if (w === undefined || h === undefined) tally.add('metadata.screen');

  const session = {
    ...identity,
    sid: uuidOf('session', format, await folder.digest(read), JSON.stringify(identity)),
    purpose: 'cua_training' as const,
    rec: { name: format, ver: '1', import: format },
    // The recorder writes local time without its zone.
    clock: { t0: t0.toISOString(), src: 'mono-anchored' as const, tz_known: false, skew_ms: 0 },
    ...systemOf(meta),
    display: { w: w ?? 1, h: h ?? 1, scale: 1 },
  };
  const writer = new SegmentWriter(session, tally);
  const typing = new Typing(writer, await namesControl(folder));
  const importer = new DucktrackImporter(writer, typing, tally, startReading(meta, first), {
    task: await taskOf(folder, tally),
    targets: await Targets.read(folder, tally),
  });
  const begin = startReading(meta, first);
  const start = meta.video_start_timestamp ?? begin;
  const size = screenOf(meta);
  if (shown.length > 0 && size === undefined) tally.add('video.no-screen');
  const paused = pausesOf(meta);
  const cut = screen && size ? [stills(folder, { ...screen, start, size, paused }, tally)] : [];
  return {
    format,
    segments: () => importer.run(items(folder, tally, cut)),
    report: () => ({ records: importer.records, events: importer.events, unknown: tally.toJSON() }),
  };
}

/**
 * The recorder's own account of a recording, its first reading of the clock, and the time at which it started.
 * @throws RefusedError import.wrong-format
 */
async function beginningOf(folder: Folder): Promise<{ meta: Metadata; first: number; t0: Date }> {
  const meta = metadata.safeParse(await folder.document('metadata.json'));
  if (!meta.success)
    throw new RefusedError('import.wrong-format', `metadata.json: ${meta.error.issues[0]?.path.join('.')}`);
  const first = await firstReading(folder);
  if (first === undefined) throw new RefusedError('import.wrong-format', 'events.jsonl holds no event');
  const t0 = new Date(`${meta.data.start_time.replace(' ', 'T')}Z`);
  if (Number.isNaN(t0.getTime())) throw new RefusedError('import.wrong-format', 'metadata.json: start_time');
  return { meta: meta.data, first, t0 };
}

/** The size of the screen, where a frame of it may be stored. */
function screenOf({ screen_width: w, screen_height: h }: Metadata): { w: number; h: number } | undefined {
  const fits = w !== undefined && h !== undefined && w <= MAX_SIDE && h <= MAX_SIDE && w * h <= MAX_PIXELS;
  return fits ? { w, h } : undefined;
}

const systemOf = ({ system }: Metadata): { os?: (typeof SYSTEMS)[number] } => {
  const os = system === undefined ? 'other' : wordOf('os', system);
  return os === 'other' ? {} : { os };
};

/** AgentNetTool shows the name of a task to its annotators; they add the description. */
async function taskOf(folder: Folder, tally: ImportTally): Promise<string | undefined> {
  if (!folder.has(TASK)) return undefined;
  const said = taskName.safeParse(await folder.document(TASK).catch(() => undefined)).data;
  const text = [said?.task_name, said?.description].filter((part) => part?.trim()).join('\n');
  if (text === '') tally.add('task.unreadable');
  if (text.length > TASK_MAX) tally.add('task.cut');
  return text === '' ? undefined : clip(text, TASK_MAX);
}

/** The clock's reading at `start_time`: when the video started, or else the first event. */
function startReading(meta: Metadata, first: number): number {
  const video = meta.obs_record_state_timings?.OBS_WEBSOCKET_OUTPUT_STARTING?.[0] ?? meta.video_start_timestamp;
  return video !== undefined && video <= first && first - video < 600 ? video : first;
}
