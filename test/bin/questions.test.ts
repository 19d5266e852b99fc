import { expect, test, vi } from 'vitest';
import { EXIT } from '../../bin/exit.ts';
import { run } from '../../bin/run.ts';
import { CLAIM_FAMILIES } from '../../lib/access/index.ts';
import type { CostReport } from '../../lib/report/cost.ts';
import type { Explanation } from '../../lib/report/explain.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';

async function told(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') => (chunk: unknown) => {
    said[name] += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  try {
    return { code: await run(args), ...said };
  } finally {
    vi.restoreAllMocks();
  }
}

test("explain gives a claim's reason, its guard with the line, and its assumptions", async () => {
  const folder = await synthesizedFolder();
  const { code, out } = await told('explain', 'two-locks/raw', '--templates', folder, '--json');
  expect(code).toBe(EXIT.holds);
  const explanations: Explanation[] = JSON.parse(out);
  expect(explanations.length).toBeGreaterThan(1);
  for (const { id, about, why, assumes } of explanations) {
    expect(id).toMatch(/^two-locks\/raw\//);
    expect(about).toBe(CLAIM_FAMILIES['two-locks']);
    expect(why).not.toBe('');
    expect(assumes.length).toBeGreaterThan(2);
  }
  const bucket = explanations.find(({ id }) => id.startsWith('two-locks/raw/bucket/'));
  expect(bucket?.guards[0]).toMatchObject({
    statement: expect.stringContaining('DenyReadUnlessListed'),
    source: expect.stringMatching(/^lib\/platform\/.*:\d+$/),
    without: 'refuted',
  });
  const text = (await told('explain', 'two-locks/raw', '--templates', folder)).out;
  expect(text).toContain('rests on Deny DenyReadUnlessListed');
  expect(text.match(/^It assumes$/gm)).toHaveLength(1);
});

test('explain asks for a claim, and lists the existing ones', async () => {
  expect(await told('explain')).toMatchObject({ code: EXIT.usage, out: '' });
  expect((await told('explain')).err).toContain('it-dies');
});

test('cost reports the cost of a worker, and the first limit to be exceeded', async () => {
  const { code, out } = await told('cost', '--workers', '1000', '--hours', '8', '--json');
  expect(code).toBe(EXIT.holds);
  const report: CostReport = JSON.parse(out);
  expect(report.collection).toEqual({ workers: 1000, hoursADay: 8, framesAMinute: 0 });
  expect(report.cost.workerMonth).toBeCloseTo(report.cost.lines.reduce((sum, { usd }) => sum + usd, 0));
  expect(report.limits.map(({ id }) => id)).toContain(report.first.id);
  const german = await told('cost', '--workers', '1000', '--hours', '8', '--region', 'eu-central-1');
  expect(german.out).toContain(', eu-central-1\n');
});

test.each([
  [['--hours', '8'], '--workers is missing'],
  [['--workers', '0', '--hours', '8'], '--workers cannot be "0"'],
  [['--workers', '1.5', '--hours', '8'], 'whole number'],
  [['--workers', '10', '--hours', '25'], '--hours cannot be "25"'],
  [['--workers', '10', '--hours', ''], '--hours cannot be ""'],
  [['--workers', 'ten', '--hours', '8'], '--workers cannot be "ten"'],
  [['--workers', '10', '--hours', '8', '--frames-per-minute', '-1'], 'frames-per-minute'],
  [['--workers', '10', '--hours', '8', '--region', 'mars-1'], 'no prices for mars-1'],
])('cost refuses %j', async (args, says) => {
  const { code, out, err } = await told('cost', ...args);
  expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
  expect(err).toContain(says);
});
