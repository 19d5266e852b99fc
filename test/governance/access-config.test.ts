import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { and, column, or, type RowFilter } from '../../lib/activity/row-filter/build.ts';
import { defineAccess } from '../../lib/governance/access-config.ts';
import { defineEnvironment } from '../../lib/governance/environment-config.ts';
import { defineProgram } from '../../lib/governance/program-config.ts';

// biome-ignore lint/suspicious/noExplicitAny: the point is what the types would not let through
type Change = (config: any) => void;

/** A copy of the configuration with one change, beyond what its types allow. */
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

const XA = column('jurisdiction').is('XA');
const KEY = column('kind').is('key');
const WHY = access.teams['ui-agents']?.why;

/** The fault, its code, and the field that the message must name. */
const WRONG_ACCESS: readonly [name: string, change: Change, code: string, names: RegExp][] = [
  ['a misspelt field', (c) => Object.assign(c, { approvedReader: {} }), 'config.invalid', /approvedReader\b/],
  ['a misspelt field of a team', (c) => setTeam(c, { colums: [] }), 'config.invalid', /teams\.ui-agents\.colums/],
  ['an unknown column', (c) => setTeam(c, { columns: ['kind', 'keystrokes'] }), 'config.unknown-column', /keystrokes/],
  ['a partition key as a column', (c) => setTeam(c, { columns: ['day'] }), 'config.unknown-column', /partition key/],
  ['a column twice', (c) => setTeam(c, { columns: ['kind', 'kind'] }), 'config.invalid', /kind.*twice/],
  [
    'made-up values for who does not see which are the same',
    (c) => setTeam(c, { surrogates: true }),
    'config.invalid',
    /surrogates.*tags/,
  ],
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
  ['a filter as text', (c) => setTeam(c, { rows: "kind = 'x'" }), 'config.invalid', /teams\.ui-agents\.rows: a filter/],
  ...(
    [
      ['a kind that does not exist', XA, column('kind').is('screen.frmae'), /kind with "screen\.frmae"/],
      ['a kind excluded that does not exist', XA, KEY, column('kind').isNot('keys'), /kind with "keys"/],
      ['a kind of another type', XA, column('kind').is(1), /not a string/],
      ['no kind', XA, column('kind').in([]), /no constant for kind/],
      ['a place in words', column('jurisdiction').is('Bavaria'), KEY, /jurisdiction with "Bavaria"/],
      ['a day that is none', XA, KEY, column('day').atLeast('2026-13-01'), /day with "2026-13-01"/],
      ['rows of every place', KEY, /rows of every place/],
      ['rows of every place but one', column('jurisdiction').isNot('XB'), KEY, /rows of every place/],
      ['rows of every kind', XA, /rows of every kind/],
      ['rows of every kind beside a list', XA, or(KEY, column('seq').atMost(9)), /rows of every kind/],
    ] as const
  ).map(([name, ...rest]): (typeof WRONG_ACCESS)[number] => {
    const names = rest.at(-1) as RegExp;
    const rows = and(...(rest.slice(0, -1) as RowFilter[]));
    return [
      name,
      (c) => setTeam(c, { rows }),
      'config.invalid',
      new RegExp(`teams\\.ui-agents\\.rows: .*${names.source}`),
    ];
  }),
  [
    'a column that links to a worker, without a reason',
    (c) => setTeam(c, { columns: [...c.teams['ui-agents'].columns, 'worker'] }),
    'config.invalid',
    /teams\.ui-agents\.why\.worker: .*S2/,
  ],
  [
    'a reason for nothing',
    (c) => setTeam(c, { why: { ...WHY, title: 'a title says much' } }),
    'config.invalid',
    /why\.title/,
  ],
  ['a reason that says nothing', (c) => setTeam(c, { why: { session: ' needed ' } }), 'config.invalid', /why\.session/],
  ['a wildcard among permission sets', (c) => setTeam(c, { permissionSet: '*' }), 'config.invalid', /permissionSet/],
  [
    'a reader that nobody is',
    (c) => setReaders(c, 'raw', ['redactor']),
    'config.invalid',
    /approvedReaders\.raw.*redactor/,
  ],
  ['a zone without readers listed', (c) => setReaders(c, 'raw', undefined), 'config.invalid', /approvedReaders\.raw/],
  ['a team called like a role', (c) => addTeam(c, 'redact'), 'config.invalid', /teams\.redact/],
  ['a team name that cannot be one', (c) => addTeam(c, 'UI Agents'), 'config.invalid', /UI Agents: a team name is/],
  ['a team name that ends in a hyphen', (c) => addTeam(c, 'agents-'), 'config.invalid', /agents-: a team name is/],
  ['a team name with two hyphens', (c) => addTeam(c, 'ui--agents'), 'config.invalid', /ui--agents: a team name is/],
  ['a team name of 25 letters', (c) => addTeam(c, 'a'.repeat(25)), 'config.invalid', /a: a team name has at most 24/],
  [
    'a team that differs in hyphens',
    (c) => addTeam(c, 'uiagents'),
    'config.invalid',
    /uiagents: differs from "ui-agents"/,
  ],
  [
    'a reader named twice',
    (c) => setReaders(c, 'raw', ['redact', 'redact']),
    'config.invalid',
    /approvedReaders\.raw\.1/,
  ],
  [
    'a trusted role named twice',
    (c) => Object.assign(c, { trustedBase: ['deployment', 'revoke', 'revoke'] }),
    'config.invalid',
    /trustedBase\.2: "revoke" is named twice/,
  ],
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
      'several zones that outlive it, all named at once',
      (c: typeof program) => Object.assign(c.retentionDays, { redacted: 60 }),
      /retentionDays\.derived: 90 .*60; retentionDays\.queries: 90 .*60/,
    ],
    [
      'a promise that names fewer days than are kept',
      (c: typeof program) => Object.assign(c.retentionDays, { raw: 30 }),
      /promises\.8\.says: it tells workers 7 and 90, and retentionDays keeps raw 30, redacted 90/,
    ],
    [
      'a promise that leaves out the longest lifetime',
      (c: typeof program) => Object.assign(c.promises[8] ?? {}, { says: 'All of it is gone after 7 days.' }),
      /promises\.8\.says: it tells workers 7, /,
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
    [
      'a database of its own, which two installations could share',
      (c: typeof program) => Object.assign(c.lake, { database: 'lake' }),
      /lake\.database/,
    ],
    ['a name that no tag can hold', (c: typeof program) => Object.assign(c, { name: 'A & B' }), /name: 1 to 128/],
    ['a name that only AWS gives', (c: typeof program) => Object.assign(c, { name: 'aws:x' }), /name: 1 to 128/],
    [
      'a zone named twice in a promise',
      (c: typeof program) => Object.assign(c.promises[0] ?? {}, { zones: ['raw', 'raw'] }),
      /promises\.0\.zones\.1: "raw" is named twice/,
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
    ...['/LakeAdmin', 'LakeAdmin/', 'data//LakeAdmin', 'a'.repeat(65), 'arn:aws:iam::111111111111:role/Lake', ''].map(
      (role): [string, object, RegExp] => [
        `a lake administrator called "${role}"`,
        { lakeAdministrators: [role] },
        /s\.0: the name/,
      ],
    ),
    ['a lake administrator twice', { lakeAdministrators: ['Lake', 'data/lake'] }, /lakeAdministrators\.1: .*twice/],
    ['a role of its own as lake administrator', { lakeAdministrators: ['strongroom-team-x'] }, /"strongroom-team-x"/],
    ['the deployment role again', { lakeAdministrators: ['cdk-hnb659fds-cfn-exec-role-1'] }, /cdk-hnb659fds/],
    [
      'more administrators than there may be',
      { lakeAdministrators: Array.from({ length: 29 }, (_, i) => `r${i}`) },
      /at most 28/,
    ],
    ...(
      [
        ['xn--abc', /one hyphen/],
        ['xn-', /one hyphen/],
        ['acme--lab', /one hyphen/],
        ['acme-', /one hyphen/],
        ['-acme', /one hyphen/],
        ['1acme', /letter/],
        ['Acme', /a-z/],
        ['acme_lab', /a-z/],
        ['ac.me', /a-z/],
        ['ac', /3 to 16/],
        ['seventeen-letters', /3 to 16/],
        ['', /3 to 16/],
        ['acme\n', /a-z/],
        ['sthree', /S3 refuses/],
        ['sthree-x', /S3 refuses/],
        ['amzn-s3-demo', /S3 refuses/],
        ['amzn-s3-demo-x', /S3 refuses/],
        ['aws', /those of AWS/],
        ['aws-data', /those of AWS/],
        ['amazon-lake', /those of AWS/],
        ['amzn-x', /those of AWS/],
        ['default', /Glue has a database/],
        ['acme-team', /another installation/],
        ['acme-raw', /another installation/],
      ] as const
    ).map(([prefix, why]): [string, object, RegExp] => [
      `the prefix "${prefix}"`,
      { prefix },
      new RegExp(`prefix: .*${why.source}`),
    ]),
  ] as [string, object, RegExp][])('%s', (_name, fields, names) => {
    const error = errorOf(() => defineEnvironment({ ...environment, ...fields }));
    expect(hasCode(error, 'config.invalid')).toBe(true);
    expect(error.message).toMatch(names);
  });
});

test.each(['acme', 'acme-lab', 'awsome', 'sthreex', 'xn-abc', 'team', 'a1b', 'sixteen-letters1'])(
  'the prefix "%s" is accepted',
  (prefix) => {
    const config = { ...environment, prefix, lakeAdministrators: ['DataOffice', 'platform/data/Lake', 'other-revoke'] };
    expect(defineEnvironment(config)).toEqual(config);
  },
);

test('teams differ in columns and in rows', () => {
  const [one, other] = Object.values(access.teams);
  expect(one?.columns).not.toEqual(other?.columns);
  expect(one?.rows).not.toEqual(other?.rows);
  expect(and(column('kind').is('text'))).toBeDefined();
});
