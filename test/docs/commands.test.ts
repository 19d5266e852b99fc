import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandName, optionsOf } from '../../bin/commands/table.ts';
import { access } from '../../config/access.ts';
import packageJson from '../../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');
const GUIDES = globSync('{README.md,CONTRIBUTING.md,docs/*.md}', { cwd: ROOT }).toSorted();

/** Every command line of the fenced blocks of a page, without its comment. */
const linesOf = (doc: string): string[] =>
  [...readFileSync(join(ROOT, doc), 'utf8').matchAll(/^```(?:sh|bash)?\n(.*?)^```/gms)]
    .flatMap(([, block]) => block!.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => line.replace(/\s#.*$/, '').split('&&'))
    .map((line) => line.trim());

/** Words as a shell takes them, quotes kept together. */
const wordsOf = (line: string): string[] => line.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];

describe.each(GUIDES)('%s', (doc) => {
  const lines = linesOf(doc).map(wordsOf);
  const calls = lines.flatMap((words) => {
    const at = words.findIndex((word, i) => word === 'strongroom' && (i === 0 || words[i - 1] === 'npx'));
    return at >= 0 && /^[a-z]/.test(words[at + 1] ?? '') ? [words.slice(at + 1)] : [];
  });

  test('calls only commands that there are, with options that they take', () => {
    for (const [name = '', ...words] of calls) {
      if (name === 'help') continue;
      expect(Object.keys(COMMANDS), `${doc}: ${name}`).toContain(name);
      const known = optionsOf(COMMANDS[name as CommandName].usage);
      const used = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.split('=')[0]!);
      expect(
        used.filter((option) => !known.includes(option)),
        `${doc}: ${name} ${words.join(' ')}`,
      ).toEqual([]);
    }
  });

  test('names only teams and purposes of the configuration', () => {
    for (const words of calls.filter(([name]) => name === 'query' || name === 'export')) {
      const next = (option: string) => words[words.indexOf(option) + 1] ?? '';
      const team = next('--as');
      if (!/^[a-z]/.test(team)) continue;
      expect(Object.keys(access.teams), doc).toContain(team);
      expect(Object.keys(access.teams[team]!.purposes), doc).toContain(next('--purpose'));
    }
  });

  test('runs only scripts of package.json and files that are here', () => {
    const scripts = lines.flatMap((words) =>
      words[0] === 'npm' ? (words[1] === 'run' ? [words.find((word, i) => i > 1 && !word.startsWith('-'))!] : []) : [],
    );
    expect(scripts.filter((script) => !Object.hasOwn(packageJson.scripts, script))).toEqual([]);
    const files = lines.flatMap((words) =>
      words.filter((word) => /^(?:samples|policies|config)\/[\w./-]+$/.test(word)),
    );
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

test('the pages hold commands at all', () => {
  expect(GUIDES.flatMap(linesOf).filter((line) => line.includes('strongroom ')).length).toBeGreaterThan(40);
});
