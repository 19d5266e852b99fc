import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TRUSTED_ROLES } from '../../governance/roles.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';
import type { Lake } from '../platform-config.ts';
import { catalogArns } from './lake-writers.ts';

/**
 * The role of the function that closes databases and tables to IAM principals. Revoking another principal's grants
 * requires a Lake Formation administrator, so this role could also grant. It therefore belongs to the trusted base, no
 * human can assume it, and it may list and revoke but has no IAM permission to grant.
 */
export const revokerRole = (scope: Construct, names: Names, lake: Lake): Role => {
  const home = new Construct(scope, 'Revoker');
  const role = new Role(home, 'Role', {
    roleName: names.of('revoke'),
    description: TRUSTED_ROLES.revoke,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    maxSessionDuration: Duration.hours(1),
  });
  for (const statement of [
    new PolicyStatement({
      sid: 'ListAndRevoke',
      actions: [
        'lakeformation:ListPermissions',
        'lakeformation:RevokePermissions',
        'lakeformation:GetDataLakeSettings',
      ],
      resources: ['*'],
    }),
    // Revoking by a resource's name requires permission to read that resource.
    // https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html
    new PolicyStatement({
      sid: 'ReadWhatIsRevoked',
      actions: ['glue:GetDatabase', 'glue:GetTable'],
      resources: [...catalogArns(names, lake), names.arn('glue', `table/${lake.database}/${lake.rewrites}`)],
    }),
  ])
    role.addToPrincipalPolicy(statement);
  acknowledge(
    role,
    'Lake Formation has no resource-level permissions in IAM; which database and table are meant is in the request.',
    'IAM5[Resource::*]',
  );
  return role;
};
