import type { Stop } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import type { LakeFile } from '../load.ts';
import type { QueryLimits } from './limits.ts';
import { type Failure, type Order, REPORTS } from './protocol.ts';
import { type QueryProcess, Stopped } from './query-process.ts';

export interface ProcessAnswer {
  readonly columns: string[];
  readonly types: string[];
  readonly rows: JsonValue[][];
}

export interface ProcessQuestion {
  readonly ask: Extract<Order, { type: 'ask' }>;
  /** The files that the statement may touch. Called once these columns and their rows are known to be needed. */
  readonly files: (columns: readonly string[]) => AsyncIterable<LakeFile>;
}

/** `keep`: whether the process can take another statement. */
export type ProcessOutcome =
  | { readonly keep: boolean; readonly answer: ProcessAnswer }
  | { readonly keep: boolean; readonly failure: Failure | Stop };

/** Time beyond its limits before the process is killed (ms): it interrupts most statements itself. */
const GRACE = 2_000;
/** Time for loading one file into the table (ms). No statement runs meanwhile. */
const LOAD = 120_000;

/** Lets a process answer one question. Errors of `files` are thrown; everything else is an outcome. */
export async function converse(
  process: QueryProcess,
  question: ProcessQuestion,
  limits: QueryLimits,
): Promise<ProcessOutcome> {
  try {
    process.send(question.ask);
    const { report } = await process.expect(REPORTS.needs, limits.read + GRACE);
    if (report.type === 'failed') return failed(report);
    if (report.data) {
      for await (const { partition, bytes } of question.files(report.columns)) {
        process.send({ type: 'file', partition }, bytes);
        const taken = await process.expect(REPORTS.taken, LOAD);
        if (taken.report.type === 'failed') return failed(taken.report);
      }
    }
    process.send({ type: 'run' });
    return await collect(process, limits);
  } catch (error) {
    if (error instanceof Stopped) return { failure: error.failure, keep: false };
    throw error;
  }
}

/** After a failure that its statement caused, a process stays usable; after any other failure it ends. */
function failed({ failure, spent }: { failure: Failure; spent: boolean }): ProcessOutcome {
  const known =
    failure.code !== 'timeout' &&
    !(failure.code === 'value' && failure.kind === 'unknown') &&
    !(failure.code === 'too-large' && failure.limit === 'memory');
  return { failure, keep: known && !spent };
}

/** The rows, up to the limit. The process counts them too, but this side does not trust it. */
async function collect(process: QueryProcess, limits: QueryLimits): Promise<ProcessOutcome> {
  const until = performance.now() + limits.time + GRACE;
  const answer: ProcessAnswer = { columns: [], types: [], rows: [] };
  let bytes = 0;
  for (;;) {
    const { report, body } = await process.expect(REPORTS.answer, until - performance.now());
    switch (report.type) {
      case 'failed':
        return failed(report);
      case 'done':
        return { answer, keep: !report.spent };
      case 'head':
        answer.columns.push(...report.columns);
        answer.types.push(...report.types);
        break;
      case 'rows': {
        bytes += body.length;
        const rows = readRows(body);
        if (rows === undefined) return { failure: { code: 'crashed' }, keep: false };
        if (bytes > limits.bytes + rows.length) return { failure: { code: 'too-large', limit: 'bytes' }, keep: false };
        if (answer.rows.length + rows.length > limits.rows)
          return { failure: { code: 'too-large', limit: 'rows' }, keep: false };
        for (const row of rows) answer.rows.push(row);
      }
    }
  }
}

function readRows(body: Uint8Array): JsonValue[][] | undefined {
  try {
    const rows: unknown = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
    return Array.isArray(rows) && rows.every((row) => Array.isArray(row)) ? rows : undefined;
  } catch {
    return undefined;
  }
}
