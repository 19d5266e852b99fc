import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../bin/commands/diff.ts';
import { EXIT } from '../../bin/exit.ts';
import type { SettingChange } from '../../lib/access/differences/index.ts';
import { DECLARATION_FILE } from '../../lib/governance/declaration-file.ts';
import { differenceSarif } from '../../lib/report/difference/sarif.ts';
import type { DifferenceView } from '../../lib/report/difference/view.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { sarifFaults } from '../report/sarif.ts';

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

interface Told {
  readonly code: number;
  readonly out: string;
}
const known = new Map<string, Promise<Told>>();

/** Several tests look at one answer. It is given again where no argument names a file that changes. */
function told(...args: string[]): Promise<Told> {
  if (args.includes('--accepted')) return toldAnew(...args);
  const question = args.join(' ');
  const answer = known.get(question) ?? toldAnew(...args);
  known.set(question, answer);
  return answer;
}

async function toldAnew(...args: string[]): Promise<Told> {
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

test('an app compared with itself has no difference, and nothing fails', async () => {
  expect(await told(base, base)).toEqual({ code: EXIT.holds, out: 'Nothing changes in effect.\n' });
});

describe('stacks are the same by their names, however deep a copy lies', () => {
  const copied = (...to: string[]): string => {
    const place = mkdtempSync(join(folder, 'copy-'));
    const files = (path: string) => !path.includes('asset.');
    for (const each of to) cpSync(base, join(place, each), { recursive: true, filter: files });
    return place;
  };
  const scattered = (): string => {
    const place = mkdtempSync(join(folder, 'scattered-'));
    for (const name of readdirSync(base).filter((text) => text.endsWith('.template.json')))
      cpSync(join(base, name), join(place, name.includes('storage') ? 'one' : 'other/deeper', name));
    return place;
  };
  test.each<[string, () => string]>([
    ['in a folder in a folder', () => copied('a/b/cdk.out')],
    ['in a folder of its own name twice', () => copied('cdk.out/cdk.out')],
    ['in two copies', () => copied('build/cdk.out', 'cdk.out')],
    [
      'in a stage',
      () => {
        const place = copied('assembly-Prod');
        writeFileSync(join(place, 'manifest.json'), '{"version":"36.0.0","artifacts":{}}');
        return place;
      },
    ],
  ])('%s', async (_, made) => {
    const place = made();
    expect(await told(base, place)).toEqual({ code: EXIT.holds, out: 'Nothing changes in effect.\n' });
  });

  test('and what differs there is found, with the line of code that made it', async () => {
    const found = await told(copied('a/b/cdk.out'), wider);
    expect([found.code, found.out]).toEqual([EXIT.refused, (await told(base, wider)).out]);
  });

  test('in folders of their own, without what an assembly has beside them', async () => {
    const { out } = await told(base, scattered());
    expect(out).toMatch(/^Nothing changes in effect\.\n/);
  });
});

test('a wider app fails until each widening is accepted by its id, and again when an acceptance has expired', async () => {
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
  // A repository without any acceptance has no such file.
  const none = await told(base, wider, '--accepted', join(folder, 'not-there.json'));
  expect([none.code, none.out]).toEqual([EXIT.refused, (await told(base, wider)).out]);
});

describe('a new team', () => {
  const TEAM = 'strongroom-team-ui-agents';
  const without = join(folder, 'without');
  /** A declaration without what names the team: whole entries of lists, else the name alone. */
  const withoutTeam = (value: unknown, within = ''): unknown => {
    if (Array.isArray(value)) {
      const isIts = (entry: unknown) =>
        typeof entry === 'string' || ['needs', 'people', 'teams', 'classes'].includes(within)
          ? ITS.test(
              JSON.stringify(
                typeof entry === 'string' || within !== 'classes' ? entry : (entry as { name: string }).name,
              ),
            )
          : false;
      return value.filter((item) => !isIts(item)).map((item) => withoutTeam(item));
    }
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !ITS.test(name))
        .map(([name, each]) => [name, withoutTeam(each, name)]),
    );
  };
  const ITS = /\bui-agents\b/;
  /** Removes a team from the templates, so that the whole app has one more. */
  beforeAll(() => {
    cpSync(base, without, { recursive: true, filter: (path) => !path.includes('asset.') });
    for (const name of readdirSync(without).filter((text) => text.endsWith('.template.json'))) {
      const file = join(without, name);
      const template = JSON.parse(readFileSync(file, 'utf8'));
      for (const [id, { Metadata }] of Object.entries<{ Metadata?: Record<string, string> }>(template.Resources))
        if (/^[^/]+\/ui-agents[/-]/.test(Metadata?.['aws:cdk:path'] ?? '')) delete template.Resources[id];
      writeFileSync(file, JSON.stringify(template));
    }
    const declared = join(without, DECLARATION_FILE);
    writeFileSync(declared, JSON.stringify(withoutTeam(JSON.parse(readFileSync(declared, 'utf8')))));
  });

  test('is one line that names every principal with rights there; the rest are its details', async () => {
    const { out, code } = await told(without, base);
    expect(code).toBe(EXIT.refused);
    const own = out.split('\n').filter((line) => line.includes('ui-agents is new'));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatch(/^\+ critical .* sees \d+ columns of rows where .* can .*read .*results of ui-agents/);
    expect(own[0]).toContain('strongroom-export');
    expect(own[0]).toContain('any other principal of the account can');
    expect(out.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
    expect(out).toMatch(/^Access widens\. \d+ new claims hold\./);
    expect(out).not.toContain('Claims are not compared');
    const { out: whole } = await told(without, base, '--details');
    expect(whole).toContain(`${TEAM} now sees`);
    expect(whole.length).toBeGreaterThan(out.length);
  });

  test('shows its parts to every machine-readable format, and needs each acceptance', async () => {
    const { changes } = JSON.parse((await told(without, base, '--json')).out);
    const own = changes.filter(({ principal }: { principal?: string }) => principal === TEAM);
    expect(own.some(({ who }: { who: string }) => who !== TEAM)).toBe(true);
    for (const change of own) expect(`${change.who} ${change.class} ${change.resources}`).toContain('ui-agents');
    const [{ results }] = JSON.parse((await told(without, base, '--format', 'sarif')).out).runs;
    const lines = (await told(without, base)).out.split('\n').filter((line) => /^[+~-] /.test(line));
    expect(results.length).toBeGreaterThan(lines.length);
    const accepted = own.slice(1).map(({ id }: { id: string }) => ({
      ...{ id, reason: 'a team', approver: 'board', expires: '2999-12-31' },
    }));
    writeFileSync(join(folder, 'team.json'), JSON.stringify({ accepted }));
    expect((await told(without, base, '--accepted', join(folder, 'team.json'))).code).toBe(EXIT.refused);
  });
});

