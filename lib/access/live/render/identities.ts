import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { documentOf, type Properties, type SeenAccount } from './seen.ts';

const DETAILS = 'iam:GetAccountAuthorizationDetails';

/** Roles, users and groups with every policy that they have, and the policies of the account and of AWS that these name. */
export function identities(seen: SeenAccount): void {
  for (const role of seen.list(DETAILS, 'RoleDetailList')) {
    const name = text(role, 'RoleName') ?? UNRESOLVED;
    seen.put('AWS::IAM::Role', name, text(role, 'Arn'), {
      RoleName: name,
      Path: text(role, 'Path'),
      Tags: at(role, 'Tags'),
      AssumeRolePolicyDocument: documentOf(at(role, 'AssumeRolePolicyDocument')) ?? UNRESOLVED,
      ...policiesOf(role, 'RolePolicyList'),
    });
    for (const profile of list(role, 'InstanceProfileList'))
      seen.put('AWS::IAM::InstanceProfile', text(profile, 'InstanceProfileName') ?? UNRESOLVED, text(profile, 'Arn'), {
        Roles: list(profile, 'Roles').map((member) => text(member, 'RoleName')),
      });
  }
  for (const user of seen.list(DETAILS, 'UserDetailList')) {
    const name = text(user, 'UserName') ?? UNRESOLVED;
    seen.put('AWS::IAM::User', name, text(user, 'Arn'), {
      UserName: name,
      Path: text(user, 'Path'),
      Groups: list(user, 'GroupList'),
      ...policiesOf(user, 'UserPolicyList'),
    });
  }
  for (const group of seen.list(DETAILS, 'GroupDetailList')) {
    const name = text(group, 'GroupName') ?? UNRESOLVED;
    seen.put('AWS::IAM::Group', name, text(group, 'Arn'), {
      GroupName: name,
      Path: text(group, 'Path'),
      ...policiesOf(group, 'GroupPolicyList'),
    });
  }
  managed(seen);
}

const policiesOf = (identity: unknown, inline: string): Properties => ({
  Policies: list(identity, inline).map((policy) => ({
    PolicyName: text(policy, 'PolicyName'),
    PolicyDocument: documentOf(at(policy, 'PolicyDocument')) ?? UNRESOLVED,
  })),
  ManagedPolicyArns: list(identity, 'AttachedManagedPolicies').map((policy) => text(policy, 'PolicyArn') ?? UNRESOLVED),
  PermissionsBoundary: text(identity, 'PermissionsBoundary.PermissionsBoundaryArn'),
});

function managed(seen: SeenAccount): void {
  for (const policy of seen.list(DETAILS, 'Policies')) {
    const inForce = list(policy, 'PolicyVersionList').find((version) => at(version, 'IsDefaultVersion') === true);
    seen.put('AWS::IAM::ManagedPolicy', text(policy, 'PolicyName') ?? UNRESOLVED, text(policy, 'Arn'), {
      PolicyDocument: documentOf(at(inForce, 'Document')) ?? UNRESOLVED,
    });
  }
  const named = JSON.stringify(seen.get(DETAILS) ?? {}).match(/arn:aws[a-z-]*:iam::aws:policy\/[\w+=,.@/-]+/g) ?? [];
  for (const arn of [...new Set(named)].sort()) {
    const policy = at(seen.get('iam:GetPolicy', { PolicyArn: arn }), 'Policy');
    const version = { PolicyArn: text(policy, 'Arn'), VersionId: text(policy, 'DefaultVersionId') };
    const document = at(seen.get('iam:GetPolicyVersion', version), 'PolicyVersion.Document');
    // A policy that was not read stays unknown, like one that no record has.
    if (document !== undefined)
      seen.put('AWS::IAM::ManagedPolicy', arn.split('/').at(-1) ?? arn, arn, { PolicyDocument: documentOf(document) });
  }
}
