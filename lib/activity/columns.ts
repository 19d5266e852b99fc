import type { Format, Formatted, Masked } from './column-formats.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { Vocabulary, Word } from './vocabulary/index.ts';

/** The redaction rule that a text column passes: a surface, the keystroke decision, or the surface of its field. */
export type RedactionRule = 'ui' | 'prose' | 'key' | 'field';

/**
 * Content of a column. It decides whether free text can hide in it, and the type that its writer must supply: a number
 * or a flag; a word of a closed vocabulary; a text in a format that only this project's code writes; an id, random or
 * keyed, also in a format; or text, which passes a redaction rule.
 */
type Holds =
  | { readonly type: 'int' | 'bigint' | 'double'; readonly content: 'number' }
  | { readonly type: 'boolean'; readonly content: 'flag' }
  | { readonly type: 'string'; readonly content: 'closed'; readonly words: readonly Vocabulary[] }
  | { readonly type: 'string'; readonly content: 'format' | 'id'; readonly format: Format }
  | { readonly type: 'string'; readonly content: 'text'; readonly rule: RedactionRule };

/** `type` is a Hive type. Dates are strings: Lake Formation row filters support neither DATE nor TIMESTAMP. */
export type Column = Holds & {
  readonly name: string;
  readonly sensitivity: Sensitivity;
  readonly purpose: string;
};

/**
 * Partition keys of the table. Lake Formation cannot hide a partition key from any reader of the table
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html), so none is above S1.
 */
export const PARTITION_KEYS = [
  {
    name: 'jurisdiction',
    type: 'string',
    content: 'format',
    format: 'place',
    sensitivity: 'S0',
    purpose: 'the rules that apply',
  },
  {
    name: 'day',
    type: 'string',
    content: 'format',
    format: 'day',
    sensitivity: 'S0',
    purpose: 'UTC day of receipt, for retention',
  },
  {
    name: 'shard',
    type: 'string',
    content: 'format',
    format: 'shard',
    sensitivity: 'S1',
    purpose: 'part of the worker pseudonym, so that erasing one worker rewrites few files',
  },
] as const satisfies readonly Column[];

/** The extra key of compaction's table: selects some of a partition's files. */
export const PART_KEY = {
  name: 'part',
  type: 'string',
  sensitivity: 'S0',
  purpose: 'files as they landed, or one generation',
} as const;

