import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsOf, OWN_APP } from '../../bin/embedded/run-facts.ts';
import { readApp } from '../../lib/access/index.ts';

const templates = new Map([['a.template.json', '{"Resources":{}}']]);
const app = readApp(templates);
const facts = (places: readonly string[], claims?: string) => factsOf(app, templates, 'proof', { places, claims });
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    encoding: 'utf8',
  }).trim();

/** A work tree of its own, with templates in a folder that git ignores, as synthesized ones are. */
function workTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'strongroom-facts-'));
  git(root, 'init', '--quiet');
  writeFileSync(join(root, '.gitignore'), 'cdk.out\n');
  git(root, 'add', '.gitignore');
  git(root, 'commit', '--quiet', '-m', 'first');
  mkdirSync(join(root, 'cdk.out'));
  writeFileSync(join(root, 'cdk.out/a.template.json'), '{}');
  return root;
}

test('the commit is of the work tree in which the templates lie, and says whether that has changes', () => {
  const root = workTree();
  const id = git(root, 'rev-parse', 'HEAD');
  expect(facts([join(root, 'cdk.out')]).commit).toEqual({ id, changed: false });
  writeFileSync(join(root, '.gitignore'), 'cdk.out\n# more\n');
  expect(facts([join(root, 'cdk.out/a.template.json')]).commit).toEqual({ id, changed: true });
  expect(OWN_APP.places).toEqual([]);
});

test('templates of several work trees, or of none, have no commit', () => {
  const outside = mkdtempSync(join(tmpdir(), 'strongroom-facts-'));
  expect(facts([outside]).commit).toBeNull();
  const other = workTree();
  writeFileSync(join(other, 'more'), '');
  git(other, 'add', 'more');
  git(other, 'commit', '--quiet', '-m', 'another');
  expect(facts([workTree(), other]).commit).toBeNull();
});

test('an environment of config/ is named only where config/ says what is claimed', () => {
  expect([facts([tmpdir()]).environment, facts([tmpdir()], 'claims.json').environment]).toEqual(['main', null]);
});
