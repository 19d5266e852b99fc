import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LIVE_ACTIONS } from '../../access/live/index.ts';
import { acknowledge } from '../acknowledge.ts';

/**
 * Lets the roles read every policy and setting of the account that a claim may rest on, whoever made it: a role of which
 * nobody here has heard is the one that matters. Nothing of it reads what is kept.
 */
export const readAccount = (scope: Construct, roles: readonly Role[]): void => {
  const policy = new Policy(scope, 'ReadAccount', {
    roles: [...roles],
    statements: [new PolicyStatement({ sid: 'ReadPolicies', actions: [...LIVE_ACTIONS], resources: ['*'] })],
  });
  acknowledge(
    policy,
    'What is proved is every policy of the account, so no resource can be named; each action lists, gets or describes settings.',
    'IAM5[Resource::*]',
  );
};
