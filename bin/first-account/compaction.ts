import { ask, aws, held, untold } from './asking.ts';
import type { Execute, Sandbox, SandboxStep } from './types.ts';

/** Of a place, day and shard that nobody has rows of. */
const EMPTY = {
  partition: { jurisdiction: 'XA', day: '2000-01-01', shard: 'a' },
  before: null,
  ...{ fresh: [], unfinished: [], without: [] },
  prefix: 'activity/generations/jurisdiction=XA/day=2000-01-01/shard=a/1-0000000000000001/',
};

/** Runs a function and reads its answer, which the command line prints before what it says of the call. */
async function invoke(
  execute: Execute,
  place: Sandbox,
  name: string,
  payload: object,
): Promise<Record<string, unknown>> {
  const call = aws(place, 'lambda', 'invoke', '--function-name', name, '--cli-binary-format', 'raw-in-base64-out');
  const { code, stdout, stderr } = await execute([...call, '--payload', JSON.stringify(payload), '/dev/stdout']);
  if (code !== 0) throw new Error(stderr.split('\n')[0] || 'the function could not be run');
  const at = /\{\s*"(?:StatusCode|FunctionError|ExecutedVersion)"/.exec(stdout)?.index;
  const answer: unknown = JSON.parse(at === undefined ? stdout : stdout.slice(0, at));
  return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
}

const codesOf = (failed: unknown): string[] =>
  Array.isArray(failed) ? [...new Set(failed.map(({ code }) => String(code)))] : [];

/** What no page of AWS says of `UNLOAD` and of partitions in a location that is registered with Lake Formation. */
export const COMPACTION: readonly SandboxStep[] = [
  {
    id: 'rewrite-parts',
    question:
      'May compaction open parts of its table, run UNLOAD below the registered location, and find nothing there?',
    readings: {
      written: 'the parts, the statement, and their end went through',
      refused: 'one of the calls was refused: its code says which',
    },
    how: 'the function that writes generations is asked for one of a partition without rows',
    try: async (execute, place) => {
      const answer = await invoke(execute, place, place.compact, { rewrite: EMPTY });
      if (answer.state === 'done') return held('written', 'a generation of no rows was written');
      if (answer.state === 'refused') return held('refused', `${answer.code}: ${answer.message}`);
      return untold('the function ended with an error: its log says which');
    },
  },
  {
    id: 'rewrite-rows',
    question:
      'Does Athena show compaction all rows and columns, encrypt its files by the key of the zone, and name them in its manifest; and may the other role move a partition without a right on its location?',
    readings: {
      moved: 'a closed day was put together, counted by the ledger, and readers were led there',
      refused: 'a partition stayed as it was: the codes say why',
    },
    how: 'the function that moves partitions is run; it works on closed days, so that rows must be there since yesterday',
    try: async (execute, place) => {
      const answer = await invoke(execute, place, place.keep, { scheduledTime: place.began });
      const codes = codesOf(answer.failed);
      if (codes.length > 0) return held('refused', codes.join(', '));
      if (typeof answer.rewritten === 'number' && answer.rewritten > 0)
        return held('moved', `${answer.rewritten} partitions, ${answer.rows} rows`);
      return untold('no day with rows has closed: send a segment, and run it again after midnight UTC');
    },
  },
  {
    id: 'rewrite-grants',
    question:
      'Does a team see the same rows and columns of a partition before and after it is moved, and nothing of the table of compaction?',
    readings: {
      closed: 'a query of a team on the table of compaction was refused',
      open: 'it was answered',
    },
    how: 'one query of a team on the table of compaction; that its own table shows the same is counted by rewrite-rows',
    try: async (execute, place) => {
      const sql = `SELECT count(*) FROM ${place.database}.${place.table}_rewrites`;
      const start = ['athena', 'start-query-execution', '--work-group', place.workgroup, '--query-string', sql];
      const started = await ask(execute, aws(place, ...start, '--profile', place.teamProfile));
      const id = (started.value as { QueryExecutionId?: string } | undefined)?.QueryExecutionId;
      if (id === undefined) return held('closed', started.error);
      for (let attempt = 0; attempt < 60; attempt++) {
        const look = aws(
          place,
          'athena',
          'get-query-execution',
          '--query-execution-id',
          id,
          '--profile',
          place.teamProfile,
        );
        const { value, error } = await ask(execute, look);
        const state = (value as { QueryExecution?: { Status?: { State?: string } } } | undefined)?.QueryExecution
          ?.Status?.State;
        if (state === 'SUCCEEDED') return held('open', 'the query was answered');
        if (error !== '' || state === 'FAILED') return held('closed', error || 'the query failed');
        await place.wait(2_000);
      }
      return untold('the query has not ended after two minutes');
    },
  },
];
