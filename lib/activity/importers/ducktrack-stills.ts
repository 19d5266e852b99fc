import { FRAME_LIMIT } from '../segment/limits.ts';
import { nth } from '../there.ts';
import { actions, type DuckTrackItem } from './ducktrack-items.ts';
import type { Action, Pause } from './ducktrack-records.ts';
import type { Folder } from './folder.ts';
import { modifierOf, pynputKey } from './pynput.ts';
import type { ImportTally } from './tally.ts';
import type { VideoReader } from './video.ts';

const VIDEO = /^[^/]+\.(?:mp4|mkv|webm|mov)$/i;
/** A still shows the screen before the person acted: a click changes it within a frame or two. Seconds. */
const BEFORE_S = 0.1;
/** The screen has settled this long after the last action. Seconds. */
const AFTER_S = 1;
/** Keys and turns of the wheel that are closer than this belong to one action, which has one still. Seconds. */
const SAME_S = 2;
/** More than a recording has actions: a hostile one must not keep the decoder busy for ever. */
const MAX_STILLS = 5_000;

interface Video {
  readonly path: string;
  readonly reader: VideoReader;
  readonly start: number;
  readonly size: { readonly w: number; readonly h: number };
  readonly paused: readonly Pause[] | undefined;
}

/** The video of a recording, or undefined when it has none, or several of which none is marked as the one. */
export function videoOf(folder: Folder): string | undefined {
  const [only, ...more] = folder.paths.filter((path) => VIDEO.test(path));
  return more.length === 0 ? only : undefined;
}

/** Whether the screen may change by an action, so that it has a still. */
function isAct(action: Action): boolean {
  switch (action.action) {
    case 'click':
      return action.pressed;
    case 'press':
      return modifierOf(pynputKey(action.name, action.pynput_key).key) === undefined;
    default:
      return action.action === 'scroll';
  }
}

/** Whether an action belongs to the one before it: keys and turns of the wheel do, when they follow at once. */
const goesOn = (last: { readonly kind: string; readonly at: number } | undefined, kind: string, at: number): boolean =>
  last?.kind === kind && kind !== 'click' && at - last.at < SAME_S;

/** When actions begin, less a little, as readings of the recorder's clock, in order; the last is after all of them. */
async function times(folder: Folder): Promise<{ found: number[]; pauses: Pause[] }> {
  const found: number[] = [];
  const pauses: Pause[] = [];
  let paused: number | undefined;
  let last: { readonly kind: string; readonly at: number } | undefined;
  for await (const item of actions(folder)) {
    if (item.type !== 'action') continue;
    const { action, at } = item;
    if (action.action === 'pause') paused ??= at;
    else if (action.action === 'resume' && paused !== undefined) {
      pauses.push({ from: paused, to: at });
      paused = undefined;
    }
    if (paused !== undefined || !isAct(action)) continue;
    if (!goesOn(last, action.action, at)) found.push(Math.max(at - BEFORE_S, last?.at ?? 0, found.at(-1) ?? 0));
    last = { kind: action.action, at };
    if (found.length === MAX_STILLS) break;
  }
  if (last !== undefined) found.push(Math.max(last.at + AFTER_S, found.at(-1) ?? 0));
  return { found, pauses };
}

/** The time of the video at a reading of the clock: the video's time stops during a pause. */
const videoTime = (at: number, start: number, pauses: readonly Pause[]): number =>
  pauses.reduce((time, { from, to }) => time - Math.max(0, Math.min(at, to) - Math.max(from, start)), at - start);

/**
 * The screen before each action, from the video of the recording. A video that cannot be read costs its frames only.
 * @param start the reading of the recorder's clock when the video began
 * @param paused the pauses of the video; if unknown, those of the recorder
 */
export async function* stills(
  folder: Folder,
  { path, reader, start, size, paused }: Video,
  tally: ImportTally,
): AsyncGenerator<DuckTrackItem> {
  const { found, pauses } = await times(folder);
  const readings = found.filter((at) => at >= start);
  let next = 0;
  try {
    const asked = readings.map((at) => videoTime(at, start, paused ?? pauses));
    for await (const still of reader.stills(folder.pathOf(path), asked, size)) {
      const at = nth(readings, next++);
      if (still === undefined) tally.add('video.no-frame');
      else if (still.bytes.length > FRAME_LIMIT) tally.add('frame.too-large');
      else yield { at, type: 'still', still };
    }
  } catch {
    // The decoder's own words could quote the file.
    tally.add('video.unreadable');
  }
}
