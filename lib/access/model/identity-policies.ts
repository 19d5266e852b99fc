import { type Policy, readPolicy } from '../policy/document.ts';
import { withProblem } from '../policy/doubt.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Identity, Resource, Role } from './app.ts';
import type { AwsManaged } from './aws-managed.ts';
import { at, list, text, texts } from './values.ts';

/** Where a separate policy resource says whom it is for. */
const ATTACHMENTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
};

interface Attachment {
  readonly property: string;
  readonly to: string;
  readonly policy: Policy;
}

const KIND: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'Role',
  'AWS::IAM::User': 'User',
  'AWS::IAM::Group': 'Group',
};

/** Roles, users and groups with all policies that reach them, from whichever stack. */
export function readIdentities(
  resources: readonly Resource[],
  awsManagedPolicy: AwsManaged,
): {
  roles: Role[];
  users: Identity[];
  groups: Identity[];
} {
  const attachments = resources.flatMap(attachmentsOf);
  const managed = new Map<string, Policy>();
  for (const resource of resources) {
    if (resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn) managed.set(resource.arn, document(resource));
  }
  const byTarget = new Map<string, Policy[]>();
  for (const { property, to, policy } of attachments) {
    const key = `${property.slice(0, 4)} ${to.includes(UNRESOLVED) ? UNRESOLVED : to}`;
    byTarget.set(key, [...(byTarget.get(key) ?? []), policy]);
  }
  const identity = (resource: Resource, memberships: readonly Policy[] = []): Identity => {
    const kind = KIND[resource.type]?.slice(0, 4) ?? '';
    const boundaryArn = text(resource.properties, 'PermissionsBoundary');
    return {
      ...resource,
      arn: resource.arn ?? UNRESOLVED,
      policies: [
        ...list(resource.properties, 'Policies').map((inline) => inlinePolicy(inline, resource)),
        ...texts(resource.properties, 'ManagedPolicyArns').map(
          (arn) => managed.get(arn) ?? awsManagedPolicy(arn, resource),
        ),
        ...(byTarget.get(`${kind} ${resource.name}`) ?? []),
        ...(byTarget.get(`${kind} ${UNRESOLVED}`) ?? []).map(perhaps),
        ...memberships,
      ],
      ...(boundaryArn === undefined
        ? {}
        : { boundary: managed.get(boundaryArn) ?? awsManagedPolicy(boundaryArn, resource) }),
    };
  };
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const groups = of('AWS::IAM::Group').map((group) => identity(group));
  const additions = of('AWS::IAM::UserToGroupAddition');
  const users = of('AWS::IAM::User').map((user) => {
    const added = additions.filter((each) => texts(each.properties, 'Users').includes(user.name));
    const names = [
      ...texts(user.properties, 'Groups'),
      ...added.map((each) => text(each.properties, 'GroupName') ?? UNRESOLVED),
    ];
    return identity(
      user,
      groups.filter((group) => names.includes(group.name)).flatMap((group) => group.policies),
    );
  });
  const roles = of('AWS::IAM::Role').map((role) => ({
    ...identity(role),
    trust: readPolicy(at(role.properties, 'AssumeRolePolicyDocument'), `trust of ${role.logicalId}`, 'resource', role),
  }));
  return { roles, users, groups };
}

function attachmentsOf(resource: Resource): Attachment[] {
  const properties = ATTACHMENTS[resource.type];
  if (!properties) return [];
  const policy = document(resource);
  return properties.flatMap((property) => texts(resource.properties, property).map((to) => ({ property, to, policy })));
}

const document = (resource: Resource): Policy =>
  readPolicy(
    at(resource.properties, 'PolicyDocument'),
    text(resource.properties, 'PolicyName') ?? resource.name,
    'identity',
    resource,
  );

const inlinePolicy = (inline: unknown, resource: Resource): Policy =>
  readPolicy(
    isRecord(inline) ? inline.PolicyDocument : inline,
    `inline policy ${text(inline, 'PolicyName') ?? ''} of ${resource.name}`,
    'identity',
    resource,
  );

/** A policy that may or may not be attached: whom it is for is known only at deployment. */
const perhaps = (policy: Policy): Policy =>
  withProblem(policy, 'whom this policy is attached to is known only at deployment');
