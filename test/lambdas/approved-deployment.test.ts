import { describe, expect, test } from 'vitest';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { announceTemplates, readFacts, readGate } from '../../lambdas/gate.ts';
import { proveAgain } from '../../lambdas/prove/prove.ts';
import { approve, askedNow, fileProposal, pauseGate, restart, settle } from '../../lambdas/restart.ts';
import type { Deployments } from '../../lambdas/sentinel/approved.ts';
import { sentinelHandler } from '../../lambdas/sentinel/handler.ts';
import { propose, sha256Of } from '../../lib/governance/gate/certificate.ts';
import { type DeploymentFacts, deployBy, isApprovedDeployment } from '../../lib/governance/gate/deployment.ts';
import { isOpen } from '../../lib/governance/gate/gate.ts';
import type { Findings } from '../../lib/governance/live-proof/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { PROPOSED, TEMPLATES } from '../governance/certificates.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

const HOUR = 3_600_000;
const ROLE = 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1';
const COMING = sha256Of('coming');
const digests = (version: string) => ({ 's-storage': sha256Of(`a${version}`), 's-audit': sha256Of(`b${version}`) });
const [FROM, TO] = [digests('1'), digests('2')];
const person = (id: string) => ({ id, via: 'declared' }) as const;
const before = new Date(NOW.getTime() - 24 * HOUR);

/** The account in the middle of the deployment: one stack is done, the other has not begun. */
const MIDDLE: DeploymentFacts = {
  live: {
    's-storage': { template: TO['s-storage'], changes: 1 },
    's-audit': { template: FROM['s-audit'], changes: 0 },
  },
  stacks: [
    { name: 's-storage', busy: true, touched: new Date(NOW.getTime() + HOUR) },
    { name: 's-audit', busy: false, touched: before },
    { name: 'of-others', busy: false, touched: before },
  ],
};
const DONE: DeploymentFacts = {
  ...MIDDLE,
  live: { 's-storage': { template: TO['s-storage'], changes: 1 }, 's-audit': { template: TO['s-audit'], changes: 1 } },
};

/** As CloudTrail reports what CloudFormation did with the role. */
const call = (identity: object = {}, detail: object = {}, id = 'e1') => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: 's3.amazonaws.com',
    eventName: 'PutBucketPolicy',
    eventID: id,
    userIdentity: {
      type: 'AssumedRole',
      invokedBy: 'cloudformation.amazonaws.com',
      sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE } },
      ...identity,
    },
    ...detail,
  },
});

async function ask(ports: Ports, changes: object = {}): Promise<string> {
  const { after, now } = await askedNow(ports, SETTINGS);
  const body = {
    ...PROPOSED,
    after,
    issued: now.toISOString(),
    digests: { ...PROPOSED.digests, templates: COMING },
    deploys: { over: TEMPLATES, from: FROM, to: TO, until: deployBy(now) },
    ...changes,
  };
  const proposal = propose(JSON.parse(JSON.stringify(body)));
  await fileProposal(ports, proposal);
  return proposal.id;
}

/** Collection runs, and a deployment was proved and approved by two before it. */
async function approvedAhead(people: readonly string[] = ['ada', 'ben'], changes: object = {}) {
  const { ports, advance } = await openTestLake();
  const id = await ask(ports, changes);
  for (const name of people) await approve(ports, SETTINGS, id, person(name));
  advance(HOUR);
  const told = async (event: unknown, facts: () => Promise<DeploymentFacts> = async () => MIDDLE) => {
    const deployments: Deployments = { role: ROLE, reviewers: SETTINGS.reviewers, stacks: Object.keys(TO), facts };
    const answer = (await sentinelHandler(ports, deployments)(event, contextOf('sentinel'))) as { answer: string };
    return answer.answer;
  };
  return { ports, advance, id, told };
}

