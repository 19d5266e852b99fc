import type { Origin } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import type { TemplateScope, World } from './scope.ts';

/** Resolves the intrinsics of one template, for one resource, under whose origin misunderstandings are noted. */
export interface Resolver {
  readonly world: World;
  readonly scope: TemplateScope;
  readonly origin: Origin;
  /** The references being resolved, to notice a circle. */
  readonly trail: readonly string[];
  /** Whether the place counts as known only if the environment names it: for conditions that select parts of a template. */
  readonly asDeployed?: true;
  /** Whether values that only the deployment knows, and names that it makes up, are told apart: see `unknown-names.ts`. */
  readonly tagged?: true;
  /** Replaces the intrinsics in a value; `NO_VALUE` where the template omits it. */
  readonly replace: (value: unknown, resolver: Resolver) => unknown;
}

export const NO_VALUE = Symbol('AWS::NoValue');

/** `value` with its intrinsics replaced by their values. A value that cannot be known from templates is `UNRESOLVED`. */
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
