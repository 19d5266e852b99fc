import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { EXITS, help, helpOf } from '../../bin/commands/help.ts';
import { OPTIONS, optionSays } from '../../bin/commands/options.ts';
import { COMMANDS, optionsOf } from '../../bin/commands/table.ts';
import { ASKED_OPTIONS } from '../../bin/embedded/asked.ts';
import { EXIT } from '../../bin/exit.ts';
import { fitted, widthOf } from '../../bin/reply.ts';
import { run } from '../../bin/run.ts';
import { styleFor } from '../../bin/style.ts';
import { access } from '../../config/access.ts';
import { COLOUR, PLAIN } from '../../lib/report/terminal.ts';
import { present } from '../present.ts';

const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
const sourceOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../bin/commands/${name}.ts`), 'utf8');

async function told(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')].map((spy) =>
    spy.mockImplementation(() => true),
  ) as [ReturnType<typeof vi.spyOn>, ReturnType<typeof vi.spyOn>];
  try {
    const code = await run(args);
    const text = (spy: typeof out): string => spy.mock.calls.map(([chunk]: unknown[]) => String(chunk)).join('');
    return { code, out: text(out), err: text(err) };
  } finally {
    vi.restoreAllMocks();
  }
}

describe.each(names)('%s', (name) => {
  test('explains each option that it mentions', () => {
    for (const option of optionsOf(COMMANDS[name].usage))
      expect(OPTIONS, `add ${option} to bin/commands/options.ts`).toHaveProperty([option]);
    for (const option of optionsOf(COMMANDS[name].usage))
      expect(helpOf(name).replaceAll(/\s+/g, ' ')).toContain(optionSays(name, option));
  });

  test('mentions each option that it accepts', () => {
    const source = sourceOf(name);
    const own = [...source.matchAll(/^\s+'?([a-z][a-z-]*)'?: \{ type: '(?:string|boolean)'/gm)].map(
      ([, option]) => option,
    );
    const shared = /ASKED_OPTIONS|ask-access/.test(source) ? Object.keys(ASKED_OPTIONS) : [];
    const taken = [...own, ...shared].map((option) => `--${option}`);
    const usage = optionsOf(COMMANDS[name].usage);
    expect(
      taken.filter((option) => !usage.includes(option)),
      `add them to the usage of ${name} in bin/commands/table.ts`,
    ).toEqual([]);
  });
});

describe.each(names)('the help of %s', (name) => {
  const parsed = COMMANDS[name].examples.map((example) => example.split(' '));

  test('has examples, with existing options, teams and purposes', () => {
    expect(parsed.length).toBeGreaterThan(0);
    for (const words of parsed) {
      expect(words[0]).toBe(name);
      for (const word of words.filter((candidate) => candidate.startsWith('--')))
        expect(optionsOf(COMMANDS[name].usage)).toContain(word);
      const next = (option: string) => words[words.indexOf(option) + 1] ?? '';
      if (words.includes('--purpose'))
        expect(Object.keys(present(access.teams[next('--as')]).purposes)).toContain(next('--purpose'));
      if (words.includes('--input')) expect(existsSync(join(import.meta.dirname, '../..', next('--input')))).toBe(true);
    }
  });

  test('fits the terminal, wherever its words can be broken', () => {
    for (const columns of [60, 100, undefined]) {
      const wide = helpOf(name, columns)
        .split('\n')
        .filter(
          (line) =>
            line.length > (columns ?? 100) &&
            !line.startsWith('    strongroom ') &&
            !/^ *\[?\S+$|\[[^\]]*\]$/.test(line),
        );
      expect(wide).toEqual([]);
    }
    expect(helpOf(name)).toContain(EXITS.slice(0, 40));
  });

  test('takes --json', () => expect(optionsOf(COMMANDS[name].usage)).toContain('--json'));
});

test('text is broken between words, at the indent of its line, and what cannot be broken stays whole', () => {
  const arn = `arn:aws:iam::111122223333:role/${'x'.repeat(60)}`;
  expect(fitted(`a\n  one two three four\n${arn}\n`, 12)).toBe(`a\n  one two\n  three four\n${arn}\n`);
  expect(fitted('  ab  1.0  one two three four', 22)).toBe('  ab  1.0  one two\n           three four');
  expect(fitted('  ✓ one two three', 11)).toBe('  ✓ one two\n    three');
  // Colours take no room.
  expect(fitted(`${COLOUR.bold('one two')} three`, 13)).toBe(`${COLOUR.bold('one two')} three`);
  expect([undefined, 80, 300, 10].map(widthOf)).toEqual([100, 79, 100, 40]);
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }),
      fc.integer({ min: 20, max: 60 }),
      (words, width) => {
        const text = fitted(words.join(' '), width);
        expect(text.split(/\s+/)).toEqual(words);
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a command with long lines says why, and every other one writes by what breaks them', () => {
  const bare = names.filter((name) => {
    const source = sourceOf(name);
    return (
      !('wide' in COMMANDS[name]) &&
      /stdout\.write\((?!\n? *(?:values\.json|`\$\{JSON))/.test(source) &&
      !/\breply\(/.test(source)
    );
  });
  expect(bare).toEqual([]);
});

