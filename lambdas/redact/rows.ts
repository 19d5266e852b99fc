import {
  boxesText,
  boxText,
  type Formatted,
  formatted,
  modifiersText,
  pathText,
} from '../../lib/activity/column-formats.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { type Word, wordOf } from '../../lib/activity/vocabulary/index.ts';
import {
  maskTypesText,
  type RedactedElement,
  type RedactedEvent,
  type RedactedField,
  type RedactedPath,
  spansText,
  type TypedBox,
  tagsText,
} from '../../lib/redaction/index.ts';
import type { RowGroup, SharedCell } from './row-group.ts';

/** Values that all rows of one segment share. */
export interface SegmentContext {
  /** Milliseconds since the epoch at `mono_us` 0. */
  readonly t0: number;
  readonly cells: readonly SharedCell[];
}

/** The part of an opening that its rows show. */
type Shown = Pick<BatchOpen, 'batch' | 'sid' | 'worker' | 'device' | 'display' | 'os'> & {
  readonly clock: Pick<BatchOpen['clock'], 't0'>;
  readonly rec: Pick<BatchOpen['rec'], 'name' | 'import'>;
};

/**
 * @param expires UTC day on which the rows are destroyed
 * @throws StrongroomError format.foreign when an id is none of those that ingest writes
 */
export const contextOf = (
  { batch, sid, worker, device, clock, display, os, rec }: Shown,
  expires: string,
): SegmentContext => ({
  t0: Date.parse(clock.t0),
  cells: [
    ['segment', formatted('uuid', batch)],
    ['session', formatted('uuid', sid)],
    ['worker', formatted('pseudonym', worker)],
    ['device', formatted('pseudonym', device)],
    ['expires', formatted('day', expires)],
    ['recorder', wordOf('recorder', rec.import ?? rec.name)],
    ...(os === undefined ? [] : [['os', wordOf('os', os)] as const]),
    ...screenOf(display),
  ],
});

/** An importer sets a display of one pixel when the recording does not name its display. */
const screenOf = ({ w, h, scale }: BatchOpen['display']): SharedCell[] =>
  w > 1 && h > 1
    ? [
        ['screen_w', w],
        ['screen_h', h],
        ['screen_scale', scale],
      ]
    : [];

type Payload<K extends RedactedEvent['kind']> = Extract<RedactedEvent, { kind: K }>['d'];

/** Appends one event as a row. */
export function appendRow(
  rows: RowGroup,
  event: RedactedEvent,
  context: SegmentContext,
  seen: SeenInFrames = {},
): void {
  begin(rows, event.kind, event, context);
  rows.set('red', event.red);
  if (event.spans.length > 0) rows.set('spans', spansText(event.spans));
  if (event.tags !== undefined) rows.set('tags', tagsText(event.tags));
  (fill[event.kind] as (rows: RowGroup, d: unknown, seen: SeenInFrames) => void)(rows, event.d, seen);
}

/** Appends a pointer path, which holds no content that redaction could find; without its places when they reveal hidden text. */
export function appendPath(rows: RowGroup, event: RedactedPath, context: SegmentContext): void {
  begin(rows, 'pointer', event, context);
  rows.set('red', event.path === undefined ? 'masked' : 'none');
  if (event.path === undefined) return;
  rows.set('x', event.x);
  rows.set('y', event.y);
  rows.set('path', event.path);
}

function begin(
  rows: RowGroup,
  kind: RedactedEvent['kind'],
  { seq, mono_us, ctx }: { seq: number; mono_us: number; ctx?: number },
  context: SegmentContext,
): void {
  rows.next();
  rows.share(context);
  rows.set('seq', seq);
  rows.set('kind', kind);
  rows.set('mono_us', BigInt(mono_us));
  rows.set('occurred_at', isoAt(context.t0, mono_us));
  if (ctx !== undefined) rows.set('ctx', ctx);
}

/** A masked frame as stored in the redacted zone. */
export interface FrameRow {
  readonly key: Formatted<'frame'>;
  readonly masks: readonly TypedBox[];
}

/** Facts about an event from the frames beside it. */
export interface SeenInFrames {
  /** The picture of a `screen.frame` that is published, or the reason why it is not. */
  readonly frame?: FrameRow | Word<'frame_withheld'> | undefined;
  /** For a click: whether its place is masked in the frame before it. */
  readonly targetMasked?: boolean | undefined;
}

