import { expect, test } from 'vitest';
import { propose, sha256Of } from '../../../lib/governance/gate/certificate.ts';
import { type DeploymentFacts, deployBy, isApprovedDeployment } from '../../../lib/governance/gate/deployment.ts';
import { present } from '../../present.ts';
import { APPROVALS, PROPOSED } from '../certificates.ts';

const [OLD, NEW] = [sha256Of('old'), sha256Of('new')];
const ISSUED = Date.parse(PROPOSED.issued);
const HOUR_MS = 3_600_000;
const UNTIL = ISSUED + 80 * HOUR_MS;

const proposal = propose({
  ...PROPOSED,
  deploys: { over: sha256Of('before'), from: { ours: OLD }, to: { ours: NEW }, until: new Date(UNTIL).toISOString() },
});
const changed: DeploymentFacts = { live: { ours: { template: NEW, changes: 1 } }, stacks: [] };
const decide = (facts = changed, now = UNTIL - 1, approvals = APPROVALS, made = proposal): boolean =>
  isApprovedDeployment(made, approvals, facts, new Date(now), 2);
const stack = (busy: boolean, touched: number): DeploymentFacts => ({
  ...changed,
  stacks: [{ name: 'another', busy, touched: new Date(touched) }],
});

test.each<[boolean, string, () => boolean]>([
  [true, 'until the last moment', () => decide()],
  [false, 'when its time is over', () => decide(changed, UNTIL)],
  [
    false,
    'when the certificate ends first',
    () =>
      decide(
        changed,
        Date.parse(PROPOSED.expires),
        APPROVALS,
        propose({ ...PROPOSED, deploys: { ...present(proposal.deploys), until: '2027-01-01T00:00:00.000Z' } }),
      ),
  ],
  [false, 'before it was asked for', () => decide(changed, ISSUED - 1)],
  [false, 'when nothing was approved for deployment', () => decide(changed, UNTIL - 1, APPROVALS, propose(PROPOSED))],
  [
    false,
    'when it was approved before it was asked for',
    () =>
      decide(
        changed,
        UNTIL - 1,
        APPROVALS.map((approval) => ({ ...approval, at: new Date(ISSUED - 1).toISOString() })),
      ),
  ],
  [
    true,
    'when it was approved in the moment in which it was asked for',
    () =>
      decide(
        changed,
        UNTIL - 1,
        APPROVALS.map((approval) => ({ ...approval, at: PROPOSED.issued })),
      ),
  ],
  [
    true,
    'that begins in the moment in which it was asked for',
    () =>
      decide(
        changed,
        ISSUED,
        APPROVALS.map((approval) => ({ ...approval, at: PROPOSED.issued })),
      ),
  ],
  [
    true,
    'when it is approved now',
    () =>
      decide(
        changed,
        UNTIL - 1,
        APPROVALS.map((approval) => ({ ...approval, at: new Date(UNTIL - 1).toISOString() })),
      ),
  ],
  [
    false,
    'when it is approved later',
    () =>
      decide(
        changed,
        UNTIL - 2,
        APPROVALS.map((approval) => ({ ...approval, at: new Date(UNTIL - 1).toISOString() })),
      ),
  ],
  [false, 'with one approver', () => decide(changed, UNTIL - 1, APPROVALS.slice(0, 1))],
  [true, 'when nothing was changed', () => decide({ live: { ours: { template: OLD, changes: 0 } }, stacks: [] })],
  [
    false,
    'when the new template is there and no change is',
    () => decide({ live: { ours: { template: NEW, changes: 0 } }, stacks: [] }),
  ],
  [
    false,
    'when the change left the old template',
    () => decide({ live: { ours: { template: OLD, changes: 1 } }, stacks: [] }),
  ],
  [false, 'when it was changed twice', () => decide({ live: { ours: { template: NEW, changes: 2 } }, stacks: [] })],
  [false, 'when the stack is gone', () => decide({ live: {}, stacks: [] })],
  [true, 'when another stack was touched before', () => decide(stack(false, ISSUED - 1))],
  [false, 'when another stack was touched in the moment in which it was asked for', () => decide(stack(false, ISSUED))],
  [false, 'when another stack is being touched', () => decide(stack(true, ISSUED - 1))],
  [false, 'when nobody knows when another stack was touched', () => decide(stack(false, Number.NaN))],
])('a deployment is approved (%s) %s', (approved, _when, decided) => {
  expect(decided()).toBe(approved);
});

test('a deployment may take place within a day', () => {
  expect(deployBy(new Date(ISSUED))).toBe(new Date(ISSUED + 24 * HOUR_MS).toISOString());
});
