import { there } from '../../activity/there.ts';
import { isRecord } from '../policy/record.ts';
import { type AccountState, capitalised, documentOf, listOf, recordOf, textOf, type Untold } from './change.ts';
import { grantedOf, grantProperties } from './lake-changes.ts';
import { placed, type Subject, stateOf, Told, type Unplaced } from './placing.ts';
import { ACCOUNT_BLOCK } from './store-changes.ts';

type Node = Readonly<Record<string, unknown>>;

interface Where {
  readonly file: string;
  /** Names above the node: of a map from names to policies, the name. */
  readonly path: readonly string[];
  /** Texts of the nodes around it, the nearest first. */
  readonly near: readonly string[];
}

/** The state of an account at one moment, and the files that told nothing, or nothing that could be placed. */
export interface Reading {
  readonly state: AccountState;
  readonly unplaced: readonly Unplaced[];
  /** Files that hold nothing that is understood. */
  readonly unread: readonly string[];
  /** Answers that were taken for the only thing that they can mean. */
  readonly guessed: readonly string[];
}

/**
 * Reads answers of the AWS API into the terms of the model: calls that list or get policies, as the AWS CLI prints them,
 * several of them in one document, items of AWS Config, or our own plain form (`{buckets:[{name, policy, key}], keys:[{arn,
 * policy}], roles:[{arn, policies, trust}]}`). An answer that does not name its subject is placed by the names around it.
 */
export function readingOf(answers: readonly { readonly file: string; readonly value: unknown }[]): Reading {
  const told = new Told();
  const unread = answers.flatMap(({ file, value }) => {
    const before = heard(told);
    visit(value, { file, path: [], near: [] }, told);
    return heard(told) === before && !isSilent(value) ? [file] : [];
  });
  const { unplaced, guessed } = placed(told);
  return { state: stateOf(told), unplaced, unread, guessed };
}

const heard = ({ resources, grants, loose, versions, names, told, inline }: Told): number =>
  [resources.length, grants.length, loose.length, versions.size, told.size, inline.size]
    .concat(Object.values(names).map((name) => name.size))
    .reduce((sum, count) => sum + count, 0);

/** Answers that hold no policy and no name of one, or an empty list of them. */
const SILENT =
  /^(ResponseMetadata|LocationConstraint|Status|MFADelete|PolicyStatus|OwnershipControls|Owner|TagSet|Grants|Account|UserId|Arn|NextToken|Truncated|IsTruncated|Marker|ObjectLockConfiguration|KeyRotationEnabled|Rules|LoggingEnabled|AccountAliases|Users|Roles|Groups|Policies|PolicyNames|AttachedPolicies|Buckets|Keys|Aliases|DataCellsFilters|PrincipalResourcePermissions|ResourceInfoList|TableList|DatabaseList|Database|LFTags|UserDetailList|GroupDetailList|RoleDetailList|GetResourcePoliciesResponseList|Errors?)$/;
const isSilent = (value: unknown): boolean => isRecord(value) && Object.keys(value).every((key) => SILENT.test(key));

function visit(value: unknown, where: Where, told: Told): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, where, told);
    return;
  }
  if (!isRecord(value)) return;
  let known = false;
  const near = [...textsOf(value), ...where.near].slice(0, 40);
  for (const [shape, read] of SHAPES) {
    if (!shape(value, where)) continue;
    read(value, { ...where, near }, told);
    known = true;
  }
  if (known) return;
  for (const [key, each] of Object.entries(value))
    visit(parsed(key, each), { ...where, path: [...where.path, key], near }, told);
}

