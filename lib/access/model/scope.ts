import { posix } from 'node:path';
import { duplicateNames } from '../../activity/duplicate-names.ts';
import { isRecord } from '../policy/record.ts';
import type { Lookup, Resource } from './app.ts';
import { declaredPrincipals, ENVIRONMENT } from './declared-principals.ts';
import { type AwsPlace, type Environment, placeOf, templateError } from './environment.ts';
import type { FreeCondition } from './free-condition.ts';
import { hasLoops, unrolled } from './loops.ts';
import { Notes } from './notes.ts';

/** A resource as the template has it, its intrinsics not yet resolved. */
export interface RawResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly condition?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly deletionPolicy?: string;
}

/** One template: the context in which its intrinsics are resolved. */
export interface TemplateScope {
  readonly template: string;
  readonly resources: ReadonlyMap<string, RawResource>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** For a template that is nested more than once, its stack. */
  readonly instance?: string;
  /** Of a nested stack, the parameters from its parent, and the scope that resolves them. */
  parent?: {
    readonly scope: TemplateScope;
    readonly logicalId: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
}

export const MACRO = 'a macro rewrites it at deployment';

/** All templates together. */
export interface World {
  readonly scopes: ReadonlyMap<string, TemplateScope>;
  readonly environment: Environment;
  readonly place: AwsPlace;
  readonly notes: Notes;
  /** Templates, or resources of them, that a macro rewrites at deployment in unknown ways. */
  readonly macros: Notes;
  /** Comparisons that nothing determines, by key. */
  readonly freeConditions: Map<string, FreeCondition>;
  /** Resources of which a condition says that they are not made. */
  readonly leftOut: Resource[];
  /** The parts of the place that decided conditions. */
  readonly placed: Set<keyof AwsPlace>;
  /** Parameters that were taken at their default. */
  readonly defaulted: Set<string>;
  /** References that CloudFormation looks up at deployment, by where they stand. */
  readonly lookups: Map<string, Lookup>;
  /** Parameters without a value, each by a name that stands for its value: tags point here. */
  readonly valueless: string[];
}

/** The templates, keyed by a name that is used wherever a stack is named. */
export type Templates = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** Throws `ACCESS_TEMPLATE` when a template is not one. */
export function openWorld(templates: Templates, environment: Environment): World {
  const declared = declaredPrincipals(environment);
  const entries: [string, unknown][] = [
    ...(templates instanceof Map ? templates : Object.entries(templates)),
    ...(declared ? [[ENVIRONMENT, declared] as [string, unknown]] : []),
  ];
  const scopes = new Map<string, TemplateScope>();
  const macros = new Notes();
  for (const [name, template] of entries) scopes.set(name, openScope(name, template, macros));
  // A copy is visited too: its nested stacks exist once more.
  for (const scope of scopes.values()) linkNested(scope, scopes);
  return {
    scopes,
    environment,
    place: placeOf(environment),
    notes: new Notes(),
    macros,
    freeConditions: new Map(),
    leftOut: [],
    placed: new Set(),
    defaulted: new Set(),
    lookups: new Map(),
    valueless: [],
  };
}

/** The top-level keys of a template, and the keys of a resource, when no macro rewrites either. */
const TEMPLATE_PARTS = new Set(
  'AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Transform Resources Outputs'.split(
    ' ',
  ),
);
const RESOURCE_PARTS = new Set(
  'Type Properties Condition Metadata DependsOn DeletionPolicy UpdateReplacePolicy CreationPolicy UpdatePolicy'.split(
    ' ',
  ),
);
/** Adds functions, which are understood or noted where they are used, and nothing else. */
const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

function openScope(name: string, given: unknown, macros: Notes): TemplateScope {
  const template = typeof given === 'string' ? readText(name, given) : unrolledIn(given);
  if (!isRecord(template)) throw templateError(name, 'it is neither a JSON object nor YAML with names and values');
  if (!isRecord(template.Resources)) throw templateError(name, 'it has no Resources');
  const strange = (logicalId: string, why = MACRO) => macros.add({ template: name, logicalId, constructPath: '' }, why);
  for (const path of typeof given === 'string' ? namedTwice(given) : [])
    strange(path.join('.'), 'this name stands twice, and one of the two is lost');
  if ([template.Transform].flat().some((transform) => transform !== undefined && transform !== LANGUAGE_EXTENSIONS))
    strange('Transform', `${MACRO}: give the processed template instead`);
  for (const part of Object.keys(template)) if (!TEMPLATE_PARTS.has(part)) strange(part);
  const resources = new Map<string, RawResource>();
  for (const [logicalId, raw] of Object.entries(template.Resources)) {
    if (logicalId.startsWith('Fn::')) {
      strange(logicalId);
      continue;
    }
    resources.set(logicalId, openResource(name, logicalId, raw));
    if (isRecord(raw) && !isPlain(raw)) strange(logicalId);
  }
  const section = (key: string): Record<string, unknown> => {
    if (template[key] !== undefined && (!isRecord(template[key]) || expands(template[key]))) strange(key);
    return isRecord(template[key]) ? template[key] : {};
  };
  return {
    template: name,
    resources,
    parameters: section('Parameters'),
    conditions: section('Conditions'),
    mappings: section('Mappings'),
    outputs: section('Outputs'),
  };
}

const unrolledIn = (template: unknown): unknown =>
  isRecord(template) && hasLoops(template) ? unrolled(template) : template;

const READ = new Map<string, unknown>();

/** A template is read once for its declaration and once for each world: its text is parsed once. Nobody changes what is read. */
function readText(name: string, text: string): unknown {
  const known = READ.get(text);
  if (known !== undefined) return known;
  const made = unrolledIn(parse(name, text));
  if (READ.size >= 64) READ.clear();
  READ.set(text, made);
  return made;
}

const DUPLICATES = new Map<string, ReturnType<typeof duplicateNames>>();

/** A template is read once for its declaration and once for each world: it is searched once. */
function namedTwice(text: string): ReturnType<typeof duplicateNames> {
  const known = DUPLICATES.get(text);
  if (known) return known;
  const found = duplicateNames(text);
  if (DUPLICATES.size >= 64) DUPLICATES.clear();
  DUPLICATES.set(text, found);
  return found;
}

/** Whether a resource is no more than the model reads of it. */
const isPlain = ({ Properties, Condition, ...raw }: Record<string, unknown>): boolean =>
  Object.keys(raw).every((part) => RESOURCE_PARTS.has(part)) &&
  (Properties === undefined || isRecord(Properties)) &&
  (Condition === undefined || typeof Condition === 'string');

/** Whether there is something in a section that CloudFormation puts entries in the place of. */
const expands = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(expands)
    : isRecord(value) &&
      Object.entries(value).some(([key, inner]) => /^Fn::(Transform|ForEach)\b/.test(key) || expands(inner));

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw templateError(name, 'it is not JSON, or cut short');
  }
}

