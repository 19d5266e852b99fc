import { expect, test, vi } from 'vitest';
import { run } from '../../bin/run.ts';

test.each([
  [['start', '--out', ''], '--out names nothing'],
  [['query', '--out=', '--as', 'ui-agents', 'SELECT 1'], '--out names nothing'],
  [['ingest', 'x', '--out', ''], '--out names nothing'],
  [['start', '--input', '', '--out', 'x'], '--input names nothing'],
])('%j names no folder, and does not mean the current one', async (args, said) => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await run(args)).toBe(2);
  } finally {
    spy.mockRestore();
  }
  expect(written.join('')).toContain(said);
});
