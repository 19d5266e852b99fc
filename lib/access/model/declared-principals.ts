import { type DeclaredPrincipal, type Environment, templateError } from './environment.ts';

/** The template name of principals that the environment declares. */
export const ENVIRONMENT = 'environment';

/**
 * Roles and users of the account that no template makes, as a template of their own, so that all rules hold for them too.
 * Throws `ACCESS_TEMPLATE` for an ARN that is neither a role's nor a user's.
 */
export function declaredPrincipals({ principals = [] }: Environment): Record<string, unknown> | undefined {
  if (principals.length === 0) return undefined;
  return {
    Resources: Object.fromEntries(principals.map((principal, at) => [`Principal${at + 1}`, resourceOf(principal)])),
  };
}

function resourceOf({ arn, policies, managedPolicies, trust }: DeclaredPrincipal): object {
  const [, kind, path, name] = /^arn:[^:]+:iam::\d{12}:(role|user)(\/(?:.+\/)?)([^/]+)$/.exec(arn) ?? [];
  if (name === undefined) throw templateError(ENVIRONMENT, `${arn} is not the ARN of a role or user`);
  const common = {
    Path: path,
    Policies: policies.map((PolicyDocument, at) => ({ PolicyName: `${at + 1}`, PolicyDocument })),
    ManagedPolicyArns: managedPolicies ?? [],
  };
  return kind === 'user'
    ? { Type: 'AWS::IAM::User', Properties: { ...common, UserName: name } }
    : {
        Type: 'AWS::IAM::Role',
        Properties: { ...common, RoleName: name, AssumeRolePolicyDocument: trust ?? { Statement: [] } },
      };
}
