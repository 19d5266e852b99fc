import type { Resource } from '../model/app.ts';
import { isRecord } from '../policy/record.ts';
import type { KeyGrantRecord } from './grants.ts';

/** An account at one moment: its resources with every known property, and facts that no property shows. */
export interface AccountState {
  readonly resources: readonly Resource[];
  readonly grants: readonly KeyGrantRecord[];
  /** Versions of managed policies, by `arn version`. */
  readonly versions: ReadonlyMap<string, unknown>;
  /** What no answer of AWS told of a resource that others name, by its ARN. */
  readonly untold: ReadonlyMap<string, readonly Untold[]>;
}

/** Of a bucket its policy or its encryption, of a role or user its policies. */
export type Untold = 'policy' | 'encryption' | 'policies';

export const NOTHING: AccountState = { resources: [], grants: [], versions: new Map(), untold: new Map() };

/** The state once a change has told something of a resource. */
export function toldOf(state: AccountState, arn: string, gap: Untold): AccountState {
  const left = state.untold.get(arn)?.filter((other) => other !== gap);
  if (left === undefined) return state;
  const untold = new Map(state.untold);
  if (left.length === 0) untold.delete(arn);
  else untold.set(arn, left);
  return { ...state, untold };
}

/** A call that changed permissions, as CloudTrail records it. */
export interface Change {
  /** `eventID`. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Service and name without version suffix: `s3:PutBucketPolicy`. */
  readonly call: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
  readonly account: string;
  readonly region: string;
  /** ARN of the caller. */
  readonly by: string;
  /** Whether the record leaves out its parameters: then the changed resource and its new value are unknown. */
  readonly omitted: boolean;
}

/** The state after a change. `doubt` is the reason why part of it is unknown from here on. */
export interface Changed {
  readonly state: AccountState;
  readonly doubt?: string;
}

export type Apply = (state: AccountState, change: Change) => Changed;

/** A resource made by an event: its source names the event. */
export const made = (
  { id, call, at }: Change,
  type: string,
  name: string,
  properties: Record<string, unknown>,
  arn?: string,
): Resource => ({
  template: 'trail',
  logicalId: `event ${id}`,
  constructPath: `${call} at ${at}`,
  type,
  name,
  ...(arn === undefined ? {} : { arn }),
  properties,
});

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** A policy in any form that AWS returns: an object, JSON, or JSON encoded for a URL. */
export function documentOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = /^\s*%7B/i.test(value) ? decoded(value) : value;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The names of CloudTrail begin small where those of the API and of CloudFormation begin with a capital. */
export function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [`${key[0]?.toUpperCase() ?? ''}${key.slice(1)}`, capitalised(each)]),
  );
}

export const without = (state: AccountState, gone: (resource: Resource) => boolean): AccountState => ({
  ...state,
  resources: state.resources.filter((resource) => !gone(resource)),
});

export const withResource = (state: AccountState, resource: Resource): AccountState => ({
  ...state,
  resources: [...state.resources, resource],
});

export const edited = (
  state: AccountState,
  which: (resource: Resource) => boolean,
  edit: (properties: Readonly<Record<string, unknown>>, resource: Resource) => Record<string, unknown>,
): AccountState => ({
  ...state,
  resources: state.resources.map((resource) =>
    which(resource) ? { ...resource, properties: edit(resource.properties, resource) } : resource,
  ),
});
