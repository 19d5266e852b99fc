import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { Box, Field, UiElement } from '../../lib/activity/events.ts';
import type { StoredPath } from '../../lib/activity/segment/stored.ts';
import type { RedactedEvent } from '../../lib/redaction/index.ts';
import type { RowGroup } from './row-group.ts';

/** What all rows of one segment share. */
export interface SegmentContext {
  readonly open: BatchOpen;
  /** `open.clock.t0` in milliseconds since the epoch. */
  readonly t0: number;
  /** UTC day on which the rows are destroyed. */
  readonly expires: string;
}

type Payload<K extends RedactedEvent['kind']> = Extract<RedactedEvent, { kind: K }>['d'];

/** Appends one event as a row. */
export function appendRow(rows: RowGroup, event: RedactedEvent, context: SegmentContext, frame?: FrameRow): void {
  begin(rows, event.kind, event, context);
  rows.set('red', event.red);
  if (event.spans.length > 0) rows.set('spans', event.spans.map(({ type, n }) => `${type}:${n}`).join(';'));
  (fill[event.kind] as (rows: RowGroup, d: unknown, frame?: FrameRow) => void)(rows, event.d, frame);
}

/** Appends a pointer path, which holds no content that redaction could find. */
export function appendPath(rows: RowGroup, event: StoredPath, context: SegmentContext): void {
  begin(rows, 'pointer', event, context);
  rows.set('red', 'none');
  rows.set('x', event.x);
  rows.set('y', event.y);
  rows.set('path', event.path);
}

function begin(
  rows: RowGroup,
  kind: string,
  { seq, mono_us, ctx }: { seq: number; mono_us: number; ctx?: number },
  { open, t0, expires }: SegmentContext,
): void {
  rows.next();
  rows.set('segment', open.batch);
  rows.set('seq', seq);
  rows.set('session', open.sid);
  rows.set('worker', open.worker);
  rows.set('device', open.device);
  rows.set('kind', kind);
  rows.set('mono_us', BigInt(mono_us));
  rows.set('occurred_at', isoAt(t0, mono_us));
  if (ctx !== undefined) rows.set('ctx', ctx);
  rows.set('expires', expires);
}

/** A masked frame as it lies in the redacted zone. */
export interface FrameRow {
  readonly key: string;
  readonly masks: readonly Box[];
}

/** The columns that each kind fills, from its payload. */
const fill: { readonly [K in RedactedEvent['kind']]: (rows: RowGroup, d: Payload<K>, frame?: FrameRow) => void } = {
  key: (rows, d) => {
    rows.set('key_phase', d.ph);
    rows.set('key_class', d.cls);
    rows.set('key_code', d.code);
    rows.set('key_value', d.key);
    rows.set('key_mods', d.mods.join('+'));
  },
  text: (rows, d) => {
    setText(rows, d.text);
    rows.set('source', d.src);
    setField(rows, d.field);
  },
  pointer: (rows, d) => {
    const [first] = d.pts;
    if (first === undefined) return;
    rows.set('x', first[1]);
    rows.set('y', first[2]);
    rows.set('path', JSON.stringify(d.pts));
  },
  click: (rows, d) => {
    rows.set('click_phase', d.ph);
    rows.set('button', d.btn);
    rows.set('x', d.x);
    rows.set('y', d.y);
    rows.set('clicks', d.n);
    setElement(rows, d.el);
  },
  scroll: (rows, d) => {
    rows.set('x', d.x);
    rows.set('y', d.y);
    rows.set('dx', d.dx);
    rows.set('dy', d.dy);
    rows.set('scroll_unit', d.unit);
  },
  'screen.text': (rows, d) => {
    setText(rows, d.text);
    rows.set('source', d.src);
    if (d.role !== undefined) rows.set('el_role', d.role);
    if (d.bbox !== undefined) rows.set('bounds', d.bbox.join(','));
  },
  'screen.frame': (rows, d, frame) => {
    rows.set('frame_w', d.w);
    rows.set('frame_h', d.h);
    if (frame === undefined) return;
    rows.set('frame', frame.key);
    rows.set('frame_masks', frame.masks.map((box) => box.join(',')).join(';'));
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
  control: (rows, d) => {
    rows.set('control_op', d.op);
    rows.set('control_reason', d.reason);
    if (d.n_dropped !== undefined) rows.set('n_dropped', d.n_dropped);
  },
};

function setText(rows: RowGroup, text: string): void {
  rows.set('text', text);
  rows.set('text_length', Math.ceil(text.length / 4) * 4);
}

function setField(rows: RowGroup, field: Field | undefined): void {
  if (field === undefined) return;
  rows.set('field_role', field.role);
  rows.set('field_name', field.name);
  rows.set('field_secure', field.secure);
}

function setElement(rows: RowGroup, el: UiElement | undefined): void {
  if (el === undefined) return;
  rows.set('el_role', el.role);
  if (el.name !== undefined) rows.set('el_name', el.name);
  if (el.value !== undefined) rows.set('el_value', el.value);
  if (el.bounds !== undefined) rows.set('bounds', el.bounds.join(','));
}

/** Rows come in order of time: the part of the text up to the second is the same for many of them. */
const second = { at: Number.NaN, text: '' };

function isoAt(t0: number, monoUs: number): string {
  const ms = t0 + Math.floor(monoUs / 1000);
  const rest = ((ms % 1000) + 1000) % 1000;
  if (ms - rest !== second.at) {
    second.at = ms - rest;
    second.text = new Date(second.at).toISOString().slice(0, -4);
  }
  return `${second.text}${String(rest).padStart(3, '0')}Z`;
}
