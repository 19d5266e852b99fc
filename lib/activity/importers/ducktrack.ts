import type { z } from 'zod';
import { RefusedError } from '../refusals.ts';
import { axTexts } from './ax-tree.ts';
import { ACTIONS, type Action, axTree, type Metadata, metadata, topWindow } from './ducktrack-records.ts';
import type { Folder } from './folder.ts';
import { mergeByTime } from './merge.ts';
import { PointerPath } from './pointer.ts';
import { pynputButton, pynputKey } from './pynput.ts';
import { readRecords } from './records.ts';
import { pieces } from './split.ts';
import { named, type Tally } from './tally.ts';
import { Timeline } from './timeline.ts';
import type { ImportedSegment, ImportIdentity, Recording } from './types.ts';
import { Typing } from './typing.ts';
import { uuidOf } from './uuid.ts';
import { SegmentWriter } from './writer.ts';

const FORMAT = 'ducktrack';
/** A line of events is short; a line of an accessibility tree holds a whole window. Bytes. */
const EVENT_LINE = 64 * 1024;
const TREE_LINE = 8 * 1024 * 1024;
/** Some recorders write nothing while they are paused, so that a silence may be a pause. Seconds. */
const SILENCE_S = 30;

const FILES = { events: 'events.jsonl', windows: 'top_window.jsonl', trees: ['element.jsonl', 'a11y.jsonl'] };

/** One thing to import: what a file said at a time, or why a line of it says nothing. */
type Item = { readonly at: number } & (
  | { readonly type: 'action'; readonly action: Action }
  | { readonly type: 'window'; readonly name: string }
  | { readonly type: 'tree'; readonly tree: unknown }
  | { readonly type: 'fault'; readonly reason: string }
);

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
  if (Number.isNaN(t0.getTime())) throw new RefusedError('import.wrong-format', 'metadata.json: start_time');

  const session = {
    ...identity,
    sid: uuidOf('session', FORMAT, await folder.digest(read), JSON.stringify(identity)),
    purpose: 'cua_training' as const,
    rec: { name: FORMAT, ver: '1', import: FORMAT },
    // The recorder writes local time and does not say where.
    clock: { t0: t0.toISOString(), src: 'mono-anchored' as const, tz_known: false, skew_ms: 0 },
    display: { w: meta.data.screen_width, h: meta.data.screen_height, scale: 1 },
  };
  const importer = new DucktrackImporter(new SegmentWriter(session, tally), tally, startReading(meta.data, first));
  return {
    format: FORMAT,
    segments: () => importer.run(items(folder)),
    report: () => ({ records: importer.records, events: importer.events, unknown: tally.toJSON() }),
  };
}

class DucktrackImporter {
  readonly #writer: SegmentWriter;
  readonly #tally: Tally;
  readonly #timeline: Timeline;
  readonly #pointer: PointerPath;
  readonly #typing: Typing;
  #paused = false;
  #next: number | undefined;
  /** Unreadable lines since the last numbered one. Each may have had a number, which then is not missing as well. */
  #unreadable = 0;
  records = 0;

  constructor(writer: SegmentWriter, tally: Tally, start: number) {
    this.#writer = writer;
    this.#tally = tally;
    this.#timeline = new Timeline(start);
    this.#pointer = new PointerPath(writer);
    this.#typing = new Typing(writer);
  }

  get events(): number {
    return this.#writer.events;
  }

  async *run(source: AsyncIterable<Item>): AsyncGenerator<ImportedSegment> {
    this.#writer.emit('control', 0, { op: 'start', by: 'system', reason: 'import' });
    for await (const item of source) {
      this.records++;
      if (item.type === 'fault') this.#lose(item.reason);
      else if (item.type !== 'action' || this.#inOrder(item.action.event_idx)) this.#take(item);
      yield* this.#writer.take();
    }
    this.#settle(this.#writer.mono);
    this.#writer.emit('control', this.#writer.mono, { op: 'stop', by: 'system', reason: 'import' });
    yield* this.#writer.take(true);
  }

  #take(item: Exclude<Item, { type: 'fault' }>): void {
    const { mono, jump, after } = this.#timeline.place(item.at);
    if (jump) this.#break('clock-jump');
    else if (after > SILENCE_S && !this.#paused) this.#break('silence');
    if (this.#paused && !(item.type === 'action' && item.action.action === 'resume')) this.#tally.add('paused');
    else if (item.type === 'window') this.#window(mono, item.name);
    else if (item.type === 'tree') this.#tree(mono, item.tree);
    else this.#action(mono, item.action);
  }

  #action(mono: number, action: Action): void {
    if (action.action !== 'move') this.#pointer.flush();
    switch (action.action) {
      case 'move':
        this.#pointer.move(mono, action.x, action.y);
        break;
      case 'press':
        this.#typing.press(mono, pynputKey(action.name, action.pynput_key));
        break;
      case 'release':
        this.#typing.release(mono, pynputKey(action.name, action.pynput_key));
        break;
      case 'click': {
        if (action.pressed) this.#typing.end(mono);
        const { x, y, pressed, button } = action;
        this.#writer.emit('click', mono, { ph: pressed ? 'down' : 'up', btn: pynputButton(button), x, y, n: 1 });
        break;
      }
      case 'scroll': {
        const { x, y, dx, dy } = action;
        this.#writer.emit('scroll', mono, { x, y, dx, dy, unit: 'line' });
        break;
      }
      case 'pause':
      case 'resume':
        this.#pause(mono, action.action === 'pause');
    }
  }

  #window(mono: number, name: string): void {
    this.#settle(mono);
    this.#writer.emit('focus', mono, { app: name.slice(0, 4096), app_class: 'unknown' });
  }

