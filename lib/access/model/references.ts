import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { AwsPlace } from './environment.ts';
import { IDENTITIES, type IdentityForm } from './identities.ts';
import { imageReference } from './images-of-aws.ts';
import { type Resolver, resolve, resolveText } from './resolver.ts';
import { nestedScope, stackName, type TemplateScope } from './scope.ts';
import { MADE_UP, tagOf, withValues } from './unknown-names.ts';
import { list } from './values.ts';

/** The value of Ref: a pseudo parameter, a parameter or a resource. */
export function reference(name: string, resolver: Resolver): unknown {
  const { scope, world } = resolver;
  if (name.startsWith('AWS::')) return pseudo(name, resolver);
  if (name in scope.parameters) return parameter(name, resolver);
  const resource = scope.resources.get(name);
  if (!resource) {
    world.notes.add(resolver.origin, `${name} is neither a parameter nor a resource of its template`);
    return UNRESOLVED;
  }
  const form = IDENTITIES[resource.type];
  if (form) return fill(form.ref ?? '{n}', name, form, resolver);
  // A resource type of AWS returns some name of its own; a custom one returns any answer of its function.
  return resource.type.startsWith('AWS::') && resource.type !== 'AWS::CloudFormation::CustomResource'
    ? symbolicName(name, resolver)
    : UNRESOLVED;
}

/** The parts of the place that pseudo parameters tell. */
const TOLD: Readonly<Record<string, readonly (keyof AwsPlace)[]>> = {
  'AWS::AccountId': ['accountId'],
  'AWS::Region': ['region'],
  'AWS::Partition': ['partition'],
  'AWS::URLSuffix': ['partition'],
};

/** Whether the environment names that part of the place; a region implies its partition. */
function isSaid({ world }: Resolver, part: keyof AwsPlace): boolean {
  const said = world.environment[part] ?? (part === 'partition' ? world.environment.region : undefined);
  if (said !== undefined) world.placed.add(part);
  return said !== undefined;
}

