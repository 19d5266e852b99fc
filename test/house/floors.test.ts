import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { present } from '../present.ts';

/** The rooms of the house, from the ground up, each with the rooms below it that it may use. Nothing else, types included. */
const BELOW_BIN: readonly (readonly [room: string, uses: readonly string[]])[] = [
  ['lib/activity', []],
  ['lib/access', ['lib/activity']],
  ['lib/redaction', ['lib/activity']],
  ['lib/storage', ['lib/activity', 'lib/access']],
  // Decides by data alone, on a device as in the account: it must not reach for a store.
  ['lib/governance', ['lib/activity', 'lib/access', 'lib/redaction']],
  ['lib/ledger', ['lib/activity', 'lib/storage', 'lib/governance']],
  ['lib/episodes', ['lib/activity', 'lib/redaction']],
  // Runs on a worker's device: of this house it takes the formats and the rules only.
  ['lib/collector', ['lib/activity', 'lib/governance']],
  ['config', ['lib/activity', 'lib/governance']],
  ['lib/retention', ['lib/activity', 'lib/storage', 'lib/governance', 'lib/ledger']],
  [
    'lambdas',
    [
      'lib/activity',
      'lib/access',
      'lib/redaction',
      'lib/storage',
      'lib/governance',
      'lib/ledger',
      'lib/episodes',
      'lib/retention',
      'config',
    ],
  ],
  // Bundles a function by its path, and must not run its code.
  ['lib/platform', ['lib/activity', 'lib/access', 'lib/governance', 'lib/ledger', 'lib/retention', 'config']],
  ['lib/report', ['lib/activity', 'lib/access', 'lib/governance', 'lib/episodes', 'lib/retention', 'config']],
];
/** The commands stand on everything. */
const FLOORS = [...BELOW_BIN, ['bin', BELOW_BIN.map(([room]) => room)] as const];

/** The rooms of the proof, from the ground up: each may use all before it. */
const PROOF = [
  'policy',
  'model',
  'aws-managed',
  'evaluate',
  'decide',
  'query',
  'inquiry',
  'reference',
  'escalate',
  'compare',
  'understood',
  'stores',
  'side-doors',
  'claims',
  'prove',
  'causes',
  'differences',
  'ask',
  'init',
  'files',
  'history',
  'live',
];

/** Packages that only some files may import, and why. */
const KEPT: readonly { packages: RegExp; allowed: RegExp; because: string }[] = [
  {
    packages: /^@(?:aws-sdk|smithy)\//,
    // `revoke` runs inside a deployment and carries no adapter.
    allowed: /^(?:lib\/storage\/aws\/|lambdas\/revoke\/permissions\.ts$)/,
    because: 'the clients of AWS live in lib/storage/aws',
  },
  {
    packages: /^(?:aws-cdk-lib|cdk-nag|constructs)(?:\/|$)/,
    allowed: /^(?:lib\/platform\/|bin\/app\.ts$)/,
    because: 'the CDK lives in lib/platform and bin/app.ts',
  },
];

/** The parts of `lambdas`, by file name, with what only they may import. All other files there are use cases over ports. */
const PARTS: readonly { part: string; files: RegExp; imports: RegExp; because: string }[] = [
  {
    part: 'envelopes',
    files: /(?:^|\/)(?:handler|envelope|idempotency|entry)\.ts$/,
    imports: /^@middy\/|^@aws-lambda-powertools\/|^aws-lambda$|^lambdas\/envelope\.ts$/,
    because: 'how Lambda calls a function is known to its handler',
  },
  {
    part: 'entries',
    files: /(?:^|\/)(?:entry|aws-names)\.ts$/,
    imports: /^lib\/storage\/aws\/|^lambdas\/[a-z]+\/handler\.ts$/,
    because: 'a use case runs on whatever ports it is handed',
  },
  {
    part: 'settings',
    files: /(?:^|\/)(?:entry|settings)\.ts$/,
    imports: /^config\//,
    because: 'what somebody configured reaches a use case as its settings',
  },
];

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('{bin,lib,lambdas,config}/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));

/** All that a file names in an import, an export from or a dynamic import. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name]) =>
    present(name),
  );

const NAMED = new Map(FILES.map((file) => [file, importsOf(file)] as const));
const INSIDE = new Map(
  FILES.map((file) => [
    file,
    present(NAMED.get(file))
      .filter((name) => name.startsWith('.'))
      .map((name) => join(dirname(file), name)),
  ]),
);

const roomOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('lib/') ? 2 : 1)
    .join('/');

describe('the house', () => {
  test('has no room that is not in the table', () => {
    const rooms = FLOORS.map(([room]) => room);
    expect([...new Set(FILES.map(roomOf))].filter((room) => !rooms.includes(room))).toEqual([]);
  });

  test('has a table in which no room uses one above it', () => {
    const rooms = FLOORS.map(([room]) => room);
    const upward = FLOORS.flatMap(([room, uses], floor) =>
      uses.filter((used) => !rooms.slice(0, floor).includes(used)).map((used) => `${room} uses ${used}`),
    );
    expect(upward).toEqual([]);
  });

  test('has no arrow between rooms that is not in the table', () => {
    const uses = new Map(FLOORS);
    const arrows = FILES.flatMap((file) =>
      present(INSIDE.get(file))
        .filter((target) => target !== 'package.json' && roomOf(target) !== roomOf(file))
        .filter((target) => !uses.get(roomOf(file))?.includes(roomOf(target)))
        .map((target) => `${file} uses ${target}`),
    );
    expect(arrows).toEqual([]);
  });

  test('has no arrow between the rooms of the proof that points up', () => {
    const room = (file: string) => /^lib\/access\/([^/]+)\//.exec(file)?.[1];
    const rooms = new Set(FILES.map(room).filter((name) => name !== undefined));
    expect([...rooms].sort()).toEqual([...PROOF].sort());
    const upward = FILES.flatMap((file) =>
      present(INSIDE.get(file))
        .filter((target) => room(file) !== undefined && room(target) !== undefined && room(file) !== room(target))
        .filter((target) => PROOF.indexOf(present(room(target))) > PROOF.indexOf(present(room(file))))
        .map((target) => `${file} uses ${target}`),
    );
    expect(upward).toEqual([]);
  });

  test.each(KEPT)('keeps to itself that $because', ({ packages, allowed }) => {
    const users = FILES.filter((file) => present(NAMED.get(file)).some((name) => packages.test(name)));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !allowed.test(file))).toEqual([]);
  });

  test.each(PARTS)('lets $part of the functions alone import theirs: $because', ({ files, imports }) => {
    const users = FILES.filter(
      (file) =>
        file.startsWith('lambdas/') &&
        [...present(NAMED.get(file)), ...present(INSIDE.get(file))].some((name) => imports.test(name)),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !files.test(file))).toEqual([]);
  });

  test('has no circle of files, circles of types included', () => {
    expect(circles()).toEqual([]);
  });
});

/** Each circle once, as the files from its first one on back to it: found by walking down until a file is met again. */
function circles(): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const found: string[] = [];
  const walk = (file: string): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    path.push(file);
    for (const target of INSIDE.get(file) ?? []) walk(target);
    path.pop();
    state.set(file, 'done');
  };
  for (const file of FILES) walk(file);
  return found;
}
