import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnResource as CfnRegistration } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';
import { KEPT } from '../keep.ts';

/**
 * Puts a location under Lake Formation. Hybrid access stays off: with it, principals that have not opted in are judged by
 * IAM alone. The registration stays when the stack goes, because an unregistered location has no filters.
 */
export const register = (scope: Construct, locationArn: string, role: Role): CfnRegistration => {
  const registration = new CfnRegistration(scope, 'Registration', {
    resourceArn: locationArn,
    roleArn: role.roleArn,
    useServiceLinkedRole: false,
    hybridAccessEnabled: false,
  });
  registration.applyRemovalPolicy(KEPT);
  return registration;
};
