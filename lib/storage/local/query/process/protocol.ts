import { z } from 'zod';
import { COLUMNS, type ColumnName, PARTITION_KEYS, type PartitionKey } from '../../../../activity/columns.ts';
import type { Partition } from '../../../ports.ts';
import type { Grant } from '../view.ts';
import { LONGEST_TEXT } from './limits.ts';

/** Whose statements run: those that Athena takes too, or all that the engine takes within its bounds. */
export type Dialect = 'athena' | 'engine';

/** Messages from the parent to the query process. `file` has the bytes of a file beside it. */
export type Order =
  | {
      readonly type: 'ask';
      readonly sql: string;
      readonly grants: readonly Grant[];
      readonly database: string;
      /** `athena` refuses statements that only the engine takes. */
      readonly dialect: Dialect;
    }
  | { readonly type: 'file'; readonly partition: Partition }
  | { readonly type: 'run' };

/**
 * Messages of the query process. After `needs` it accepts files, and confirms each with `taken`; after `run` come
 * `head`, `rows` and `done`.
 */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'needs'; readonly columns: readonly string[]; readonly data: boolean }
  | { readonly type: 'taken' }
  | { readonly type: 'head'; readonly columns: string[]; readonly types: string[] }
  /** The rows themselves are in the frame's body, as JSON. */
  | { readonly type: 'rows' }
  | { readonly type: 'done'; readonly spent: boolean }
  | { readonly type: 'failed'; readonly failure: Failure; readonly spent: boolean };

/** The last report. `spent` means that the process holds so much memory that the next statement should run in another one. */
export type Last = Extract<Report, { readonly spent: boolean }>;

/**
 * Why there is no answer. Only the first four kinds hold text, of or about the statement. They are believed only while
 * the process has received no data: later, an error can give its kind and nothing else.
 */
export type Failure = z.infer<typeof failure>;

const text = z.string().max(LONGEST_TEXT);
const name = z.enum([...COLUMNS, ...PARTITION_KEYS].map((column): ColumnName | PartitionKey => column.name));

const aboutStatement = [
  z.strictObject({ code: z.literal('refused'), why: text }),
  z.strictObject({ code: z.literal('unknown-column'), column: text }),
  z.strictObject({ code: z.literal('invalid'), why: text }),
  z.strictObject({ code: z.literal('dialect'), construct: text, instead: text.nullable() }),
] as const;
const withoutText = [
  z.strictObject({ code: z.literal('cohort'), by: z.array(name).min(1) }),
  z.strictObject({ code: z.literal('timeout') }),
  z.strictObject({ code: z.literal('too-large'), limit: z.enum(['memory', 'rows', 'bytes']) }),
  z.strictObject({ code: z.literal('bad-file'), column: name.nullable() }),
  z.strictObject({ code: z.literal('value'), kind: z.enum(['conversion', 'argument', 'several-rows', 'unknown']) }),
] as const;
const failure = z.discriminatedUnion('code', [...aboutStatement, ...withoutText]);

const failed = <T extends z.ZodType>(inner: T) =>
  z.strictObject({ type: z.literal('failed'), failure: inner, spent: z.boolean() });
const names = z.array(z.string());

/** The reports accepted at each point of the conversation; all others are rejected. */
export const REPORTS = {
  ready: z.strictObject({ type: z.literal('ready') }),
  needs: z.union([
    z.strictObject({ type: z.literal('needs'), columns: z.array(name).min(1), data: z.boolean() }),
    failed(failure),
  ]),
  taken: z.union([z.strictObject({ type: z.literal('taken') }), failed(z.discriminatedUnion('code', withoutText))]),
  answer: z.union([
    z.strictObject({ type: z.literal('head'), columns: names, types: names }),
    z.strictObject({ type: z.literal('rows') }),
    z.strictObject({ type: z.literal('done'), spent: z.boolean() }),
    failed(z.discriminatedUnion('code', withoutText)),
  ]),
} as const;
