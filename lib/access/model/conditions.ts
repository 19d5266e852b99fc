import { compile, fits, UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { type Resolver, resolve } from './resolver.ts';
import { list } from './values.ts';

/** Whether a template condition holds; undefined when that depends on values that only the deployment knows. */
export function conditionHolds(name: string, resolver: Resolver): boolean | undefined {
  const { world, scope, trail } = resolver;
  const key = `${scope.template}/${name}`;
  const chosen = world.environment.conditions?.[key];
  if (chosen !== undefined) return chosen;
  const step = `condition ${key}`;
  // A condition that is missing, or refers to itself, is left open as a whole.
  if (trail.includes(step) || !Object.hasOwn(scope.conditions, name)) return open(resolver, name, step);
  return test(scope.conditions[name], name, { ...resolver, trail: [...trail, step] });
}

/** The environment's answer to a comparison, or a note that one is needed. */
function open(
  { world, scope }: Resolver,
  condition: string,
  key: string,
  subject = key,
  values = 0,
): boolean | undefined {
  const chosen = world.environment.conditions?.[key];
  if (chosen === undefined)
    world.freeConditions.set(key, { key, template: scope.template, condition, subject, values });
  return chosen;
}

function test(value: unknown, within: string, resolver: Resolver): boolean | undefined {
  const [name = '', argument] = isRecord(value) ? (Object.entries(value)[0] ?? []) : [];
  const parts = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return conditionHolds(String(argument), resolver);
    case 'Fn::Equals':
      return equal(parts, within, resolver);
    case 'Fn::Not': {
      const held = test(parts[0], within, resolver);
      return held === undefined ? undefined : !held;
    }
    case 'Fn::And':
      return combine(parts, within, resolver, false);
    case 'Fn::Or':
      return combine(parts, within, resolver, true);
    default:
      return open(resolver, within, `${resolver.scope.template}: ${JSON.stringify(value)}`);
  }
}

/** A comparison knows the account, the region and the like only if the environment names them. */
function equal(parts: readonly unknown[], within: string, resolver: Resolver): boolean | undefined {
  const sides = parts.map((part) => resolve(part, { ...resolver, asDeployed: true }));
  const texts = sides.map((side) => (typeof side === 'object' ? JSON.stringify(side) : String(side)));
  const [left = '', right = ''] = texts;
  const unknown = texts.filter((text) => text.includes(UNRESOLVED));
  if (unknown.length === 0) return left === right;
  const literal = texts.find((text) => !text.includes(UNRESOLVED));
  if (literal !== undefined && fits(compile(unknown[0] ?? '', { wildcards: false }) ?? [], literal) === 'no')
    return false;
  const part = parts[texts.indexOf(unknown[0] ?? '')];
  const allowed = literal === undefined ? [] : allowedValues(part, resolver);
  if (allowed.length > 0 && !allowed.includes(literal ?? '')) return false;
  const raw = JSON.stringify(literal === undefined ? parts : part);
  // Stacks share the place to which they are deployed; all else a template names for itself.
  const shared = /^\{"Ref":"AWS::(AccountId|Region|Partition|URLSuffix)"\}$/.test(raw);
  const subject = shared ? raw : `${resolver.scope.template}: ${raw}`;
  return open(resolver, within, literal === undefined ? subject : `${subject} = ${literal}`, subject, allowed.length);
}

/** The values that a template allows for a parameter of its own; none when it does not list them. */
function allowedValues(part: unknown, { scope }: Resolver): string[] {
  const name = isRecord(part) && typeof part.Ref === 'string' ? part.Ref : undefined;
  return name === undefined || scope.parent ? [] : list(scope.parameters[name], 'AllowedValues').map(String);
}

/** One part equal to `deciding` decides; otherwise every part has to be known. */
function combine(
  parts: readonly unknown[],
  within: string,
  resolver: Resolver,
  deciding: boolean,
): boolean | undefined {
  const held = parts.map((part) => test(part, within, resolver));
  if (held.includes(deciding)) return deciding;
  return held.includes(undefined) ? undefined : !deciding;
}
