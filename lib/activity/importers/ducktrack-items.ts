import type { z } from 'zod';
import { there } from '../there.ts';
import { elementFocus, type Focus } from './ax-tree.ts';
import { ACTIONS, type Action, axTree, topWindow } from './ducktrack-records.ts';
import type { Folder } from './folder.ts';
import { mergeByTime } from './merge.ts';
import { NAMES_CONTROL } from './pynput.ts';
import { readRecords } from './records.ts';
import { type ImportTally, named } from './tally.ts';
import type { Still } from './video.ts';

export const FILES = { events: 'events.jsonl', windows: 'top_window.jsonl', trees: ['element.jsonl', 'a11y.jsonl'] };
/** Its trees are of the element that was clicked, the others' of a window. */
const ELEMENTS = 'element.jsonl';

/** A line of events is short; a line of an accessibility tree holds a whole window. Bytes. */
const EVENT_LINE = 64 * 1024;
const TREE_LINE = 8 * 1024 * 1024;

type Tree = { readonly type: 'tree'; readonly tree: unknown; readonly isElement: boolean };

/** One item to import: the content of a line at a time, or why a line has none. */
export type DuckTrackItem = { readonly at: number } & (
  | { readonly type: 'action'; readonly action: Action; readonly focus: Focus | undefined }
  | { readonly type: 'window'; readonly name: string }
  | Tree
  | { readonly type: 'still'; readonly still: Still }
  | { readonly type: 'fault'; readonly reason: string }
);

/**
 * All files of the recording, by time, with the stills from its video. An unusable line is reported at its place; fields that are
 * not read are counted.
 */
export function items(
  folder: Folder,
  tally: ImportTally,
  stills: readonly AsyncGenerator<DuckTrackItem>[],
): AsyncGenerator<DuckTrackItem> {
  // Stills come first among items of the same time: they show the screen before the action.
  const streams = [...stills, actions(folder, tally)];
  if (folder.has(FILES.windows))
    streams.push(
      stamped(folder, FILES.windows, topWindow, tally, (w) => ({ type: 'window', name: w.top_window_name })),
    );
  for (const path of FILES.trees.filter((candidate) => folder.has(candidate)))
    streams.push(stamped(folder, path, axTree, tally, (t) => tree(t, path === ELEMENTS)));
  return mergeByTime(streams);
}

const tree = ({ a11y_tree, axtree }: z.infer<typeof axTree>, isElement: boolean): Tree => ({
  type: 'tree',
  tree: a11y_tree ?? axtree,
  isElement,
});

/** The lines of `events.jsonl`, in order. */
export async function* actions(folder: Folder, tally?: ImportTally): AsyncGenerator<DuckTrackItem> {
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
    else {
      tally?.countUnread(record.value, Object.keys(there(schema, 'the schema of an action').shape));
      yield { at, type: 'action', action: action.data, focus: elementFocus(record.value) };
    }
  }
}

async function* stamped<T extends { time_stamp: number }>(
  folder: Folder,
  path: string,
  schema: z.ZodObject & z.ZodType<T>,
  tally: ImportTally,
  item: (value: T) => { type: 'window'; name: string } | Tree,
): AsyncGenerator<DuckTrackItem> {
  let at = 0;
  for await (const record of readRecords(folder.stream(path), TREE_LINE)) {
    const value = 'fault' in record ? undefined : schema.safeParse(record.value);
    if (value?.success && 'value' in record) {
      tally.countUnread(record.value, Object.keys(schema.shape));
      at = value.data.time_stamp;
      yield { at, ...item(value.data) };
    } else yield { at, type: 'fault', reason: 'fault' in record ? record.fault : 'record.invalid' };
  }
}

/** The time of the first event, or undefined when the file is not of this format. */
export async function firstReading(folder: Folder): Promise<number | undefined> {
  let looked = 0;
  for await (const item of actions(folder)) {
    if (item.type === 'action') return item.at;
    // A file without one usable line in its first thousand is not of this format.
    if (++looked === 1_000) return undefined;
  }
  return undefined;
}

/** Whether the recorder gave a control character for any letter under Ctrl. Looks at bytes, not at records. */
export async function namesControl(folder: Folder): Promise<boolean> {
  let tail = '';
  for await (const chunk of folder.stream(FILES.events)) {
    const text = tail + chunk.toString('latin1');
    if (NAMES_CONTROL.test(text)) return true;
    tail = text.slice(-32);
  }
  return false;
}
