import type { App } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentConfig } from '../../governance/environment-config.ts';
import type { Names } from '../names.ts';

/**
 * Gives every role the boundary that the account asks for. A role has one boundary only, so what the boundary of a team
 * denies is a policy of the team's role then (boundary.ts).
 */
export function boundByAccount(app: App, names: Names, { existing }: EnvironmentConfig): void {
  const boundary = existing?.permissionsBoundary;
  if (boundary === undefined) return;
  for (const role of app.node.findAll())
    if (role instanceof CfnRole) role.permissionsBoundary = names.policyArn(boundary.name);
}
