import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cause } from '../../lib/access/causes/index.ts';
import type { Claim, Declaration, Proof } from '../../lib/access/index.ts';
import { readApp } from '../../lib/access/index.ts';
import { drawing } from '../../lib/report/document/drawing.ts';
import type { RunFacts } from '../../lib/report/document/head.ts';
import { matrix } from '../../lib/report/document/matrix.ts';
import { proofPage } from '../../lib/report/document/proof-page.ts';
import { reachOf } from '../../lib/report/document/reach.ts';
import { reachInWords } from '../../lib/report/document/reach-table.ts';
import { refutations } from '../../lib/report/document/refutations.ts';
import { CHROMIUM, launch, picture, tooWide, violations } from '../e2e/chromium.ts';
import { present } from '../present.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const TEAMS = Array.from({ length: 50 }, (_, at) => `acme-team-${String.fromCharCode(97 + (at % 26))}${at}`);

const trustOf = (principal: object) => ({ Statement: [{ Effect: 'Allow', Principal: principal }] });
const role = (name: string, principal: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: name, AssumeRolePolicyDocument: trustOf(principal) },
  Metadata: { 'aws:cdk:path': name },
});
const ROLES = [
  ...TEAMS.map((name) => role(name, { AWS: 'arn:aws:iam::111122223333:root' })),
  role('acme-redact', { Service: 'lambda.amazonaws.com' }),
  role('acme-auditor', { AWS: 'arn:aws:iam::111122223333:root' }),
  role('acme-page', { Service: 'lambda.amazonaws.com' }),
];
const APP = readApp(
  { roles: { Resources: Object.fromEntries(ROLES.map((resource, at) => [`Role${at}`, resource])) } },
  { accountId: '111122223333', region: 'eu-central-1' },
);

const DECLARATION: Declaration = {
  classes: [
    { name: 'raw', approvedReaders: [arn('acme-redact')], sensitivity: 'S4', retentionDays: 7 },
    { name: 'audit', approvedReaders: [arn('acme-auditor')], approvedServices: ['athena.amazonaws.com'] },
    ...TEAMS.map((name) => ({ name: `results of ${name}`, approvedReaders: [arn(name)], sensitivity: 'S3' })),
  ],
  trustedBase: [arn('cdk-exec')],
  teams: TEAMS.map((name, at) => ({
    ...{ role: arn(name), table: 'lake.activity' },
    columns: at % 2 === 0 ? ['kind'] : ['kind', 'text'],
    rowFilter: `("jurisdiction" = 'XA' AND "kind" IN ('text', 'key'))`,
  })),
  columns: [
    { name: 'kind', sensitivity: 'S0' },
    { name: 'text', sensitivity: 'S3' },
  ],
};