function openResource(template: string, logicalId: string, raw: unknown): RawResource {
  if (!isRecord(raw) || typeof raw.Type !== 'string')
    throw templateError(template, `resource ${logicalId} has no Type`);
  return {
    type: raw.Type,
    properties: isRecord(raw.Properties) ? raw.Properties : {},
    metadata: isRecord(raw.Metadata) ? raw.Metadata : {},
    ...(typeof raw.Condition === 'string' ? { condition: raw.Condition } : {}),
    ...(typeof raw.DeletionPolicy === 'string' ? { deletionPolicy: raw.DeletionPolicy } : {}),
  };
}

/** Limit of nested stacks: more than any app has, so that templates that contain each other come to an end. */
const MOST_SCOPES = 1000;

/**
 * Links each nested stack to its template. A template with two parents exists once for each: with the parameters of one, it would
 * be read as something that the other is not.
 */
function linkNested(scope: TemplateScope, scopes: Map<string, TemplateScope>): void {
  for (const [logicalId, resource] of scope.resources) {
    const nested = templateOf(scope, resource, scopes);
    if (!nested || nested === scope) continue;
    const { Parameters } = resource.properties;
    const parent = { scope, logicalId, parameters: isRecord(Parameters) ? Parameters : {} };
    if (nested.parent === undefined) nested.parent = parent;
    else if (scopes.size >= MOST_SCOPES)
      throw templateError(scope.template, `with it, there are more than ${MOST_SCOPES} nested stacks`);
    else {
      const instance = `${scope.instance ?? stackName(scope.template)}-${logicalId}`;
      scopes.set(`${nested.template} of ${instance}`, { ...nested, instance, parent });
    }
  }
}

/** The nested stack that a resource makes. */
export const nestedScope = (
  parent: TemplateScope,
  logicalId: string,
  scopes: ReadonlyMap<string, TemplateScope>,
): TemplateScope | undefined =>
  [...scopes.values()].find((scope) => scope.parent?.scope === parent && scope.parent.logicalId === logicalId);

/** CDK writes nested stacks to files of their own and names them in the parent's metadata; others name a file beside their own. */
function templateOf(
  scope: TemplateScope,
  { type, metadata, properties }: RawResource,
  scopes: ReadonlyMap<string, TemplateScope>,
) {
  if (type !== 'AWS::CloudFormation::Stack') return undefined;
  const { TemplateURL } = properties;
  if (typeof TemplateURL === 'string' && !/^[a-z0-9]+:/i.test(TemplateURL))
    return scopes.get(posix.join(posix.dirname(scope.template), TemplateURL));
  const path = metadata['aws:asset:path'];
  if (typeof path !== 'string' || !isAsset(TemplateURL)) return undefined;
  const beside = posix.join(posix.dirname(scope.template), path);
  return scopes.get(path) ?? scopes.get(beside) ?? scopes.get(path.replace(/\.(nested\.)?template\.json$/, ''));
}

/** CDK writes the address of an asset, in the bucket of the bootstrap stack, as a text with the account in it. */
const isAsset = (address: unknown): boolean =>
  address === undefined || (isRecord(address) && /-assets-|AssetParameters/.test(JSON.stringify(address)));

/** The name of a stack: its template's file name without the ending. */
export const stackName = (template: string): string =>
  template.replace(/(\.nested)?(\.template)?\.(json|ya?ml|template)$/i, '').replaceAll('/', '-');

export const originOf = (scope: TemplateScope, logicalId: string) => {
  const path = scope.resources.get(logicalId)?.metadata['aws:cdk:path'];
  return { template: scope.template, logicalId, constructPath: typeof path === 'string' ? path : '' };
};
