import type { Resource } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import {
  type AccountState,
  type Apply,
  type Change,
  documentOf,
  edited,
  listOf,
  made,
  recordOf,
  textOf,
  without,
  withResource,
} from './change.ts';

const KINDS = ['Role', 'User', 'Group'] as const;
type Kind = (typeof KINDS)[number];

const param = ({ params }: Change, name: string): string => textOf(params[name]) ?? '';

/** IAM ignores case in names. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const nameIn = (change: Change, kind: Kind): string => param(change, `${kind.toLowerCase()}Name`);

const isOne =
  (kind: Kind, name: string) =>
  (resource: Resource): boolean =>
    resource.type === `AWS::IAM::${kind}` && same(resource.name, name);

/** Separate policy resources are for the roles, users and groups that these properties list. */
const SEPARATE = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];

const isNamed = (item: unknown, name: string): boolean => same(textOf(recordOf(item).PolicyName) ?? '', name);

/** Removes the inline policy of that name from this principal, in whichever form the templates wrote it. */
function withoutInline(state: AccountState, kind: Kind, owner: string, policy: string): AccountState {
  const plural = `${kind}s`;
  const own = edited(state, isOne(kind, owner), (properties) => ({
    ...properties,
    Policies: listOf(properties.Policies).filter((item) => !isNamed(item, policy)),
  }));
  const apart = edited(
    own,
    ({ type, properties }) => SEPARATE.includes(type) && same(textOf(properties.PolicyName) ?? '', policy),
    (properties) => ({
      ...properties,
      ...(plural in properties
        ? { [plural]: listOf(properties[plural]).filter((member) => !same(textOf(member) ?? '', owner)) }
        : {}),
      ...(same(textOf(properties[`${kind}Name`]) ?? '', owner) ? { [`${kind}Name`]: [] } : {}),
    }),
  );
  return apart;
}

const putInline =
  (kind: Kind): Apply =>
  (state, change) => {
    const [owner, policy] = [nameIn(change, kind), param(change, 'policyName')];
    const properties = {
      [`${kind}Name`]: owner,
      PolicyName: policy,
      PolicyDocument: documentOf(change.params.policyDocument),
    };
    const next = withoutInline(state, kind, owner, policy);
    return { state: withResource(next, made(change, `AWS::IAM::${kind}Policy`, policy, properties)) };
  };

const deleteInline =
  (kind: Kind): Apply =>
  (state, change) => ({ state: withoutInline(state, kind, nameIn(change, kind), param(change, 'policyName')) });

const attach =
  (kind: Kind): Apply =>
  (state, change) => ({
    state: edited(state, isOne(kind, nameIn(change, kind)), (properties) => ({
      ...properties,
      ManagedPolicyArns: [...new Set([...listOf(properties.ManagedPolicyArns), param(change, 'policyArn')])],
    })),
  });

const detach =
  (kind: Kind): Apply =>
  (state, change) => {
    const [owner, arn] = [nameIn(change, kind), param(change, 'policyArn')];
    const own = edited(state, isOne(kind, owner), (properties) => ({
      ...properties,
      ManagedPolicyArns: listOf(properties.ManagedPolicyArns).filter((attached) => attached !== arn),
    }));
    // A managed policy of a template may name its principals itself.
    const next = edited(
      own,
      (resource) => resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn === arn,
      (properties) => ({
        ...properties,
        [`${kind}s`]: listOf(properties[`${kind}s`]).filter((member) => !same(textOf(member) ?? '', owner)),
      }),
    );
    return { state: next };
  };

const create =
  (kind: Kind): Apply =>
  (state, change) => {
    const name = nameIn(change, kind);
    const answer = recordOf(change.response[kind.toLowerCase()]);
    const path = textOf(change.params.path) ?? '/';
    const arn = textOf(answer.arn) ?? `arn:aws:iam::${change.account}:${kind.toLowerCase()}${path}${name}`;
    const properties = {
      [`${kind}Name`]: name,
      ...(kind === 'Role' ? { AssumeRolePolicyDocument: documentOf(change.params.assumeRolePolicyDocument) } : {}),
      ...(change.params.permissionsBoundary ? { PermissionsBoundary: change.params.permissionsBoundary } : {}),
    };
    const next = without(state, isOne(kind, name));
    return { state: withResource(next, made(change, `AWS::IAM::${kind}`, name, properties, arn)) };
  };