/** Short texts of a node, which may name the subject of an answer beside them; policies as text are no names. */
const textsOf = (node: Node): string[] =>
  Object.values(node).filter(
    (entry): entry is string => typeof entry === 'string' && entry.length < 512 && !/[{]/.test(entry),
  );

/** Texts that may name the subject of an answer: the nodes and keys around it, its file, the folders. */
const around = ({ near, path, file }: Where): string[] => [
  ...near,
  ...path.toReversed(),
  ...file.split('/').toReversed(),
];

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
  keys.map((key) => textOf(node[key])).find((spelling) => spelling !== undefined);

const named = (arn: string): string => arn.split('/').at(-1) ?? arn;

const SUBJECTS = { Role: 'role', User: 'user', Group: 'group' } as const;

/** Members under which an answer lists the policies of an identity; one that has none of them says nothing about policies. */
const POLICIES_OF = [
  'PolicyList',
  'policies',
  'Policies',
  'inlinePolicies',
  'AttachedManagedPolicies',
  'managedPolicies',
];

/** @param index of the policy, which names one without a name */
function policyOfIdentity(given: unknown, index: number) {
  const policy = recordOf(given);
  const document = policy.PolicyDocument ?? policy.policyDocument ?? policy.document ?? policy.policy ?? given;
  return {
    PolicyName: pick(policy, 'PolicyName', 'policyName', 'name') ?? String(index + 1),
    PolicyDocument: documentOf(document),
  };
}

function putIdentity(kind: 'Role' | 'User' | 'Group', node: Node, where: Where, told: Told): void {
  const arn = pick(node, 'Arn', 'arn') ?? '';
  told.names[SUBJECTS[kind]].set(named(arn), arn);
  if (POLICIES_OF.some((key) => key in node || `${kind}${key}` in node)) told.tell(arn, 'policies');
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
      Policies: inline.map(policyOfIdentity),
      ManagedPolicyArns: attached.map(
        (policy) => textOf(policy) ?? textOf(recordOf(policy).PolicyArn) ?? textOf(recordOf(policy).policyArn),
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
    // `get-caller-identity` names the caller, who need not be in the account's list.
    !('Account' in node && 'UserId' in node);

function readManaged(node: Node, where: Where, told: Told): void {
  const arn = pick(node, 'Arn', 'arn') ?? '';
  told.names.policy.set(named(arn), arn);
  const versions = listOf(node.PolicyVersionList).map(recordOf);
  for (const each of versions) told.versions.set(`${arn} ${textOf(each.VersionId)}`, documentOf(each.Document));
  const current =
    versions.find((version) => version.IsDefaultVersion === true) ??
    versions.find((version) => version.VersionId === node.DefaultVersionId);
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

/** A policy without principals is one of an identity: never that of a store. */
const hasPrincipals = (document: unknown): boolean =>
  listOf(recordOf(document).Statement).some(
    (statement) => 'Principal' in recordOf(statement) || 'NotPrincipal' in recordOf(statement),
  );

/** The owner of a policy on a bucket or a key is named in its statements, else around it. */
function readPolicyOf(node: Node, where: Where, told: Told): void {
  const document = documentOf(node.Policy ?? node.policy ?? node.bucketPolicy ?? node.keyPolicy ?? node);
  const text = JSON.stringify(document);
  if (!hasPrincipals(document)) {
    loosePolicy(document, where, told);
    return;
  }
  const isKey = /"kms:/i.test(text) && !/"s3:[A-Z*]/i.test(text);
  const { file } = where;
  const texts = around(where);
  if (isKey) {
    const key = /"(arn:[^:"]+:kms:[^:"]*:\d{12}:key\/[\w-]+)"/.exec(text)?.[1];
    const put = (_: Subject, name: string) => {
      const arn = told.names.key.get(name) ?? name;
      putKey(where, told, arn, document);
    };
    told.loose.push({ file, what: 'policy of a key', subjects: ['key'], around: key ? [...texts, key] : texts, put });
    return;
  }
  if (!/"(s3:[A-Z*]|\*")/i.test(text)) return;
  const buckets = [...new Set([...text.matchAll(/"arn:[^:"]+:s3:::([^/"*]+)/g)].flatMap((match) => match[1] ?? []))];
  const put = (_: Subject, bucket: string) => {
    putBucketPolicy(where, told, bucket, document, node);
  };
  const [own] = buckets;
  if (own !== undefined && buckets.length === 1) put('bucket', own);
  else told.loose.push({ file, what: 'policy of a bucket', subjects: ['bucket'], around: [...texts, ...buckets], put });
}

function putKey(where: Where, told: Told, arn: string, document: unknown): void {
  told.names.key.set(named(arn), arn);
  put(where, told, 'AWS::KMS::Key', named(arn), { KeyPolicy: document }, arn);
}

function putBucketPolicy(where: Where, told: Told, bucket: string, document: unknown, node: Node): void {
  put(where, told, 'AWS::S3::BucketPolicy', bucket, { Bucket: bucket, PolicyDocument: document });
  putBucket(bucket, where, told, node);
  told.tell(`arn:aws:s3:::${bucket}`, 'policy');
}

/** The text of an identity's policy, of which only the file or the call says whose it is. */
function loosePolicy(document: unknown, where: Where, told: Told): void {
  told.loose.push({
    ...{ file: where.file, what: 'policy of an identity', around: around(where) },
    subjects: ['policy', 'role', 'user', 'group'],
    put: (subject, name) => {
      const arn = told.names[subject].get(name) ?? name;
      if (subject === 'policy')
        put(where, told, 'AWS::IAM::ManagedPolicy', named(arn), { PolicyDocument: document }, arn);
      if (subject === 'role' || subject === 'user' || subject === 'group')
        putInline(subject, named(arn), 'own', document, where, told);
    },
  });
}

const KINDS = { role: 'Role', user: 'User', group: 'Group' } as const;

function putInline(
  subject: keyof typeof KINDS,
  owner: string,
  policy: string,
  document: unknown,
  where: Where,
  told: Told,
): void {
  const kind = KINDS[subject];
  put(where, told, `AWS::IAM::${kind}Policy`, policy, {
    ...{ [`${kind}Name`]: owner, PolicyName: policy, PolicyDocument: document },
  });
  const inline = told.inlineOf(told.names[subject].get(owner) ?? owner);
  inline.got.add(policy);
  inline.file ??= where.file;
}

/** `get-role-policy` and its like name the owner and the policy. */
const inlinePolicy: Read = (node, where, told) => {
  for (const [subject, kind] of Object.entries(KINDS) as ['role' | 'user' | 'group', string][]) {
    const owner = pick(node, `${kind}Name`);
    if (owner === undefined) continue;
    const policy = pick(node, 'PolicyName') ?? 'own';
    // The answer that gives its ARN may come later.
    told.loose.push({
      ...{ file: where.file, what: `policy ${policy} of a ${subject}`, subjects: [subject] },
      around: [`--${subject}-name ${owner}`],
      put: () => putInline(subject, owner, policy, documentOf(node.PolicyDocument), where, told),
    });
  }
};

/** `list-role-policies` and `list-attached-role-policies` name only the policies. */
const listedPolicies: Read = (node, where, told) => {
  const attached = listOf(node.AttachedPolicies).map((policy) => pick(recordOf(policy), 'PolicyArn') ?? '');
  for (const arn of attached) told.names.policy.set(named(arn), arn);
  told.loose.push({
    ...{ file: where.file, around: around(where) },
    what: 'AttachedPolicies' in node ? 'list of attached policies' : 'list of inline policies',
    subjects: subjectsIn(where.file) ?? ['role', 'user', 'group'],
    put: (subject, name) => {
      const owner = told.names[subject].get(name) ?? name;
      if ('PolicyNames' in node) told.inlineOf(owner).listed = listOf(node.PolicyNames).map(String);
      if (!('AttachedPolicies' in node)) return;
      told.inlineOf(owner).attached = true;
      if (subject === 'role' || subject === 'user' || subject === 'group')
        put(where, told, `AWS::IAM::${KINDS[subject]}`, named(owner), { ManagedPolicyArns: attached }, owner);
    },
  });
};

/** The kind that the name of the call says, where the file is called after it. */
const subjectsIn = (file: string): Subject[] | undefined => {
  const kind = /(role|user|group)-policies/.exec(file)?.[1];
  return kind === 'role' || kind === 'user' || kind === 'group' ? [kind] : undefined;
};

/** `get-policy-version` names the version alone. */
const policyVersion: Read = (node, where, told) => {
  const version = recordOf(node.PolicyVersion);
  told.loose.push({
    ...{ file: where.file, what: 'version of a managed policy', subjects: ['policy'], around: around(where) },
    put: (_, name) => {
      const arn = told.names.policy.get(name) ?? name;
      const document = documentOf(version.Document);
      told.versions.set(`${arn} ${pick(version, 'VersionId') ?? ''}`, document);
      if (version.IsDefaultVersion !== false)
        put(where, told, 'AWS::IAM::ManagedPolicy', named(arn), { PolicyDocument: document }, arn);
    },
  });
};

/** `get-bucket-encryption` names no bucket. */
const encryption: Read = (node, where, told) => {
  told.loose.push({
    ...{ file: where.file, what: 'encryption of a bucket', subjects: ['bucket'], around: around(where) },
    put: (_, name) => putBucket(name, where, told, node),
  });
};

/** Errors that say that there is nothing to get. */
const NOTHING_THERE: Readonly<Record<string, Untold>> = {
  NoSuchBucketPolicy: 'policy',
  ServerSideEncryptionConfigurationNotFoundError: 'encryption',
};

const nothingThere: Read = (node, where, told) => {
  const untold = NOTHING_THERE[pick(recordOf(node.Error), 'Code') ?? ''];
  if (untold === undefined) return;
  told.loose.push({
    ...{ file: where.file, what: `answer that a bucket has no ${untold}`, subjects: ['bucket'], around: around(where) },
    put: (_, name) => {
      put(where, told, 'AWS::S3::Bucket', name, { BucketName: name }, `arn:aws:s3:::${name}`);
      told.tell(`arn:aws:s3:::${name}`, untold);
    },
  });
};

const OF_ACCOUNT = /s3-?control|account[-_ ]?(level|wide|public|block)|block[-_ .]account/i;

/** `get-public-access-block` names no bucket; of the account, it is asked with `s3control`. */
const publicAccess: Read = (node, where, told) => {
  const { PublicAccessBlockConfiguration } = node;
  if (OF_ACCOUNT.test([...where.path, where.file.split('/').at(-1)].join(' '))) {
    put(where, told, ACCOUNT_BLOCK, 'account', recordOf(PublicAccessBlockConfiguration));
    return;
  }
  told.loose.push({
    ...{ file: where.file, what: 'block of public access', subjects: ['bucket'], around: around(where) },
    put: (_, name) => {
      const properties = { BucketName: name, PublicAccessBlockConfiguration };
      put(where, told, 'AWS::S3::Bucket', name, properties, `arn:aws:s3:::${name}`);
    },
  });
};

/** `describe-key` and `list-keys`: the names of keys. */
const keyNames: Read = (node, _, told) => {
  for (const one of [node.KeyMetadata, ...listOf(node.Keys)].map(recordOf)) {
    const arn = pick(one, 'Arn', 'KeyArn');
    if (arn !== undefined) told.names.key.set(named(arn), arn);
  }
};

const ENCRYPTION = [
  ...['ServerSideEncryptionConfiguration', 'encryption', 'key', 'kmsKey', 'keyArn', 'KmsKeyArn', 'KMSMasterKeyID'],
];

function putBucket(name: string, where: Where, told: Told, node: Node): void {
  const encryption = recordOf(node.ServerSideEncryptionConfiguration ?? node.encryption);
  const rule = recordOf(listOf(encryption.Rules ?? encryption.rules)[0]);
  told.names.bucket.set(name, name);
  if (ENCRYPTION.some((key) => key in node)) told.tell(`arn:aws:s3:::${name}`, 'encryption');
  if ('policy' in node || 'Policy' in node) told.tell(`arn:aws:s3:::${name}`, 'policy');
  const byDefault = recordOf(rule.ApplyServerSideEncryptionByDefault ?? rule.applyServerSideEncryptionByDefault);
  const key =
    pick(byDefault, 'KMSMasterKeyID', 'kmsMasterKeyID') ??
    pick(node, 'key', 'kmsKey', 'keyArn', 'KmsKeyArn', 'KMSMasterKeyID');
  if (key?.startsWith('arn:') && !told.names.key.has(named(key))) told.names.key.set(named(key), key);
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
    each('DataCellsFilters', 'AWS::LakeFormation::DataCellsFilter', (node) => pick(node, 'Name') ?? ''),
  ],
  [
    has('ResourceInfoList'),
    each('ResourceInfoList', 'AWS::LakeFormation::Resource', (node) => pick(node, 'ResourceArn') ?? ''),
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
  [
    has('Aliases'),
    (node, _, told) => {
      for (const one of listOf(node.Aliases).map(recordOf)) {
        const [alias, id] = [pick(one, 'AliasName'), pick(one, 'TargetKeyId')];
        const prefix = pick(one, 'AliasArn')?.replace(/alias\/.*$/, 'key/');
        if (alias === undefined || id === undefined || prefix === undefined) continue;
        told.names.key.set(named(alias), `${prefix}${id}`);
        told.names.key.set(id, `${prefix}${id}`);
      }
    },
  ],
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
  [has('Aliases'), each('Aliases', 'AWS::KMS::Alias', (node) => pick(node, 'AliasName') ?? '')],
  [
    (node) => Array.isArray(node.Buckets),
    (node, where, told) => {
      for (const one of listOf(node.Buckets).map(recordOf))
        if (textOf(one.Name)) putBucket(String(one.Name), where, told, one);
    },
  ],
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
