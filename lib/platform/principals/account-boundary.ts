import type { App } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentConfig } from '../../governance/environment-config.ts';
import type { Names } from '../names.ts';

/**
 * Gives every role the permissions boundary that the account requires. A role has only one boundary, so the denies of a
 * team's boundary then become a policy of the team's role (boundary.ts).
 */
export function boundByAccount(app: App, names: Names, { existing }: EnvironmentConfig): void {
  const boundary = existing?.permissionsBoundary;
  if (boundary === undefined) return;
  for (const role of app.node.findAll())
    if (role instanceof CfnRole) role.permissionsBoundary = names.policyArn(boundary.name);
}
