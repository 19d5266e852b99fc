import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { HandedOver } from './app.ts';
import { resolverOf } from './intrinsics.ts';
import { Notes } from './notes.ts';
import { resolve } from './resolver.ts';
import type { TemplateScope, World } from './scope.ts';

/** What templates hand over to each other. Nothing that is read here counts as read for a claim. */
export function readHandedOver(world: World): HandedOver[] {
  const apart: World = {
    ...world,
    notes: new Notes(),
    macros: new Notes(),
    freeConditions: new Map(),
    leftOut: [],
    placed: new Set(),
    defaulted: new Set(),
    lookups: new Map(),
  };
  return [...world.scopes.values()].flatMap((scope) => [...parametersOf(apart, scope), ...outputsOf(apart, scope)]);
}

function textsFor(world: World, scope: TemplateScope, expression: unknown): string[] {
  const origin = { template: scope.template, logicalId: '', constructPath: '' };
  const value = resolve(expression, resolverOf(world, scope, origin));
  return typeof value === 'string' && value !== '' && !value.includes(UNRESOLVED) ? [value] : [];
}

const parametersOf = (world: World, scope: TemplateScope): HandedOver[] =>
  scope.parent === undefined
    ? []
    : Object.keys(scope.parent.parameters).flatMap((name) =>
        textsFor(world, scope, { Ref: name }).map((value) => ({ within: scope.template, value, reference: name })),
      );

function outputsOf(world: World, scope: TemplateScope): HandedOver[] {
  const { parent } = scope;
  return Object.entries(scope.outputs).flatMap(([name, output]): HandedOver[] => {
    if (!isRecord(output)) return [];
    const [value] = textsFor(world, scope, output.Value);
    if (value === undefined) return [];
    const [exportName] = isRecord(output.Export) ? textsFor(world, scope, output.Export.Name) : [];
    return [
      ...(parent === undefined
        ? []
        : [{ within: parent.scope.template, value, reference: `${parent.logicalId}.Outputs.${name}` }]),
      ...(exportName === undefined ? [] : [{ value, exportName }]),
    ];
  });
}
