import type { Resource } from '../model/app.ts';
import { isRecord } from '../policy/record.ts';
import { type AccountState, capitalised, documentOf, listOf, NOTHING, recordOf, textOf } from './change.ts';
import type { KeyGrantRecord } from './grants.ts';
import { grantedOf, grantProperties } from './lake-changes.ts';

type Node = Readonly<Record<string, unknown>>;

/** The resources in one answer of AWS. `file` is its source, `near` the subject of the call, if that is known. */
interface Told {
  readonly resources: Resource[];
  readonly grants: KeyGrantRecord[];
  readonly versions: Map<string, unknown>;
}

interface Where {
  readonly file: string;
  /** Names above the node: of a map from names to policies, the name. */
  readonly path: readonly string[];
}

/**
 * Reads an answer of the AWS API into the terms of the model: a call that lists or gets policies, as the AWS CLI prints it,
 * several of them in one document, items of AWS Config, or our own plain form (`{buckets:[{name, policy, key}], keys:[{arn,
 * policy}], roles:[{arn, policies, trust}]}`). Unknown answers are ignored.
 */
export function readingOf(value: unknown, file: string): AccountState {
  const told: Told = { resources: [], grants: [], versions: new Map() };
  visit(value, { file, path: [] }, told);
  return { ...NOTHING, ...told };
}

function visit(value: unknown, where: Where, told: Told): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, where, told);
    return;
  }
  if (!isRecord(value)) return;
  let known = false;
  for (const [shape, read] of SHAPES) {
    if (!shape(value, where)) continue;
    read(value, where, told);
    known = true;
  }
  if (known) return;
  for (const [key, each] of Object.entries(value))
    visit(parsed(key, each), { ...where, path: [...where.path, key] }, told);
}

