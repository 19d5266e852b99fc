import { isRecord } from '../policy/record.ts';
import { declaredPrincipals, ENVIRONMENT } from './declared-principals.ts';
import { type Environment, type Place, placeOf, templateError } from './environment.ts';
import { Notes } from './notes.ts';

/** A resource as the template has it, its intrinsics not yet resolved. */
export interface RawResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly condition?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly deletionPolicy?: string;
}

/** One template: what an intrinsic in it is resolved against. */
export interface Scope {
  readonly template: string;
  readonly resources: ReadonlyMap<string, RawResource>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Of a nested stack, what its parent gives it and where that is to be resolved. */
  parent?: {
    readonly scope: Scope;
    readonly logicalId: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
}

export const MACRO = 'a macro rewrites it at deployment';

/** All templates together. */
export interface World {
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly environment: Environment;
  readonly place: Place;
  readonly notes: Notes;
  /** Templates, or resources of them, that a macro rewrites at deployment, into whatever it likes. */
  readonly macros: Notes;
  /** Conditions that nothing determines, as `template/Condition`. */
  readonly freeConditions: Set<string>;
  /** Parameters that were taken at their default. */
  readonly defaulted: Set<string>;
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
  const scopes = new Map<string, Scope>();
  const macros = new Notes();
  for (const [name, template] of entries) scopes.set(name, openScope(name, template, macros));
  for (const scope of scopes.values()) linkNested(scope, scopes);
  return {
    scopes,
    environment,
    place: placeOf(environment),
    notes: new Notes(),
    macros,
    freeConditions: new Set(),
    defaulted: new Set(),
  };
}

function openScope(name: string, given: unknown, macros: Notes): Scope {
  const template = typeof given === 'string' ? parse(name, given) : given;
  if (!isRecord(template)) throw templateError(name, 'it is not a JSON object');
  if (!isRecord(template.Resources)) throw templateError(name, 'it has no Resources');
  if (template.Transform !== undefined && template.Transform !== 'AWS::LanguageExtensions') {
    macros.add({ template: name, logicalId: 'Transform', constructPath: '' }, MACRO);
  }
  const resources = new Map<string, RawResource>();
  for (const [logicalId, raw] of Object.entries(template.Resources)) {
    if (logicalId.startsWith('Fn::')) macros.add({ template: name, logicalId, constructPath: '' }, MACRO);
    else resources.set(logicalId, openResource(name, logicalId, raw));
  }
  const section = (key: string): Record<string, unknown> => (isRecord(template[key]) ? template[key] : {});
  return {
    template: name,
    resources,
    parameters: section('Parameters'),
    conditions: section('Conditions'),
    mappings: section('Mappings'),
    outputs: section('Outputs'),
  };
}

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

/** CDK writes nested stacks to files of their own and names them in the parent's metadata. */
function linkNested(scope: Scope, scopes: ReadonlyMap<string, Scope>): void {
  for (const [logicalId, resource] of scope.resources) {
    const nested = nestedScope(resource, scopes);
    if (!nested || nested === scope) continue;
    const { Parameters } = resource.properties;
    nested.parent = { scope, logicalId, parameters: isRecord(Parameters) ? Parameters : {} };
  }
}

export function nestedScope(resource: RawResource, scopes: ReadonlyMap<string, Scope>): Scope | undefined {
  const path = resource.metadata['aws:asset:path'];
  if (resource.type !== 'AWS::CloudFormation::Stack' || typeof path !== 'string') return undefined;
  const stem = path.replace(/\.(nested\.)?template\.json$/, '');
  return scopes.get(path) ?? scopes.get(stem);
}

/** What a stack is called: its template's file name without the ending. */
export const stackName = (template: string): string => template.replace(/(\.nested)?\.template\.json$/, '');

export const originOf = (scope: Scope, logicalId: string) => {
  const path = scope.resources.get(logicalId)?.metadata['aws:cdk:path'];
  return { template: scope.template, logicalId, constructPath: typeof path === 'string' ? path : '' };
};
