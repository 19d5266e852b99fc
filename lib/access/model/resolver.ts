import type { Origin } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import type { Scope, World } from './scope.ts';

/** Resolves the intrinsics of one template, for one resource on whose account misunderstandings are noted. */
export interface Resolver {
  readonly world: World;
  readonly scope: Scope;
  readonly origin: Origin;
  /** What is being resolved, to notice a circle. */
  readonly trail: readonly string[];
  /** Whether the place counts as known only where the environment says it: for what decides which part of a template holds. */
  readonly asDeployed?: true;
  /** Replaces the intrinsics in a value; `NO_VALUE` where the template says to leave it out. */
  readonly replace: (value: unknown, resolver: Resolver) => unknown;
}

export const NO_VALUE = Symbol('AWS::NoValue');

/** `value` with its intrinsics replaced by what they give. What cannot be known from templates is `UNRESOLVED`. */
export function resolve(value: unknown, resolver: Resolver): unknown {
  const result = resolver.replace(value, resolver);
  return result === NO_VALUE ? undefined : result;
}

export function resolveText(value: unknown, resolver: Resolver): string {
  const result = resolve(value, resolver);
  return typeof result === 'string'
    ? result
    : typeof result === 'number' || typeof result === 'boolean'
      ? String(result)
      : UNRESOLVED;
}
