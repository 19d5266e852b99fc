import { expect, test } from 'vitest';
import { run } from '../../bin/run.ts';

test.each([
  [['start', '--out', '']],
  [['query', '--out=', '--as', 'ui-agents', 'SELECT 1']],
  [['ingest', 'x', '--json', '--out', '']],
])('%j names nothing, which is not the folder one stands in', async (args) => {
  expect(await run(args)).toBe(2);
});