/** The columns that each kind fills, from its payload. */
const fill: { readonly [K in RedactedEvent['kind']]: (rows: RowGroup, d: Payload<K>, seen: SeenInFrames) => void } = {
  key: (rows, d) => {
    rows.set('key_phase', d.ph);
    rows.set('key_class', d.cls);
    if (d.code !== null) rows.set('key_code', d.code);
    if (d.key !== null) rows.set('key_value', d.key);
    rows.set('key_mods', modifiersText(d.mods));
  },
  text: (rows, d) => {
    rows.set('text', d.text);
    rows.set('text_length', d.n);
    rows.set('source', d.src);
    setField(rows, d.field);
  },
  pointer: (rows, d) => {
    const first = d.pts?.[0];
    if (d.pts === undefined || first === undefined) return;
    rows.set('x', first[1]);
    rows.set('y', first[2]);
    rows.set('path', pathText(d.pts));
  },
  click: (rows, d, { targetMasked }) => {
    rows.set('click_phase', d.ph);
    rows.set('button', d.btn);
    if (d.x !== undefined) rows.set('x', d.x);
    if (d.y !== undefined) rows.set('y', d.y);
    rows.set('clicks', d.n);
    if (targetMasked !== undefined) rows.set('target_masked', targetMasked);
    setElement(rows, d.el);
  },
  scroll: (rows, d) => {
    if (d.x !== undefined) rows.set('x', d.x);
    if (d.y !== undefined) rows.set('y', d.y);
    rows.set('dx', d.dx);
    rows.set('dy', d.dy);
    rows.set('scroll_unit', d.unit);
  },
  'screen.text': (rows, d) => {
    rows.set('text', d.text);
    rows.set('text_length', d.n);
    rows.set('source', d.src);
    if (d.role !== undefined) rows.set('el_role', d.role);
    if (d.bbox !== undefined) rows.set('bounds', boxText(d.bbox));
  },
  'screen.frame': (rows, d, { frame }) => {
    rows.set('frame_w', d.w);
    rows.set('frame_h', d.h);
    if (frame === undefined) return;
    if (typeof frame === 'string') return rows.set('frame_withheld', frame);
    rows.set('frame', frame.key);
    rows.set('frame_masks', boxesText(frame.masks.map(({ box }) => box)));
    rows.set('frame_mask_types', maskTypesText(frame.masks));
  },
  focus: (rows, d) => {
    rows.set('app', d.app);
    rows.set('app_class', d.app_class);
    if (d.title !== undefined) rows.set('title', d.title);
    if (d.url !== undefined) {
      rows.set('url_scheme', d.url.scheme);
      rows.set('url_host', d.url.host);
    }
    setField(rows, d.field);
  },
  transcript: (rows, d) => {
    rows.set('speaker', d.speaker);
    rows.set('dur_ms', d.dur_ms);
  },
  clipboard: (rows, d) => rows.set('clip_op', d.op),
  task: (rows, d) => {
    rows.set('task_op', d.op);
    if (d.text !== undefined) rows.set('task', d.text);
    if (d.outcome !== undefined) rows.set('outcome', d.outcome);
  },
  control: (rows, d) => {
    rows.set('control_op', d.op);
    rows.set('control_reason', d.reason);
    if (d.n_dropped !== undefined) rows.set('n_dropped', d.n_dropped);
  },
};

function setField(rows: RowGroup, field: RedactedField | undefined): void {
  if (field === undefined) return;
  rows.set('field_role', field.role);
  rows.set('field_name', field.name);
  rows.set('field_secure', field.secure);
}

function setElement(rows: RowGroup, el: RedactedElement | undefined): void {
  if (el === undefined) return;
  rows.set('el_role', el.role);
  if (el.name !== undefined) rows.set('el_name', el.name);
  if (el.value !== undefined) rows.set('el_value', el.value);
  if (el.bounds !== undefined) rows.set('bounds', boxText(el.bounds));
}

/** Rows come in order of time: the part of the text up to the second is the same for many of them. */
const second = { at: Number.NaN, text: '' };
const MILLISECONDS = Array.from({ length: 1000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`);

function isoAt(t0: number, monoUs: number): Formatted<'instant'> {
  const ms = t0 + Math.floor(monoUs / 1000);
  const rest = ((ms % 1000) + 1000) % 1000;
  if (ms - rest !== second.at) {
    second.at = ms - rest;
    second.text = new Date(second.at).toISOString().slice(0, -4);
  }
  return `${second.text}${MILLISECONDS[rest]}` as Formatted<'instant'>;
}
