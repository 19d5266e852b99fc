import type { ReviewPage, ReviewSource } from './page.ts';
import type { Located } from './templates.ts';

export const rolePages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::IAM::Role').map((role) => {
    const { stack, path, Properties } = role;
    const name = reading.text(stack, Properties.RoleName ?? `\${${role.logicalId}}`);
    const { AssumeRolePolicyDocument, Description, ManagedPolicyArns = [], MaxSessionDuration = 3_600 } = Properties;
    return [
      `roles/${name}.yaml`,
      {
        role: name,
        construct: path,
        description: Description,
        maxSessionSeconds: MaxSessionDuration,
        trust: reading.statements(stack, AssumeRolePolicyDocument),
        managedPolicies: reading.render(stack, ManagedPolicyArns),
        boundary: boundaryOf(reading, role),
        policies: policiesOf(reading, name),
      },
    ];
  });

const boundaryOf = (reading: ReviewSource, { stack, Properties }: Located): unknown => {
  const boundary = reading.one('AWS::IAM::ManagedPolicy', stack, Properties.PermissionsBoundary?.Ref);
  return boundary && reading.statements(stack, boundary.Properties.PolicyDocument);
};

/** Policies reach a role from any stack. */
const policiesOf = (reading: ReviewSource, roleName: string): unknown[] =>
  reading
    .all('AWS::IAM::Policy')
    .filter(({ stack, Properties: { Roles = [] } }) =>
      Roles.some((role: unknown) => reading.text(stack, role) === roleName),
    )
    .map(({ stack, path, Properties }) => ({
      construct: path,
      statements: reading.statements(stack, Properties.PolicyDocument),
    }));