test('the list of commands names each once, within the width', () => {
  for (const columns of [60, 80, undefined]) {
    const text = help(columns);
    for (const name of names) expect(text.match(new RegExp(`^ {2}${name}(?= )`, 'gm'))).toHaveLength(1);
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  }
});

test('an unknown option is refused, with the nearest option of the command', async () => {
  expect(await told('prove', '--guard')).toMatchObject({ code: EXIT.usage, out: '' });
  expect((await told('prove', '--guard')).err).toContain(
    'prove has no option --guard [usage]\n  → did you mean --guards?',
  );
  expect((await told('query', '--nothing-like', 'x')).err).toContain('→ `strongroom help query` lists its options');
  expect((await told('prove', '--report')).err).toContain('--report needs a value [usage]');
  expect((await told('cost', '--workers', '-5')).err).toContain('`strongroom help cost` lists its options');
  expect((await told('retain', '--plan=yes')).err).toContain('--plan takes no value');
  expect((await told('retain', 'now')).err).toContain("retain takes options only, not 'now'");
  expect((await told('query', 'SELECT 1')).err).toContain('no team is named');
  expect((await told('reads')).err).toContain('strongroom reads --from TIME');
  expect((await told('gate', 'stauts')).err).toContain('did you mean status?');
});

test.each([
  [{}, true, COLOUR],
  [{}, false, PLAIN],
  [{ NO_COLOR: '1' }, true, PLAIN],
  [{ NO_COLOR: '' }, true, COLOUR],
  [{ TERM: 'dumb' }, true, PLAIN],
  [{ FORCE_COLOR: '1' }, false, COLOUR],
  [{ FORCE_COLOR: '0' }, true, PLAIN],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, PLAIN],
])('with %j and a terminal (%j) text is coloured as requested', (wishes, isTTY, style) => {
  expect(styleFor({ isTTY }, wishes)).toBe(style);
});

test('every explained option belongs to a command', () => {
  const used = new Set(names.flatMap((name) => optionsOf(COMMANDS[name].usage)));
  expect(Object.keys(OPTIONS).filter((option) => !used.has(option))).toEqual([]);
});

test('help covers all commands, or one', async () => {
  expect(await told('help')).toEqual({ code: EXIT.holds, out: help(), err: '' });
  expect(await told('help', 'query')).toEqual({ code: EXIT.holds, out: helpOf('query'), err: '' });
  expect(await told('query', '--help')).toEqual({ code: EXIT.holds, out: helpOf('query'), err: '' });
  expect((await told()).code).toBe(EXIT.usage);
});

