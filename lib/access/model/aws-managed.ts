import { type Origin, type Policy, readPolicy } from '../policy/document.ts';
import { withProblem } from '../policy/doubt.ts';
import data from './aws-managed-policies.json' with { type: 'json' };

const DOCUMENTS: Readonly<Record<string, unknown>> = data.policies;

/**
 * A policy that AWS manages, by its ARN. One that is not in the data may allow anything and denies nothing for sure, so
 * what rests on it is undecided.
 */
export function awsManagedPolicy(arn: string, user: Origin): Policy {
  const name = /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  const document = name === undefined ? undefined : DOCUMENTS[name];
  if (document !== undefined) return readPolicy(document, `AWS managed ${name}`, 'identity', user);
  const anything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  return withProblem(readPolicy(anything, arn, 'identity', user), `what managed policy ${arn} says is not known`);
}
