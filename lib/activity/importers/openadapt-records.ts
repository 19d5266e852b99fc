import { z } from 'zod';

const px = z.number().min(-100_000).max(100_000);
const text = z.string().max(1_000_000);
/** A malformed field costs itself, and not the step. */
const said = text.nullish().catch(undefined);
const rect = z.tuple([px, px, px, px]).nullish().catch(undefined);

const size = z.tuple([z.int().min(1), z.int().min(1)]);

const common = {
  i: z.int().min(0).max(9_999_999),
  t: z.number().min(0).max(1e7).describe('seconds since the recorder started, once the screen had settled'),
  url_before: said,
  url_after: said,
  viewport_before: size
    .nullish()
    .catch(undefined)
    .describe('size of the frame before the step; newer recordings have it'),
  viewport_after: size.nullish().catch(undefined),
  title_before: said,
  title_after: said,
};
const pointed = {
  ...common,
  x: px,
  y: px,
  structural: z.object({ role: said, name: said, window_name: said }).nullish().catch(undefined),
};

/** The lines of `events.jsonl`, by `kind`. Fields that a schema does not name are left out. */
export const STEPS = {
  click: z.object({ kind: z.literal('click'), ...pointed }),
  double_click: z.object({ kind: z.literal('double_click'), ...pointed }),
  right_click: z.object({ kind: z.literal('right_click'), ...pointed }),
  drag: z.object({ kind: z.literal('drag'), ...pointed, end_x: px, end_y: px }),
  type: z.object({
    kind: z.literal('type'),
    ...common,
    text: text.nullish(),
    param: said,
    field_label: said,
    field_rect: rect,
    secret: z.unknown().optional(),
  }),
  key: z.object({ kind: z.literal('key'), ...common, key: z.string().max(128) }),
  hotkey: z.object({
    kind: z.literal('hotkey'),
    ...common,
    key: z.string().max(64),
    modifiers: z.array(z.string()).max(8),
  }),
  scroll: z.object({ kind: z.literal('scroll'), ...common, dx: px, dy: px }),
} as const;

export type OpenAdaptStep = { [K in keyof typeof STEPS]: z.infer<(typeof STEPS)[K]> }[keyof typeof STEPS];

export const meta = z.object({
  created_at: z.iso.datetime({ offset: true, local: true }).describe('when the recorder finished'),
  viewport: size,
  secret_params: z.array(z.string()).nullish(),
});

/** Fields that the importer understands, and those that each kind has beside `common`. */
export const fieldsOf = (kind: OpenAdaptStep['kind']): readonly string[] => Object.keys(STEPS[kind].shape);
