import { type Policy, readPolicy } from '../policy/document.ts';
import { withProblem } from '../policy/doubt.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Identity, Resource, Role } from './app.ts';
import { type AwsManaged, anything } from './aws-managed.ts';
import { mayMean } from './names.ts';
import { at, list, text, texts } from './values.ts';

/** Properties by which a separate policy resource names its principals. */
const ATTACHMENTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
};

interface Attachment {
  /** `Role`, `User` or `Grou`. */
  readonly kind: string;
  readonly to: string;
  readonly policy: Policy;
}

const KIND: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'Role',
  'AWS::IAM::User': 'User',
  'AWS::IAM::Group': 'Group',
};

/** Roles, users and groups with all policies that reach them, from any stack. */
export function readIdentities(
  resources: readonly Resource[],
  awsManagedPolicy: AwsManaged,
): {
  roles: Role[];
  users: Identity[];
  groups: Identity[];
} {
  const attached = resources.flatMap(attachmentsOf);
  const managed = new Map<string, Policy>();
  for (const resource of resources) {
    if (resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn) managed.set(resource.arn, document(resource));
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
        ...attached
          .filter((attachment) => attachment.kind === kind && isSame(attachment.to, resource.name))
          .map(policyOf),
        ...attached
          .filter((attachment) => attachment.kind === kind && mayMean(attachment.to, [resource.name]))
          .map((attachment) => perhaps(attachment.policy)),
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
  /** The policies a user has through its group; for a group that is not in the templates, any. */
  const byGroup = (user: Resource, name: string): readonly Policy[] => {
    const certain = groups.filter((group) => isSame(group.name, name));
    if (certain.length > 0) return certain.flatMap((group) => group.policies);
    return [anything(`what group ${name} may do is not known`, user)];
  };
  const users = of('AWS::IAM::User').map((user) => {
    const named = texts(user.properties, 'Groups').flatMap((name) => byGroup(user, name));
    const added = additions.flatMap(({ properties }) => {
      const members = texts(properties, 'Users');
      const policies = byGroup(user, text(properties, 'GroupName') ?? UNRESOLVED);
      if (members.some((name) => isSame(name, user.name))) return policies;
      return members.some((name) => mayMean(name, [user.name])) ? policies.map(perhaps) : [];
    });
    return identity(user, [...named, ...added]);
  });
  const members = groups.map(memberOf);
  const roles = of('AWS::IAM::Role').map((role) => ({
    ...identity(role),
    trust: readPolicy(at(role.properties, 'AssumeRolePolicyDocument'), `trust of ${role.logicalId}`, 'resource', role),
  }));
  return { roles, users: [...users, ...members], groups };
}

function attachmentsOf(resource: Resource): Attachment[] {
  const properties = ATTACHMENTS[resource.type];
  if (!properties) return [];
  const policy = document(resource);
  return properties.flatMap((property) =>
    texts(resource.properties, property).map((to) => ({ kind: property.slice(0, 4), to, policy })),
  );
}

const policyOf = ({ policy }: Attachment): Policy => policy;

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

/** IAM ignores case in names. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A user of a group that is not in the templates: a user may be added to it at any time. */
const memberOf = (group: Identity): Identity => ({
  ...group,
  type: 'AWS::IAM::User',
  name: `any member of ${group.name}`,
  arn: group.arn.replace(/:group\/.*$/, `:user/any-member-of/${group.name}`),
});

/** A policy that is perhaps attached: its principals are known only at deployment. */
const perhaps = (policy: Policy): Policy =>
  withProblem(policy, 'whom this policy is attached to is known only at deployment');
