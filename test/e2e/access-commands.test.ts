import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsJsonSchema } from '../../lib/governance/claims-file.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { type Ended, runIn } from './in-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'strongroom-access-'));
const write = (name: string, value: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};
const strongroom = (...args: string[]): Promise<Ended> => runIn(folder, args);
const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::a/*' }],
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('evaluate', () => {
  const request = {
    principal: 'arn:aws:iam::111111111111:user/u',
    action: 's3:GetObject',
    resource: { resource: 'arn:aws:s3:::a/k', accountId: '111111111111' },
    context: {},
  };
  test('decides each case, and a wrong case is Unknown alone', async () => {
    const cases = write('cases.json', [
      { name: 'yes', request, identityPolicies: [allow('s3:Get*')] },
      { name: 'no', request },
      { name: 'wrong', request: { principal: 7 } },
      'x',
    ]);
    const { status, out } = await strongroom('evaluate', '--cases', cases, '--json');
    expect(JSON.parse(out).map(({ decision }: { decision: string }) => decision)).toEqual([
      'Allowed',
      'ImplicitlyDenied',
      'Unknown',
      'Unknown',
    ]);
    expect(JSON.parse(out)[2].name).toBe('wrong');
    expect(status).toBe(2);
  });
  test('a name that stands twice leaves its case undecided, and compare refuses it', async () => {
    const twice = '{"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}';
    const row = JSON.stringify({ name: 'n', request });
    const cases = write('twice.json', `[${row.slice(0, -1)},"identityPolicies":[${twice}]},${row}]`);
    const { status, out } = await strongroom('evaluate', '--cases', cases, '--json');
    expect(JSON.parse(out)).toMatchObject([
      { name: 'n', decision: 'Unknown', error: 'case.duplicate-name: 0.identityPolicies.0.Statement.0.Effect' },
      { name: 'n', decision: 'ImplicitlyDenied' },
    ]);
    expect(status).toBe(2);
    const file = write('twice-policy.json', twice);
    const compared = await strongroom('compare', file, file);
    expect([compared.status, compared.err]).toEqual([2, expect.stringContaining('[input.duplicate-name]')]);
  });
});

describe('compare', () => {
  test('exits 1 with a request when a policy allows more, and 0 when it allows less', async () => {
    const [narrow, wide] = [write('narrow.json', allow('s3:GetObject')), write('wide.json', allow('s3:Get*'))];
    const gained = await strongroom('compare', narrow, wide, '--json');
    expect(gained.status).toBe(1);
    expect(JSON.parse(gained.out)).toMatchObject({ gained: [{ action: expect.stringMatching(/^s3:Get/) }], lost: [] });
    expect((await strongroom('compare', wide, narrow)).status).toBe(0);
    const nothing = await strongroom('compare', narrow, write('list.json', []));
    expect([nothing.status, nothing.err]).toEqual([2, expect.stringContaining('[input.not-policy]')]);
  });
});

describe('prove', () => {
  let templates: string;
  beforeAll(async () => {
    templates = await synthesizedFolder();
  });

  test('proves this app, names the guards, and writes the questions for another solver', async () => {
    const { status, out } = await strongroom(
      'prove',
      '--templates',
      templates,
      '--emit-smt',
      join(folder, 'smt'),
      '--json',
    );
    const proof = JSON.parse(out);
    expect([status, proof.verdict]).toEqual([0, 'proved']);
    const bucket = proof.claims.find(({ id }: { id: string }) => id.startsWith('two-locks/raw/bucket'));
    expect(bucket.guards).toEqual([
      expect.objectContaining({ statement: expect.stringContaining('DenyReadUnlessListed'), without: 'refuted' }),
    ]);
    expect(Object.values(JSON.parse(readFileSync(join(folder, 'smt/expected.json'), 'utf8')))).toContain('unsat');
  });

  const claims = (approvedReaders: string[]) => ({
    classes: [
      {
        name: 'raw',
        buckets: ['strongroom-storage/Raw/Bucket/Resource'],
        keys: ['strongroom-storage/Raw/Key/Resource'],
        approvedReaders,
      },
    ],
    trustedBase: [
      'strongroom-revoke',
      'arn:aws:iam::000000000000:role/cdk-hnb659fds-cfn-exec-role-000000000000-region',
    ],
  });

  test('refutes a claims file that approves nobody, with a witness', async () => {
    const { status, out } = await strongroom(
      'prove',
      '--templates',
      templates,
      '--claims',
      write('claims.json', claims([])),
      '--json',
    );
    const proof = JSON.parse(out);
    expect([status, proof.verdict]).toEqual([1, 'refuted']);
    expect(proof.claims.find(({ verdict }: { verdict: string }) => verdict === 'refuted').witness.principal).toContain(
      'strongroom-redact',
    );
  });

  test.each([
    ['a claims file with a typo', ['--claims', write('typo.json', { classez: [] })], 'claims.invalid'],
    ['a claims file that is not JSON', ['--claims', write('broken.json', '{')], 'claims.invalid'],
    ['a name that no template has', ['--claims', write('nobody.json', claims(['nobody']))], 'ACCESS_DECLARATION'],
  ])('%s exits 2 and says what is wrong', async (_, args, code) => {
    const { status, err } = await strongroom('prove', '--templates', templates, ...args);
    expect(status).toBe(2);
    expect(err).toContain(code);
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('a claims file says which claims count, and a person answers for a finding', async () => {
    const file = write('chosen.json', { ...claims([]), claims: ['two-locks/raw/key'] });
    const asked = await strongroom('prove', templates, '--claims', file, '--json');
    const { claims: decided, notAsked } = JSON.parse(asked.out);
    expect([asked.status, decided.length, notAsked.includes('works')]).toEqual([1, 1, true]);
    const accepted = [{ id: decided[0].finding, reason: 'a pilot', approver: 'Ada', expires: '2999-01-01' }];
    const answered = write('answered.json', { ...claims([]), claims: ['two-locks/raw/key'], accepted });
    const { status, out } = await strongroom('prove', templates, '--claims', answered);
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/accepted by Ada until 2999-01-01: a pilot[\s\S]*proved, but for 1/),
    ]);
  });

  test('templates of others want a claims file, and it is said how to get one', async () => {
    const { status, err } = await strongroom('prove', write('other.yaml', 'Resources: {Q: {Type: AWS::SQS::Queue}}'));
    expect([status, err]).toEqual([2, expect.stringMatching(/claims\.missing[\s\S]*--init/)]);
  });

  test('the published schema of claims files is not stale', () => {
    expect(JSON.parse(readFileSync(join(ROOT, 'docs/claims.schema.json'), 'utf8'))).toEqual(claimsJsonSchema());
  });
});
