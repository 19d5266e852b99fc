import { globPattern, literalPattern } from '../decide/atoms.ts';
import { ANY_RESOURCE } from '../escalate/asking.ts';
import type { App, Carrier, Resource } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { arnParts, type Pattern } from '../policy/pattern.ts';
import { requestedOf } from '../stores/stores.ts';
import type { ClassHere } from './classes.ts';

/** A resource that requests are about, or all that no other target stands for. */
export interface RequestTarget {
  /** ARN; `*` for everything else. */
  readonly key: string;
  readonly name: string;
  readonly class: string;
  readonly sensitivity: string;
  readonly patterns: readonly Pattern[];
  readonly except?: readonly Pattern[];
  readonly policy?: Policy;
  /** Services whose requests may name it; undefined for all. */
  readonly services: readonly string[] | undefined;
}

const service = (action: string): string => action.slice(0, action.indexOf(':')).toLowerCase();

/** Whether a request with an action may be about a target. */
export const takes = ({ services }: RequestTarget, action: string): boolean =>
  services === undefined || services.includes(service(action));

/** What holds no class: the infrastructure around the data. */
export const OTHER = 'other';

/** What a service calls itself in ARNs, where its actions say it otherwise. */
const SERVICES: Readonly<Record<string, readonly string[]>> = { iam: ['iam', 'sts'], s3: ['s3', 's3-object-lambda'] };

/** Everything in an app that a policy of its own may guard, or that belongs to a class, and last the rest of the account. */
export function targetsOf(app: App, classes: readonly ClassHere[]): RequestTarget[] {
  const carriers: readonly Carrier[] = [
    ...[app.buckets, app.keys, app.queues, app.topics, app.functions, app.logGroups, app.otherStores].flat(),
  ];
  const named = [...new Map(carriers.map((carrier) => [carrier.arn, carrier])).values()].map((carrier) =>
    targetOf(carrier, carrier.policy, classOf(carrier, classes)),
  );
  const roles = app.roles.map((role) => targetOf(role, role.trust, { name: `role ${role.name}`, sensitivity: OTHER }));
  const all = [...named, ...roles];
  return [...all, { ...REST, except: all.flatMap(({ patterns }) => patterns) }];
}

export const REST_NAME = 'everything else';

const REST: RequestTarget = {
  key: '*',
  name: REST_NAME,
  class: OTHER,
  sensitivity: OTHER,
  patterns: ANY_RESOURCE,
  services: undefined,
};

function targetOf({ arn = '', name }: Resource, policy: Policy | undefined, of: ClassName): RequestTarget {
  const owner = arnParts(arn)?.[2] ?? '';
  return {
    key: arn,
    name,
    class: of.name,
    sensitivity: of.sensitivity,
    patterns: patternsOf(arn, owner),
    ...(policy ? { policy } : {}),
    services: SERVICES[owner] ?? [owner],
  };
}

type ClassName = Pick<ClassHere, 'name' | 'sensitivity'>;

/** A key belongs to the class that names it, else to that of the stores under it is of no class. */
const classOf = (resource: Resource, classes: readonly ClassHere[]): ClassName =>
  classes.find(({ resources }) => resources.some((candidate) => candidate.arn === resource.arn)) ?? {
    name: OTHER,
    sensitivity: OTHER,
  };

/** A bucket and its objects, a store and what is in it; a key or role is itself alone. */
function patternsOf(arn: string, owner: string): readonly Pattern[] {
  if (owner === 's3') return [literalPattern(arn), globPattern(`${arn}/*`)];
  if (owner === 'kms' || owner === 'iam') return [literalPattern(arn)];
  return requestedOf(arn.replace(/:\*$/, ''));
}
