import { describe, expect, test } from 'vitest';
import { serveWorkers } from '../../bin/embedded/worker-server.ts';
import { announceTemplates } from '../../lambdas/gate.ts';
import { certifiedBefore, changedSince, templatesBefore } from '../../lambdas/last-certificate.ts';
import { askedNow, fileProposal, pauseGate, restart } from '../../lambdas/restart.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import { PROPOSED, TEMPLATES } from '../governance/certificates.ts';
import { openTestLake, SETTINGS } from '../lambdas/lake.ts';

const APPROVERS = { groups: ['strongroom-approvers'] };

/** A proposal before two approvers, and the page on which they read it. */
async function opened() {
  const lake = await openTestLake({ gate: false });
  await announceTemplates(lake.ports.control, TEMPLATES);
  const { after, now } = await askedNow(lake.ports, SETTINGS);
  const proposal = propose({
    ...PROPOSED,
    ...{ after, requester: { id: 'ruth', via: 'declared' as const }, issued: now.toISOString() },
    digests: { ...PROPOSED.digests, templates: TEMPLATES },
    expires: new Date(now.getTime() + 30 * 86_400_000).toISOString(),
  });
  await fileProposal(lake.ports, proposal);
  const server = await serveWorkers(lake.ports, 0, { governor: lake.ports });
  const as = async (sub: string, claims: object = APPROVERS) => {
    const token = await server.signIn.token({ sub, claims: claims as Record<string, unknown> });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const send = async (method: string, path: string, body?: object) => {
      const sent = await fetch(`${server.origin}/approvals${path}`, {
        ...{ method, headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: documents of the page, as a test reads them
      return { status: sent.status, body: (await sent.json()) as any };
    };
    return {
      list: async () => (await send('GET', '/list')).body.proposals,
      approve: (id = proposal.id) => send('POST', '/approve', { id }),
      send,
    };
  };
  return { ...lake, server, proposal, as };
}

test('two others approve under their own names, and the restart counts their approvals', async () => {
  const { server, ports, proposal, as } = await opened();
  try {
    const [ada, ben, ruth] = [await as('ada'), await as('ben'), await as('ruth')];
    expect(await ada.list()).toMatchObject([
      { proposal: { id: proposal.id }, approvals: [], needed: 2, notNow: null, before: 'none', changed: null },
    ]);
    expect(await ruth.list()).toMatchObject([{ notNow: 'own' }]);
    expect((await ruth.approve()).status).toBe(409);
    expect((await ada.approve()).body.approvals).toMatchObject([{ by: { id: 'ada', via: 'declared' } }]);
    expect(await ada.list()).toMatchObject([{ notNow: 'done' }]);
    expect((await ada.approve()).status).toBe(409);
    expect((await ben.approve()).body.approvals).toHaveLength(2);
    expect(await (await as('cleo')).list()).toMatchObject([{ notNow: 'enough' }]);
    const certificate = await restart(ports, SETTINGS, proposal.id, { id: 'ruth', via: 'declared' });
    expect(certificate.approvals.map(({ by }) => by.id).toSorted()).toEqual(['ada', 'ben']);
    // It was for the place before it: nothing waits any more.
    expect(await ada.list()).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a pause voids what waits, and other templates are told before anybody reads in vain', async () => {
  const { server, ports, as } = await opened();
  try {
    const ada = await as('ada');
    await announceTemplates(ports.control, 'f'.repeat(64));
    expect(await ada.list()).toMatchObject([{ notNow: 'templates' }]);
    expect((await ada.approve()).body.message).toMatch(/other templates/);
    await pauseGate(ports, SETTINGS, { id: 'gil', via: 'declared' }, 'drill');
    expect(await ada.list()).toEqual([]);
    expect((await ada.approve()).status).toBe(409);
  } finally {
    await server.close();
  }
});

test('only an approver who is signed in sees or approves anything', async () => {
  const { server, ports, as, proposal } = await opened();
  try {
    for (const claims of [{}, { groups: ['strongroom-exemptions'] }, { groups: 'x' }]) {
      const other = await as('eve', claims);
      expect(await other.send('GET', '/list')).toMatchObject({ status: 403, body: { code: 'caller.not-approver' } });
      expect((await other.approve()).status).toBe(403);
    }
    expect((await fetch(`${server.origin}/approvals/list`)).status).toBe(401);
    const ada = await as('ada');
    for (const body of [{}, { id: 'x' }, { id: proposal.id, as: 'ben' }])
      expect((await ada.send('POST', '/approve', body)).status).toBe(400);
    expect((await ada.approve('0'.repeat(64))).status).toBe(409);
    expect((await ada.send('GET', '/nowhere')).status).toBe(404);
    const page = await (await fetch(`${server.origin}/approvals`)).text();
    expect(page).not.toContain(proposal.id);
    await server.close();
    const without = await serveWorkers(ports, 0);
    expect((await fetch(`${without.origin}/approvals`)).status).toBe(404);
    await without.close();
  } finally {
    await server.close().catch(() => {});
  }
});

describe('the certificate before a proposal', () => {
  test('is found after a restart, in a pause too, with what differs from it', async () => {
    const { server, ports, proposal, as } = await opened();
    try {
      expect(await certifiedBefore(ports, proposal)).toEqual({ is: 'none' });
      for (const who of ['ada', 'ben']) await (await as(who)).approve();
      const certificate = await restart(ports, SETTINGS, proposal.id, { id: 'ruth', via: 'declared' });
      await pauseGate(ports, SETTINGS, { id: 'gil', via: 'declared' }, 'drill');
      const { after } = await askedNow(ports, SETTINGS);
      const next = propose({
        ...proposal,
        ...{ after, digests: { ...proposal.digests, claims: 'd'.repeat(64), templates: 'e'.repeat(64) } },
      });
      const before = await certifiedBefore(ports, next);
      expect(before).toMatchObject({ is: 'known', number: 1, certificates: [{ id: proposal.id }] });
      expect(changedSince(next, before)).toEqual({ templates: true, claims: true, promises: false });
      expect(templatesBefore(next, before)).toBe(TEMPLATES);
      // Of a certificate that was made before, what came before it.
      expect(await certifiedBefore(ports, certificate)).toEqual({ is: 'none' });
    } finally {
      await server.close();
    }
  });

  test('is lost, and nothing is said to be unchanged, where its content is not in the control table, or is another', async () => {
    const { ports, proposal } = await opened();
    const next = (id: string) => ({ ...proposal, after: { ...proposal.after, number: 1 }, id });
    const file = (id: string) =>
      ports.objects.putOnce('audit', `certificates/00000001-${id}.json`, Buffer.from('{}'), 'application/json');
    await file('a'.repeat(64));
    const lost = await certifiedBefore(ports, next(proposal.id));
    expect(lost).toEqual({ is: 'lost', number: 1, ids: ['a'.repeat(64)] });
    expect(changedSince(proposal, lost)).toBe(null);
    // Two were filed at the same time: one that is known does not speak for both.
    await file(proposal.id);
    expect(await certifiedBefore(ports, next(proposal.id))).toMatchObject({ is: 'lost' });
    expect(await certifiedBefore(ports, { after: { ...proposal.after, number: 7 } })).toEqual({
      ...{ is: 'lost', number: 7, ids: [] },
    });
  });
});