test('each format reports it: a table, code scanning, a page, a test report', async () => {
  const { out: markdown } = await told(base, wider, '--format', 'markdown');
  expect(markdown).toMatch(/^### Access: Access widens\.[^\n]*\n\n\| \| severity \| change \| by \| where \|\n\|---/);
  const { out: sarif } = await told(base, wider, '--format', 'sarif');
  const [{ results, tool }] = JSON.parse(sarif).runs;
  expect(results[0]).toMatchObject({ ruleId: 'access-gained', level: 'error' });
  expect(results[0].locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  const rules = tool.driver.rules.map(({ id }: { id: string }) => id);
  for (const { ruleId } of results) expect(rules).toContain(ruleId);
  const { out: html } = await told(base, wider, '--format', 'html');
  expect(html).toContain('<h1>Access widens.');
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  const { out: junit } = await told(base, wider, '--format', 'junit');
  const [tests, failures] = /<testsuites tests="(\d+)" failures="(\d+)">/.exec(junit)?.slice(1).map(Number) ?? [];
  expect(junit.match(/<testcase /g)).toHaveLength(tests ?? 0);
  expect(junit.match(/<failure /g)).toHaveLength(failures ?? 0);
  expect(failures).toBeGreaterThan(0);
});

describe('SARIF fits its schema, and the additional demands of code scanning', () => {
  const ODD = 'T.template.json#Öffner <&> "100%"';
  const SETTING: SettingChange = {
    ...{ id: 'i', resource: 'r', type: 'AWS::S3::Bucket', setting: 's', before: 'a', after: 'b' },
    ...{ source: 'T.template.json#B', severity: 'low', text: 'a setting' },
  };
  const NOTHING = {
    verdict: 'same',
    changes: [],
    claims: [],
    settings: [],
    textOnly: 0,
    complete: true,
    kept: [],
  } as const;
  const view = (over: Partial<DifferenceView>): string =>
    differenceSarif({ ...NOTHING, ...over, older: 'a', newer: 'b', accepted: [], expired: [], notes: [] }, '1.0.0');
  test.each<[string, () => Promise<string> | string]>([
    ['nothing changed', () => view({})],
    ['access widened', async () => (await told(base, wider, '--format', 'sarif')).out],
    ['access narrowed', async () => (await told(wider, base, '--format', 'sarif')).out],
    [
      'each widening accepted',
      async () => {
        const { changes, claims } = JSON.parse((await told(base, wider, '--json')).out);
        const accepted = [...changes, ...claims].map(({ id }) => ({
          id,
          reason: 'r',
          approver: 'a',
          expires: '2999-12-31',
        }));
        const file = join(folder, 'all.json');
        writeFileSync(file, JSON.stringify({ accepted }));
        return (await told(base, wider, '--accepted', file, '--format', 'sarif')).out;
      },
    ],
    ['a name that no address can hold as it is', () => view({ settings: [{ ...SETTING, source: ODD }] })],
    ['a change without a place', () => view({ settings: [{ ...SETTING, source: '' }] })],
  ])('%s', async (_, made) => {
    const log = JSON.parse(await made());
    expect(sarifFaults(log)).toEqual([]);
    const [{ tool, results }] = log.runs;
    for (const rule of tool.driver.rules)
      for (const text of [rule.shortDescription, rule.fullDescription, rule.help]) expect(text.text).toMatch(/\.$/);
    for (const { locations } of results)
      for (const { physicalLocation } of locations) {
        expect(physicalLocation.region.startLine).toBeGreaterThan(0);
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/^\/|^$|[\s<>"]/);
      }
  });

  test('a log with an additional property does not fit', () => {
    const log = JSON.parse(view({ settings: [SETTING] }));
    log.runs[0].results[0].rulesId = 'x';
    expect(sarifFaults(log)).not.toEqual([]);
  });
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
