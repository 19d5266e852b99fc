import type { Environment } from '../access/index.ts';
import type { EnvironmentConfig } from './environment-config.ts';

/** The place of the templates, as far as an environment names it. */
export const placeOf = ({ target }: Pick<EnvironmentConfig, 'target'>): Environment =>
  target === null ? {} : { accountId: target.account, region: target.region };

/** Name of a template for resources that no stack creates. It has no prefix, so no stack of the platform can have this name. */
const ACCOUNT = 'account';

/**
 * The templates, plus one for the account's existing resources: the boundary of every role, and the trail that records
 * management events. So the proof includes them, and names their origin in each claim that depends on them.
 */
export function withAccount<T>(
  templates: ReadonlyMap<string, T>,
  { existing = {} }: Pick<EnvironmentConfig, 'existing'>,
): Map<string, T | string> {
  const { permissionsBoundary, managementTrail } = existing;
  const Resources = {
    ...(permissionsBoundary && { Boundary: boundary(permissionsBoundary) }),
    ...(managementTrail && {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          TrailName: managementTrail.arn.split('/').at(-1),
          IsLogging: true,
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
        },
      },
    }),
  };
  if (Object.keys(Resources).length === 0) return new Map(templates);
  return new Map<string, T | string>([...templates, [ACCOUNT, JSON.stringify({ Resources })]]);
}

function boundary({ name, document }: { readonly name: string; readonly document: object }) {
  const words = name.split('/');
  const ManagedPolicyName = words.pop();
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { ManagedPolicyName, Path: ['', ...words, ''].join('/'), PolicyDocument: document },
  };
}