const guard = {
  ...{ statement: 'Deny DenyReadUnlessListed of RawPolicy', construct: 'Raw/Policy', source: 'lib/zone.ts:82' },
  ...{ text: '{}', without: 'refuted' as const },
};
const claim = (id: string, more: Partial<Claim> = {}): Claim => ({
  ...{ id, class: id.split('/')[1] as string, tier: 'A', text: `Nobody reads <b>${id}</b>.`, verdict: 'proved' },
  guards: [],
  ...more,
});
const held: Claim[] = DECLARATION.classes.flatMap(({ name }) => [
  claim(`two-locks/${name}/bucket/B`, name === 'raw' ? { guards: [guard] } : {}),
  claim(`no-escalation/${name}/anybody`),
  claim(`no-escalation/${name}/templates`),
  claim(`no-silent-administrator/${name}`),
]);
const byOops = { statement: 'Allow Oops of <img src=x>', construct: 'Team', source: 'lib/team.ts:19' };
const path = (action: string) => ({
  principal: arn('acme-page'),
  path: [
    { action: 'sts:AssumeRole', resource: arn('acme-redact'), ...byOops },
    { action, resource: 'arn:aws:s3:::raw/x', statement: 'Allow Read', construct: 'Raw', source: `${action}.ts:1` },
  ],
});
const REFUTED: Claim[] = held.map((other) => {
  if (other.id === 'no-escalation/raw/templates')
    return { ...other, verdict: 'refuted', because: 'it can', witness: path('s3:GetObject') };
  if (other.id === 'no-escalation/audit/templates')
    return { ...other, verdict: 'refuted', witness: path('s3:GetObjectVersion') };
  if (other.id === 'two-locks/audit/bucket/B') return { ...other, verdict: 'undecided', because: 'not understood' };
  const accepted = { reason: 'old', approver: 'rae', expires: '2999-01-01' };
  return other.id === `two-locks/results of ${TEAMS[0]}/bucket/B`
    ? { ...other, verdict: 'refuted', witness: path('kms:Decrypt'), accepted }
    : other;
});
const proofOf = (claims: readonly Claim[], verdict: Proof['verdict']): Proof => ({
  ...{ verdict, claims, trusted: ['cdk'], residuals: ['root'], notAsked: [], acceptances: [], notUnderstood: [] },
  ...{ assumptions: ['AWS decides as documented'], idle: [], inputs: { templates: {} }, statistics: {} },
});
const CAUSES: Cause[] = [
  {
    ...{ kind: 'right', verdict: 'refuted', example: 'it can', unknown: [], invented: [] },
    ...{ lets: 'Deny D asks for <x>', advice: ['Take "Oops" away.'] },
    claims: ['no-escalation/raw/templates', 'no-escalation/audit/templates'],
  },
];
const RUN: RunFacts = {
  ...{
    by: 'rae <script>',
    at: '2026-03-01T08:00:00.000Z',
    version: '1.0.0',
    environment: 'main',
    region: 'eu-north-1',
  },
  ...{ commit: { id: 'ab12'.repeat(10), changed: true }, account: '111122223333' },
  ...{ templates: '1'.repeat(64), proof: '2'.repeat(64) },
};
const proved = proofOf(held, 'proved');
const refuted = proofOf(REFUTED, 'refuted');
const reach = (proof: Proof) => reachOf(APP, DECLARATION, proof);
const pageOf = (proof: Proof): string => proofPage({ run: RUN, proof, reach: reach(proof), causes: CAUSES });

