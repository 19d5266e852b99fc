import { expect, test } from 'vitest';
import { propose } from '../../lib/governance/gate/certificate.ts';
import { proposalPage } from '../../lib/report/document/proposal-page.ts';
import { type Earlier, proposalJson, proposalLines } from '../../lib/report/proposal.ts';
import { PLAIN } from '../../lib/report/terminal.ts';

const NONE = { is: 'none' } as const;
const digest = (letter: string): string => letter.repeat(64);
const proposal = propose({
  version: 'certificate/2',
  after: { number: 2, pauses: digest('a') },
  guard: {
    id: 'Deny DenyReadUnlessListed of RawPolicy',
    claim: 'two-locks/raw/bucket',
    text: '{"Effect":"Deny","Action":"s3:GetObject*"}',
    hash: digest('b'),
  },
  proof: {
    with: { verdict: 'proved', claims: 215 },
    without: {
      verdict: 'refuted',
      principal: 'arn:aws:iam::000000000000:role/x',
      path: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::raw/a', statement: 'any identity policy' }],
    },
  },
  digests: { templates: digest('c'), claims: digest('d'), promises: digest('e') },
  incident: 'INC-7',
  requester: { id: 'rae', via: 'declared' },
  issued: '2026-03-01T08:00:00.000Z',
  expires: '2026-06-01T08:00:00.000Z',
});

const before = (...digests: Partial<typeof proposal.digests>[]) => ({
  is: 'known' as const,
  certificates: digests.map((other) => ({ id: digest('9'), digests: { ...proposal.digests, ...other } })),
});

test('an approver sees the rule, what it blocks, the requester and the next step, in one screen', () => {
  const lines = proposalLines({ proposal, file: 'c.json', earlier: NONE }, PLAIN);
  expect(lines.length).toBeLessThan(30);
  const text = lines.join('\n');
  for (const part of [
    'asked for by rae (declared)',
    'answers incident INC-7; comes after certificate 2',
    '"Action": "s3:GetObject*"',
    'all 215 claims are proved',
    'arn:aws:iam::000000000000:role/x could read:',
    's3:GetObject on arn:aws:s3:::raw/a, by any identity policy',
    'this claim falls: two-locks/raw/bucket',
    'gate approve c.json',
  ])
    expect(text).toContain(part);
});

test('the page says the same, of a rule with markup in it too, and sends no request', () => {
  const hostile = { ...proposal, guard: { ...proposal.guard, id: 'Deny <script>alert(1)</script>' } };
  const earlier = before({ templates: digest('f') });
  const html = proposalPage({ proposal: hostile, file: 'c.json', earlier, sameTemplates: false });
  for (const part of [
    ...['rae (declared)', 'incident INC-7', 'certificate 2', 'all 215 claims are proved', 'gate approve c.json'],
    ...['two-locks/raw/bucket', 's3:GetObject', digest('c'), 'changed since the last certificate'],
    'The given templates are others.',
  ])
    expect(html).toContain(part);
  expect(html).not.toContain('<script');
  expect(html).not.toMatch(/\b(?:src|href)=/);
});

test('it shows the differences from the last certificate, and from given templates', () => {
  const earlier = before({ templates: digest('f') });
  const text = proposalLines({ proposal, file: 'c.json', earlier, sameTemplates: false }, PLAIN).join('\n');
  expect(text).toMatch(/the synthesized templates +c+ {2}changed since the last certificate/);
  expect(text).toMatch(/the claims and their verdicts +d+ {2}as in the last certificate/);
  expect(text).toContain('the given templates are others');
});

test('a deployment that is requested in advance names the stacks that it may change, and its deadline', () => {
  const deploys = {
    over: digest('a'),
    from: { storage: digest('b'), audit: digest('c') },
    to: { storage: digest('d'), audit: digest('c') },
    until: '2026-03-02T08:00:00.000Z',
  };
  expect(
    proposalLines({ proposal: { ...proposal, deploys }, file: 'c.json', earlier: NONE }, PLAIN).join('\n'),
  ).toContain('may change storage without a pause, until 2026-03-02T08:00:00.000Z');
});

test('it says that nothing came before, that the last certificate is not known, and what differs from either of two', () => {
  const told = (earlier: Earlier, difference?: readonly string[]) =>
    proposalLines({ proposal, file: 'c.json', earlier, ...(difference && { difference }) }, PLAIN).join('\n');
  expect(told(NONE)).toContain('no certificate came before it, so all of it is new');
  expect(told({ is: 'unknown', why: 'no lake' })).toContain('not compared with the last certificate: no lake');
  for (const earlier of [NONE, { is: 'unknown', why: 'no lake' } as const])
    expect(told(earlier)).not.toMatch(/as in|changed since/);
  const two = before({}, { claims: digest('f') });
  expect(told(two)).toMatch(/the claims and their verdicts +d+ {2}changed since/);
  expect(told(two, ['Access widens.', '+ critical x'])).toContain('    + critical x');
  expect(proposalJson({ proposal, file: 'c.json', earlier: two })).toMatchObject({
    id: proposal.id,
    changed: { templates: false, claims: true, promises: false },
  });
  expect(proposalJson({ proposal, file: 'c.json', earlier: NONE })).toMatchObject({
    since: { is: 'none' },
    changed: { templates: null, claims: null, promises: null },
  });
});
