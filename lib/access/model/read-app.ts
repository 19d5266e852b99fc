import { readPolicy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { App, Lookup, Resource } from './app.ts';
import { awsManaged } from './aws-managed.ts';
import { conditionHolds } from './conditions.ts';
import type { AwsPlace, Environment } from './environment.ts';
import { readHandedOver } from './handed-over.ts';
import { readIdentities } from './identity-policies.ts';
import { resolverOf } from './intrinsics.ts';
import {
  readDatabases,
  readDataFilters,
  readLakeGrants,
  readLakeSettings,
  readPartitions,
  readRegistrations,
  readTables,
} from './lake.ts';
import { withLiteralPlaces } from './literal-places.ts';
import { named } from './names.ts';
import { readOtherStores } from './other-stores.ts';
import { arnOf, nameOf } from './references.ts';
import { type Resolver, resolve } from './resolver.ts';
import { readResourcePolicies } from './resource-policies.ts';
import { openWorld, originOf, type RawResource, type TemplateScope, type Templates, type World } from './scope.ts';
import { keyFinder, readBuckets, readCarriers, readFunctions, readKeys, readWorkgroups } from './stores.ts';
import { plainIn, withNames } from './unknown-names.ts';

/**
 * Reads CloudFormation templates and resolves references between them. Resources without a name get one of their own, made of the
 * template's name and their logical id. A part known only at deployment stays marked: it matches anything in an Allow and nothing
 * in a Deny. Throws `ACCESS_TEMPLATE` for a value that is no template, or a definition that contains itself.
 */
export function readApp(templates: Templates, environment: Environment = {}): App {
  const world = openWorld(templates, environment);
  const marked = readResources(world);
  const read = withNames(marked).map((resource) => named(resource, world.place));
  const resources = withLiteralPlaces(read, environment, world.place);
  return { ...assemble(resources, environment, world), lookups: readLookups(world, marked) };
}

function readLookups({ lookups }: World, marked: readonly Resource[]): Lookup[] {
  if (lookups.size === 0) return [];
  const plain = plainIn(marked);
  return [...lookups.values()].map((lookup) => ({ ...lookup, reference: plain(lookup.reference) }));
}

/** The app of resources that are known in full, such as those of an account that was read: nothing in them is left to resolve. */
export const appOf = (resources: readonly Resource[], environment: Environment): App =>
  assemble(resources, environment, openWorld({}, { ...environment, principals: [] }));

function assemble(resources: readonly Resource[], environment: Environment, world: World): App {
  const policyOf = readResourcePolicies(resources, world.notes);
  const keys = readKeys(resources);
  const keyArn = keyFinder(keys);
  const carriers = (type: string, key: string) => readCarriers(resources, type, key, policyOf, keyArn);
  const used = new Set<string>();
  const identities = readIdentities(
    resources,
    awsManaged(environment.managedPolicies, (arn) => used.add(arn)),
  );
  return {
    organisation: organisationOf(environment),
    place: world.place,
    ...identities,
    buckets: readBuckets(resources, policyOf, keyArn),
    keys,
    queues: carriers('AWS::SQS::Queue', 'KmsMasterKeyId'),
    topics: carriers('AWS::SNS::Topic', 'KmsMasterKeyId'),
    functions: readFunctions(resources, policyOf, keyArn),
    logGroups: carriers('AWS::Logs::LogGroup', 'KmsKeyId'),
    otherStores: readOtherStores(resources, policyOf, keyArn),
    databases: readDatabases(resources),
    tables: readTables(resources),
    partitions: readPartitions(resources),
    lakeSettings: readLakeSettings(resources),
    registrations: readRegistrations(resources),
    dataFilters: readDataFilters(resources),
    lakeGrants: readLakeGrants(resources),
    workgroups: readWorkgroups(resources, keyArn),
    resources,
    notUnderstood: [...world.macros.list(), ...world.notes.list()],
    macros: world.macros.list(),
    unread: [],
    nested: byName(world.scopes).flatMap(([, { parent }]) =>
      parent ? [`${parent.scope.template}/${parent.logicalId}`] : [],
    ),
    leftOut: world.leftOut,
    freeConditions: [...world.freeConditions.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    assumptions: [...assumptionsOf(world), ...managedSince(environment, used)],
    lookups: [],
    handedOver: readHandedOver(world),
  };
}

/** By their names, so that nothing that is found first depends on the order in which templates and their resources are written. */
function readResources(world: World): Resource[] {
  const resources: Resource[] = [];
  for (const [, scope] of byName(world.scopes)) {
    for (const [logicalId, raw] of byName(scope.resources)) {
      const resource = readResource(world, scope, logicalId, raw);
      if (resource) resources.push(resource);
    }
  }
  return resources;
}

const byName = <T>(all: ReadonlyMap<string, T>): [string, T][] =>
  [...all].sort(([left], [right]) => (left < right ? -1 : 1));

function readResource(world: World, scope: TemplateScope, logicalId: string, raw: RawResource): Resource | undefined {
  // Reports the constructs used to AWS: it grants nothing, and CDK has it in some regions only.
  if (raw.type === 'AWS::CDK::Metadata') return undefined;
  const origin = originOf(scope, logicalId);
  const resolver = resolverOf(world, scope, origin);
  const present = raw.condition === undefined ? true : conditionHolds(raw.condition, resolver);
  if (present === false) {
    world.leftOut.push({ ...origin, ...calledBy(raw, logicalId, resolver), properties: {} });
    return undefined;
  }
  if (present === undefined) world.notes.add(origin, `whether it exists depends on condition ${raw.condition}`);
  const resolved = resolve(raw.properties, { ...resolver, tagged: true });
  if (!isRecord(resolved)) world.macros.add(origin, 'its properties are known only at deployment');
  const properties = isRecord(resolved) ? resolved : {};
  return {
    ...origin,
    ...calledBy(raw, logicalId, resolver),
    properties: present === undefined ? doubted(properties) : properties,
    ...(raw.deletionPolicy === undefined ? {} : { deletionPolicy: raw.deletionPolicy }),
  };
}

const calledBy = (
  { type }: RawResource,
  logicalId: string,
  resolver: Resolver,
): Pick<Resource, 'type' | 'name' | 'arn'> => {
  const arn = arnOf(logicalId, resolver);
  return { type, name: nameOf(logicalId, resolver), ...(arn === undefined ? {} : { arn }) };
};

/** No claim must rest on a Deny of a resource that perhaps does not exist: such a Deny becomes unreadable. */
function doubted(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return 'PolicyDocument' in properties ? { ...properties, PolicyDocument: UNRESOLVED } : properties;
}

function organisationOf({ organisation = {} }: Environment): App['organisation'] {
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = organisation;
  return {
    serviceControl: serviceControlPolicies.map((level, at) =>
      level.map((document, index) => readPolicy(document, `service control policy ${at + 1}.${index + 1}`, 'identity')),
    ),
    resourceControl: resourceControlPolicies.map((document, index) =>
      readPolicy(document, `resource control policy ${index + 1}`, 'resource'),
    ),
  };
}

const managedSince = ({ managedPolicies }: Environment, used: ReadonlySet<string>): string[] =>
  managedPolicies && used.size > 0
    ? [
        `The ${used.size} policies that AWS manages and that principals have say what they did on ${managedPolicies.dated()}.`,
      ]
    : [];

const PARTS: Readonly<Record<keyof AwsPlace, string>> = {
  accountId: 'account',
  region: 'region',
  partition: 'partition',
};

function assumptionsOf(world: World): string[] {
  const assumptions = ['Resources without a name get names of their own, and stacks are named as their templates.'];
  if (world.valueless.length > 0)
    assumptions.push('A resource named by a parameter alone has no name that policies write out.');
  const placed = [...world.placed].sort().map((part) => `${PARTS[part]} ${world.place[part]}`);
  if (placed.length > 0) assumptions.push(`Conditions are decided for ${placed.join(', ')}, as the environment says.`);
  for (const parameter of [...world.defaulted].sort())
    assumptions.push(`Parameter ${parameter} has its default value.`);
  return assumptions;
}
