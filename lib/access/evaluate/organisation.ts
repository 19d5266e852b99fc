import type { Case } from './input.ts';

/**
 * Service-linked roles are beyond the organisation's policies, and so are service principals and identities from
 * outside AWS beyond its service control policies; resource control policies do reach services.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function organisationReaches(request: Case): { serviceControl: boolean; resourceControl: boolean } {
  const { type, arn } = request.subject.principal;
  const linked = arn?.includes(':role/aws-service-role/') ?? false;
  const own = type !== 'service' && type !== 'anonymous' && type !== 'provider';
  return { serviceControl: own && !linked, resourceControl: !linked && isResourceControlled(request.subject.action) };
}

/** Services whose resources are subject to the organisation's resource control policies. */
const RESOURCE_CONTROLLED = new Set(
  's3 sts kms sqs secretsmanager ecr aoss dynamodb cognito-idp cognito-identity logs'.split(' '),
);

export const isResourceControlled = (action: string): boolean =>
  RESOURCE_CONTROLLED.has(action.split(':')[0]?.toLowerCase() ?? '');