function pseudo(name: string, resolver: Resolver): unknown {
  const { world, scope, asDeployed } = resolver;
  // The name of a stack is known only at deployment.
  if (asDeployed && !TOLD[name]?.every((part) => isSaid(resolver, part))) return UNRESOLVED;
  const { accountId, region, partition } = world.place;
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const values: Record<string, string> = {
    'AWS::AccountId': accountId,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': suffix,
    'AWS::StackName': nameOfStack(scope),
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${nameOfStack(scope)}/0`,
  };
  return values[name] ?? UNRESOLVED;
}

function parameter(name: string, resolver: Resolver): unknown {
  const { scope, world } = resolver;
  if (scope.parent && name in scope.parent.parameters) {
    const { parent } = scope;
    return resolve(parent.parameters[name], { ...resolver, scope: parent.scope });
  }
  const given = world.environment.parameters?.[name];
  if (given !== undefined) return given;
  const declared = scope.parameters[name];
  if (!isRecord(declared) || declared.Default === undefined) return valueAtDeployment(name, resolver);
  // A parameter of the SSM kind holds the name of where its value is kept, not the value.
  const isKeptElsewhere = String(declared.Type).startsWith('AWS::SSM::');
  const image = isKeptElsewhere ? imageReference(String(declared.Default)) : undefined;
  if (isKeptElsewhere && image === undefined) return valueAtDeployment(name, resolver);
  // The deployment may give another value, if it has a choice.
  if (resolver.asDeployed && world.environment.defaultsOpen && list(declared, 'AllowedValues').length !== 1)
    return UNRESOLVED;
  world.defaulted.add(`${scope.template}/${name}`);
  const text = image ?? String(declared.Default);
  return String(declared.Type).includes('List') ? text.split(',') : text;
}

/** The value of a parameter that only the deployment gives. */
function valueAtDeployment(name: string, { world, scope, tagged, asDeployed }: Resolver): string {
  return tagged && !asDeployed ? UNRESOLVED + tagOf(world.valueless, `${nameOfStack(scope)}-${name}`) : UNRESOLVED;
}

/** The value of Fn::GetAtt. */
export function attribute(logicalId: string, name: string, resolver: Resolver): unknown {
  const { scope, world, trail } = resolver;
  const resource = scope.resources.get(logicalId);
  if (!resource) {
    world.notes.add(resolver.origin, `${logicalId} is not a resource of its template`);
    return UNRESOLVED;
  }
  const nested = nestedScope(scope, logicalId, world.scopes);
  if (nested && name.startsWith('Outputs.')) {
    const output = nested.outputs[name.slice('Outputs.'.length)];
    const step = `output ${nested.template} ${name}`;
    if (!isRecord(output) || trail.includes(step)) return UNRESOLVED;
    return resolve(output.Value, { ...resolver, scope: nested, trail: [...trail, step] });
  }
  const form = IDENTITIES[resource.type];
  const template = form?.attributes[name];
  if (form && template !== undefined) return fill(template, logicalId, form, resolver);
  if (resource.type.startsWith('AWS::') && /Arn$/.test(name)) {
    world.notes.add(resolver.origin, `${resource.type} attribute ${name} is not known`);
  }
  return UNRESOLVED;
}

/** The ARN of a resource, when its type is known. */
export function arnOf(logicalId: string, resolver: Resolver): string | undefined {
  const type = resolver.scope.resources.get(logicalId)?.type ?? '';
  const form = IDENTITIES[type];
  if (!form || form.arn === 'none') return undefined;
  const template = form.arn === 'Ref' ? form.ref : form.attributes[form.arn ?? 'Arn'];
  return template === undefined ? undefined : fill(template, logicalId, form, resolver);
}

export function nameOf(logicalId: string, resolver: Resolver): string {
  const form = IDENTITIES[resolver.scope.resources.get(logicalId)?.type ?? ''];
  return form ? fill('{n}', logicalId, form, resolver) : symbolicName(logicalId, resolver);
}

function fill(template: string, logicalId: string, form: IdentityForm, resolver: Resolver): string {
  const { world, scope, trail } = resolver;
  const placed = (part: keyof AwsPlace): string =>
    resolver.asDeployed && !isSaid(resolver, part) ? UNRESOLVED : world.place[part];
  const resource = scope.resources.get(logicalId);
  const step = `name ${scope.template}/${logicalId}`;
  if (!resource || trail.includes(step)) return UNRESOLVED;
  const within: Resolver = { ...resolver, trail: [...trail, step] };
  const property = (path: string): unknown =>
    path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), resource.properties);
  const textOf = (path: string, otherwise: string): string =>
    property(path) === undefined ? otherwise : resolveText(property(path), within);
  const parts: Readonly<Record<string, () => string>> = {
    p: () => placed('partition'),
    r: () => placed('region'),
    a: () => placed('accountId'),
    path: () => textOf('Path', '/'),
    db: () => resolveText(property('DatabaseName'), within),
    group: () => textOf('GroupName', 'default'),
    bus: () => {
      // A rule of a bus of one's own has that in its ARN, which a rule may name by its own ARN too.
      const name = textOf('EventBusName', 'default').split('/').at(-1);
      return name === 'default' ? '' : `${name}/`;
    },
    n: () => {
      const given = form.name === undefined ? undefined : property(form.name);
      const name = given === undefined ? undefined : resolve(given, { ...within, tagged: true });
      // For a name that is known only at deployment, Ref still gives the same one everywhere.
      const said = name === undefined ? undefined : withValues(String(name), world.valueless);
      const written = said === undefined || said.includes(UNRESOLVED) ? symbolicName(logicalId, resolver) : said;
      return form.lower ? written.toLowerCase() : written;
    },
  };
  return template.replace(/\{(p|r|a|n|path|db|group|bus)\}/g, (_, part: string) => parts[part]?.() ?? '');
}

/** Distinct logical ids are distinct names: CloudFormation makes up a fresh one for each resource without a name. */
const symbolicName = (logicalId: string, { scope, tagged, world }: Resolver): string =>
  `${world.environment.called?.get(`${scope.template}#${logicalId}`) ?? symbolOf(nameOfStack(scope), logicalId)}${tagged ? MADE_UP : ''}`;

/** What stands for a name that CloudFormation makes up. */
export const symbolOf = (stack: string, logicalId: string): string => `${stack}-${logicalId}`;

const nameOfStack = ({ template, instance }: TemplateScope): string =>
  instance === undefined ? stackName(template) : `${stackName(template)}-${instance}`;