describe('the drawing of who reaches which class', () => {
  test('gives each of fifty teams its own line, and their results one lane', () => {
    const svg = drawing(reach(proved));
    for (const name of TEAMS) expect(svg).toContain(`<title>${name}</title>`);
    const lines = [...svg.matchAll(/class="way" x1="[\d.]+" y1="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(lines).toHaveLength(TEAMS.length + 3);
    expect(lines.slice(1).every((y, at) => y - present(lines[at]) >= 22)).toBe(true);
    expect(svg.match(/class="lane"/g)).toHaveLength(3);
    expect(svg).toContain('results (50)');
    expect(svg).toContain('EVERYBODY ELSE IS STOPPED HERE');
    expect(svg).toBe(drawing(reach(proofOf(structuredClone(held), 'proved'))));
  });

  test('distinguishes people, functions and teams, and shows who reads nothing', () => {
    const { readers, others } = reach(proved);
    const group = (name: string) => readers.find((reader) => reader.name === name)?.group;
    expect([present(TEAMS[3]), 'acme-redact', 'acme-auditor', 'athena.amazonaws.com'].map(group)).toEqual([
      ...['team', 'function', 'person', 'function'],
    ]);
    expect(others).toEqual(['acme-page']);
  });

  test('opens the lane of a class that an unapproved principal can enter, and says so in words', () => {
    const svg = drawing(reach(refuted));
    expect(svg.match(/class="lane open"/g)).toHaveLength(2);
    expect(svg).toContain('NOT ALL ARE STOPPED');
    const words = reachInWords(reach(refuted));
    expect(words.match(/gets in/g)).toHaveLength(2);
    expect(words.match(/not decided/g)).toHaveLength(1);
    expect(reachInWords(reach(proved))).toContain('Deny DenyReadUnlessListed of RawPolicy <code>lib/zone.ts:82</code>');
  });
});

test('the matrix names each team once per column, with its row rule in words', () => {
  const html = matrix(reach(proved));
  expect(html.match(/<tr data-find>/g)).toHaveLength(2);
  expect(html.match(/class="yes"/g)).toHaveLength(50 + 25);
  expect(html).toContain('sees rows where jurisdiction is XA, and kind is text or key');
});

describe('a failing claim', () => {
  test('is drawn with the place to cut: the step that most paths use', () => {
    const html = refutations(REFUTED);
    expect(html.match(/<article/g)).toHaveLength(3);
    expect(html.match(/✂ cut here: 2 paths end/g)).toHaveLength(2);
    const [places] = present(/<h3>Where to cut<\/h3><ul[^>]*>(.*?)<\/ul>/s.exec(html));
    expect(places.match(/<li>/g)).toHaveLength(1);
    expect(places).toContain('lib/team.ts:19');
    expect(html).toContain('No path is known: what is not understood is not counted as safe.');
  });

  test('says at the first claim of a cause what lets it through and what to do, and at the others where that stands', () => {
    const [, first, unknown, second] = refutations(REFUTED, CAUSES).split('<article');
    expect([first, second].map((text) => text?.includes('Take &#34;Oops&#34; away.'))).toEqual([true, false]);
    expect(first).toContain('<b>Not stopped:</b> Deny D asks for &#60;x&#62;');
    expect(second).toContain('The cause is that of <a href="#path-');
    expect(unknown).not.toContain('What to do');
  });

  test('is left out when a person accepts it, and the section is empty when all claims hold', () => {
    expect(refutations(REFUTED)).not.toContain('results of');
    expect(refutations(held)).toBe('');
    expect(pageOf(proved)).not.toContain('What does not hold');
  });

  test("names the missing statement where any principal's own policy would suffice", () => {
    const step = { action: 's3:GetObject', resource: 'r', construct: 'c', source: 'lib/zone.ts:82' };
    const anybody = { ...step, statement: 'any identity policy that allows it: Deny A does not apply to it' };
    const html = refutations([
      claim('two-locks/raw/bucket/B', { verdict: 'refuted', witness: { principal: 'x', path: [anybody] } }),
    ]);
    expect(html).toContain('deny <code>s3:GetObject</code> to all but those who are listed');
  });
});

test('no text of a template or a user becomes markup', () => {
  const html = pageOf(refuted);
  expect(html).not.toMatch(/<img|<b>two-locks\/|rae <script>/);
  expect(html.match(/<script/g)).toHaveLength(1);
});

describe.skipIf(CHROMIUM === undefined)('in Chromium (skipped where there is none)', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-report-'));
  const addressOf = (proof: Proof): string => {
    const file = join(folder, `${proof.verdict}.html`);
    writeFileSync(file, pageOf(proof));
    return pathToFileURL(file).href;
  };
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['proved', 1280, 'light'],
    ['refuted', 768, 'dark'],
    ['refuted', 390, 'light'],
  ] as const)(
    'the page of a proof that is %s has no accessibility violation at %i px, %s',
    async (verdict, width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.goto(addressOf(verdict === 'proved' ? proved : refuted));
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      await picture(page, `report-${verdict}-${width}-${colorScheme}`);
    },
  );

  test('finds lines by their text, opens the target of a link, and prints completely', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`${addressOf(proved)}#claim-two-locks_raw_bucket_B`);
    const target = page.locator('[id="claim-two-locks_raw_bucket_B"]');
    expect(await target.isVisible()).toBe(true);
    await page.fill('#find', 'denyreadunlesslisted raw');
    expect(await target.isVisible()).toBe(true);
    expect(await page.locator('.claims [data-find]:visible').count()).toBe(1);
    await page.goto(`${addressOf(proved)}#find=zone.ts%3A82`);
    await page.reload();
    expect(await page.locator('.claims [data-find]:visible').count()).toBe(1);
    await page.fill('#find', '');
    expect(await page.locator('.claims [data-find]:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.claims [data-find]:visible').count()).toBe(held.length);
    expect(faults).toEqual([]);
  });
});
