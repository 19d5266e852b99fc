import { z } from 'zod';
import { fitting } from './column-types.ts';
import { hash, instant } from './formats.ts';

const px = fitting.double;
const seq = fitting.int;
const box = z.tuple([px, px, px, px]).describe('x, y, width, height');
const label = z.string().max(4_096);
const content = z.string().max(65_536);
const word = z.string().max(64);

/** Longest instruction, in UTF-16 units. */
export const TASK_MAX = 8_192;
/** How a task can end. */
const OUTCOMES = ['success', 'failure', 'abandoned', 'unknown'] as const;

/** Most items of each list of an event, by the name of its member. */
const MOST_ITEMS = { mods: 6, pts: 64, masked: 4_096, visible: 64, types: 16, cats: 16 } as const;

const modifiers = z.array(z.enum(['shift', 'ctrl', 'alt', 'meta', 'altgr', 'caps'])).max(MOST_ITEMS.mods);

const field = z.strictObject({
  id: z.string().max(256).optional().describe('stable while the field lives; keystrokes are reassembled per field'),
  role: word,
  name: label,
  secure: z.boolean().describe('the field hides what is typed'),
  autocomplete: word.optional(),
});

const element = z.strictObject({
  role: word,
  name: label.optional(),
  value: content.optional(),
  id: z.string().max(256).optional(),
  bounds: box.optional(),
});

/** The content of each kind in `d`. A kind that is missing here is never stored. */
const payloads = {
  key: z.strictObject({
    ph: z.enum(['down', 'up']),
    code: word.nullable().describe('physical key, UI Events code'),
    key: word.nullable().describe('what it produced, UI Events key'),
    cls: z.enum(['char', 'nav', 'edit', 'mod', 'func', 'other']),
    mods: modifiers,
    run: seq.optional().describe('text run that the collector put the key into'),
  }),
  text: z.strictObject({
    text: content,
    n: seq.describe('length in UTF-16 units'),
    src: z.enum(['keys', 'ime', 'paste', 'drop', 'autocomplete', 'dictation', 'value']),
    from: seq.optional(),
    to: seq.optional().describe('seq range of the key events that typed it'),
    field,
  }),
  pointer: z.strictObject({
    pts: z
      .array(z.tuple([fitting.bigint, px, px]))
      .min(1)
      .max(MOST_ITEMS.pts)
      .describe('[microseconds since mono_us, x, y]'),
  }),
  click: z.strictObject({
    ph: z.enum(['down', 'up', 'click']),
    btn: z.enum(['left', 'right', 'middle', 'back', 'forward', 'other']),
    x: px,
    y: px,
    n: z.int().min(0).max(16),
    el: element.optional(),
  }),
  scroll: z.strictObject({ x: px, y: px, dx: px, dy: px, unit: z.enum(['line', 'px', 'px-abs']) }),
  'screen.text': z.strictObject({
    src: z.enum(['ax', 'ocr', 'dom']),
    text: content,
    role: word.optional(),
    secure: z.boolean().optional(),
    bbox: box.optional(),
    frame: z.string().max(128).optional().describe('ref of the frame that shows it'),
  }),
  'screen.frame': z.strictObject({
    ref: z.string().regex(/^[\w.-]{1,128}$/),
    sha256: hash,
    mime: z.enum(['image/png', 'image/jpeg', 'image/webp']),
    w: z.int().min(1).max(16_384),
    h: z.int().min(1).max(16_384),
    from: z
      .enum(['screen', 'video', 'screencast'])
      .optional()
      .describe(
        'what its pixels come from; screen when absent. Videos lose detail; a screencast is the whole display in another size, sent when the display changes',
      ),
    masked: z.array(z.strictObject({ bbox: box, reason: word })).max(MOST_ITEMS.masked),
  }),
  focus: z.strictObject({
    app: label,
    app_class: word,
    window: z.string().max(128).optional().describe('stable while the window lives'),
    title: label.optional(),
    url: z.strictObject({ scheme: word, host: z.string().max(256), path_hash: word.optional() }).optional(),
    visible: z.array(word).max(MOST_ITEMS.visible).optional().describe('classes of the other visible windows'),
    field: field.optional(),
  }),
  transcript: z.strictObject({
    text: content,
    speaker: z.enum(['self', 'other']),
    dur_ms: z.int().min(0).max(86_400_000),
    all_party_consent: z.boolean(),
  }),
  clipboard: z.strictObject({
    op: z.enum(['copy', 'cut', 'paste']),
    n: seq.describe('length in UTF-16 units'),
    types: z.array(word).max(MOST_ITEMS.types),
    text: content.nullable(),
  }),
  task: z.strictObject({
    op: z.enum(['begin', 'end']),
    text: z
      .string()
      .max(TASK_MAX)
      .optional()
      .describe('what the person was asked to do, where the recorder knows it; with `begin`'),
    outcome: z.enum(OUTCOMES).optional().describe('how it went, where somebody said so; with `end`'),
  }),
  control: z.strictObject({
    op: z.enum(['start', 'stop', 'pause', 'resume', 'gap', 'exempt', 'secure_field', 'policy']),
    by: z.enum(['worker', 'system', 'admin']),
    reason: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/)
      .describe('a stable code, never prose'),
    until: instant.optional(),
    n_dropped: seq.optional(),
  }),
} as const;