  #tree(mono: number, tree: unknown): void {
    this.#pointer.flush();
    const { texts, cut } = axTexts(tree);
    if (cut) this.#tally.add('tree.too-large');
    for (const { text, role, bounds } of texts)
      for (const part of pieces(text, 65_536))
        this.#writer.emit('screen.text', mono, { src: 'ax', text: part, role, ...(bounds ? { bbox: bounds } : {}) });
  }

  /**
   * A pause of the recorder was the worker's. What some of its threads recorded all the same is left out, until the line that
   * says that it went on.
   */
  #pause(mono: number, paused: boolean): void {
    this.#typing.forget(mono);
    if (paused !== this.#paused)
      this.#writer.emit('control', mono, { op: paused ? 'pause' : 'resume', by: 'worker', reason: 'recorder' });
    this.#paused = paused;
  }

  /** Whether this is the line that was to come next. Older recordings do not number their lines. */
  #inOrder(index: number | undefined): boolean {
    if (index === undefined) return true;
    const expected = this.#next ?? index;
    if (index < expected) {
      this.#tally.add('record.repeated');
      return false;
    }
    const missing = index - expected - this.#unreadable;
    if (missing > 0) {
      this.#tally.add('record.missing', missing);
      this.#break('record-missing', missing);
    }
    this.#unreadable = 0;
    this.#next = index + 1;
    return true;
  }

  #lose(reason: string): void {
    this.#tally.add(reason);
    this.#break('record-unreadable', 1);
    this.#unreadable++;
  }

  #break(reason: string, n?: number): void {
    this.#pointer.flush();
    this.#typing.forget(this.#writer.mono);
    this.#writer.gap(reason, n);
  }

  /** Ends whatever is being gathered. */
  #settle(mono: number): void {
    this.#pointer.flush();
    this.#typing.end(mono);
  }
}

/** All files of the recording, by time. A line that says nothing stands where it was found. */
function items(folder: Folder): AsyncGenerator<Item> {
  const streams = [actions(folder)];
  if (folder.has(FILES.windows))
    streams.push(stamped(folder, FILES.windows, topWindow, (w) => ({ type: 'window', name: w.top_window_name })));
  for (const path of FILES.trees.filter((each) => folder.has(each)))
    streams.push(stamped(folder, path, axTree, (t) => ({ type: 'tree', tree: t.a11y_tree ?? t.axtree })));
  return mergeByTime(streams);
}

async function* actions(folder: Folder): AsyncGenerator<Item> {
  let at = 0;
  for await (const record of readRecords(folder.stream(FILES.events), EVENT_LINE)) {
    if ('fault' in record) {
      yield { at, type: 'fault', reason: record.fault };
      continue;
    }
    const name = record.value.action;
    const schema =
      typeof name === 'string' && Object.hasOwn(ACTIONS, name) ? ACTIONS[name as Action['action']] : undefined;
    const action = (schema as z.ZodType<Action> | undefined)?.safeParse(record.value);
    if (action?.success) at = action.data.time_stamp;
    if (action === undefined) yield { at, type: 'fault', reason: named('action', name) };
    else if (!action.success) yield { at, type: 'fault', reason: 'record.invalid' };
    else yield { at, type: 'action', action: action.data };
  }
}

async function* stamped<T extends { time_stamp: number }>(
  folder: Folder,
  path: string,
  schema: z.ZodType<T>,
  item: (value: T) => { type: 'window'; name: string } | { type: 'tree'; tree: unknown },
): AsyncGenerator<Item> {
  let at = 0;
  for await (const record of readRecords(folder.stream(path), TREE_LINE)) {
    const value = 'fault' in record ? undefined : schema.safeParse(record.value);
    if (value?.success) {
      at = value.data.time_stamp;
      yield { at, ...item(value.data) };
    } else yield { at, type: 'fault', reason: 'fault' in record ? record.fault : 'record.invalid' };
  }
}

async function firstReading(folder: Folder): Promise<number | undefined> {
  let looked = 0;
  for await (const item of actions(folder)) {
    if (item.type === 'action') return item.at;
    // A file whose first thousand lines say nothing is not of this format.
    if (++looked === 1_000) return undefined;
  }
  return undefined;
}

/** The clock's reading at `start_time`: when the video started, or else the first event. */
function startReading(meta: Metadata, first: number): number {
  const video = meta.obs_record_state_timings?.OBS_WEBSOCKET_OUTPUT_STARTING?.[0] ?? meta.video_start_timestamp;
  return video !== undefined && video <= first && first - video < 600 ? video : first;
}
