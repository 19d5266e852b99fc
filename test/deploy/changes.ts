import { beforeAll, describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { and, column } from '../../lib/activity/row-filter/build.ts';
import type { AccessConfig } from '../../lib/governance/access-config.ts';
import { type AppInput, buildApp } from '../../lib/platform/build-app.ts';
import { type Templates, templatesOf } from '../../lib/platform/review/templates.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { orphans, walk, walkDown } from './cloudformation.ts';
import { add, change, defaultTemplates, find, inFolder, remove } from './templates.ts';

const DEFAULT: AppInput = { access, program, environment };
const synthesized = (input: AppInput): Templates =>
  inFolder((outdir) => structuredClone(templatesOf(buildApp(input, { outdir, bundle: false, prove: false }).synth())));

/** The default with these teams instead. */
const withTeams = (teams: AccessConfig['teams']): AppInput => ({
  ...DEFAULT,
  access: {
    ...access,
    teams,
    approvedReaders: { ...access.approvedReaders, derived: [...Object.keys(teams), 'export'] },
  },
});
const { 'ui-agents': ui, 'text-models': models } = access.teams as Required<typeof access.teams>;
const XA = column('jurisdiction').is('XA');

/** The table of columns is for readers only, but nothing holds a test back from it while it synthesizes. */
const isGrowing = (list: readonly object[]): list is object[] => !Object.isFrozen(list);

/** With one more column in the lake, while it is synthesized. */
const withColumn = (input: AppInput): Templates => {
  const columns: readonly object[] = COLUMNS;
  if (!isGrowing(columns)) throw new Error('the table of columns is frozen');
  columns.splice(3, 0, { name: 'mood', type: 'int', content: 'number', sensitivity: 'S0', purpose: 'a test' });
  try {
    return synthesized(input);
  } finally {
    columns.splice(3, 1);
  }
};

const withComprehend = (input: AppInput): Templates => {
  const settings = redaction as { comprehend: boolean };
  settings.comprehend = true;
  try {
    return synthesized(input);
  } finally {
    settings.comprehend = false;
  }
};

/** Configurations between which an adopter may go, in any order and all at once. */
const CONFIGURATIONS: Readonly<Record<string, () => Templates>> = {
  'as shipped': defaultTemplates,
  'one more team': () => synthesized(withTeams({ a: present(ui), ...access.teams })),
  'one team less': () => synthesized(withTeams({ 'text-models': present(models) })),
  'another team': () => synthesized(withTeams({ 'ui-agents': present(ui) })),
  'a team with another name': () =>
    synthesized(withTeams({ 'ui-agents-2': present(ui), 'text-models': present(models) })),
  'other columns, rows, purposes, limits and people of a team': () =>
    synthesized(
      withTeams({
        'text-models': {
          ...present(models),
          columns: present(models).columns.slice(2),
          permissionSet: 'Others',
          scanLimitGb: 1,
        },
        'ui-agents': {
          ...present(ui),
          rows: and(XA, column('kind').is('key')),
          purposes: { evaluation: 'is measured' },
        },
      }),
    ),
  'a team without its column': () =>
    synthesized(withTeams({ ...access.teams, 'ui-agents': { ...present(ui), columns: ['kind'] } })),
  'a new column that a team sees': () =>
    withColumn(
      withTeams({
        ...access.teams,
        'ui-agents': { ...present(ui), columns: [...present(ui).columns, 'mood' as never] },
      }),
    ),
  'a new column': () => withColumn(DEFAULT),
  'other promises': () =>
    synthesized({
      ...DEFAULT,
      program: {
        ...program,
        name: 'Other',
        retentionDays: { raw: 2, redacted: 30, derived: 14, queries: 30, packages: 14, audit: 90 },
      },
    }),
  'another sign-in, other people, another bootstrap': () =>
    synthesized({
      ...DEFAULT,
      environment: {
        ...environment,
        qualifier: 'lab1',
        lakeAdministrators: ['DataOffice'],
        permissionSets: { auditor: 'A', governor: 'G', operator: 'O' },
        signIn: { ...environment.signIn, issuer: 'https://other.example/', audience: 'x' },
      },
    }),
  'a model beside redaction': () => withComprehend(DEFAULT),
};

let made: Record<string, Templates>;
beforeAll(() => {
  made = Object.fromEntries(Object.entries(CONFIGURATIONS).map(([name, make]) => [name, make()]));
});

const NOTHING = (templates: Templates): Templates =>
  Object.fromEntries(Object.keys(templates).map((stack) => [stack, { Resources: {} }]));

describe('cdk deploy --all goes through in one go', () => {
  test.each(Object.keys(CONFIGURATIONS))('the first time: %s', (name) => {
    const templates = made[name] as Templates;
    expect(walk(NOTHING(templates), templates)).toEqual([]);
  });

  /** In the suite the way from the configuration as shipped and back, and to one other: the soak goes from each to each. */
  const goesTo = (from: string): [string, Templates][] => {
    const names = Object.keys(made);
    const next = names[(names.indexOf(from) + 1) % names.length];
    const isAsked = (to: string) => EVERYTHING || [from, to].includes('as shipped') || to === next;
    return Object.entries(made).filter(([to]) => isAsked(to));
  };

  test.each(Object.keys(CONFIGURATIONS))('from %s to others', (from) => {
    for (const [to, after] of goesTo(from)) {
      expect(walk(made[from] as Templates, after), to).toEqual([]);
      expect(orphans(made[from] as Templates, after), to).toEqual([]);
    }
  });

  test('and cdk destroy --all', () => {
    expect(walkDown(made['as shipped'] as Templates)).toEqual([]);
  });
});

describe('what it would run into is seen', () => {
  /** A change of the templates as shipped, and what CloudFormation would say. */
  const FAULTS: readonly [name: string, make: (templates: Templates) => void, says: RegExp][] = [
    [
      'an export that goes with what used it',
      (after) => {
        const { Outputs } = after['strongroom-storage'] as { Outputs: Record<string, { Export?: { Name: string } }> };
        const [id] = Object.entries(Outputs).find(([, { Export }]) => Export?.Name.includes('RolesAuditor')) ?? [];
        delete Outputs[id as string];
        const policy = find(after, 'AWS::IAM::Policy', '/ReadLogs');
        remove(after, policy);
      },
      /export .*RolesAuditor.* goes or changes while strongroom-audit uses it/,
    ],
    [
      'an export of something that is replaced',
      (after) => {
        change(after, 'AWS::S3::Bucket', '/Raw/').Properties.BucketName = 'other';
      },
      /strongroom-storage: export .*RawBucket.* goes or changes/,
    ],
    [
      'a replacement under the same name',
      (after) => {
        change(after, 'AWS::IAM::ManagedPolicy', 'ui-agents').Properties.Description = 'other words';
      },
      /Boundary\w* is created as AWS::IAM::ManagedPolicy .*strongroom-team-ui-agents-boundary/,
    ],
    [
      'a filter that lets other rows through under the same name',
      (after) => {
        change(after, 'AWS::LakeFormation::DataCellsFilter', 'ui-agents').Properties.ColumnNames.pop();
      },
      /is created as AWS::LakeFormation::DataCellsFilter/,
    ],
    [
      'the same grant under another id',
      (after) => {
        const grant = find(after, 'AWS::LakeFormation::PrincipalPermissions', 'ui-agents-database');
        add(after, grant.stack, 'renamed', grant.Type, grant.Properties);
        remove(after, grant);
      },
      /renamed is created as AWS::LakeFormation::PrincipalPermissions/,
    ],
    [
      'a role that goes before what is on it',
      (after) => {
        remove(after, find(after, 'AWS::IAM::Role', 'Roles/Redact'));
      },
      /role strongroom-redact goes while RedactPartitions\w* of strongroom-catalog is still on it/,
    ],
    [
      'a principal that is not there yet',
      (after) => {
        const policy = change(after, 'AWS::KMS::Key', '/Derived/Key').Properties.KeyPolicy;
        policy.Statement[1].Principal = { AWS: 'arn:aws:iam::1:role/strongroom-team-new' };
      },
      /DerivedKey\w* names the role strongroom-team-new, which is not there yet/,
    ],
    [
      'a table that goes before the filters on it',
      (after) => {
        change(after, 'AWS::Glue::Table', 'strongroom-catalog/Table').Properties.TableInput.Name = 'events';
      },
      /a table goes while uiagentsFilter\w* of strongroom-access is still on it/,
    ],
    [
      'a type that nobody looked up',
      (after) => {
        add(after, 'strongroom-audit', 'New', 'AWS::New::Thing', {});
      },
      /nothing is known of AWS::New::Thing/,
    ],
  ];

  test.each(FAULTS)('%s', (_name, make, says) => {
    const after = defaultTemplates();
    make(after);
    expect(walk(defaultTemplates(), after).join('\n')).toMatch(says);
  });

  test('what stays when it goes', () => {
    const after = defaultTemplates();
    const bucket = find(after, 'AWS::S3::Bucket', '/Derived/');
    remove(after, bucket);
    expect(orphans(defaultTemplates(), after)).toEqual([`${bucket.stack}/${bucket.logicalId}`]);
  });
});

test('a first deployment that fails takes back what it made, so that it can be tried again', () => {
  for (const [stack, { Resources }] of Object.entries(defaultTemplates())) {
    for (const [id, { Type, DeletionPolicy = 'Delete', Properties }] of Object.entries(Resources)) {
      // Settings of the account have no name that the next try could meet, and hold what others had before.
      if (Type === 'AWS::LakeFormation::DataLakeSettings') continue;
      expect(['Delete', 'RetainExceptOnCreate'], `${stack}/${id}`).toContain(DeletionPolicy);
      // What AWS would not let CloudFormation take back.
      expect(Properties?.DeletionProtectionEnabled ?? false, `${stack}/${id}`).toBe(false);
    }
  }
});
