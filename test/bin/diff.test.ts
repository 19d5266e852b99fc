import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../bin/commands/diff.ts';
import { EXIT } from '../../bin/exit.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-diff-test-'));
const wider = join(folder, 'wider');
let base: string;

beforeAll(async () => {
  base = await synthesizedFolder();
  cpSync(base, wider, { recursive: true, filter: (path) => !path.includes('asset.') });
  const file = join(wider, 'strongroom-access.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  for (const { Type, Properties } of Object.values<{
    Type: string;
    Properties: { Name?: string; ColumnNames?: string[] };
  }>(template.Resources))
    if (Type === 'AWS::LakeFormation::DataCellsFilter' && Properties.ColumnNames?.includes('frame_masks'))
      Properties.ColumnNames.push('text');
  writeFileSync(file, JSON.stringify(template));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function told(...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  try {
    return { code: await run(args), out };
  } finally {
    write.mockRestore();
  }
}

test('an app beside itself is the same, and nothing fails', async () => {
  expect(await told(base, base)).toEqual({ code: EXIT.holds, out: 'Nothing changes in effect.\n' });
});

test('a wider app fails until each widening is accepted by its id, and again when the acceptance has ended', async () => {
  const { code, out } = await told(base, wider, '--json');
  expect(code).toBe(EXIT.refused);
  const { verdict, changes, claims } = JSON.parse(out);
  expect(verdict).toBe('widened');
  expect(changes[0]).toMatchObject({ change: 'gained', class: 'redacted', columns: ['text'], severity: 'critical' });
  expect(changes[0].source).toMatch(/^lib\/platform\/.*:\d+$/);
  const accept = (expires: string) => {
    const file = join(folder, 'accepted.json');
    const accepted = [...changes, ...claims].map(({ id }: { id: string }) => ({
      ...{ id, reason: 'a study until spring', approver: 'privacy board', expires },
    }));
    writeFileSync(file, JSON.stringify({ accepted }));
    return file;
  };
  const accepted = await told(base, wider, '--accepted', accept('2999-12-31'));
  expect(accepted.code).toBe(EXIT.holds);
  expect(accepted.out).toContain('accepted by privacy board until 2999-12-31: a study until spring');
  const ended = await told(base, wider, '--accepted', accept('2020-01-01'));
  expect(ended.code).toBe(EXIT.refused);
  expect(ended.out).toContain('ended on 2020-01-01');
});

test('each format says it: a table, code scanning, a test report', async () => {
  const { out: markdown } = await told(base, wider, '--format', 'markdown');
  expect(markdown).toMatch(/^### Access: Access widens\.[^\n]*\n\n\| \| severity \| change \| by \| where \|\n\|---/);
  const { out: sarif } = await told(base, wider, '--format', 'sarif');
  const [{ results, tool }] = JSON.parse(sarif).runs;
  expect(results[0]).toMatchObject({ ruleId: 'access-gained', level: 'error' });
  expect(results[0].locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  const rules = tool.driver.rules.map(({ id }: { id: string }) => id);
  for (const { ruleId } of results) expect(rules).toContain(ruleId);
  const { out: junit } = await told(base, wider, '--format', 'junit');
  const [tests, failures] = /<testsuites tests="(\d+)" failures="(\d+)">/.exec(junit)?.slice(1).map(Number) ?? [];
  expect(junit.match(/<testcase /g)).toHaveLength(tests ?? 0);
  expect(junit.match(/<failure /g)).toHaveLength(failures ?? 0);
  expect(failures).toBeGreaterThan(0);
});

test.each([
  ['one folder alone', ['only'], 'usage'],
  ['a folder without templates', ['/nowhere', '/nowhere'], 'templates.missing'],
  ['a format that there is not', ['a', 'b', '--format', 'pdf'], 'usage'],
  ['a range without a beginning', ['--git', '..HEAD'], 'usage'],
  ['a revision that git does not know', ['--git', 'no-such-revision..HEAD'], 'git.unknown-revision'],
  ['an option of git in the place of a revision', ['--git=--help..HEAD'], 'git.unknown-revision'],
])('%s is refused with a code', async (_, args, code) => {
  await expect(told(...args)).rejects.toMatchObject({ code });
});
