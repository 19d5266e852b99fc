import { type Origin, type Policy, readPolicy } from '../policy/document.ts';
import { withProblem } from '../policy/doubt.ts';
import type { ManagedPolicies } from './environment.ts';

/** Finds a policy that AWS manages by its ARN, for the principal that has it. */
export type AwsManaged = (arn: string, user: Origin) => Policy;

/**
 * A policy that is not in the record may allow anything and denies nothing for sure, so decisions that rest on it are undecided.
 * `used` is called with the ARN of each policy found.
 */
export function awsManaged(record: ManagedPolicies | undefined, used: (arn: string) => void): AwsManaged {
  return (arn, user) => {
    const path = /:iam::aws:policy(\/.+)$/.exec(arn)?.[1];
    const document = path === undefined ? undefined : record?.document(path);
    if (document !== undefined) {
      used(arn);
      return readPolicy(document, `AWS managed ${path?.split('/').at(-1)}`, 'identity', user);
    }
    return anything(`what managed policy ${arn} says is not known`, user);
  };
}

/** An unknown policy: it may allow anything, and denies nothing for sure. */
export const anything = (why: string, user: Origin): Policy =>
  withProblem(
    readPolicy(
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      'a policy that is not in the templates',
      'identity',
      user,
    ),
    why,
  );
