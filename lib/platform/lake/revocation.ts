import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface Revocation {
  readonly database: string;
  readonly table?: string;
  /** Changes when the database or table is recreated: a new one starts with the account's defaults again. */
  readonly revision: string;
}

/**
 * Revokes every permission of IAM_ALLOWED_PRINCIPALS on the database or table, reads the result back, and fails the
 * deployment when one remains. As long as one remains, IAM alone decides and no filter applies.
 */
export const revokeIamPrincipals = (
  scope: Construct,
  id: string,
  revoker: IFunction,
  revocation: Revocation,
): CustomResource =>
  new CustomResource(scope, id, {
    serviceToken: revoker.functionArn,
    // The function takes a minute at most, and is tried three times. Without a response CloudFormation waits for an hour.
    serviceTimeout: Duration.minutes(10),
    resourceType: 'Custom::RevokeIamAllowedPrincipals',
    properties: {
      Database: revocation.database,
      ...(revocation.table !== undefined && { Table: revocation.table }),
      Revision: revocation.revision,
    },
  });
