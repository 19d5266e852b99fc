import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { type Approval, type Proposal, sha256Of } from './certificate.ts';
import { areIndependent } from './examine.ts';

/** For how long after it was asked for a deployment may take place (hours): long enough for two people to read it. */
const WINDOW_HOURS = 24;
const HOUR_MS = 3_600_000;

/** One digest for each template: of what it says, not of its white space. Names as CloudFormation has them. */
export const stackDigests = (templates: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...templates].map(([name, text]) => [
      name.replace(/\.template\.json$/, ''),
      sha256Of(canonicalJson(JSON.parse(text) as Json)),
    ]),
  );

/** When a deployment that is asked for now must be over. */
export const deployBy = (now: Date): string => new Date(now.getTime() + WINDOW_HOURS * HOUR_MS).toISOString();

/** A stack of the account, as CloudFormation lists it. */
export interface StackNews {
  readonly name: string;
  readonly busy: boolean;
  /** When it was last made, changed or deleted. */
  readonly touched: Date;
}

/** One of our stacks, as it is now. */
export interface LiveStack {
  /** Digest of its template. */
  readonly template: string;
  /** How often it began to be made, changed or deleted since a moment, going back after a failure included. */
  readonly changes: number;
}

/** What the account says of a deployment that goes on, or has just ended. */
export interface DeploymentFacts {
  readonly live: Readonly<Record<string, LiveStack>>;
  /** Every stack of the account, those that were deleted not long ago included. */
  readonly stacks: readonly StackNews[];
}

/**
 * Whether everything that CloudFormation is doing, and has done since the approval was asked for, is what was approved: each
 * of our stacks was left alone and has the template that it had, or was changed once and has the one that was proved and
 * approved, and no other stack was touched. A stack that was changed twice, or went back after a failure, had another template
 * in between, which nobody approved. A reported call does not say which stack it was made for, so all of them must be right.
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