describe('a deployment that was proved and approved before it', () => {
  test('pauses nothing, and collection goes on under its certificate', async () => {
    const { ports, advance, id, told } = await approvedAhead();
    expect(await told(call())).toBe('approved');
    const begins = { eventSource: 'cloudformation.amazonaws.com', eventName: 'ExecuteChangeSet' };
    const stackName = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/s-audit/0';
    expect(await told(call({ invokedBy: undefined }, { ...begins, requestParameters: { stackName } }, 'e2'))).toBe(
      'approved',
    );
    expect((await readGate(ports)).gate.state).toBe('running');
    // What is deployed is said by the next command of a governor: ingest takes nothing until the gate is opened for it.
    await announceTemplates(ports.control, COMING);
    await settle(ports, SETTINGS);
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(false);
    await restart(ports, SETTINGS, id, person('gil'));
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(true);
    // CloudTrail reports minutes later.
    advance(HOUR);
    expect(await told(call({}, {}, 'e3'), async () => DONE)).toBe('approved');
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(true);
  });

  const live = (changes: object): DeploymentFacts => ({ ...MIDDLE, live: { ...MIDDLE.live, ...changes } });
  const other = (changes: object): DeploymentFacts => ({
    ...MIDDLE,
    stacks: [...MIDDLE.stacks, { name: 'evil', busy: false, touched: before, ...changes }],
  });
  const ELSE: readonly [string, unknown, (() => Promise<DeploymentFacts>)?][] = [
    ['a call of somebody else', call({ type: 'IAMUser' })],
    ['a call of the role past CloudFormation', call({ invokedBy: undefined })],
    ['a call of the role through another service', call({ invokedBy: 'lambda.amazonaws.com' })],
    [
      'a call of CloudFormation with another role',
      call({ sessionContext: { sessionIssuer: { type: 'Role', arn: `${ROLE}x` } } }),
    ],
    [
      'a deployment of another stack that begins',
      call(
        { invokedBy: undefined },
        {
          eventSource: 'cloudformation.amazonaws.com',
          eventName: 'ExecuteChangeSet',
          requestParameters: { stackName: 'evil' },
        },
      ),
    ],
    [
      'another call about a stack of ours',
      call(
        { invokedBy: undefined },
        {
          eventSource: 'cloudformation.amazonaws.com',
          eventName: 'UpdateStack',
          requestParameters: { stackName: 's-audit' },
        },
      ),
    ],
    ['an event that cannot be read', call({}, { eventName: undefined })],
    ['another template', call(), async () => live({ 's-audit': { template: sha256Of('x'), changes: 1 } })],
    [
      'another template, while no change is told',
      call(),
      async () => live({ 's-audit': { template: sha256Of('x'), changes: 0 } }),
    ],
    [
      'the new template after two changes: another stood in between',
      call(),
      async () => live({ 's-audit': { template: TO['s-audit'], changes: 2 } }),
    ],
    [
      'the old template after a change: another stood in between',
      call(),
      async () => live({ 's-storage': { template: FROM['s-storage'], changes: 1 } }),
    ],
    ['a stack that is not there', call(), async () => live({ 's-audit': undefined })],
    ['another stack that is busy', call(), async () => other({ busy: true })],
    ['another stack that was touched since', call(), async () => other({ touched: NOW })],
    [
      'another stack of which nobody knows when it was touched',
      call(),
      async () => other({ touched: new Date(Number.NaN) }),
    ],
    ['an account that cannot be read', call(), () => Promise.reject(new Error('AccessDenied'))],
  ];
  test.each(ELSE)('%s pauses', async (_name, event, facts) => {
    const { ports, told } = await approvedAhead();
    expect(await told(event, facts)).toBe('paused');
    expect((await readGate(ports)).gate.state).toBe('paused');
  });

  test.each<[string, readonly string[], object]>([
    ['that one person approved', ['ada'], {}],
    ['that nobody approved', [], {}],
    [
      'whose day is over',
      ['ada', 'ben'],
      { deploys: { over: TEMPLATES, from: FROM, to: TO, until: NOW.toISOString() } },
    ],
    [
      'that was asked for of what is deployed already',
      ['ada', 'ben'],
      { deploys: undefined, digests: PROPOSED.digests },
    ],
    ['of no stack', ['ada', 'ben'], { deploys: { over: TEMPLATES, from: {}, to: {}, until: deployBy(NOW) } }],
  ])('one %s pauses', async (_name, people, changes) => {
    const { told } = await approvedAhead(people, changes);
    expect(await told(call())).toBe('paused');
  });

  test('a pause after the approval voids it', async () => {
    const { ports, id, told } = await approvedAhead();
    await pauseGate(ports, SETTINGS, person('gil'), 'drill');
    await told(call());
    await announceTemplates(ports.control, COMING);
    await expect(restart(ports, SETTINGS, id, person('gil'))).rejects.toMatchObject({ code: 'certificate.stale' });
  });

  test('other templates than the approved ones close the gate, and open nothing', async () => {
    const { ports, id } = await approvedAhead();
    await announceTemplates(ports.control, sha256Of('something else'));
    await settle(ports, SETTINGS);
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'templates-changed' });
    await expect(restart(ports, SETTINGS, id, person('gil'))).rejects.toMatchObject({
      code: expect.stringMatching(/^certificate\./),
    });
  });

  test('cannot be approved over other templates than those that are deployed', async () => {
    const { ports } = await openTestLake();
    const id = await ask(ports, { deploys: { over: sha256Of('others'), from: FROM, to: TO, until: deployBy(NOW) } });
    await expect(approve(ports, SETTINGS, id, person('ada'))).rejects.toMatchObject({ code: 'certificate.templates' });
  });

  test('needs as many approvers as the places ask for', () => {
    const proposal = propose({
      ...PROPOSED,
      issued: before.toISOString(),
      expires: deployBy(NOW),
      deploys: { over: TEMPLATES, from: FROM, to: TO, until: deployBy(NOW) },
    });
    const approvals = ['ada', 'ben'].map((name) => ({ by: person(name), at: before.toISOString() }));
    const account = { ...MIDDLE, stacks: MIDDLE.stacks.slice(0, 2) };
    expect(isApprovedDeployment(proposal, approvals, account, NOW, 2)).toBe(true);
    expect(isApprovedDeployment(proposal, approvals, account, NOW, 3)).toBe(false);
    expect(isApprovedDeployment(proposal, [...approvals, ...approvals], account, NOW, 2)).toBe(false);
    const requester = [{ by: PROPOSED.requester, at: before.toISOString() }, ...approvals.slice(1)];
    expect(isApprovedDeployment(proposal, requester, account, NOW, 2)).toBe(false);
    const at = (moment: string) => approvals.map((approval) => ({ ...approval, at: moment }));
    expect(isApprovedDeployment(proposal, at(proposal.issued), account, NOW, 2)).toBe(true);
    const early = new Date(Date.parse(proposal.issued) - 1).toISOString();
    expect(isApprovedDeployment(proposal, at(early), account, NOW, 2)).toBe(false);
    const later = approvals.map((approval) => ({ ...approval, at: deployBy(NOW) }));
    expect(isApprovedDeployment(proposal, later, account, NOW, 2)).toBe(false);
  });
});

