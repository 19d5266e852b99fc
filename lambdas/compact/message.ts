import { z } from 'zod';
import { FORMATS } from '../../lib/activity/column-formats.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { generationsPrefix } from '../../lib/storage/partition.ts';
import type { Rewriting, Rewritten } from '../../lib/storage/rewriter.ts';

const segments = z.array(z.string().regex(FORMATS.uuid)).max(20_000);
const generation = z.string().startsWith(PREFIXES.generations);
const NAME = /^\d+-[0-9a-f]{16}\/$/;

const work = z
  .strictObject({
    partition: z.strictObject({
      jurisdiction: z.string().regex(FORMATS.place),
      day: z.string().regex(FORMATS.day),
      shard: z.string().regex(FORMATS.shard),
    }),
    before: generation.nullable(),
    ...{ fresh: segments, unfinished: segments, without: segments },
    prefix: generation,
  })
  .refine(
    ({ partition, before, prefix }) =>
      [prefix, before ?? prefix].every((path) => {
        const home = generationsPrefix(partition);
        return path.startsWith(home) && NAME.test(path.slice(home.length));
      }),
    'a generation lies among those of its partition',
  );

/** A request to the function that writes generations: write one, or remove the remains of attempts that died. */
export const askedSchema = z.union([z.strictObject({ sweep: z.literal(true) }), z.strictObject({ rewrite: work })]);
export type CompactRequest = z.infer<typeof askedSchema>;

const text = z.string();
/** The answer of the function. A refusal is answered by its code, because a Lambda function error would not give the reason. */
export const answerSchema = z.union([
  z.strictObject({ state: z.literal('done'), keys: z.array(text), rows: z.int().min(0) }),
  z.strictObject({ state: z.literal('refused'), code: text, message: text, todo: text }),
]);
export type Answered = z.infer<typeof answerSchema>;

/** The prefixes of the input files identify them, so their names are not sent; the first time, all landed files go in. */
export const askFor = ({ partition, before, fresh, unfinished, without, prefix }: Rewriting): CompactRequest => ({
  rewrite: {
    ...{ partition, before, prefix, unfinished: [...unfinished], without: [...without] },
    fresh: before === null ? [] : [...fresh],
  },
});

export const workOf = ({ without, ...rest }: Extract<CompactRequest, { rewrite: unknown }>['rewrite']): Rewriting => ({
  ...rest,
  inputs: [],
  without: new Set(without),
});

export const doneOf = ({ keys, rows }: Rewritten): Answered => ({ state: 'done', keys: [...keys], rows });
