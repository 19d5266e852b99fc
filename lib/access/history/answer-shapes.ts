import { there } from '../../activity/there.ts';
import {
  type AnswerNode,
  type AnswerPlace,
  type AnswerReader,
  type AnswerShape,
  has,
  isDocument,
  pick,
  put,
} from './answer.ts';
import { listOf, recordOf, textOf } from './change.ts';
import {
  inlinePolicy,
  isIdentity,
  listedPolicies,
  policyVersion,
  readIdentity,
  readManaged,
} from './identity-answers.ts';
import { lakeGrants, lakeSettings, plainGrants, tables } from './lake-answers.ts';
import {
  bucketNames,
  encryption,
  keyAliases,
  keyGrants,
  keyNames,
  nothingThere,
  publicAccess,
  putBucket,
  readPolicyOf,
} from './store-answers.ts';

const bucketNameOf = (node: AnswerNode): string | undefined =>
  pick(node, 'Bucket', 'bucket', 'BucketName', 'bucketName') ??
  /^arn:[^:]+:s3:::([^/]+)$/.exec(pick(node, 'arn', 'Arn') ?? '')?.[1];

const isIn = (word: RegExp, { path }: AnswerPlace): boolean => word.test(path.at(-1) ?? '');

/** Notes each record of a list as a resource. @param name of the resource, under one of these keys */
const listed =
  (list: string, type: string, name: string): AnswerReader =>
  (node, where, told) => {
    for (const record of listOf(node[list]).map(recordOf)) put(where, told, type, pick(record, name) ?? '', record);
  };

/** The shape of each answer, and its reader. A document may have several of these shapes at once. */
export const SHAPES: readonly (readonly [AnswerShape, AnswerReader])[] = [
  [has('PrincipalResourcePermissions'), lakeGrants],
  [(node) => Array.isArray(node.Grants) && 'GranteePrincipal' in recordOf(node.Grants[0]), keyGrants],
  [has('DataCellsFilters'), listed('DataCellsFilters', 'AWS::LakeFormation::DataCellsFilter', 'Name')],
  [has('ResourceInfoList'), listed('ResourceInfoList', 'AWS::LakeFormation::Resource', 'ResourceArn')],
  [has('DataLakeSettings'), lakeSettings],
  [has('TableList', 'Table'), tables],
  [has('Aliases'), keyAliases],
  [has('KeyMetadata', 'Keys'), keyNames],
  [has('PublicAccessBlockConfiguration'), publicAccess],
  [has('Error'), nothingThere],
  [has('PolicyVersion'), policyVersion],
  [
    (node) =>
      'PolicyDocument' in node && ['RoleName', 'UserName', 'GroupName'].some((key) => key in node) && !('Arn' in node),
    inlinePolicy,
  ],
  [has('AttachedPolicies', 'PolicyNames'), listedPolicies],
  [(node) => 'ServerSideEncryptionConfiguration' in node && bucketNameOf(node) === undefined, encryption],
  [has('Aliases'), listed('Aliases', 'AWS::KMS::Alias', 'AliasName')],
  [(node) => Array.isArray(node.Buckets), bucketNames],
  [isIdentity('role'), readIdentity('Role')],
  [isIdentity('user'), readIdentity('User')],
  [isIdentity('group'), readIdentity('Group')],
  [(node) => /^arn:[^:]+:iam::\d{12}:policy\//.test(pick(node, 'Arn', 'arn') ?? ''), readManaged],
  [(node) => [node.Policy, node.policy, node.bucketPolicy, node.keyPolicy].some(isDocument), readPolicyOf],
  [(node) => 'Statement' in node && !('Policy' in node), readPolicyOf],
  [
    (node, where) =>
      bucketNameOf(node) !== undefined &&
      (has('encryption', 'key', 'kmsKey', 'keyArn', 'ServerSideEncryptionConfiguration')(node, where) ||
        isIn(/^buckets?$/i, where)),
    (node, where, told) => putBucket(there(bucketNameOf(node), 'the name of a bucket'), where, told, node),
  ],
  [
    (node, where) => isIn(/^buckets$/i, where) && textOf(node.name) !== undefined,
    (node, where, told) => putBucket(String(node.name), where, told, node),
  ],
  [has('grants', 'permissions', 'lakePermissions'), plainGrants],
];
