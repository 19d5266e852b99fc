import { z } from 'zod';

export const time_stamp = z.number().min(0).max(1e11).describe('seconds of a monotonic clock');
const px = z.number().min(-100_000).max(100_000);
const event_idx = z.int().min(0).optional().describe('contiguous; only in newer recordings');
const keyed = { time_stamp, event_idx, name: z.string().max(64).nullable(), pynput_key: z.string().max(64).optional() };
const name = z.string().max(65_536).nullish().catch(undefined);
const pointed = { time_stamp, event_idx, x: px, y: px };

/** The lines of `events.jsonl`, by `action`. */
export const ACTIONS = {
  move: z.object({ action: z.literal('move'), ...pointed }),
  click: z.object({ action: z.literal('click'), ...pointed, button: z.string(), pressed: z.boolean() }),
  // Some recorders do not report the place of the pointer.
  scroll: z.object({ action: z.literal('scroll'), ...pointed, x: px.optional(), y: px.optional(), dx: px, dy: px }),
  press: z.object({ action: z.literal('press'), ...keyed }),
  release: z.object({ action: z.literal('release'), ...keyed }),
  pause: z.object({ action: z.literal('pause'), time_stamp, event_idx }),
  resume: z.object({ action: z.literal('resume'), time_stamp, event_idx }),
  // A fork for macOS writes it when a window comes into focus.
  window_focus: z.object({
    action: z.literal('window_focus'),
    time_stamp,
    event_idx,
    app_name: name,
    window_title: name,
  }),
} as const;

export type Action = { [K in keyof typeof ACTIONS]: z.infer<(typeof ACTIONS)[K]> }[keyof typeof ACTIONS];

/** Lines of the files that newer recorders write beside it. */
export const topWindow = z.object({ time_stamp, top_window_name: z.string() });
export const axTree = z.object({ time_stamp, a11y_tree: z.unknown().optional(), axtree: z.unknown().optional() });

/** The task that the person was given: AgentNetTool asks for it, DuckTrack does not. */
export const taskName = z.object({ task_name: z.string().nullish(), description: z.string().nullish() });

/** The fields taken from `metadata.json`. Host name, machine id, model and processor are not even looked at. */
export const metadata = z.object({
  screen_width: z.int().min(1).optional().catch(undefined),
  screen_height: z.int().min(1).optional().catch(undefined),
  system: z.string().max(64).optional().catch(undefined),
  start_time: z.string().regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$/),
  video_start_timestamp: time_stamp.optional().catch(undefined),
  obs_record_state_timings: z.record(z.string(), z.array(time_stamp)).optional().catch(undefined),
});
export type Metadata = z.infer<typeof metadata>;

/** A pause of the video, as readings of the recorder's clock. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

/** The pauses of the video as OBS reported them; undefined when the recording has no report of OBS. */
export function pausesOf({ obs_record_state_timings: told }: Metadata): Pause[] | undefined {
  if (told === undefined || Object.keys(told).length === 0) return undefined;
  const resumed = told.OBS_WEBSOCKET_OUTPUT_RESUMED ?? [];
  return (told.OBS_WEBSOCKET_OUTPUT_PAUSED ?? []).map((from) => ({
    from,
    to: resumed.find((at) => at >= from) ?? Number.POSITIVE_INFINITY,
  }));
}
