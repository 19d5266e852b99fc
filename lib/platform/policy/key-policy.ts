import { Aws } from 'aws-cdk-lib';
import { AccountRootPrincipal, type IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from './conditions.ts';

/**
 * Key actions of the account root: it administers the key. It gets no action that uses the key and no CreateGrant: any
 * identity policy in the account can delegate root's permissions, and then the key would lock out no principal.
 * PutKeyPolicy must stay, or KMS refuses the policy as a lockout.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
const ADMINISTRATION = [
  'kms:Describe*',
  'kms:Get*',
  'kms:List*',
  'kms:PutKeyPolicy',
  'kms:EnableKey',
  'kms:DisableKey',
  'kms:EnableKeyRotation',
  'kms:DisableKeyRotation',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
  'kms:CreateAlias',
  'kms:UpdateAlias',
  'kms:DeleteAlias',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
];

/** One use of a key: principal, actions and conditions. */
export interface KeyUse {
  readonly sid: string;
  readonly principal: IPrincipal;
  readonly actions: readonly string[];
  readonly conditions?: Conditions;
}

/** A key policy in which root administers and only the listed uses may use the key. */
export const keyPolicy = (uses: readonly KeyUse[]): PolicyDocument =>
  new PolicyDocument({
    // Merging would join statements of different purposes and lose their names, which the proof and the review rely on.
    minimize: false,
    statements: [
      new PolicyStatement({
        sid: 'AdministerWithoutUse',
        principals: [new AccountRootPrincipal()],
        actions: ADMINISTRATION,
        resources: ['*'],
      }),
      ...uses.map(
        ({ sid, principal, actions, conditions }) =>
          new PolicyStatement({
            sid,
            principals: [principal],
            actions: [...actions],
            resources: ['*'],
            ...(conditions && { conditions }),
          }),
      ),
    ],
  });

/** Key use only through one AWS service in this region. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export const via = (service: string): string => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;
