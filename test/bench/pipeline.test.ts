import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bench = (script: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(import.meta.dirname, '../../bench/pipeline', script), folder, ...args], {
    encoding: 'utf8',
  });

test('the bench of the pipeline measures segments that reach Parquet', () => {
  // A segment at fault costs little, so that a broken bench shows a good figure.
  bench('generate.ts', '300', '100');
  const { parquet, seconds } = JSON.parse(bench('measure.ts', '1'));
  expect(parquet).toBeGreaterThan(10_000);
  expect(seconds).toBeGreaterThan(0);
});
