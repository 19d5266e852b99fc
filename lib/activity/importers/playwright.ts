import { SYSTEMS } from '../envelope.ts';
import { TASK_MAX } from '../events.ts';
import { RefusedError } from '../refusals.ts';
import { nth } from '../there.ts';
import { wordOf } from '../vocabulary/index.ts';
import type { Folder } from './folder.ts';
import { VERSIONS } from './playwright-records.ts';
import { isAct, PlaywrightSteps } from './playwright-steps.ts';
import { type Trace, type TraceMoment, TraceReader } from './playwright-trace.ts';
import { readRecords } from './records.ts';
import { clip } from './split.ts';
import type { ImportTally } from './tally.ts';
import type { ImportedSegment, ImportIdentity, Recording } from './types.ts';
import { uuidOf } from './uuid.ts';
import { SegmentWriter } from './writer.ts';
import { Zip } from './zip.ts';

const FORMAT = 'playwright';
/**
 * A trace of the library has one; a trace of the test runner has one for each context and `test.trace`, which holds its
 * assertions.
 */
const TRACE = /^(?!test\.trace$)[\w-]{1,128}\.trace$/;
const ZIP = /\.zip$/i;
const LINE = 64 * 1024;
/** Traces of a test runner: one for each context that a test opens. */
const MAX_TRACES = 32;

interface Files {
  readonly paths: readonly string[];
  has(path: string): boolean;
  size(path: string): number;
  stream(path: string): AsyncIterable<Buffer>;
  read(path: string): Promise<Buffer>;
}

/**
 * The files of a trace, unpacked in the folder or in one archive there.
 * @throws RefusedError import.wrong-format for a damaged archive
 */
async function filesOf(folder: Folder): Promise<Files | undefined> {
  if (folder.paths.some((path) => TRACE.test(path))) return folder;
  const [only, ...more] = folder.paths.filter((path) => ZIP.test(path));
  if (only === undefined || more.length > 0) return undefined;
  const zip = await Zip.open(folder.pathOf(only));
  return zip.paths.some((path) => TRACE.test(path)) ? zip : undefined;
}

/** Recognises a trace by its first line. */
export async function isPlaywright(folder: Folder): Promise<boolean> {
  const files = await filesOf(folder).catch(() => undefined);
  const path = files?.paths.find((candidate) => TRACE.test(candidate));
  if (files === undefined || path === undefined) return false;
  for await (const record of readRecords(files.stream(path), LINE))
    return 'value' in record && record.value.type === 'context-options';
  return false;
}

/**
 * A trace of Playwright (https://playwright.dev/docs/trace-viewer): a program's actions on a page, and pictures of it. Network,
 * cookies, storage, console, sources, stacks, evaluated code and the texts of snapshots are not read.
 * @throws RefusedError import.wrong-format, also for a version that was never tested here
 */
export async function openPlaywright(folder: Folder, identity: ImportIdentity, tally: ImportTally): Promise<Recording> {
  const files = await filesOf(folder);
  if (files === undefined) throw new RefusedError('import.wrong-format', 'no trace.trace in it');
  const traces: Trace[] = [];
  for (const path of files.paths.filter((candidate) => TRACE.test(candidate)).slice(0, MAX_TRACES))
    traces.push(await traceOf(files, path, tally));
  const first = nth(traces, 0);
  const all = traces.flatMap((trace) => trace.moments).toSorted((a, b) => a.at - b.at);
  const moments = withNeededFrames(all, tally);
  const { deviceScaleFactor: scale = 1 } = first.about.options;
  // A context that follows the size of the window has no viewport; snapshots and pictures give the size of the page.
  const viewport =
    first.about.options.viewport ?? all.flatMap((moment) => (moment.type === 'call' ? [] : (moment.size ?? [])))[0];
  if (!viewport) tally.add('trace.no-viewport');
  const base = Math.min(moments[0]?.at ?? 0, first.about.monotonicTime ?? Number.POSITIVE_INFINITY);
  const sources = folder.paths.filter((path) => ZIP.test(path) || TRACE.test(path));
  const os = first.about.platform === undefined ? 'other' : wordOf('os', first.about.platform);
  const session = {
    ...identity,
    sid: uuidOf('session', FORMAT, await folder.digest(sources), JSON.stringify(identity)),
    purpose: 'cua_training' as const,
    rec: { name: FORMAT, ver: String(first.about.version), import: FORMAT },
    clock: {
      t0: new Date(first.offset + base).toISOString(),
      src: 'mono-anchored' as const,
      tz_known: true,
      skew_ms: 0,
    },
    ...(isSystem(os) ? { os } : {}),
    display: { w: viewport?.width ?? 1, h: viewport?.height ?? 1, scale },
  };
  const writer = new SegmentWriter(session, tally);
  const task = first.about.title?.trim() ?? '';
  if (task.length > TASK_MAX) tally.add('task.cut');
  const steps = new PlaywrightSteps(writer, tally, files, base, scale);
  return {
    format: FORMAT,
    segments: () => segments(writer, steps, moments, clip(task, TASK_MAX)),
    report: () => ({ records: moments.length, events: writer.events, unknown: tally.toJSON() }),
  };
}

/**
 * A page that moves has twenty pictures a second. Only those just before an action on that page are kept, and the last of all. A
 * page that is acted on again is shown again: the picture seen last may be of another page.
 */
function withNeededFrames(all: readonly TraceMoment[], tally: ImportTally): TraceMoment[] {
  const kept: TraceMoment[] = [];
  const latest = new Map<string, TraceMoment>();
  let shown: TraceMoment | undefined;
  let fresh: TraceMoment | undefined;
  for (const moment of all) {
    if (moment.type === 'frame') {
      if (fresh !== undefined) tally.add('frame.between-actions');
      latest.set(moment.page, moment);
      fresh = moment;
      continue;
    }
    const before = moment.type === 'call' && isAct(moment.call) ? latest.get(moment.call.page) : undefined;
    if (before !== undefined && before !== shown) {
      kept.push(before);
      shown = before;
      if (before === fresh) fresh = undefined;
    }
    kept.push(moment);
  }
  return fresh === undefined ? kept : [...kept, fresh];
}

async function traceOf(files: Files, path: string, tally: ImportTally): Promise<Trace> {
  const trace = await new TraceReader(tally).read(files.stream(path));
  if (trace === undefined) throw new RefusedError('import.wrong-format', `${path} does not begin as a trace does`);
  if (trace === 'version')
    throw new RefusedError('import.wrong-format', `${path} is of another version than ${VERSIONS.join(', ')}`);
  return trace;
}

const isSystem = (os: string): os is (typeof SYSTEMS)[number] => (SYSTEMS as readonly string[]).includes(os);

async function* segments(
  writer: SegmentWriter,
  steps: PlaywrightSteps,
  moments: readonly TraceMoment[],
  task: string,
): AsyncGenerator<ImportedSegment> {
  writer.emit('control', 0, { op: 'start', by: 'system', reason: 'import' });
  if (task !== '') writer.emit('task', 0, { op: 'begin', text: task });
  for (const moment of moments) {
    await steps.take(moment);
    yield* writer.take();
  }
  if (task !== '') writer.emit('task', writer.mono, { op: 'end' });
  writer.emit('control', writer.mono, { op: 'stop', by: 'system', reason: 'import' });
  yield* writer.take(true);
}
