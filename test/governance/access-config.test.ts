import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { defineAccess } from '../../lib/governance/access-config.ts';
import { defineEnvironment } from '../../lib/governance/environment-config.ts';
import { defineProgram } from '../../lib/governance/program-config.ts';
import { and, column } from '../../lib/governance/row-filter.ts';

// biome-ignore lint/suspicious/noExplicitAny: the point is what the types would not let through
type Change = (config: any) => void;

/** A copy of the configuration with one thing changed, past what its types allow. */
const changed = <T>(config: T, change: Change): T => {
  const copy = structuredClone(config);
  change(copy);
  return copy;
};

const errorOf = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

/** What is wrong, the code it must have, and what the message must name. */
const WRONG_ACCESS: readonly [name: string, change: Change, code: string, names: RegExp][] = [
  ['a misspelt field', (c) => Object.assign(c, { approvedReader: {} }), 'config.invalid', /approvedReader\b/],
  ['a misspelt field of a team', (c) => setTeam(c, { colums: [] }), 'config.invalid', /teams\.ui-agents\.colums/],
  ['an unknown column', (c) => setTeam(c, { columns: ['kind', 'keystrokes'] }), 'config.unknown-column', /keystrokes/],
  ['a partition key as a column', (c) => setTeam(c, { columns: ['day'] }), 'config.unknown-column', /partition key/],
  ['a column twice', (c) => setTeam(c, { columns: ['kind', 'kind'] }), 'config.invalid', /kind.*twice/],
  ['a team without columns', (c) => setTeam(c, { columns: [] }), 'config.empty-team', /teams\.ui-agents\.columns/],
  ['no team', (c) => Object.assign(c, { teams: {} }), 'config.invalid', /teams/],
  [
    'a filter on an unknown column',
    (c) => setTeam(c, { rows: column('nowhere' as never).is('x') }),
    'config.unknown-column',
    /nowhere/,
  ],
  [
    'a filter over the length limit',
    (c) => setTeam(c, { rows: column('session').in(Array.from({ length: 100 }, (_, i) => `session-${i}-0123456789`)) }),
    'config.filter-too-long',
    /2047/,
  ],
  ['a filter as text', (c) => setTeam(c, { rows: "kind = 'x'" }), 'config.invalid', /teams\.ui-agents\.rows/],
  ['a wildcard among permission sets', (c) => setTeam(c, { permissionSet: '*' }), 'config.invalid', /permissionSet/],
  [
    'a reader that nobody is',
    (c) => setReaders(c, 'raw', ['redactor']),
    'config.invalid',
    /approvedReaders\.raw.*redactor/,
  ],
  ['a zone without readers listed', (c) => setReaders(c, 'raw', undefined), 'config.invalid', /approvedReaders\.raw/],
  ['a team called like a role', (c) => addTeam(c, 'redact'), 'config.invalid', /teams\.redact/],
  ['a team name that cannot be one', (c) => addTeam(c, 'UI Agents'), 'config.invalid', /UI Agents/],
  ['a scan limit of nothing', (c) => setTeam(c, { scanLimitGb: 0 }), 'config.invalid', /scanLimitGb/],
];

function setTeam(config: { teams: Record<string, object> }, fields: object): void {
  Object.assign(config.teams['ui-agents'] ?? {}, fields);
}
function addTeam(config: { teams: Record<string, unknown> }, name: string): void {
  config.teams[name] = config.teams['ui-agents'];
}
function setReaders(config: { approvedReaders: Record<string, unknown> }, zone: string, readers: unknown): void {
  config.approvedReaders[zone] = readers;
}

describe('config/access.ts', () => {
  test('is valid', () => {
    expect(defineAccess(access)).toEqual(access);
  });

  test.each(WRONG_ACCESS)('%s', (_name, change, code, names) => {
    const error = errorOf(() => defineAccess(changed(access, change)));
    expect(hasCode(error, code), String(error)).toBe(true);
    expect(error.message).toMatch(names);
  });
});

describe('config/program.ts and config/environments.ts', () => {
  test('are valid', () => {
    expect(defineProgram(program)).toEqual(program);
    expect(defineEnvironment(environment)).toEqual(environment);
  });

  test.each([
    [
      'copies that outlive their source',
      (c: typeof program) => Object.assign(c.retentionDays, { derived: 91 }),
      /retentionDays\.derived/,
    ],
    [
      'raw that outlives what was made from it',
      (c: typeof program) => Object.assign(c.retentionDays, { raw: 91 }),
      /retentionDays\.raw/,
    ],
    [
      'a zone without a promise',
      (c: typeof program) => Object.assign(c, { retentionDays: { raw: 7 } }),
      /retentionDays\.redacted/,
    ],
    [
      'a promise that no claim proves',
      (c: typeof program) => Object.assign(c.promises[0] ?? {}, { claim: 'trust-us' }),
      /promises\.0\.claim/,
    ],
    [
      'a table name that Athena refuses',
      (c: typeof program) => Object.assign(c.lake, { table: 'Activity-1' }),
      /lake\.table/,
    ],
  ])('%s', (_name, change, names) => {
    const error = errorOf(() => defineProgram(changed(program, change)));
    expect(hasCode(error, 'config.invalid')).toBe(true);
    expect(error.message).toMatch(names);
  });

  test.each([
    ['an account number', { account: '000000000000' }, /account/],
    ['a prefix that makes bucket names too long', { prefix: 'a-very-long-prefix' }, /prefix/],
    ['a lake administrator by wildcard', { lakeAdministrators: ['*'] }, /lakeAdministrators\.0/],
  ])('%s', (_name, fields, names) => {
    const error = errorOf(() => defineEnvironment({ ...environment, ...fields }));
    expect(hasCode(error, 'config.invalid')).toBe(true);
    expect(error.message).toMatch(names);
  });
});

test('teams differ in columns and in rows', () => {
  const [one, other] = Object.values(access.teams);
  expect(one?.columns).not.toEqual(other?.columns);
  expect(one?.rows).not.toEqual(other?.rows);
  expect(and(column('kind').is('text'))).toBeDefined();
});
