import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { present } from '../present.ts';

const ROOT = join(import.meta.dirname, '../..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const LAYER = 'layers/sharp/nodejs';
const LOCKS = ['package-lock.json', `${LAYER}/package-lock.json`];
const packagesOf = (lock: string): Readonly<Record<string, Entry>> => JSON.parse(text(lock)).packages;
/** Packages of both lockfiles, with the path of each; those of this project itself are left out. */
const ENTRIES = LOCKS.flatMap((lock) =>
  Object.entries(packagesOf(lock)).flatMap(([path, entry]) =>
    path === '' ? [] : [{ path: `${lock}: ${path}`, ...entry }],
  ),
);
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

describe('what CI runs', () => {
  const workflows = globSync('.github/**/*.{yml,yaml}', { cwd: ROOT });
  const lines = workflows.flatMap((file) => text(file).split('\n')).filter((line) => !/^\s*#/.test(line));

  // GitHub refuses a whole workflow for one line that is no YAML, and nothing here would run it before.
  test('each workflow is YAML, and each of its steps is one action or one command', () => {
    for (const file of [...workflows, 'docs/examples/access-diff.workflow.yml']) {
      const { jobs } = parse(text(file)) as { jobs: Record<string, { steps: Record<string, unknown>[] }> };
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      expect(steps.length, file).toBeGreaterThan(0);
      for (const step of steps) expect(typeof (step.uses ?? step.run), file).toBe('string');
    }
    const all = globSync('**/*.{yml,yaml}', {
      cwd: ROOT,
      exclude: (name) => ['node_modules', 'review', 'cdk.out', 'out'].includes(name),
    });
    // The short forms of CloudFormation are tags that YAML does not know: a warning of each would fill the output.
    for (const file of all) expect(() => parse(text(file), { logLevel: 'error' }), file).not.toThrow();
  });

  test('each action is pinned by its commit, with the version beside it', () => {
    const uses = lines.filter((line) => /\buses\b/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^\s*(- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('runners, Node and Python have versions', () => {
    expect(text('.nvmrc').trim()).toMatch(EXACT);
    for (const line of lines) {
      expect(line).not.toMatch(/-latest|node-version:/);
      if (/python-version:/.test(line)) expect(line).toMatch(/python-version: \d+\.\d+\.\d+$/);
    }
  });

  test('packages are installed from lists with hashes only', () => {
    const commands = [...lines, ...text('.ci/run').split('\n')].join('\n');
    expect(commands).not.toMatch(/\b(curl|wget|npx|pnpm|yarn|bunx?|uvx?|pipx)\b/);
    for (const [command] of commands.matchAll(/\bnpm +\S.*/g)) expect(command).toMatch(/^npm (ci|start|test|run)\b/);
    expect(commands.match(/\bpip3? +\S.*/g)).toEqual([
      'pip install --require-hashes --only-binary :all: --requirement .ci/requirements.txt',
    ]);
  });

  test('the list of pip names one version and its hashes for each package', () => {
    const entries = text('.ci/requirements.txt').replaceAll('\\\n', '').split('\n');
    const packages = entries.filter((line) => line !== '' && !/^\s*#/.test(line));
    expect(packages.length).toBeGreaterThan(10);
    for (const line of packages)
      expect(line).toMatch(/^[\w.-]+==[\w.]+( ; [^-]*)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+$/);
    for (const line of text('.ci/requirements.in').trim().split('\n'))
      expect(
        packages.some((candidate) => candidate.startsWith(`${line} `)),
        line,
      ).toBe(true);
  });
});

describe('packages of npm', () => {
  test('are asked for in exact versions', () => {
    for (const file of ['package.json', `${LAYER}/package.json`]) {
      const { dependencies, devDependencies, optionalDependencies }: Entry = JSON.parse(text(file));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
        expect(version, name).toMatch(EXACT);
    }
  });

  /** `resolved` is left out: each installation asks its own registry, and the hash says whether the answer is the same. */
  test('have a hash, and come from no place but a registry', () => {
    expect(ENTRIES.length).toBeGreaterThan(250);
    for (const { path, integrity, inBundle, link, resolved, version } of ENTRIES) {
      expect(link ?? false, path).toBe(false);
      expect(version, path).toMatch(EXACT);
      expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      // A package inside the file of another has the hash of that file.
      if (inBundle !== true) expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  });

  /** Packages that would run a script while they are installed, and what they lack without it. */
  const SCRIPTS: Readonly<Record<string, string>> = {
    'package-lock.json: node_modules/esbuild': 'its command starts through Node instead of directly',
  };
  test('run no script while they are installed', () => {
    expect(text('.npmrc').split('\n')).toContain('ignore-scripts=true');
    const scripts = ENTRIES.filter(({ hasInstallScript }) => hasInstallScript).map(({ path }) => path);
    expect(scripts).toEqual(Object.keys(SCRIPTS));
  });
});

describe('licences', () => {
  /** Licences that ask for no more than to be named. */
  const ALLOWED = new Set([
    ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'],
    'MIT OR Apache-2.0',
    '(MIT OR GPL-3.0-or-later)',
  ]);
  /** Asks for changed files of the package to stay open. For building and testing only. */
  const MPL = 'MPL-2.0';
  /** The shared libraries of sharp: unchanged, in files of their own that can be exchanged. See docs/licences.md. */
  const LIBVIPS = /: node_modules\/@img\/sharp-(libvips-|wasm32$|win32-)/;
  const OF_LIBVIPS = /^(Apache-2\.0 AND )?LGPL-3\.0-or-later( AND MIT)?$/;

  test('of all packages are allowed', () => {
    const others = ENTRIES.filter(
      ({ path, license = 'none', dev }) =>
        !ALLOWED.has(license) &&
        !(license === MPL && dev === true) &&
        !(LIBVIPS.test(path) && OF_LIBVIPS.test(license)),
    );
    expect(others.map(({ path, license }) => `${path} has ${license}`)).toEqual([]);
  });

  test('of the packages in the layer are listed in it, with their versions', () => {
    const packages = packagesOf(`${LAYER}/package-lock.json`);
    const rows = text('layers/sharp/LICENSES.md').match(/^\| `.*$/gm);
    expect(rows).toEqual(
      [...installed(packages)].sort().map((name) => {
        const { version, license } = present(packages[`node_modules/${name}`]);
        return `| \`${name}\` | ${version} | ${license} |`;
      }),
    );
    expect(text('layers/sharp/LICENSES.md')).toContain(
      `tag \`v${present(packages['node_modules/@img/sharp-libvips-linux-arm64']).version}\``,
    );
    for (const licence of ['LGPL-3.0', 'GPL-3.0'])
      expect(text(`layers/sharp/licences/${licence}.txt`)).toContain('Free Software Foundation');
  });

  /** What `npm run layer` installs for Lambda: Linux on arm64 with glibc. */
  function installed(
    packages: Readonly<Record<string, Entry>>,
    from: Entry = present(packages['']),
    seen = new Set<string>(),
  ) {
    for (const name of Object.keys({ ...from.dependencies, ...from.optionalDependencies })) {
      const entry = packages[`node_modules/${name}`];
      const isFor = (list: readonly string[] | undefined, own: string) => list === undefined || list.includes(own);
      if (entry === undefined || seen.has(name)) continue;
      if (!isFor(entry.os, 'linux') || !isFor(entry.cpu, 'arm64') || !isFor(entry.libc, 'glibc')) continue;
      seen.add(name);
      installed(packages, entry, seen);
    }
    return seen;
  }
});
