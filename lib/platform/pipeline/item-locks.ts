import { AnyPrincipal, ArnPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Names } from '../names.ts';
import type { Conditions } from '../policy/conditions.ts';
import { type KeyUse, via } from '../policy/key-policy.ts';
import { sidPart } from '../policy/sid.ts';
import { ITEM_DOORS } from './control-access.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export const KEY_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
];

export const throughDynamo = (tableName: string): Conditions => ({
  StringEquals: { 'kms:ViaService': via('dynamodb'), 'kms:EncryptionContext:aws:dynamodb:tableName': tableName },
});

/** Statement that lets a role use the table's key. */
export const useOf = (name: string, roleArn: string, tableName: string): KeyUse => ({
  sid: `${sidPart(name)}UsesTable`,
  principal: new ArnPrincipal(roleArn),
  actions: KEY_ACTIONS,
  conditions: throughDynamo(tableName),
});

/**
 * DynamoDB uses the key as the principal that creates the table. That principal must hold the permissions of each
 * function. DynamoDB keeps the table open by grants, which the principal must be able to create and revoke, but only
 * through DynamoDB. A grant request carries no encryption context, so the statement cannot name the table. The table's
 * own policy still denies the deployment role every item.
 */
export const deployment = (names: Names, tableName: string): KeyUse[] => {
  const principal = new ArnPrincipal(names.deploymentRoleArn);
  return [
    {
      sid: 'DeploymentCreatesTable',
      principal,
      actions: [...KEY_ACTIONS, 'kms:GenerateDataKeyWithoutPlaintext'],
      conditions: throughDynamo(tableName),
    },
    {
      sid: 'DeploymentKeepsTableOpen',
      principal,
      actions: ['kms:CreateGrant', 'kms:RevokeGrant'],
      conditions: {
        StringEquals: { 'kms:ViaService': via('dynamodb') },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
  ];
};

/**
 * The table's own lock: only the listed roles can access items, and only CloudFormation can delete the table.
 * CloudFormation removes a table whose creation failed and keeps it in every other case.
 */
export const tablePolicy = (roles: readonly string[], deploymentRole: string): PolicyDocument =>
  new PolicyDocument({
    statements: [
      denyUnless(roles, 'DenyItemsUnlessListed', ITEM_DOORS),
      denyUnless([deploymentRole], 'DenyDeletionUnlessDeployed', ['dynamodb:DeleteTable']),
    ],
  });

const denyUnless = (roles: readonly string[], sid: string, actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    // A table's own policy cannot name the table: the policy is part of its definition.
    resources: ['*'],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
  });
