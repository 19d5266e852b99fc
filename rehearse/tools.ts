import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '../lib/governance/gate/certificate.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = join(import.meta.dirname, 'stand-ins');
/** Everything that is fetched or built; git ignores it. */
export const CACHE = join(ROOT, '.rehearsal');

type Env = Readonly<Record<string, string>>;
interface Command {
  readonly run: readonly string[];
  readonly env?: Env;
  readonly cwd?: string;
}

/** Something from a registry, with the program that fetches and builds it. */
interface Tool {
  readonly what: string;
  /** Programs without which it cannot be had. */
  readonly takes: readonly string[];
  /** The lists of exact versions and hashes that it is made from, in rehearse/stand-ins. */
  readonly from: readonly string[];
  readonly commands: () => readonly Command[];
}

const bin = (name: string): string => join(CACHE, 'bin', name);
const go = (out: string, source: string): Command => ({
  run: ['go', 'build', '-o', bin(out), source],
  cwd: SOURCES,
  env: { GOTOOLCHAIN: 'local' },
});

const TOOLS = {
  emulator: {
    what: 'the AWS Lambda Runtime Interface Emulator (Go module, Apache-2.0)',
    takes: ['go'],
    from: ['go.mod', 'go.sum'],
    commands: () => [go('aws-lambda-rie', 'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie')],
  },
  runtime: {
    what: 'the Node.js runtime client of AWS Lambda (npm, Apache-2.0), with its native part',
    takes: ['npm', 'cmake', 'make', 'g++', 'tar', 'xz'],
    from: ['ric/package.json', 'ric/package-lock.json'],
    commands: () => [
      {
        // Its scripts build the client of the Runtime API from the sources in the package.
        run: ['npm', 'ci', '--ignore-scripts=false', '--no-fund', '--no-audit'],
        cwd: join(CACHE, 'ric'),
        env: { npm_config_nodedir: dirname(dirname(process.execPath)) },
      },
    ],
  },
  kms: {
    what: 'local-kms, for KMS (Go module, MIT)',
    takes: ['go'],
    from: ['go.mod', 'go.sum', 'kms/main.go'],
    commands: () => [go('local-kms', './kms')],
  },
  moto: {
    what: 'moto, for S3, DynamoDB, SQS, Glue and Lake Formation (PyPI, Apache-2.0)',
    takes: ['python3'],
    from: ['requirements.txt'],
    commands: () => [
      { run: ['python3', '-m', 'venv', join(CACHE, 'moto')] },
      {
        run: [
          ...[join(CACHE, 'moto/bin/pip'), 'install', '--quiet', '--disable-pip-version-check'],
          ...['--require-hashes', '--only-binary', ':all:', '--requirement', join(SOURCES, 'requirements.txt')],
        ],
      },
    ],
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as readonly ToolName[];

/** The file that each tool is started from. */
export const PROGRAMS = {
  emulator: bin('aws-lambda-rie'),
  kms: bin('local-kms'),
  moto: join(CACHE, 'moto/bin/python'),
  runtime: join(CACHE, 'ric/node_modules/aws-lambda-ric/index.mjs'),
} as const satisfies Record<ToolName, string>;

const stampOf = (name: ToolName): string => join(CACHE, `${name}.stamp`);
const digestOf = ({ from }: Tool): string =>
  sha256Of(from.map((file) => readFileSync(join(SOURCES, file), 'utf8')).join());

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/**
 * Fetches and builds a tool unless the cache has exactly this one.
 * @returns why it is unavailable; undefined when it is ready
 */
export function provide(name: ToolName, fetch: boolean, say: (line: string) => void): string | undefined {
  const tool: Tool = TOOLS[name];
  const digest = digestOf(tool);
  if (existsSync(PROGRAMS[name]) && existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === digest)
    return undefined;
  if (!fetch) return `${tool.what} is not in ${CACHE}; leave out --offline to fetch it`;
  const missing = tool.takes.filter((program) => !has(program));
  if (missing.length > 0) return `${tool.what} takes ${missing.join(', ')}, which this machine does not have`;
  say(`fetching ${tool.what}`);
  mkdirSync(join(CACHE, 'ric'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(SOURCES, 'ric', file), join(CACHE, 'ric', file));
  for (const { run, env, cwd } of tool.commands() as readonly Command[]) {
    const [program, ...args] = run as [string, ...string[]];
    const done = spawnSync(program, args, {
      cwd: cwd ?? ROOT,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: MOST_MS,
    });
    if (done.status !== 0) return `${tool.what} could not be made: ${lastOf(done.stderr ?? String(done.error))}`;
  }
  writeFileSync(stampOf(name), digest);
  return undefined;
}

/** The longest that one step of a fetch may take (ms). */
const MOST_MS = 900_000;
const lastOf = (text: string): string => text.trim().split('\n').slice(-3).join(' | ').slice(-400);