export const KINDS = Object.keys(payloads) as readonly Kind[];
export type Kind = keyof typeof payloads;

/**
 * Sessions rotate at least daily; some recorders continue over a weekend. A month limits the look-ups that a segment
 * can cause.
 */
export const LONGEST_SESSION_US = 31 * 24 * 3_600 * 1_000_000;

const common = {
  seq: seq.describe('contiguous over the whole session'),
  mono_us: fitting.bigint.max(LONGEST_SESSION_US).describe('microseconds since clock.t0, never decreasing'),
  for_us: z
    .int()
    .min(0)
    .max(LONGEST_SESSION_US)
    .optional()
    .describe('microseconds for which its content arose, from mono_us on'),
  t: instant.optional(),
  ctx: seq.optional().describe('seq of the focus event that governs this one'),
  sens: z.enum(['S0', 'S1', 'S2', 'S3', 'S4']).optional(),
  cats: z.array(word).max(MOST_ITEMS.cats).optional(),
  red: z.enum(['raw', 'masked', 'dropped', 'token']).optional(),
};

/** An event of one kind. */
export interface EventOf<K extends Kind> extends z.infer<z.ZodObject<typeof common>> {
  kind: K;
  d: z.infer<(typeof payloads)[K]>;
}

/** Any event of `capture/1`. */
export type ActivityEvent = { [K in Kind]: EventOf<K> }[Kind];
export type Field = z.infer<typeof field>;
export type UiElement = z.infer<typeof element>;
/** x, y, width, height in display pixels. */
export type Box = z.infer<typeof box>;

/** The schema of the events of each kind. */
export const EVENT_SCHEMAS: ReadonlyMap<string, z.ZodType<ActivityEvent>> = new Map(
  KINDS.map((kind) => {
    const schema = z.strictObject({ kind: z.literal(kind), ...common, d: payloads[kind] });
    return [kind, schema as z.ZodType<ActivityEvent>];
  }),
);

/** The schema of one kind, or undefined for a kind that `capture/1` does not know. */
export const schemaOf = (kind: unknown): z.ZodType<ActivityEvent> | undefined =>
  typeof kind === 'string' ? EVENT_SCHEMAS.get(kind) : undefined;

/**
 * Whether an event, or what it says, has a list that is too long. Asked before its schema is: the schema writes a fault for each
 * item and counts them afterwards, so one line of 400 KB took a second of processor time and 100 MB.
 */
export const hasLongList = (event: Readonly<Record<string, unknown>>): boolean =>
  LISTS.some(([name, most]) => isLonger(event[name], most) || isLonger((event.d as typeof event | null)?.[name], most));

const LISTS = Object.entries(MOST_ITEMS);
const isLonger = (value: unknown, most: number): boolean => Array.isArray(value) && value.length > most;