/** The columns of the lake table `activity`, flat because Lake Formation filters do not reach into nested ones. */
export const COLUMNS = [
  {
    name: 'segment',
    type: 'string',
    content: 'id',
    format: 'uuid',
    sensitivity: 'S0',
    purpose: 'the segment that the event came in',
  },
  {
    name: 'seq',
    type: 'int',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'order within the session; what leaves no row is not counted',
  },
  {
    name: 'session',
    type: 'string',
    content: 'id',
    format: 'uuid',
    sensitivity: 'S2',
    purpose: 'events of one sitting, at most a day',
  },
  {
    name: 'worker',
    type: 'string',
    content: 'id',
    format: 'pseudonym',
    sensitivity: 'S2',
    purpose: 'keyed pseudonym of the worker',
  },
  {
    name: 'device',
    type: 'string',
    content: 'id',
    format: 'pseudonym',
    sensitivity: 'S2',
    purpose: 'keyed pseudonym of the device',
  },
  { name: 'kind', type: 'string', content: 'closed', words: ['kind'], sensitivity: 'S0', purpose: 'the event kind' },
  {
    name: 'mono_us',
    type: 'bigint',
    content: 'number',
    sensitivity: 'S1',
    purpose: 'microseconds since the session clock started; coarsened for keys, shifted behind what is hidden',
  },
  {
    name: 'occurred_at',
    type: 'string',
    content: 'format',
    format: 'instant',
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
    words: ['red'],
    sensitivity: 'S0',
    purpose: 'what redaction did: none, masked, dropped',
  },
  {
    name: 'spans',
    type: 'string',
    content: 'format',
    format: 'spans',
    sensitivity: 'S1',
    purpose: 'types masked in this event and how often, as TYPE:n;TYPE:n',
  },
  {
    name: 'tags',
    type: 'string',
    content: 'format',
    format: 'tags',
    sensitivity: 'S3',
    purpose:
      'which hidden values of the session are the same: of each placeholder in a column a keyed tag, or - for none',
  },
  { name: 'app', type: 'string', content: 'text', sensitivity: 'S1', purpose: 'application in focus', rule: 'ui' },
  {
    name: 'app_class',
    type: 'string',
    content: 'closed',
    words: ['app_class'],
    sensitivity: 'S1',
    purpose: 'class of the application',
  },
  { name: 'title', type: 'string', content: 'text', sensitivity: 'S3', purpose: 'window title', rule: 'ui' },
  {
    name: 'url_scheme',
    type: 'string',
    content: 'closed',
    words: ['url_scheme'],
    sensitivity: 'S1',
    purpose: 'scheme of the page',
  },
  { name: 'url_host', type: 'string', content: 'text', sensitivity: 'S3', purpose: 'host of the page', rule: 'ui' },
  {
    name: 'field_role',
    type: 'string',
    content: 'closed',
    words: ['role'],
    sensitivity: 'S1',
    purpose: 'role of the focused field',
  },
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
    content: 'flag',
    sensitivity: 'S0',
    purpose: 'whether the field ever hid its text',
  },
  {
    name: 'key_phase',
    type: 'string',
    content: 'closed',
    words: ['key_phase'],
    sensitivity: 'S1',
    purpose: 'down or up',
  },
  {
    name: 'key_class',
    type: 'string',
    content: 'closed',
    words: ['key_class'],
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
  {
    name: 'key_mods',
    type: 'string',
    content: 'format',
    format: 'modifiers',
    sensitivity: 'S1',
    purpose: 'modifiers held, joined by +',
  },
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
    words: ['text_source', 'screen_source'],
    sensitivity: 'S0',
    purpose: 'where the text came from: keys, paste, ax, dom, ocr ...',
  },
  { name: 'x', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'pointer, in display pixels' },
  { name: 'y', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'pointer, in display pixels' },
  { name: 'dx', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'scroll' },
  { name: 'dy', type: 'double', content: 'number', sensitivity: 'S1', purpose: 'scroll' },
  {
    name: 'scroll_unit',
    type: 'string',
    content: 'closed',
    words: ['scroll_unit'],
    sensitivity: 'S0',
    purpose: 'line, px or px-abs',
  },
  {
    name: 'path',
    type: 'string',
    content: 'format',
    format: 'path',
    sensitivity: 'S1',
    purpose: 'pointer path as JSON [[dt_us,x,y],...], microseconds since mono_us',
  },
  {
    name: 'button',
    type: 'string',
    content: 'closed',
    words: ['button'],
    sensitivity: 'S1',
    purpose: 'pointer button',
  },
  {
    name: 'click_phase',
    type: 'string',
    content: 'closed',
    words: ['click_phase'],
    sensitivity: 'S1',
    purpose: 'down, up or click',
  },
  { name: 'clicks', type: 'int', content: 'number', sensitivity: 'S1', purpose: 'click count' },
  {
    name: 'el_role',
    type: 'string',
    content: 'closed',
    words: ['role'],
    sensitivity: 'S1',
    purpose: 'role of the element',
  },
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
    content: 'format',
    format: 'box',
    sensitivity: 'S1',
    purpose: 'box of the element or text as x,y,w,h; a larger one around masked text',
  },
  {
    name: 'screen_w',
    type: 'int',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'width of the display, in the pixels that places are given in',
  },
  {
    name: 'screen_h',
    type: 'int',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'height of the display, in the pixels that places are given in',
  },
  {
    name: 'screen_scale',
    type: 'double',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'physical pixels of the display for each of these',
  },
  {
    name: 'frame',
    type: 'string',
    content: 'id',
    format: 'frame',
    sensitivity: 'S3',
    purpose: 'name of the masked frame, which an export fetches',
  },
  { name: 'frame_w', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'width of the frame in pixels' },
  { name: 'frame_h', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'height of the frame in pixels' },
  {
    name: 'frame_masks',
    type: 'string',
    content: 'format',
    format: 'boxes',
    sensitivity: 'S1',
    purpose: 'what is blacked out in the frame, as x,y,w,h;x,y,w,h',
  },
  {
    name: 'frame_mask_types',
    type: 'string',
    content: 'format',
    format: 'mask_types',
    sensitivity: 'S1',
    purpose: 'types of what lies under each of these, in their order, as TYPE+TYPE;TYPE',
  },
  {
    name: 'frame_withheld',
    type: 'string',
    content: 'closed',
    words: ['frame_withheld'],
    sensitivity: 'S1',
    purpose: 'of a frame that is not published: the reason',
  },
  {
    name: 'target_masked',
    type: 'boolean',
    content: 'flag',
    sensitivity: 'S1',
    purpose: 'of a click: whether its place lies under a mask of the frame before it',
  },
  {
    name: 'os',
    type: 'string',
    content: 'closed',
    words: ['os'],
    sensitivity: 'S0',
    purpose: 'family of the operating system, without its version',
  },
  {
    name: 'recorder',
    type: 'string',
    content: 'closed',
    words: ['recorder'],
    sensitivity: 'S0',
    purpose: 'program that recorded it',
  },
  {
    name: 'task_op',
    type: 'string',
    content: 'closed',
    words: ['task_op'],
    sensitivity: 'S0',
    purpose: 'begin or end of a task',
  },
  {
    name: 'task',
    type: 'string',
    content: 'text',
    sensitivity: 'S3',
    purpose: 'what the person was asked to do, after redaction',
    rule: 'prose',
  },
  {
    name: 'outcome',
    type: 'string',
    content: 'closed',
    words: ['outcome'],
    sensitivity: 'S1',
    purpose: 'how the task went, where the recording says so: success, failure, abandoned, unknown',
  },
  {
    name: 'speaker',
    type: 'string',
    content: 'closed',
    words: ['speaker'],
    sensitivity: 'S1',
    purpose: 'self or other',
  },
  {
    name: 'dur_ms',
    type: 'int',
    content: 'number',
    sensitivity: 'S1',
    purpose: 'how long a transcript line lasted, rounded up to five seconds',
  },
  {
    name: 'clip_op',
    type: 'string',
    content: 'closed',
    words: ['clip_op'],
    sensitivity: 'S1',
    purpose: 'copy, cut or paste',
  },
  {
    name: 'control_op',
    type: 'string',
    content: 'closed',
    words: ['control_op'],
    sensitivity: 'S0',
    purpose: 'start, stop, gap, secure_field or policy; never a pause, an exemption',
  },
  {
    name: 'control_reason',
    type: 'string',
    content: 'closed',
    words: ['control_reason'],
    sensitivity: 'S0',
    purpose: 'stable reason code',
  },
  {
    name: 'n_dropped',
    type: 'int',
    content: 'number',
    sensitivity: 'S0',
    purpose: 'events that a gap stands for, rounded up to a power of four',
  },
  {
    name: 'expires',
    type: 'string',
    content: 'format',
    format: 'day',
    sensitivity: 'S0',
    purpose: 'UTC day on which the row is destroyed',
  },
] as const satisfies readonly Column[];

export type ColumnName = (typeof COLUMNS)[number]['name'];
export type PartitionKey = (typeof PARTITION_KEYS)[number]['name'];

/** One event as a row of the lake. Absent columns are null. */
export type Row = { [C in (typeof COLUMNS)[number] as C['name']]?: ValueOf<C['type']> | null };
type ValueOf<T extends Column['type']> = T extends 'boolean' ? boolean : T extends 'string' ? string : number;

type Of<C extends Column> = C extends { content: 'number' }
  ? C['type'] extends 'bigint'
    ? bigint
    : number
  : C extends { content: 'flag' }
    ? boolean
    : C extends { content: 'closed'; words: readonly (infer V extends Vocabulary)[] }
      ? V extends Vocabulary
        ? Word<V>
        : never
      : C extends { content: 'format' | 'id'; format: infer F extends Format }
        ? Formatted<F>
        : C extends { content: 'text' }
          ? Masked
          : never;

/** The type that a column accepts: a recorder's text fits none, whatever the column declares. */
export type CellOf<N extends ColumnName> = Of<Extract<(typeof COLUMNS)[number], { name: N }>>;
