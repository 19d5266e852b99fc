import type { App } from '../model/app.ts';
import { at } from '../model/values.ts';
import { type Policy, readPolicy } from '../policy/document.ts';
import { arnParts } from '../policy/pattern.ts';

/** The policy on a resource, and the account that owns it. */
export interface Guarded {
  readonly policy?: Policy;
  readonly accountId: string;
}

/** Finds the policy on the resource of an ARN: for an object that of its bucket, for a role its trust policy. */
export function guardOf(app: App, arn: string): Guarded {
  const owner = index(app).get(ownerArn(arn));
  if (owner) return owner;
  const account = arnParts(arn)?.[4];
  return { accountId: account && account !== '' ? account : app.place.accountId };
}

/** Every resource that has a policy, or might have one. */
export const guardsOf = (app: App): Guarded[] => [...index(app).values()];

/** The ARN under which the policy is kept: without object keys, function versions, log streams and item paths. */
function ownerArn(arn: string): string {
  const parts = arnParts(arn);
  if (!parts) return arn;
  const [, , service, , , rest = ''] = parts;
  const head = parts.slice(0, 5).join(':');
  if (service === 's3' && !rest.startsWith('accesspoint/')) return `${head}:${rest.split('/')[0]}`;
  if (service === 'lambda') return `${head}:${rest.split(':').slice(0, 2).join(':')}`;
  if (service === 'dynamodb') return arn.replace(/(:table\/[^/]+\/stream)\/.*$/, '$1');
  if (service === 'logs') return `${head}:${rest.split(':').slice(0, 2).join(':')}:*`;
  return arn;
}

/** The stream of a table has a policy of its own, which it is found by. */
export const streamOf = (tableArn: string): string => `${tableArn}/stream`;

/** All repositories of a registry together have another policy beside their own. */
export const registryOf = ({ place: { partition, region, accountId } }: App): string =>
  `arn:${partition}:ecr:${region}:${accountId}:*`;

interface OwnPolicy {
  readonly type: string;
  readonly path: string;
  /** The ARN that the policy is found by, where that is not the one of the resource. */
  readonly of?: (app: App, arn: string) => string;
}

/** Types that carry their policy as a property. */
const OWN_POLICIES: readonly OwnPolicy[] = [
  { type: 'AWS::DynamoDB::Table', path: 'ResourcePolicy.PolicyDocument' },
  {
    type: 'AWS::DynamoDB::Table',
    path: 'StreamSpecification.ResourcePolicy.PolicyDocument',
    of: (_, arn) => streamOf(arn),
  },
  { type: 'AWS::ECR::Repository', path: 'RepositoryPolicyText' },
  { type: 'AWS::ECR::RegistryPolicy', path: 'PolicyText', of: registryOf },
];

const INDEXES = new WeakMap<App, ReadonlyMap<string, Guarded>>();

function index(app: App): ReadonlyMap<string, Guarded> {
  const known = INDEXES.get(app);
  if (known) return known;
  const { accountId } = app.place;
  const found = new Map<string, Guarded>();
  const carriers = [...app.buckets, ...app.keys, ...app.queues, ...app.topics, ...app.functions, ...app.logGroups];
  for (const { arn, policy } of carriers) found.set(arn, policy ? { policy, accountId } : { accountId });
  for (const { type, arn = '', properties, ...origin } of app.resources)
    for (const { path, of } of OWN_POLICIES.filter((ownPolicy) => ownPolicy.type === type)) {
      const document = at(properties, path);
      if (document === undefined || (of === undefined && arn === '')) continue;
      found.set(of?.(app, arn) ?? arn, {
        policy: readPolicy(document, `policy of ${origin.logicalId}`, 'resource', origin),
        accountId,
      });
    }
  for (const role of app.roles) found.set(role.arn, { policy: role.trust, accountId });
  INDEXES.set(app, found);
  return found;
}
