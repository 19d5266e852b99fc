import type { ColumnType } from './column-types.ts';
import type { Sensitivity } from './sensitivity.ts';

/**
 * What a column can hold, which decides whether free text can hide in it:
 * `number`, `closed` (a fixed vocabulary or format that code of ours writes), `id` (random or keyed, never a name), `text`.
 */
export type Content = 'number' | 'closed' | 'id' | 'text';

/** The redaction rule that a text column passes: a surface, the keystroke decision, or the surface of its field. */
export type RedactionRule = 'ui' | 'prose' | 'key' | 'field';

export interface Column {
  readonly name: string;
  /** Hive type. Dates are strings: Lake Formation row filters know neither DATE nor TIMESTAMP. */
  readonly type: ColumnType;
  readonly content: Content;
  readonly sensitivity: Sensitivity;
  readonly purpose: string;
  /** Required when `content` is `text`; the synth fails without it. */
  readonly rule?: RedactionRule;
}

/**
 * Partition keys of the table. Lake Formation cannot hide a partition key from anybody who may read the table
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html), so none is above S1.
 */
export const PARTITION_KEYS = [
  { name: 'jurisdiction', type: 'string', content: 'closed', sensitivity: 'S0', purpose: 'the rules that apply' },
  { name: 'day', type: 'string', content: 'closed', sensitivity: 'S0', purpose: 'UTC day of receipt, for retention' },
  {
    name: 'shard',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'part of the worker pseudonym, so that erasing one worker rewrites few files',
  },
] as const satisfies readonly Column[];

/** The columns of the lake table `activity`, flat because Lake Formation filters do not reach into nested ones. */
export const COLUMNS = [
  { name: 'segment', type: 'string', content: 'id', sensitivity: 'S0', purpose: 'the segment that the event came in' },
  { name: 'seq', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'order within the session' },
  {
    name: 'session',
    type: 'string',
    content: 'id',
    sensitivity: 'S2',
    purpose: 'events of one sitting, at most a day',
  },
  { name: 'worker', type: 'string', content: 'id', sensitivity: 'S2', purpose: 'keyed pseudonym of the worker' },
  { name: 'device', type: 'string', content: 'id', sensitivity: 'S2', purpose: 'keyed pseudonym of the device' },
  { name: 'kind', type: 'string', content: 'closed', sensitivity: 'S0', purpose: 'the event kind' },
  {
    name: 'mono_us',
    type: 'bigint',
    content: 'number',
    sensitivity: 'S1',
    purpose: 'microseconds since the session clock started; coarsened for keys',
  },
  {
    name: 'occurred_at',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'ISO 8601 UTC time, same precision as mono_us',
  },
  {
    name: 'ctx',
    type: 'int',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'seq of the focus event that governs this one',
  },
  {
    name: 'red',
    type: 'string',
    content: 'closed',
    sensitivity: 'S0',
    purpose: 'what redaction did: none, masked, dropped',
  },
  {
    name: 'spans',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'types masked in this event and how often, as TYPE:n;TYPE:n',
  },
  { name: 'app', type: 'string', content: 'text', sensitivity: 'S1', purpose: 'application in focus', rule: 'ui' },
  { name: 'app_class', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'class of the application' },
  { name: 'title', type: 'string', content: 'text', sensitivity: 'S3', purpose: 'window title', rule: 'ui' },
  { name: 'url_scheme', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'scheme of the page' },
  { name: 'url_host', type: 'string', content: 'text', sensitivity: 'S3', purpose: 'host of the page', rule: 'ui' },
  { name: 'field_role', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'role of the focused field' },
  {
    name: 'field_name',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'label of the focused field',
    rule: 'ui',
  },
  {
    name: 'field_secure',
    type: 'boolean',
    content: 'closed',
    sensitivity: 'S0',
    purpose: 'whether the field ever hid its text',
  },
  { name: 'key_phase', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'down or up' },
  {
    name: 'key_class',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'char, nav, edit, mod, func, other',
  },
  {
    name: 'key_code',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'physical key (UI Events code)',
    rule: 'key',
  },
  {
    name: 'key_value',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'what the key produced (UI Events key)',
    rule: 'key',
  },
  { name: 'key_mods', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'modifiers held, joined by +' },
  {
    name: 'text',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'typed or shown text after redaction',
    rule: 'field',
  },
  {
    name: 'text_length',
    type: 'int',
    content: 'number',
    sensitivity: 'S1',
    purpose: 'length of the redacted text in UTF-16 units, rounded up to four',
  },
  {
    name: 'source',
    type: 'string',
    content: 'closed',
    sensitivity: 'S0',
    purpose: 'where the text came from: keys, paste, ax, dom, ocr ...',
  },
  { name: 'x', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'pointer, in display pixels' },
  { name: 'y', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'pointer, in display pixels' },
  { name: 'dx', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'scroll' },
  { name: 'dy', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'scroll' },
  { name: 'scroll_unit', type: 'string', content: 'closed', sensitivity: 'S0', purpose: 'line, px or px-abs' },
  {
    name: 'path',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'pointer path as JSON [[dt_us,x,y],...], microseconds since mono_us',
  },
  { name: 'button', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'pointer button' },
  { name: 'click_phase', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'down, up or click' },
  { name: 'clicks', type: 'int', content: 'number', sensitivity: 'S1', purpose: 'click count' },
  { name: 'el_role', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'role of the element' },
  {
    name: 'el_name',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'accessible name of the element',
    rule: 'ui',
  },
  {
    name: 'el_value',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'value of the element',
    rule: 'prose',
  },
  {
    name: 'bounds',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'box of the element or text as x,y,w,h',
  },
  {
    name: 'frame',
    type: 'string',
    content: 'id',
    sensitivity: 'S3',
    purpose: 'key of the masked frame in the redacted zone',
  },
  { name: 'frame_w', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'width of the frame in pixels' },
  { name: 'frame_h', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'height of the frame in pixels' },
  {
    name: 'frame_masks',
    type: 'string',
    content: 'closed',
    sensitivity: 'S1',
    purpose: 'what is blacked out in the frame, as x,y,w,h;x,y,w,h',
  },
  { name: 'speaker', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'self or other' },
  { name: 'dur_ms', type: 'int', content: 'number', sensitivity: 'S1', purpose: 'how long a transcript line lasted' },
  { name: 'clip_op', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'copy, cut or paste' },
  {
    name: 'control_op',
    type: 'string',
    content: 'closed',
    sensitivity: 'S0',
    purpose: 'start, stop, gap, secure_field or policy; never a pause, an exemption',
  },
  { name: 'control_reason', type: 'string', content: 'closed', sensitivity: 'S0', purpose: 'stable reason code' },
  { name: 'n_dropped', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'events that a gap stands for' },
  {
    name: 'expires',
    type: 'string',
    content: 'closed',
    sensitivity: 'S0',
    purpose: 'UTC day on which the row is destroyed',
  },
] as const satisfies readonly Column[];

export type ColumnName = (typeof COLUMNS)[number]['name'];
export type PartitionKey = (typeof PARTITION_KEYS)[number]['name'];

/** One event as a row of the lake. Absent columns are null. */
export type Row = { [C in (typeof COLUMNS)[number] as C['name']]?: ValueOf<C['type']> | null };
type ValueOf<T extends Column['type']> = T extends 'boolean' ? boolean : T extends 'string' ? string : number;

/** Columns that could leak: free text that no redaction rule covers. Anything listed fails the synth. */
export const uncoveredColumns = (columns: readonly Column[] = COLUMNS): string[] =>
  columns.filter((c) => c.content === 'text' && c.rule === undefined).map((c) => c.name);
