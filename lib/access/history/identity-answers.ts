import {
  type AnswerNode,
  type AnswerPlace,
  type AnswerReader,
  type AnswerShape,
  around,
  named,
  pick,
  put,
} from './answer.ts';
import { documentOf, listOf, recordOf, textOf } from './change.ts';
import type { Subject, Told } from './placing.ts';

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

function putIdentity(kind: 'Role' | 'User' | 'Group', node: AnswerNode, where: AnswerPlace, told: Told): void {
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

export const readIdentity =
  (kind: 'Role' | 'User' | 'Group'): AnswerReader =>
  (node, where, told) =>
    putIdentity(kind, node, where, told);

export const isIdentity =
  (kind: 'role' | 'user' | 'group'): AnswerShape =>
  (node) =>
    new RegExp(`^arn:[^:]+:iam::\\d{12}:${kind}/`).test(pick(node, 'Arn', 'arn') ?? '') &&
    // `get-caller-identity` names the caller, who need not be in the account's list.
    !('Account' in node && 'UserId' in node);

export function readManaged(node: AnswerNode, where: AnswerPlace, told: Told): void {
  const arn = pick(node, 'Arn', 'arn') ?? '';
  told.names.policy.set(named(arn), arn);
  const versions = listOf(node.PolicyVersionList).map(recordOf);
  for (const { VersionId, Document } of versions)
    told.versions.set(`${arn} ${textOf(VersionId)}`, documentOf(Document));
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
/** The text of an identity's policy, of which only the file or the call says whose it is. */
export function loosePolicy(document: unknown, where: AnswerPlace, told: Told): void {
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
  where: AnswerPlace,
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
export const inlinePolicy: AnswerReader = (node, where, told) => {
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
export const listedPolicies: AnswerReader = (node, where, told) => {
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
export const policyVersion: AnswerReader = (node, where, told) => {
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
