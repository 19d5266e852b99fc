import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LIVE_ACTIONS } from '../../access/live/index.ts';
import { acknowledge } from '../acknowledge.ts';

/**
 * Permission to read the account's policies, grants and settings, never the stored data. The actions are those of the
 * API calls that a reading makes (lib/access/live/calls.ts), so a new call enters the policy with its row.
 */
export function readAccount(scope: Construct, id: string, roles: readonly Role[]): Policy {
  const policy = new Policy(scope, id, {
    roles: [...roles],
    statements: [new PolicyStatement({ sid: 'ReadPolicies', actions: [...LIVE_ACTIONS], resources: ['*'] })],
  });
  acknowledge(
    policy,
    'A reading is about everything that the account has, whichever tool made it; its calls list, get or describe, and return no content.',
    'IAM5[Resource::*]',
  );
  return policy;
}
