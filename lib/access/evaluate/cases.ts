import { arnParts } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { ContextValue } from './context.ts';
import type { EvaluateInput, KeyGrant, NamedPolicy, PolicyLevel } from './input.ts';

/** One row of a table of requests, as far as it could be read. */
export interface CaseRow {
  readonly name: string | null;
  readonly input?: EvaluateInput;
  /** The fault of a row, with the path of the field. */
  readonly error?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The names that tables use for each part. */
const CONTEXT = ['context', 'contextVariables'];
const LISTS = {
  identityPolicies: ['identityPolicies'],
  resourcePolicy: ['resourcePolicy', 'resourcePolicies'],
  permissionBoundaries: ['permissionBoundaries', 'permissionBoundary', 'permissionBoundaryPolicies'],
  sessionPolicies: ['sessionPolicies', 'sessionPolicy'],
  endpointPolicies: ['endpointPolicies', 'endpointPolicy', 'vpcEndpointPolicies'],
} as const;
const LEVELS = {
  serviceControlPolicies: ['serviceControlPolicies'],
  resourceControlPolicies: ['resourceControlPolicies'],
} as const;
const KNOWN = new Set<string>([...Object.values(LISTS), ...Object.values(LEVELS), ['grants']].flat());

class WrongField extends Error {}

/**
 * A row of a table as `evaluate` takes it. Policies come as documents, as text, or with a name; lists of policies may be one
 * policy. A policy-shaped value under an unknown name is an error, because leaving it out could allow more.
 */
export function readRow(value: unknown): CaseRow {
  const name = isRecord(value) && ['string', 'number'].includes(typeof value.name) ? String(value.name) : null;
  try {
    return { name, input: inputOf(value) };
  } catch (error) {
    if (error instanceof WrongField) return { name, error: `case.invalid: ${error.message}` };
    throw error;
  }
}

function inputOf(value: unknown): EvaluateInput {
  if (!isRecord(value)) throw new WrongField('case');
  const unknown = Object.keys(value).find((field) => !KNOWN.has(field) && /polic|boundar|grant/i.test(field));
  if (unknown !== undefined) throw new WrongField(`unknown field ${unknown}`);
  const lists = Object.entries(LISTS).map(([field, names]) => [
    field,
    listOf(given(value, names), field === 'resourcePolicy'),
  ]);
  const levels = Object.entries(LEVELS).map(([field, names]) => [field, levelsOf(given(value, names))]);
  return { request: requestOf(value), ...Object.fromEntries([...lists, ...levels]), grants: grantsOf(value.grants) };
}

const given = (fields: Fields, names: readonly string[]): unknown =>
  names.map((name) => fields[name]).find((value) => value !== undefined && value !== null);

function requestOf(fields: Fields): EvaluateInput['request'] {
  const { request } = fields;
  if (!isRecord(request)) throw new WrongField('request');
  const target = isRecord(request.resource) ? request.resource : { resource: request.resource };
  const resource = textOf(target.resource, 'request.resource');
  const account = given({ ...fields, ...request, ...target }, ['accountId', 'resourceAccount']) ?? accountOf(resource);
  return {
    principal: textOf(request.principal, 'request.principal'),
    action: textOf(request.action, 'request.action'),
    resource: {
      resource,
      accountId: typeof account === 'number' ? String(account).padStart(12, '0') : textOf(account, 'request.accountId'),
    },
    context: contextOf(given(request, CONTEXT)),
  };
}

function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new WrongField(field);
  return value;
}

/** The account that an ARN names; those of buckets name none. */
const accountOf = (arn: string): string | undefined => arnParts(arn)?.[4] || undefined;

function contextOf(value: unknown): Record<string, ContextValue> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new WrongField('request.context');
  const isValue = (field: unknown) => ['string', 'number', 'boolean'].includes(typeof field);
  const context: Record<string, ContextValue> = Object.create(null);
  for (const [key, found] of Object.entries(value)) {
    if (found === null) continue;
    if (!(Array.isArray(found) ? found.every(isValue) : isValue(found))) throw new WrongField(`request.context.${key}`);
    context[key] = found as ContextValue;
  }
  return context;
}

/** Policies from a list, a list of lists, or one alone. */
function listOf(value: unknown, mayBeNone = false): NamedPolicy[] {
  // A resource without a policy is often written as an empty one, or as false. For a policy that narrows access, that is in
  // doubt.
  const isNone = value === false || (isRecord(value) && Object.keys(value).length === 0);
  if (value === undefined || (mayBeNone && isNone)) return [];
  return (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]).map(named);
}

const DOCUMENTS = ['policy', 'document', 'PolicyDocument', 'policyDocument'];
const NAMES = ['name', 'PolicyName', 'policyName'];

/** Always wrapped, so that nothing in a file is taken for a policy that was read before. */
export function named(value: unknown): NamedPolicy {
  const field = isRecord(value) ? DOCUMENTS.find((document) => document in value) : undefined;
  if (!isRecord(value) || field === undefined || 'Statement' in value) return { policy: value };
  const name = given(value, NAMES);
  return { policy: value[field], ...(typeof name === 'string' ? { name } : {}) };
}

/** A list of levels, each with its policies or a list itself; policies beside them make one level of their own. */
function levelsOf(value: unknown): PolicyLevel[] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const isLevel = (item: unknown) => Array.isArray(item) || (isRecord(item) && 'policies' in item);
  const levels = items.filter(isLevel).map((item) => ({ policies: listOf(isRecord(item) ? item.policies : item) }));
  const rest = listOf(items.filter((item) => !isLevel(item)));
  return rest.length > 0 ? [...levels, { policies: rest }] : levels;
}

function grantsOf(value: unknown): KeyGrant[] {
  if (value === undefined || value === null) return [];
  const isTexts = (field: unknown) => isRecord(field) && Object.values(field).every((text) => typeof text === 'string');
  const isGrant = (field: unknown) =>
    isRecord(field) &&
    typeof field.granteePrincipal === 'string' &&
    Array.isArray(field.operations) &&
    field.operations.every((operation) => typeof operation === 'string') &&
    (field.constraints === undefined ||
      (isRecord(field.constraints) && Object.values(field.constraints).every(isTexts)));
  if (!Array.isArray(value) || !value.every(isGrant)) throw new WrongField('grants');
  return value;
}
