import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS, type CommandName, optionsOf } from '../../bin/commands/table.ts';
import { access } from '../../config/access.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { present } from '../present.ts';
import { GUIDES, linesOf, ROOT, strongroomWords, wordsOf } from './lines.ts';

/** Calls within a sentence or a table, which no shell runs here: their options are held to the commands all the same. */
const spansOf = (doc: string): string[] =>
  [...readFileSync(join(ROOT, doc), 'utf8').matchAll(/`((?:npx )?strongroom [^`\n]+)`/g)].map(([, span]) =>
    present(span),
  );

describe.each(GUIDES)('%s', (doc) => {
  const lines = linesOf(doc).map(({ command }) => wordsOf(command, true));
  const calls = [...linesOf(doc).map(({ command }) => command), ...spansOf(doc)].flatMap((call) => {
    const words = strongroomWords(call, true);
    return words !== undefined && /^[a-z]/.test(words[0] ?? '') ? [words] : [];
  });

  test('calls only commands that there are, with options that they take', () => {
    for (const [name = '', ...words] of calls) {
      if (name === 'help') continue;
      expect(Object.keys(COMMANDS), `${doc}: ${name}`).toContain(name);
      const known = optionsOf(COMMANDS[name as CommandName].usage);
      const used = words.filter((word) => /^--[a-z]/.test(word)).map((word) => present(word.split('=')[0]));
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
      expect(Object.keys(present(access.teams[team]).purposes), doc).toContain(next('--purpose'));
    }
  });

  test('runs only scripts of package.json and files that are here', () => {
    const scripts = lines.flatMap((words) =>
      words[0] === 'npm'
        ? words[1] === 'run'
          ? [present(words.find((word, i) => i > 1 && !word.startsWith('-')))]
          : []
        : [],
    );
    expect(scripts.filter((script) => !Object.hasOwn(packageJson.scripts, script))).toEqual([]);
    const files = lines.flatMap((words) =>
      words.filter((word) => /^(?:samples|policies|config)\/[\w./-]+$/.test(word)),
    );
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

test('the pages hold commands at all', () => {
  expect(GUIDES.flatMap(linesOf).filter(({ command }) => command.includes('strongroom ')).length).toBeGreaterThan(40);
});
