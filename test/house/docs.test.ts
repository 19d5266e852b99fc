import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLAIM_KINDS } from '../../lib/access/inquiry/claim-kinds.ts';
import { present } from '../present.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = globSync('{*.md,docs/**/*.md,{samples,rehearse,bench,lib,lambdas,layers}/**/*.md}', {
  cwd: ROOT,
  exclude: (name) => name === 'node_modules',
});
/** Folders of this repository that a doc may name. Others, as `out/` and `cdk.out/`, are made by a run. */
const TREE = /^(?:bin|lib|lambdas|config|test|bench|rehearse|samples|docs|layers|review|\.ci|\.github)\//;

describe.each(DOCS)('%s', (doc) => {
  const text = readFileSync(join(ROOT, doc), 'utf8');

  test('names only files that are here', () => {
    const words = [...text.matchAll(/^```sh.*\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
      present(block).split(/[\s'"]+/),
    );
    const named = [...[...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => present(path)), ...words]
      .map((path) => path.replace(/:\d+$/, '').replace(/[,;:)]+$/, ''))
      .filter((path) => TREE.test(path) && !/[<>…[\]A-Z]{2,}/.test(path));
    const missing = named.filter((path) => globSync(path, { cwd: ROOT }).length === 0);
    expect(missing).toEqual([]);
  });

  test('links only to pages that are here', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => present(target))
      .filter((target) => !/^[a-z]+:/.test(target));
    expect(links.filter((target) => !existsSync(join(ROOT, dirname(doc), target)))).toEqual([]);
  });
});

// A promise about a method that no port has is about nothing.
test('docs/semantics.md names only methods that the ports have', () => {
  const ports = readFileSync(join(ROOT, 'lib/storage/ports.ts'), 'utf8');
  const text = readFileSync(join(ROOT, 'docs/semantics.md'), 'utf8');
  const named = [...text.matchAll(/`(objects|control|catalog|keys)\.(\w+)`/g)];
  expect(named.length).toBeGreaterThan(5);
  const missing = named.filter(([, , method]) => !ports.includes(`\n  ${method}(`));
  expect(missing.map(([name]) => name)).toEqual([]);
});

test.each(Object.entries(CLAIM_KINDS))('the guides say what the claims of %s mean', (family, { line }) => {
  const [threats = '', access = ''] = ['threat-model', 'access'].map((doc) =>
    readFileSync(join(ROOT, `docs/${doc}.md`), 'utf8'),
  );
  const explained = [...threats.matchAll(/^\d+\. \*\*([^*]+)\*\* \(/gm)].map(([, name]) => present(name).toLowerCase());
  expect(explained, 'docs/threat-model.md, "The claims, and what each assumes"').toContain(line.split(':')[0]);
  const listed = [...(/^Families: .*$(?:\n.+)*/m.exec(access)?.[0] ?? '').matchAll(/`([^`]+)`/g)].map(
    ([, name]) => name,
  );
  expect(listed, 'docs/access.md, the line of families').toContain(family);
});

describe('docs/semantics.md names tests', () => {
  const [promises = '', shown = ''] = readFileSync(join(ROOT, 'docs/semantics.md'), 'utf8').split(
    '## Which test shows it',
  );
  const rowsOf = (text: string): string[][] =>
    text
      .split('\n')
      .filter((line) => /^\| (?!port|use case|row)/.test(line))
      .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

  test('for each port and each use case, in their order', () => {
    expect(rowsOf(shown).map(([row]) => row)).toEqual(rowsOf(promises).map(([row]) => row));
  });

  test.each(rowsOf(shown))('that there are: %s', (_row, tests = '') => {
    const files = [...tests.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)];
    expect(files.length).toBeGreaterThan(0);
    for (const [, file = '', names = ''] of files) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      for (const [, name = ''] of names.matchAll(/"([^"]+)"/g)) expect(source, file).toContain(`'${name}'`);
    }
  });
});
