import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AccountReading, CallAnswer } from '../../lib/access/live/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { readJson } from '../read-json.ts';

/** Where it is said when and where an account was read; the answers are in a file a service beside it. */
const ABOUT = 'reading.json';

const aboutSchema = z.object({
  at: z.iso.datetime(),
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  partition: z.string().min(1),
  caller: z.string().min(1),
  stacks: z.array(z.string()).default([]),
});

const answersSchema = z.array(
  z.union([
    z.object({
      call: z.string(),
      input: z.record(z.string(), z.unknown()),
      error: z.object({ code: z.string(), why: z.string() }),
    }),
    z
      .object({ call: z.string(), input: z.record(z.string(), z.unknown()), output: z.unknown() })
      .refine((answer) => 'output' in answer, 'neither output nor error'),
  ]),
);

/** Writes a reading as files for `prove --from`, which needs no account: one file a service, with each call, its input and AWS's own answer. */
export function writeReading(dir: string, { answers, ...about }: AccountReading): void {
  makeFolder(dir);
  writeFileSync(join(dir, ABOUT), `${JSON.stringify(about, null, 2)}\n`);
  for (const [service, of] of Map.groupBy(answers, ({ call }) => call.split(':')[0] ?? ''))
    writeFileSync(join(dir, `${service}.json`), `${JSON.stringify(of, null, 1)}\n`);
}

/** @throws StrongroomError live.record, input.unreadable, input.not-json */
export function readReading(dir: string): AccountReading {
  const about = checked(aboutSchema, readJson(join(dir, ABOUT)), join(dir, ABOUT));
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.json') && name !== ABOUT)
    .sort();
  const answers = files.flatMap((name) => {
    const path = join(dir, name);
    return checked(answersSchema, readJson(path), path) as CallAnswer[];
  });
  return { ...about, answers };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new StrongroomError(
    'live.record',
    `${path} is no part of a recorded account: ${issue?.path.join('.')} ${issue?.message}`,
    '`strongroom prove --live --record DIR` writes one',
  );
}
