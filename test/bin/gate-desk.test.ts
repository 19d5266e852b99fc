import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAwsDesk } from '../../bin/aws/gate-desk.ts';
import { digestOf } from '../../bin/embedded/proof.ts';
import { readFacts, readGate } from '../../lambdas/gate.ts';
import { approve, fileProposal, restart } from '../../lambdas/restart.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import { isOpen } from '../../lib/governance/gate/gate.ts';
import { STACKS } from '../../lib/governance/stacks.ts';
import type { AwsNames } from '../../lib/storage/aws/config.ts';
import { PROPOSED } from '../governance/certificates.ts';
import { openTestLake, SETTINGS } from '../lambdas/lake.ts';
import { present } from '../present.ts';
import { testFolder } from '../storage/folder.ts';

const arnOf = (session: string) => `arn:aws:sts::111122223333:assumed-role/strongroom-governor/${session}`;
const templatesOf = (names: readonly string[]) =>
  new Map(names.map((name) => [name, JSON.stringify({ Description: name })]));

describe('the desk of a governor on AWS', () => {
  /** As `session`, on the adapters of a local lake: the test covers identities and observed templates. */
  async function desks() {
    const { ports } = await openTestLake({ gate: false });
    const asked: { names?: AwsNames; stacks?: readonly string[] } = {};
    const openAs = (session: string) =>
      openAwsDesk('eu-central-1', testFolder(), {
        deployment: {
          caller: async () => ({ accountId: '111122223333', arn: arnOf(session) }),
          templates: async (stacks) => {
            asked.stacks = stacks;
            return templatesOf(stacks);
          },
        },
        portsOf: (names) => {
          asked.names = names;
          return ports;
        },
      });
    return { ports, openAs, asked };
  }

  test("names the platform's resources, and identifies a person by STS, not by the typed name", async () => {
    const { openAs, asked } = await desks();
    const desk = await openAs('ada');
    expect(asked.names).toEqual({
      buckets: { audit: 'strongroom-audit-111122223333-eu-central-1' },
      controlTable: 'strongroom-control',
      certificateKey: 'alias/strongroom-certificates',
    });
    expect(desk.person(undefined)).toEqual({ id: arnOf('ada'), via: 'iam' });
    expect(() => desk.person('ben')).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test('observes the deployment, so that a restart by three sessions opens the gate, and a new template shuts it', async () => {
    const { ports, openAs, asked } = await desks();
    const rae = await openAs('rae');
    const templates = digestOf(rae.templates);
    const proposal = propose({
      ...PROPOSED,
      requester: rae.person(undefined),
      digests: { ...PROPOSED.digests, templates },
    });
    await fileProposal(rae.ports, proposal);
    for (const session of ['ada', 'ben']) {
      const desk = await openAs(session);
      await approve(desk.ports, SETTINGS, proposal.id, desk.person(undefined));
    }
    await expect(approve(rae.ports, SETTINGS, proposal.id, rae.person(undefined))).rejects.toThrow('cannot approve');
    const certificate = await restart(ports, SETTINGS, proposal.id, rae.person(undefined));
    expect(certificate.approvals.map(({ by }) => by)).toEqual([
      { id: arnOf('ada'), via: 'iam' },
      { id: arnOf('ben'), via: 'iam' },
    ]);
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(true);
    await openAwsDesk('eu-central-1', testFolder(), {
      deployment: {
        caller: async () => ({ accountId: '111122223333', arn: arnOf('ada') }),
        templates: async (stacks) => templatesOf(stacks).set(present(stacks[0]), '{}'),
      },
      portsOf: () => ports,
    });
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(false);
    expect(asked.stacks).toEqual(STACKS.map((name) => `strongroom-${name}`));
  });

  test('one digest for one app, from a folder or from CloudFormation', () => {
    const pretty = (value: unknown) => JSON.stringify(value, null, 2);
    const [folder, live] = [
      new Map([['a.template.json', pretty({ Resources: { B: 1, A: 2 } })]]),
      new Map([['a', JSON.stringify({ Resources: { A: 2, B: 1 } })]]),
    ];
    expect(digestOf(folder)).toBe(digestOf(live));
    expect(digestOf(live)).not.toBe(digestOf(new Map([['a', '{"Resources":{"A":2}}']])));
  });
});

test('the observed stacks are the synthesized ones', () => {
  const stacks = readdirSync(new URL('../../lib/platform/stacks', import.meta.url))
    .filter((file) => file.endsWith('-stack.ts'))
    .map((file) => file.replace('-stack.ts', ''));
  expect([...STACKS].toSorted()).toEqual(stacks.toSorted());
});
