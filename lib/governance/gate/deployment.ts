import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { type Approval, type Proposal, sha256Of } from './certificate.ts';
import { areIndependent } from './examine.ts';

/** How long after its request a deployment may take place (hours): long enough for two people to read it. */
const WINDOW_HOURS = 24;
const HOUR_MS = 3_600_000;

/** One digest per template, of its content without white space. Names as in CloudFormation. */
export const stackDigests = (templates: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...templates].map(([name, text]) => [
      name.replace(/\.template\.json$/, ''),
      sha256Of(canonicalJson(JSON.parse(text) as Json)),
    ]),
  );

/** Deadline of a deployment that is requested now. */
export const deployBy = (now: Date): string => new Date(now.getTime() + WINDOW_HOURS * HOUR_MS).toISOString();

/** A stack of the account, as CloudFormation lists it. */
export interface StackNews {
  readonly name: string;
  readonly busy: boolean;
  /** When it was last created, changed or deleted. */
  readonly touched: Date;
}

/** One of the platform's stacks, in its current state. */
export interface LiveStack {
  /** Digest of its template. */
  readonly template: string;
  /** How many creations, changes or deletions began since a moment, rollbacks included. */
  readonly changes: number;
}

/** Facts about a deployment that is running, or has just ended. */
export interface DeploymentFacts {
  readonly live: Readonly<Record<string, LiveStack>>;
  /** Every stack of the account, including recently deleted ones. */
  readonly stacks: readonly StackNews[];
}

/**
 * Whether all of CloudFormation's activity since the request for approval matches the approval. Each of the platform's
 * stacks either was left alone and still has its old template, or was changed once and has the proved and approved
 * template. No other stack was touched. A stack that was changed twice, or rolled back, had another template in
 * between, which was not approved. A reported call does not name its stack, so all stacks must match.
 */
export function isApprovedDeployment(
  { deploys, requester, issued, expires }: Proposal,
  approvals: readonly Approval[],
  { live, stacks }: DeploymentFacts,
  now: Date,
  reviewers: number,
): boolean {
  if (deploys === undefined) return false;
  const people = approvals.map(({ by }) => by);
  if (!areIndependent(requester, people, reviewers)) return false;
  const [from, until] = [Date.parse(issued), Math.min(Date.parse(deploys.until), Date.parse(expires))];
  if (!(now.getTime() >= from && now.getTime() < until)) return false;
  if (!approvals.every(({ at }) => Date.parse(at) >= from && Date.parse(at) <= now.getTime())) return false;
  const ours = Object.keys(deploys.to);
  const known = ours.every((name) => {
    const stack = live[name];
    if (stack === undefined) return false;
    return stack.changes === 0
      ? stack.template === deploys.from[name]
      : stack.changes === 1 && stack.template === deploys.to[name];
  });
  return (
    ours.length > 0 &&
    known &&
    stacks.every(({ name, busy, touched }) => ours.includes(name) || !(busy || !(touched.getTime() < from)))
  );
}
