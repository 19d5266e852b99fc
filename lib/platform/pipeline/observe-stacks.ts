import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { STACKS } from '../../governance/stacks.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';

/**
 * The governor reads the deployed templates, so that a certificate refers to them. The sentinel reads them to recognise
 * a deployment that was approved before it, and to see whether another stack is changed meanwhile. The function that
 * finds out who read must know the tables and grants. Templates hold no data.
 */
export const observeStacks = (scope: Construct, names: Names, readers: readonly Role[], sentinel: Role): void => {
  const resources = STACKS.map((name) => names.arn('cloudformation', `stack/${names.of(name)}/*`));
  const byId = STACKS.map(
    (name) =>
      `IAM5[Resource::arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/${names.of(name)}/*]`,
  );
  const policy = new Policy(scope, 'ObserveStacks', {
    roles: [...readers, sentinel],
    statements: [new PolicyStatement({ sid: 'ReadTemplates', actions: ['cloudformation:GetTemplate'], resources })],
  });
  acknowledge(
    policy,
    'The last part of the ARN of a stack is an id that is given when it is made; the names are exact.',
    ...byId,
  );
  const list = new Policy(scope, 'ListStacks', {
    roles: [sentinel],
    statements: [
      new PolicyStatement({ sid: 'ReadEvents', actions: ['cloudformation:DescribeStackEvents'], resources }),
      new PolicyStatement({ sid: 'ListStacks', actions: ['cloudformation:ListStacks'], resources: ['*'] }),
    ],
  });
  acknowledge(list, 'Listing stacks takes no resource; it returns names and times.', 'IAM5[Resource::*]', ...byId);
};