test('help and the version are there for scripts too: every command, its options, the exit codes', async () => {
  const all = JSON.parse((await told('help', '--json')).out);
  expect(all.commands.map(({ name }: { name: string }) => name)).toEqual(names);
  expect(all.exits).toEqual(EXIT);
  for (const name of names) {
    const { commands } = JSON.parse((await told('help', name, '--json')).out);
    expect(commands).toEqual(all.commands.filter((command: { name: string }) => command.name === name));
    expect(commands[0].options.map((option: { name: string }) => option.name)).toEqual(optionsOf(COMMANDS[name].usage));
    expect(JSON.parse((await told(name, '--help', '--json')).out).commands).toEqual(commands);
  }
  expect((await told('help', 'expotr', '--json')).code).toBe(EXIT.usage);
  expect(JSON.parse((await told('--version', '--json')).out).node).toBe(process.versions.node);
});

test('an unknown command is refused, with the nearest command', async () => {
  expect(await told('qurey')).toMatchObject({ code: EXIT.usage, out: '' });
  expect((await told('qurey')).err).toContain('did you mean query?');
  expect((await told('help', 'expotr')).err).toContain('did you mean export?');
  expect((await told('constructor')).err).toContain('there is no command "constructor"');
});

test('prints its version', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(await told('--version')).toEqual({
    code: EXIT.holds,
    out: `strongroom ${version} (Node ${process.versions.node})\n`,
    err: '',
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('for %s names each command and option', async (shell) => {
    const { out } = await told('completion', shell);
    for (const name of names) {
      expect(out).toContain(name);
      for (const option of optionsOf(COMMANDS[name].usage))
        expect(out).toContain(option.replace('--', shell === 'fish' ? '' : '--'));
    }
  });

  test('completes in bash', async () => {
    const { out } = await told('completion', 'bash');
    const complete = (...words: string[]): string =>
      execFileSync(
        'bash',
        [
          '-c',
          `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _strongroom; echo "\${COMPREPLY[@]}"`,
        ],
        {
          encoding: 'utf8',
        },
      ).trim();
    expect(complete('strongroom', 'qu')).toBe('query');
    expect(complete('strongroom', 'query', '--pu')).toBe('--purpose');
    expect(complete('strongroom', 'gate', 'cert')).toBe('certify');
    expect(complete('strongroom', 'completion', '')).toContain('bash zsh fish');
    expect(complete('strongroom', 'query', '--format', '')).toBe('table csv jsonl parquet markdown json');
    expect(complete('strongroom', 'help', 'invest')).toBe('investigate');
    expect(complete('strongroom', 'who', 'c')).toContain('can');
  });

  const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

  test.runIf(has('zsh'))('is read by zsh without a complaint', async () => {
    const { out } = await told('completion', 'zsh');
    const script = `autoload -U compinit; compinit -D -u; ${out}\n(( $+functions[_strongroom] )) && print $_comps[strongroom]`;
    const { stdout, stderr } = spawnSync('zsh', ['-fc', script], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['_strongroom\n', '']);
  });

  test.runIf(has('fish'))('completes in fish', async () => {
    const { out } = await told('completion', 'fish');
    const complete = (line: string): string[] => {
      const { stdout, stderr } = spawnSync('fish', ['-c', `${out}\ncomplete -C '${line}'`], { encoding: 'utf8' });
      expect(stderr).toBe('');
      return stdout.split('\n').flatMap((text) => text.split('\t')[0] || []);
    };
    expect(complete('strongroom qu')).toEqual(['query']);
    expect(complete('strongroom query --pu')).toEqual(['--purpose']);
    expect(complete('strongroom gate ')).toEqual(['approve', 'certify', 'pause', 'resume', 'show', 'status', 'verify']);
    expect(complete('strongroom cost --region ')).toEqual(['eu-central-1', 'us-east-1']);
  });

  test('of another shell is refused', async () => expect((await told('completion', 'tcsh')).code).toBe(EXIT.usage));
});

test('help loads itself and little else, so that it appears at once', () => {
  const hook = `import{registerHooks}from'node:module';registerHooks({load(u,c,n){process.stderr.write(u+'\\n');return n(u,c)}})`;
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, 'bin/strongroom.cjs', 'help'],
    { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' },
  );
  const loaded = stderr.split('\n').filter((line) => line.startsWith('file:'));
  expect(loaded.some((url) => url.endsWith('bin/commands/help.ts'))).toBe(true);
  expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(loaded.length).toBeLessThan(30);
});