const remove =
  (kind: Kind): Apply =>
  (state, change) => ({ state: without(state, isOne(kind, nameIn(change, kind))) });

const setBoundary =
  (kind: Kind): Apply =>
  (state, change) => ({
    state: edited(state, isOne(kind, nameIn(change, kind)), ({ PermissionsBoundary: _, ...rest }) =>
      change.call.includes('Delete') ? rest : { ...rest, PermissionsBoundary: param(change, 'permissionsBoundary') },
    ),
  });

const trust: Apply = (state, change) => ({
  state: edited(state, isOne('Role', nameIn(change, 'Role')), (properties) => ({
    ...properties,
    AssumeRolePolicyDocument: documentOf(change.params.policyDocument),
  })),
});

const isManaged = (arn: string) => (resource: Resource) =>
  resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn === arn;

/** Replaces the document of a managed policy: the content of a version without a record is unknown. */
function setDocument(state: AccountState, change: Change, arn: string, document: unknown): AccountState {
  const old = state.resources.find(isManaged(arn));
  const name = old?.name ?? arn.split('/').at(-1) ?? arn;
  const properties = { ...old?.properties, PolicyDocument: document };
  return withResource(without(state, isManaged(arn)), made(change, 'AWS::IAM::ManagedPolicy', name, properties, arn));
}

const withVersion = (state: AccountState, arn: string, version: string, document: unknown): AccountState => ({
  ...state,
  versions: new Map([...state.versions, [`${arn} ${version}`, document]]),
});

const createPolicy: Apply = (state, change) => {
  const name = param(change, 'policyName');
  const arn =
    textOf(recordOf(change.response.policy).arn) ??
    `arn:aws:iam::${change.account}:policy${textOf(change.params.path) ?? '/'}${name}`;
  const document = documentOf(change.params.policyDocument);
  return { state: withVersion(setDocument(state, change, arn, document), arn, 'v1', document) };
};

const createVersion: Apply = (state, change) => {
  const arn = param(change, 'policyArn');
  const document = documentOf(change.params.policyDocument);
  const version = textOf(recordOf(change.response.policyVersion).versionId);
  const kept = version === undefined ? state : withVersion(state, arn, version, document);
  return { state: String(change.params.setAsDefault) === 'true' ? setDocument(kept, change, arn, document) : kept };
};

const setVersion: Apply = (state, change) => {
  const [arn, version] = [param(change, 'policyArn'), param(change, 'versionId')];
  const document = state.versions.get(`${arn} ${version}`);
  const next = setDocument(state, change, arn, document ?? UNRESOLVED);
  return document === undefined
    ? { state: next, doubt: `version ${version} of ${arn} came into force, and what it says is not recorded` }
    : { state: next };
};

const groupMember =
  (joins: boolean): Apply =>
  (state, change) => {
    const [user, group] = [nameIn(change, 'User'), nameIn(change, 'Group')];
    return {
      state: edited(state, isOne('User', user), (properties) => ({
        ...properties,
        Groups: [
          ...listOf(properties.Groups).filter((member) => !same(textOf(member) ?? '', group)),
          ...(joins ? [group] : []),
        ],
      })),
    };
  };

const perKind = (entries: (kind: Kind) => readonly (readonly [string, Apply])[]) =>
  Object.fromEntries(KINDS.flatMap(entries));

/** Calls of IAM that change permissions. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const IDENTITY_CHANGES: Readonly<Record<string, Apply>> = {
  ...perKind((kind) => [
    [`iam:Create${kind}`, create(kind)],
    [`iam:Delete${kind}`, remove(kind)],
    [`iam:Put${kind}Policy`, putInline(kind)],
    [`iam:Delete${kind}Policy`, deleteInline(kind)],
    [`iam:Attach${kind}Policy`, attach(kind)],
    [`iam:Detach${kind}Policy`, detach(kind)],
    [`iam:Put${kind}PermissionsBoundary`, setBoundary(kind)],
    [`iam:Delete${kind}PermissionsBoundary`, setBoundary(kind)],
  ]),
  'iam:UpdateAssumeRolePolicy': trust,
  'iam:CreatePolicy': createPolicy,
  'iam:CreatePolicyVersion': createVersion,
  'iam:SetDefaultPolicyVersion': setVersion,
  'iam:DeletePolicy': (state, change) => ({ state: without(state, isManaged(param(change, 'policyArn'))) }),
  'iam:AddUserToGroup': groupMember(true),
  'iam:RemoveUserFromGroup': groupMember(false),
};
