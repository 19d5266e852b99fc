import { type DeploymentFacts, isApprovedDeployment } from '../../lib/governance/gate/deployment.ts';
import { idIn, placeIn } from '../../lib/governance/gate/log.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { readLog } from '../gate.ts';
import { approvedAs, approvedAt } from '../restart.ts';
import type { ReportedCall } from './event.ts';

/** How the sentinel learns which deployment is running. */
export interface Deployments {
  /** ARN of the role with which CloudFormation deploys. */
  readonly role: string;
  /** How many approvers it takes. */
  readonly reviewers: number;
  /** Names of the stacks of this installation. */
  readonly stacks: readonly string[];
  readonly facts: (since: Date) => Promise<DeploymentFacts>;
}

/** Time limit of the look-up (ms): the reported principal must not gain time by it. */
const PATIENCE_MS = 10_000;

/**
 * Whether a call is part of a deployment that was proved and approved before it. If this cannot be read in time, the answer is
 * no.
 */
export async function isOfApprovedDeployment(
  ports: Ports,
  reported: ReportedCall | undefined,
  deployments: Deployments | undefined,
): Promise<boolean> {
  if (deployments === undefined || reported === undefined || !mayBe(reported, deployments)) return false;
  return inTime(lookFor(ports, deployments));
}

/** Whether a deployment that was proved and approved before it is under way: until it is over the account is neither the old nor the new. */
export async function isDeploying(ports: Ports, deployments: Deployments | undefined): Promise<boolean> {
  if (deployments === undefined) return false;
  let isBusy = false;
  const facts = async (since: Date): Promise<DeploymentFacts> => {
    const found = await deployments.facts(since);
    isBusy ||= found.stacks.some(({ name, busy }) => busy && deployments.stacks.includes(name));
    return found;
  };
  return (await inTime(lookFor(ports, { ...deployments, facts }))) && isBusy;
}

/** False when the answer does not come, or does not come in time. */
async function inTime(answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer.catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookFor(ports: Ports, { reviewers, facts }: Deployments): Promise<boolean> {
  const log = await readLog(ports.objects);
  // Reports come minutes later: so this holds even after collection resumed under the deployment's approval.
  const approved = [...(await approvedAt(ports, placeIn(log))), ...(await approvedAs(ports, log.newest.map(idIn)))];
  const now = ports.clock.now();
  for (const { proposal, approvals } of approved) {
    if (proposal.deploys === undefined) continue;
    const found = await facts(new Date(proposal.issued));
    if (isApprovedDeployment(proposal, approvals, found, now, reviewers)) return true;
  }
  return false;
}

/**
 * Calls by which the command line begins a deployment of a stack. The deploying principal makes them, before CloudFormation calls
 * anything.
 */
const BEGINS = ['CreateChangeSet', 'ExecuteChangeSet'];

/** Whether a call may be part of a deployment of ours at all: CloudFormation's with its role, or one that begins it. */
const mayBe = ({ call, deployedBy, stack }: ReportedCall, { role, stacks }: Deployments): boolean =>
  deployedBy === role ||
  (call.service === 'cloudformation' && BEGINS.includes(call.name) && stack !== undefined && stacks.includes(stack));
