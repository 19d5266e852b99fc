import { z } from 'zod';
import type { UiElement } from '../events.ts';
import { nth } from '../there.ts';
import { elementAt, rootElement } from './ax-tree.ts';
import { axTree, time_stamp } from './ducktrack-records.ts';
import type { Folder } from './folder.ts';
import { readRecords } from './records.ts';
import { clip } from './split.ts';
import type { ImportTally } from './tally.ts';

export const REDUCED = 'reduced_events_complete.jsonl';
const ELEMENTS = 'element.jsonl';
/** One line holds a whole window. Bytes. */
const LINE = 8 * 1024 * 1024;
/** More actions than a person performs in a recording; a hostile one must not grow the process. */
const MAX_TARGETS = 50_000;
/**
 * The recorder asks for the element when the button is pressed, in a thread that may answer a little earlier or later. Seconds.
 */
const NEAR_S = 0.5;

const described = z.object({ control_type: z.string().max(256).optional(), title: z.string().max(65_536).optional() });
/** One action as AgentNetTool reduces it. Its `description` repeats the action in words; `gpt_target` is a model's guess. */
const reduced = z.object({
  action: z.string(),
  start_time: time_stamp,
  time_trace: z.array(z.unknown()).max(10_000).optional(),
  target: described.nullish().catch(undefined),
  past_frame_target: described.nullish().catch(undefined),
  axtree: z.unknown().optional(),
});
const traced = z.object({ start_time: time_stamp });

/** Fields whose content is in the events already, or describes only how the recorder worked. */
const KNOWN = [
  ...['id', 'action', 'start_time', 'end_time', 'time_trace', 'target', 'past_frame_target', 'axtree', 'coordinate'],
  ...[
    'coordinates',
    'click_type',
    'button',
    'pressed',
    'pre_move',
    'drag_trace',
    'drag_time_trace',
    'children',
    'trace',
  ],
  ...['event_start_idx', 'complete', 'vis', 'exception', 'depth', 'description', 'time_stamp', 'key', 'dx', 'dy'],
];

interface Reduced {
  readonly target: z.infer<typeof described> | undefined;
  readonly axtree: unknown;
}

/** The targets of clicks: first the recorder's own element, which has a box; else the target of its reduced action. */
export class Targets {
  readonly #reduced = new Map<number, Reduced>();
  readonly #elements: { readonly at: number; readonly el: UiElement }[] = [];
  #next = 0;

  /** Reads both files once. A line without usable content is counted, and costs its own target only. */
  static async read(folder: Folder, tally: ImportTally): Promise<Targets> {
    const targets = new Targets();
    if (folder.has(REDUCED))
      for await (const record of readRecords(folder.stream(REDUCED), LINE)) {
        const line = 'value' in record ? reduced.safeParse(record.value) : undefined;
        if (line?.success !== true) tally.add('target.unreadable');
        else {
          tally.countUnread((record as { value: Record<string, unknown> }).value, KNOWN);
          targets.#reduce(line.data);
        }
      }
    if (folder.has(ELEMENTS))
      for await (const record of readRecords(folder.stream(ELEMENTS), LINE)) {
        const line = 'value' in record ? axTree.safeParse(record.value) : undefined;
        if (line?.success !== true || targets.#elements.length >= MAX_TARGETS) continue;
        const el = rootElement(line.data.a11y_tree ?? line.data.axtree);
        if (el !== undefined) targets.#elements.push({ at: line.data.time_stamp, el });
      }
    return targets;
  }

  #reduce({ start_time, time_trace = [], target, past_frame_target, axtree }: z.infer<typeof reduced>): void {
    const about = { target: target?.title ? target : (past_frame_target ?? undefined), axtree };
    const starts = time_trace.flatMap((event) => traced.safeParse(event).data?.start_time ?? []);
    for (const at of [start_time, ...starts]) if (this.#reduced.size < MAX_TARGETS) this.#reduced.set(at, about);
  }

  /**
   * The element under a press. Call it for presses in order of time.
   * @param at seconds of the recorder's clock
   */
  of(at: number, x: number, y: number): UiElement | undefined {
    while (this.#next < this.#elements.length && nth(this.#elements, this.#next).at < at - NEAR_S) this.#next++;
    for (let i = this.#next; i < this.#elements.length && nth(this.#elements, i).at <= at + NEAR_S; i++) {
      const { el } = nth(this.#elements, i);
      if (el.bounds !== undefined && holds(el.bounds, x, y)) return el;
    }
    const known = this.#reduced.get(at);
    if (known === undefined) return undefined;
    const { control_type: role, title: name } = known.target ?? {};
    const inTree = elementAt(known.axtree, x, y, name);
    if (inTree !== undefined) return inTree;
    if (role === undefined && !name) return undefined;
    return { role: clip(role ?? 'unknown', 64), ...(name ? { name: clip(name, 4_096) } : {}) };
  }
}

const holds = ([left, top, w, h]: readonly [number, number, number, number], x: number, y: number): boolean =>
  left <= x && x <= left + w && top <= y && y <= top + h;
