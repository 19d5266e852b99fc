import type { Origin } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { conditionHolds } from './conditions.ts';
import { templateError } from './environment.ts';
import { isImageOfAws } from './images-of-aws.ts';
import { attribute, reference } from './references.ts';
import { NO_VALUE, type Resolver, resolve, resolveText } from './resolver.ts';
import { MACRO, type TemplateScope, type World } from './scope.ts';

export const resolverOf = (world: World, scope: TemplateScope, origin: Origin): Resolver => ({
  world,
  scope,
  origin,
  trail: [],
  replace,
});

const DYNAMIC = /\{\{resolve:[^}]*\}\}/g;

/**
 * A text without the references that CloudFormation looks up at deployment, which are kept by where they stand. Images of AWS stay.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
function looked(text: string, { world, origin }: Resolver): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(DYNAMIC, (reference) => {
    if (isImageOfAws(reference)) return reference;
    const { template, logicalId, constructPath } = origin;
    world.lookups.set(`${template}/${logicalId} ${reference}`, { template, logicalId, constructPath, reference });
    return UNRESOLVED;
  });
}

/**
 * Replaces intrinsics, and notes those that are not understood.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
function replace(value: unknown, resolver: Resolver): unknown {
  if (typeof value === 'string') return looked(value, resolver);
  if (Array.isArray(value)) return value.map((item) => replace(item, resolver)).filter((item) => item !== NO_VALUE);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value);
  const only = keys.length === 1 ? (keys[0] as string) : '';
  if (only === 'Ref' || only.startsWith('Fn::')) {
    // A function may put the reference together.
    const made = intrinsic(only, value[only], resolver);
    return typeof made === 'string' ? looked(made, resolver) : made;
  }
  if ('Fn::Transform' in value) return intrinsic('Fn::Transform', value['Fn::Transform'], resolver);
  // A function beside other keys adds more keys, which are unknown.
  if (keys.some((key) => key.startsWith('Fn::'))) resolver.world.macros.add(resolver.origin, MACRO);
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const resolved = replace(value[key], resolver);
    if (resolved !== NO_VALUE) result[key] = resolved;
  }
  return result;
}

type Intrinsic = (argument: unknown, resolver: Resolver) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, resolver) => (name === 'AWS::NoValue' ? NO_VALUE : reference(String(name), resolver)),
  'Fn::GetAtt': (argument, resolver) => {
    const [logicalId, ...path] = Array.isArray(argument) ? argument : String(argument).split('.');
    return attribute(String(logicalId), path.map((part) => resolveText(part, resolver)).join('.'), resolver);
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, resolver) => {
    const [separator, items] = Array.isArray(argument) ? argument : [];
    const list = resolve(items, resolver);
    return Array.isArray(list) ? list.map((item) => resolveText(item, resolver)).join(String(separator)) : UNRESOLVED;
  },
  'Fn::Select': (argument, resolver) => {
    const [index, items] = Array.isArray(argument) ? argument : [];
    const list = resolve(items, resolver);
    const at = Number(resolveText(index, { ...resolver, asDeployed: true }));
    return Array.isArray(list) && at in list ? list[at] : UNRESOLVED;
  },
  'Fn::Split': (argument, resolver) => {
    const [separator, text] = Array.isArray(argument) ? argument : [];
    const whole = resolveText(text, resolver);
    return whole.includes(UNRESOLVED) ? UNRESOLVED : whole.split(String(separator));
  },
  'Fn::If': (argument, resolver) => {
    const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
    const held = conditionHolds(String(name), resolver);
    return held === undefined ? UNRESOLVED : replace(held ? whenTrue : whenFalse, resolver);
  },
  'Fn::FindInMap': (argument, resolver) => {
    const [map, first, second] = (Array.isArray(argument) ? argument : []).map((part) =>
      resolveText(part, { ...resolver, asDeployed: true }),
    );
    const found = [map, first, second].reduce<unknown>(
      (at, key) => (isRecord(at) && key !== undefined && Object.hasOwn(at, key) ? at[key] : undefined),
      resolver.scope.mappings,
    );
    return found === undefined ? UNRESOLVED : replace(found, resolver);
  },
  'Fn::ImportValue': (argument, resolver) => importValue(resolveText(argument, resolver), resolver),
  'Fn::Base64': (argument, resolver) => {
    const text = resolveText(argument, resolver);
    return text.includes(UNRESOLVED) ? UNRESOLVED : btoa(unescape(encodeURIComponent(text)));
  },
  'Fn::ToJsonString': (argument, resolver) => JSON.stringify(resolve(argument, resolver)),
  'Fn::GetAZs': () => UNRESOLVED,
  'Fn::Cidr': () => UNRESOLVED,
};

function intrinsic(name: string, argument: unknown, resolver: Resolver): unknown {
  const known = INTRINSICS[name];
  if (known) return known(argument, resolver);
  // The code of a macro decides what it puts here, and what it changes elsewhere.
  if (name === 'Fn::Transform') resolver.world.macros.add(resolver.origin, MACRO);
  else resolver.world.notes.add(resolver.origin, `intrinsic function ${name} is not known`);
  return UNRESOLVED;
}

function substitute(argument: unknown, resolver: Resolver): string {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return UNRESOLVED;
  const own: Record<string, unknown> = isRecord(values) ? values : {};
  return text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    if (inside.startsWith('!')) return `\${${inside.slice(1)}}`;
    const name = inside.trim();
    if (name in own) return resolveText(own[name], resolver);
    const dot = name.indexOf('.');
    const found = dot < 0 ? reference(name, resolver) : attribute(name.slice(0, dot), name.slice(dot + 1), resolver);
    return typeof found === 'string' ? found : UNRESOLVED;
  });
}

/** The value that another template exports under `name`. */
function importValue(name: string, resolver: Resolver): unknown {
  const { world, trail } = resolver;
  const step = `export ${name}`;
  if (trail.includes(step)) throw templateError(resolver.scope.template, `export ${name} is defined by itself`);
  for (const scope of world.scopes.values()) {
    const within = { ...resolver, scope, trail: [...trail, step] };
    for (const output of Object.values(scope.outputs)) {
      if (!isRecord(output) || !isRecord(output.Export)) continue;
      if (output.Export.Name === name || resolve(output.Export.Name, within) === name)
        return resolve(output.Value, within);
    }
  }
  world.notes.add(resolver.origin, `export ${name} is not in the templates that were given`);
  return UNRESOLVED;
}