/** AWS Config keeps some documents as text. */
const parsed = (key: string, value: unknown): unknown =>
  typeof value === 'string' && /policy|configuration/i.test(key) && /^\s*[{[]/.test(value) ? documentOf(value) : value;

type Shape = (node: Node, where: Where) => boolean;
type Read = (node: Node, where: Where, told: Told) => void;

const has =
  (...keys: string[]): Shape =>
  (node) =>
    keys.some((key) => key in node);

const isDocument = (value: unknown): boolean =>
  isRecord(documentOf(value)) && 'Statement' in (documentOf(value) as object);

function put({ file }: Where, told: Told, type: string, name: string, properties: Node, arn?: string): void {
  told.resources.push({
    template: file,
    logicalId: `${type.split('::').slice(1).join(' ')} ${name}`,
    constructPath: '',
    type,
    name,
    ...(arn === undefined ? {} : { arn }),
    properties,
  });
}

const pick = (node: Node, ...keys: string[]): string | undefined =>
  keys.map((key) => textOf(node[key])).find((each) => each !== undefined);

const named = (arn: string): string => arn.split('/').at(-1) ?? arn;

function putIdentity(kind: 'Role' | 'User' | 'Group', node: Node, where: Where, told: Told): void {
  const arn = pick(node, 'Arn', 'arn') ?? '';
  const inline = listOf(node[`${kind}PolicyList`] ?? node.policies ?? node.Policies ?? node.inlinePolicies);
  const attached = listOf(node.AttachedManagedPolicies ?? node.managedPolicies ?? node.attachedPolicies);
  const trust = node.AssumeRolePolicyDocument ?? node.trust ?? node.trustPolicy;
  const boundary = node.PermissionsBoundary ?? node.permissionsBoundary ?? node.boundary;
  const boundaryArn = textOf(boundary) ?? textOf(recordOf(boundary).PermissionsBoundaryArn);
  put(
    where,
    told,
    `AWS::IAM::${kind}`,
    pick(node, `${kind}Name`, 'name') ?? named(arn),
    {
      ...(kind === 'Role' ? { AssumeRolePolicyDocument: documentOf(trust) ?? { Statement: [] } } : {}),
      Policies: inline.map((each, at) => {
        const policy = recordOf(each);
        const document = policy.PolicyDocument ?? policy.policyDocument ?? policy.document ?? policy.policy ?? each;
        return {
          PolicyName: pick(policy, 'PolicyName', 'policyName', 'name') ?? String(at + 1),
          PolicyDocument: documentOf(document),
        };
      }),
      ManagedPolicyArns: attached.map(
        (each) => textOf(each) ?? textOf(recordOf(each).PolicyArn) ?? textOf(recordOf(each).policyArn),
      ),
      ...(boundaryArn === undefined ? {} : { PermissionsBoundary: boundaryArn }),
      ...(kind === 'User' ? { Groups: listOf(node.GroupList ?? node.groups) } : {}),
    },
    arn,
  );
}

const readIdentity =
  (kind: 'Role' | 'User' | 'Group'): Read =>
  (node, where, told) =>
    putIdentity(kind, node, where, told);

const isIdentity =
  (kind: 'role' | 'user' | 'group'): Shape =>
  (node) =>
    new RegExp(`^arn:[^:]+:iam::\\d{12}:${kind}/`).test(pick(node, 'Arn', 'arn') ?? '') &&
    !('PrincipalResourcePermissions' in node);

function readManaged(node: Node, where: Where, told: Told): void {
  const arn = pick(node, 'Arn', 'arn') ?? '';
  const versions = listOf(node.PolicyVersionList).map(recordOf);
  for (const each of versions) told.versions.set(`${arn} ${textOf(each.VersionId)}`, documentOf(each.Document));
  const current =
    versions.find((each) => each.IsDefaultVersion === true) ??
    versions.find((each) => each.VersionId === node.DefaultVersionId);
  const document = current?.Document ?? node.document ?? node.policy;
  if (document !== undefined)
    put(
      where,
      told,
      'AWS::IAM::ManagedPolicy',
      pick(node, 'PolicyName', 'name') ?? named(arn),
      { PolicyDocument: documentOf(document) },
      arn,
    );
}

/** The owner of a policy on a bucket or a key is named in its statements, or in the document around it. */
function readPolicyOf(node: Node, where: Where, told: Told): void {
  const document = documentOf(node.Policy ?? node.policy ?? node.bucketPolicy ?? node.keyPolicy ?? node);
  const text = JSON.stringify(document);
  const around = [
    ...where.path.toReversed(),
    pick(
      node,
      'Bucket',
      'bucket',
      'BucketName',
      'bucketName',
      'KeyId',
      'keyId',
      'KeyArn',
      'keyArn',
      'Arn',
      'arn',
      'name',
      'Name',
    ) ?? '',
    where.file,
  ];
  const key =
    around.map((each) => /arn:[^:]+:kms:[^:]*:\d{12}:key\/[\w-]+/.exec(each)?.[0]).find((each) => each !== undefined) ??
    /"(arn:[^:"]+:kms:[^:"]*:\d{12}:key\/[\w-]+)"/.exec(text)?.[1];
  const bucket =
    /"arn:[^:"]+:s3:::([^/"*]+)/.exec(text)?.[1] ??
    around
      .map((each) => /^(?:arn:[^:]+:s3:::)?([a-z0-9][a-z0-9.-]{2,62})$/.exec(each)?.[1])
      .find((each) => each !== undefined);
  const isKey = /"kms:/i.test(text) && !/"s3:[A-Z*]/.test(text);
  if (isKey) {
    const id =
      key ??
      around
        .map((each) => /([0-9a-f]{8}-[0-9a-f-]{27}|mrk-[0-9a-f]{32}|key\/[\w-]+)/.exec(each)?.[1])
        .find((each) => each !== undefined);
    const arn = key ?? id;
    if (arn !== undefined) put(where, told, 'AWS::KMS::Key', named(arn), { KeyPolicy: document }, arn);
  } else if (bucket !== undefined) {
    put(where, told, 'AWS::S3::BucketPolicy', bucket, { Bucket: bucket, PolicyDocument: document });
    putBucket(bucket, where, told, node);
  }
}

function putBucket(name: string, where: Where, told: Told, node: Node): void {
  const encryption = recordOf(node.ServerSideEncryptionConfiguration ?? node.encryption);
  const rule = recordOf(listOf(encryption.Rules ?? encryption.rules)[0]);
  const byDefault = recordOf(rule.ApplyServerSideEncryptionByDefault ?? rule.applyServerSideEncryptionByDefault);
  const key =
    pick(byDefault, 'KMSMasterKeyID', 'kmsMasterKeyID') ??
    pick(node, 'key', 'kmsKey', 'keyArn', 'KmsKeyArn', 'KMSMasterKeyID');
  const settings =
    key === undefined
      ? {}
      : {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
            ],
          },
        };
  put(where, told, 'AWS::S3::Bucket', name, { BucketName: name, ...settings }, `arn:aws:s3:::${name}`);
}

const bucketNameOf = (node: Node): string | undefined =>
  pick(node, 'Bucket', 'bucket', 'BucketName', 'bucketName') ??
  /^arn:[^:]+:s3:::([^/]+)$/.exec(pick(node, 'arn', 'Arn') ?? '')?.[1];

const isIn = (word: RegExp, { path }: Where): boolean => word.test(path.at(-1) ?? '');

const lakeGrants: Read = (node, where, told) => {
  for (const [at, each] of listOf(node.PrincipalResourcePermissions).entries())
    put(where, told, 'AWS::LakeFormation::PrincipalPermissions', `grant ${at + 1}`, grantProperties(grantedOf(each)));
};

const keyGrants: Read = (node, { file }, told) => {
  for (const each of listOf(node.Grants).map(recordOf)) {
    const { EncryptionContextSubset, EncryptionContextEquals } = recordOf(each.Constraints);
    told.grants.push({
      id: pick(each, 'GrantId') ?? '',
      keyArn: pick(each, 'KeyId') ?? '',
      grantee: pick(each, 'GranteePrincipal', 'GranteeServicePrincipal') ?? '*',
      operations: listOf(each.Operations).map(String),
      context: { ...recordOf(EncryptionContextSubset), ...recordOf(EncryptionContextEquals) } as Record<string, string>,
      source: file,
    });
  }
};

const tables: Read = (node, where, told) => {
  for (const each of listOf(node.TableList ?? node.Table).map(recordOf)) {
    const [database, name] = [pick(each, 'DatabaseName') ?? '', pick(each, 'Name') ?? ''];
    const account = pick(each, 'CatalogId') ?? '000000000000';
    put(
      where,
      told,
      'AWS::Glue::Table',
      name,
      { DatabaseName: database, TableInput: each },
      `arn:aws:glue:*:${account}:table/${database}/${name}`,
    );
  }
};

const each =
  (key: string, type: string, name: (node: Node) => string): Read =>
  (node, where, told) => {
    for (const one of listOf(node[key]).map(recordOf)) put(where, told, type, name(one), one);
  };

/** The shape of each answer, and how to read it. A document may have several of these shapes at once. */
const SHAPES: readonly (readonly [Shape, Read])[] = [
  [has('PrincipalResourcePermissions'), lakeGrants],
  [(node) => Array.isArray(node.Grants) && 'GranteePrincipal' in recordOf(node.Grants[0]), keyGrants],
  [
    has('DataCellsFilters'),
    each('DataCellsFilters', 'AWS::LakeFormation::DataCellsFilter', (one) => pick(one, 'Name') ?? ''),
  ],
  [
    has('ResourceInfoList'),
    each('ResourceInfoList', 'AWS::LakeFormation::Resource', (one) => pick(one, 'ResourceArn') ?? ''),
  ],
  [
    has('DataLakeSettings'),
    (node, where, told) => {
      const settings = recordOf(node.DataLakeSettings);
      put(where, told, 'AWS::LakeFormation::DataLakeSettings', 'settings', {
        ...settings,
        Admins: settings.DataLakeAdmins ?? [],
      });
    },
  ],
  [has('TableList', 'Table'), tables],
  [has('Aliases'), each('Aliases', 'AWS::KMS::Alias', (one) => pick(one, 'AliasName') ?? '')],
  [
    (node) => Array.isArray(node.Buckets),
    (node, where, told) => {
      for (const one of listOf(node.Buckets).map(recordOf))
        if (textOf(one.Name)) putBucket(String(one.Name), where, told, one);
    },
  ],
  [(node) => isIdentity('role')(node, { file: '', path: [] }), readIdentity('Role')],
  [(node) => isIdentity('user')(node, { file: '', path: [] }), readIdentity('User')],
  [(node) => isIdentity('group')(node, { file: '', path: [] }), readIdentity('Group')],
  [(node) => /^arn:[^:]+:iam::\d{12}:policy\//.test(pick(node, 'Arn', 'arn') ?? ''), readManaged],
  [(node) => [node.Policy, node.policy, node.bucketPolicy, node.keyPolicy].some(isDocument), readPolicyOf],
  [(node) => 'Statement' in node && !('Policy' in node), readPolicyOf],
  [
    (node, where) =>
      bucketNameOf(node) !== undefined &&
      (has('encryption', 'key', 'kmsKey', 'keyArn', 'ServerSideEncryptionConfiguration')(node, where) ||
        isIn(/^buckets?$/i, where)),
    (node, where, told) => putBucket(bucketNameOf(node)!, where, told, node),
  ],
  [
    (node, where) => isIn(/^buckets$/i, where) && textOf(node.name) !== undefined,
    (node, where, told) => putBucket(String(node.name), where, told, node),
  ],
  [
    has('grants', 'permissions', 'lakePermissions'),
    (node, where, told) => {
      for (const one of listOf(node.grants ?? node.permissions ?? node.lakePermissions))
        if (isRecord(one) && ('principal' in one || 'Principal' in one) && ('resource' in one || 'Resource' in one))
          put(
            where,
            told,
            'AWS::LakeFormation::PrincipalPermissions',
            `grant ${told.resources.length + 1}`,
            grantProperties(grantedOf(capitalised(one))),
          );
    },
  ],
];
