import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { present } from '../present.ts';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Names of types that several files export, for different things. A new one does not come in: one word for one thing. One that is
 * renamed leaves the list.
 */
const TWICE: readonly string[] = [
  ...'About Action Address Admission Answered Answers Ask Asked Before Box Changed Clock Collection'.split(' '),
  ...'Comparison Counts Dictionary End Evidence Failure Folder Found Gate Input JsonValue Language'.split(' '),
  ...'Part Pause Piece Policies Published Readers Sight Steps Stop Subject Templates Timeline Told'.split(' '),
  ...'Typing Unread Views Way Word'.split(' '),
];

/** The types and classes that a file exports, as they are declared there: each begins a line. */
const exportedTypes = (source: string): string[] =>
  [...source.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)].map(([, name]) => present(name));

test('sees exported types and classes, and neither private nor re-exported ones', () => {
  const source = [
    'export interface A {}',
    'export type B<T> = T;',
    'export class C {}',
    'export abstract class D {}',
    'interface E {}',
    'export const F = 1;',
    "export type { G } from './g.ts';",
    "export { type H } from './h.ts';",
  ].join('\n');
  expect(exportedTypes(source)).toEqual(['A', 'B', 'C', 'D']);
});

test('no type of two files has one name, but for a list that only becomes shorter', () => {
  const files = globSync('{bin,lib,lambdas,config}/**/*.ts', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(1_000);
  const names = files.flatMap((file) => exportedTypes(readFileSync(join(ROOT, file), 'utf8')));
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].toSorted();
  expect(
    twice.filter((name) => !TWICE.includes(name)),
    'another file exports a type of this name',
  ).toEqual([]);
  expect(
    TWICE.filter((name) => !twice.includes(name)),
    'take it out of the list',
  ).toEqual([]);
});
