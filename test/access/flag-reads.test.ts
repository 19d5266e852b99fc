import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flagReads } from './flag-reads.ts';

const root = join(import.meta.dirname, '../../lib/access');

/** What answers of AWS say, and not templates: an answer has no intrinsic function in place of a flag. */
const OF_ANSWERS = /^(live|history|compare|files)\//;
/** Comparisons of the texts of policy conditions and of a trail's selector, which are no flags, and the one function itself. */
const OF_TEXTS =
  /^(evaluate|decide)\/|^inquiry\/nobody-can\.ts:\d+: value\[0\]|^escalate\/announcing\.ts:\d+: only |^model\/values\.ts/;

const HEAD = `
import { at, text } from './values.ts';
interface Held { readonly properties: Readonly<Record<string, unknown>>; readonly more?: Record<string, unknown> }
declare const held: Held;
declare function given(): unknown;
`;

/** Ways to take the value of a template for a flag without the one function. */
const PLANTS = {
  'compared with true': `export const on = held.properties.Enabled === true;`,
  'compared with false': `export const on = held.properties.Enabled !== false;`,
  'compared the other way round': `export const on = false !== held.properties.Enabled;`,
  'compared loosely': `export const on = held.properties.Enabled == true;`,
  'compared as a text': `export const on = String(held.properties.Enabled) === 'true';`,
  'compared as the text at a path': `export const on = text(held.properties, 'Enabled') !== 'false';`,
  'made a truth': `export const on = Boolean(held.properties.Enabled);`,
  'negated twice': `export const on = !!held.properties.Enabled;`,
  'taken apart': `const { Enabled } = held.properties; export const on = Enabled === true;`,
  'taken apart with a default': `const { Enabled = true } = held.properties; export const on = Enabled === true;`,
  'read where it may be left out': `export const on = held.more?.Enabled === true;`,
  'read by a helper': `const flag = (name: string) => at(held.properties, name); export const on = flag('Enabled') !== false;`,
  'judged by a helper': `const isTrue = (value: unknown) => value === true; export const on = isTrue(given());`,
  'asked in a branch': `export const on = held.properties.Enabled ? 'on' : 'off';`,
  'asked by an if': `export function on() { if (held.properties.Enabled) return 1; return 0; }`,
  'found in a list': `export const on = [true, 'true'].includes(held.properties.Enabled as string);`,
  'asked by a switch': `export function on() { switch (held.properties.Enabled) { case true: return 1; default: return 0; } }`,
};

it('finds that flags of templates are read by one function only, and each way round it', () => {
  const files = globSync('**/*.ts', { cwd: root })
    .filter((file) => !OF_ANSWERS.test(file))
    .map((file) => join(root, file));
  expect(files.length).toBeGreaterThan(150);
  const planted = new Map(
    Object.values(PLANTS).map((text, index) => [join(root, `model/planted-${index}.ts`), `${HEAD}${text}\n`]),
  );
  const reads = flagReads(root, files, planted).filter((read) => !OF_TEXTS.test(read));
  const isPlanted = (read: string) => read.startsWith('model/planted-');
  expect(reads.filter((read) => !isPlanted(read))).toEqual([]);
  const missed = Object.keys(PLANTS).filter(
    (_, index) => !reads.some((read) => read.startsWith(`model/planted-${index}.ts`)),
  );
  expect(missed).toEqual([]);
});
