import { cpSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CommandName } from '../../bin/commands/table.ts';
import { createWorkspace } from '../../bin/embedded/workspace.ts';
import { run } from '../../bin/run.ts';
import { lockFolder } from '../../lib/storage/local/folder-lock.ts';
import { present } from '../present.ts';
import { testFolder } from '../storage/folder.ts';

const folder = testFolder(afterAll);
const WHOLE = join(folder, 'whole');
const SAMPLE = join(import.meta.dirname, '../../samples/office-day');
const NOTHING = async () => {};

/** A command's visible output. It runs in this process, which has already loaded everything. */
async function told(args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const taking = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    seen[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(taking('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(taking('err')),
  ];
  try {
    return { status: await run(args), ...seen };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** One sentence with a code, and the next step: no stack, and no unforeseen error. */
function expectSentence({ status, out, err }: Awaited<ReturnType<typeof told>>): string {
  expect(err).not.toMatch(/\n {4}at |unforeseen/);
  const code = /^strongroom: [^\n]+ \[([\w.-]+)\]\n {2}→ [^\n]+$/im.exec(err)?.[1];
  expect(code, err).toBeDefined();
  expect([1, 2]).toContain(status);
  expect(out).toBe('');
  return present(code);
}

beforeAll(async () => {
  (await createWorkspace(WHOLE, { now: () => new Date() }, NOTHING)).close();
});

/** Each command's use of a folder; commands that take none get files below. */
const ON_FOLDER: Readonly<Record<CommandName, ((out: string) => string[]) | undefined>> = {
  start: (out) => ['start', '--out', out],
  ingest: (out) => ['ingest', SAMPLE, '--out', out],
  collect: (out) => ['collect', '--input', SAMPLE, '--out', out],
  query: (out) => [
    'query',
    '--as',
    'ui-agents',
    '--purpose',
    'cua_training',
    'SELECT kind FROM activity',
    '--out',
    out,
  ],
  export: (out) => [
    ...['export', '--as', 'ui-agents', '--purpose', 'cua_training'],
    ...['--out', join(folder, 'copy'), '--lake', out],
  ],
  retain: (out) => ['retain', '--out', out],
  packages: (out) => ['packages', '--out', out],
  inventory: (out) => ['inventory', '--out', out],
  deadletters: (out) => ['deadletters', 'list', '--out', out],
  gate: (out) => ['gate', 'pause', '--reason', 'drill', '--out', out],
  serve: (out) => ['serve', '--port', '0', '--out', out],
  prove: (out) => ['prove', '--templates', join(out, 'templates')],
  diff: undefined,
  investigate: undefined,
  completion: undefined,
  reads: (out) => ['reads', '--from', '2026-01-01', '--to', '2027-01-01', '--out', out],
  unused: (out) => ['unused', '--to', '2027-01-01', '--out', out],
  evaluate: undefined,
  doctor: undefined,
  who: undefined,
  can: undefined,
  why: undefined,
  compare: undefined,
  redact: undefined,
  cost: undefined,
  explain: undefined,
};

const garbage = (path: string) => writeFileSync(path, Buffer.alloc(8_192, 'garbage'));
const fileFor = (path: string) => {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, 'a file');
};
const NO_PROOF = ['prove'] as const;
/** They read the records of queries, even while other commands use the lake, and decrypt nothing. */
const LOOKING = ['reads', 'unused'] as const;

/** Faults of a folder. `not`: commands that do not use the broken part, or replace it. */
const FAULTS: readonly [what: string, harm: (out: string) => void, not: readonly CommandName[]][] = [
  ['is not there', (out) => rmSync(out, { recursive: true }), ['start']],
  ['is a file', fileFor, []],
  ['has a file for its lake', (out) => fileFor(join(out, 'lake')), NO_PROOF],
  ['has a file for its locks', (out) => fileFor(join(out, '.locks')), [...NO_PROOF, ...LOOKING]],
  [
    'has a lake of somebody else',
    (out) => {
      rmSync(join(out, 'lake'), { recursive: true });
      mkdirSync(join(out, 'lake'));
      writeFileSync(join(out, 'lake', 'notes.txt'), 'mine');
    },
    [
      'prove',
      'ingest',
      'collect',
      'query',
      'export',
      'retain',
      'packages',
      'inventory',
      'deadletters',
      'gate',
      'serve',
    ],
  ],
  ['has garbage for its items', (out) => garbage(join(out, 'lake/control.sqlite')), NO_PROOF],
  [
    'has a folder for its items',
    (out) => {
      rmSync(join(out, 'lake/control.sqlite'));
      mkdirSync(join(out, 'lake/control.sqlite'));
    },
    NO_PROOF,
  ],
  [
    'has items with a page of garbage',
    (out) => {
      const file = openSync(join(out, 'lake/control.sqlite'), 'r+');
      for (let page = 1; page < 8; page++) writeSync(file, Buffer.alloc(4_000, 255), 0, 4_000, page * 4_096);
    },
    ['prove'],
  ],
  [
    'has garbage for its keys',
    (out) => {
      for (const name of readdirSync(join(out, 'lake/keys'))) garbage(join(out, 'lake/keys', name));
    },
    ['prove', 'start', ...LOOKING],
  ],
  ['has a file for its keys', (out) => fileFor(join(out, 'lake/keys')), ['prove', 'start', ...LOOKING]],
  ['has no templates', (out) => rmSync(join(out, 'templates'), { recursive: true }), ['start']],
  ['has a file for its templates', (out) => fileFor(join(out, 'templates')), []],
  [
    'has a template that is cut short',
    (out) => writeFileSync(join(out, 'templates/strongroom-access.template.json'), '{"Res'),
    ['start'],
  ],
  [
    'has a folder for a template',
    (out) => {
      rmSync(join(out, 'templates/strongroom-access.template.json'));
      mkdirSync(join(out, 'templates/strongroom-access.template.json'));
    },
    ['start'],
  ],
];

describe.each(FAULTS)('a folder that %s', (_what, harm, not) => {
  let out: string;
  beforeAll(() => {
    out = testFolder(afterAll);
    cpSync(WHOLE, out, { recursive: true });
    harm(out);
  });
  test.each(Object.entries(ON_FOLDER).filter(([name, args]) => args && !not.includes(name as CommandName)))(
    '%s says so in one sentence',
    async (_name, args) => {
      expectSentence(await told(present(args)(out)));
    },
  );
});

test.each(['ingest', 'retain', 'collect', 'start'] as const)('%s is refused, by name, during a run', async (name) => {
  const lock = lockFolder(WHOLE, 'run', 'strongroom ingest');
  try {
    const result = await told(present(ON_FOLDER[name])(WHOLE));
    expect(expectSentence(result)).toBe('folder.busy');
    expect(result.err).toMatch(/in use by strongroom ingest \(process \d+/);
    expect(result.status).toBe(1);
  } finally {
    lock.release();
  }
});
