import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnResource as CfnRegistration } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';
import { KEPT } from '../keep.ts';

/**
 * Registers a location with Lake Formation. Hybrid access stays off: with it, IAM alone decides for principals that
 * have not opted in. The registration stays when the stack is deleted, because an unregistered location has no filters.
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
