import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { readJson } from '../read-json.ts';

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** `truth.json` beside a recording: the sensitive values, and every place where they occur. */
const truthSchema = z.object({
  spans: z.array(
    z.object({
      type: z.string(),
      value: z.string(),
      where: z.array(
        z.union([
          z.object({ batch: z.string(), seq: z.int(), at: z.string(), start: z.int(), end: z.int() }),
          z.object({ batch: z.string(), seqs: z.array(z.int()) }),
        ]),
      ),
      frames: z.array(z.object({ frame: z.string(), box })),
    }),
  ),
});

export type Truth = z.infer<typeof truthSchema>;

/** The labels of a recording, or undefined when it has none. @throws StrongroomError truth.invalid */
export function readTruth(dir: string): Truth | undefined {
  const file = join(dir, 'truth.json');
  if (!existsSync(file)) return undefined;
  try {
    return truthSchema.parse(readJson(file));
  } catch (error) {
    if (hasCode(error, 'text.utf-16')) throw error;
    throw new StrongroomError('truth.invalid', `${file} is not what samples/ describes`, 'mend it, or remove it');
  }
}
