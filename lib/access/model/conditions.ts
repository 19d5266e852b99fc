import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { type Resolver, resolve } from './resolver.ts';

/** Whether a template condition holds; undefined when that depends on what only the deployment knows. */
export function conditionHolds(name: string, resolver: Resolver): boolean | undefined {
  const { world, scope, trail } = resolver;
  const key = `${scope.template}/${name}`;
  const chosen = world.environment.conditions?.[key];
  if (chosen !== undefined) return chosen;
  const step = `condition ${key}`;
  const held = trail.includes(step)
    ? undefined
    : test(scope.conditions[name], { ...resolver, trail: [...trail, step] });
  if (held === undefined) world.freeConditions.add(key);
  return held;
}

function test(value: unknown, resolver: Resolver): boolean | undefined {
  if (!isRecord(value)) return undefined;
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  const parts = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return conditionHolds(String(argument), resolver);
    case 'Fn::Equals': {
      const [left, right] = parts.map((part) => resolve(part, resolver));
      if (JSON.stringify([left, right]).includes(UNRESOLVED)) return undefined;
      return String(left) === String(right);
    }
    case 'Fn::Not': {
      const held = test(parts[0], resolver);
      return held === undefined ? undefined : !held;
    }
    case 'Fn::And':
      return combine(parts, resolver, false);
    case 'Fn::Or':
      return combine(parts, resolver, true);
    default:
      return undefined;
  }
}

/** One part equal to `deciding` decides; otherwise every part has to be known. */
function combine(parts: readonly unknown[], resolver: Resolver, deciding: boolean): boolean | undefined {
  const held = parts.map((part) => test(part, resolver));
  if (held.includes(deciding)) return deciding;
  return held.includes(undefined) ? undefined : !deciding;
}