describe('a reading of the account', () => {
  /** What a reading in the middle of anything would find: a claim that is refuted, for which collection pauses. */
  const findings = (began: string): Findings => ({
    ...{ began, account: '111122223333', region: 'eu-central-1', verdict: 'refuted', claims: 1, others: 0 },
    occasion: { on: 'schedule' },
    ...{ fallen: [], drifts: [], beside: [], unread: [], severity: [], templates: 'not certified' },
  });

  async function read({ ports }: { readonly ports: Ports }, facts: () => Promise<DeploymentFacts>) {
    const told: string[] = [];
    let decided = 0;
    const answer = await proveAgain(
      {
        ports,
        read: async () => ({
          ...{ at: '', accountId: '111122223333', region: 'eu-central-1', partition: 'aws', caller: 'c' },
          ...{ stacks: [], answers: [] },
        }),
        find: async ({ at }) => {
          decided++;
          return findings(at);
        },
        tell: async (subject) => void told.push(subject),
        wait: async () => {},
        deployments: { role: ROLE, reviewers: SETTINGS.reviewers, stacks: Object.keys(TO), facts },
      },
      { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} },
    );
    const filed = await Array.fromAsync(ports.objects.listVersions('audit', 'proofs/'));
    return { answer, decided, told: told.length, filed: filed.length, state: (await readGate(ports)).gate.state };
  }
  const THROWN_AWAY = { answer: 'deploying', decided: 0, told: 0, filed: 0, state: 'running' };
  const COUNTED = { answer: 'refuted', decided: 1, told: 1, filed: 1, state: 'paused' };

  test('in the middle of an approved deployment is thrown away: nothing is decided, filed, told or paused by it', async () => {
    expect(await read(await approvedAhead(), async () => MIDDLE)).toEqual(THROWN_AWAY);
  });

  const idle = { ...DONE, stacks: DONE.stacks.map((stack) => ({ ...stack, busy: false })) };
  const changed = { ...MIDDLE, live: { ...MIDDLE.live, 's-audit': { template: sha256Of('else'), changes: 0 } } };
  test.each<[string, readonly string[], () => Promise<DeploymentFacts>]>([
    ['after an approved deployment', ['ada', 'ben'], async () => idle],
    ['in the middle of one that too few approved', ['ada'], async () => MIDDLE],
    ['in the middle of one that nobody approved', [], async () => MIDDLE],
    ['in the middle of one that deploys something else', ['ada', 'ben'], async () => changed],
    ['while CloudFormation does not answer', ['ada', 'ben'], () => Promise.reject(new Error('busy'))],
  ])('%s counts', async (_, people, facts) => {
    expect(await read(await approvedAhead(people), facts)).toEqual(COUNTED);
  });
});
