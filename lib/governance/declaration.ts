import type { App, Declaration } from '../access/index.ts';
import { COLUMNS, PART_KEY, PARTITION_KEYS } from '../activity/columns.ts';
import { renderRowFilter } from '../activity/row-filter/write.ts';
import { ZONE_NAMES, ZONES, type ZoneName } from '../activity/zones.ts';
import type { Configuration } from './configuration.ts';
import { needsOf } from './needs/index.ts';
import type { Holder } from './parse-config.ts';
import { databaseOf, rewritesOf } from './prefix.ts';
import { keptTable } from './proportion.ts';
import type { TrustedRole } from './roles.ts';

/**
 * Roles that read or write an item of the control table: the state of a segment, destruction, or the gate. `keep` tells
 * the writer of generations which segments go in.
 */
const CONTROL_READERS = [
  'ingest',
  'redact',
  'retain',
  'compact',
  'keep',
  'export',
  'governor',
  'operator',
  'worker',
  'sentinel',
  'inventory',
  'package',
  'reads',
] as const;

/** Redaction receives the names of new segments, and an operator those of dead ones. */
const REFERENCE_READERS = ['redact', 'operator'] as const;

/** Functions that enforce pauses, exemptions and objections, and that show workers their own. */
export const PARTICIPATION_READERS = ['ingest', 'worker', 'package'] as const;

/** Keys that encrypt nothing, by what they are for: a forged signature would open collection, or hide that data was kept. */
const KEY_USERS = {
  'restart certificates': { key: 'CertificateKey', alias: 'certificates', users: ['governor'] },
  'records and manifests': { key: 'SigningKey', alias: 'signing', users: ['retain', 'export'] },
  pseudonyms: { key: 'PseudonymKey', alias: 'pseudonym', users: ['ingest', 'worker'] },
} as const;

/** The attribute in which each item of the control and participation tables has its end. */
export const ITEMS_END = 'expiresAt';

/** Promises of `config/` for the app in the templates, in the terms of the access proof. */
export function declarationOf(configuration: Configuration, app: App): Declaration {
  const { access, program, environment } = configuration;
  const { place } = app;
  const { prefix, qualifier, permissionSets, lakeAdministrators } = environment;
  const { partition, accountId, region } = place;
  const { table } = program.lake;
  const database = databaseOf(prefix);
  const teams = Object.keys(access.teams);
  const role = (name: string) => `arn:${partition}:iam::${accountId}:role/${name}`;
  const readerOf = (name: string) => role(`${prefix}-${teams.includes(name) ? 'team-' : ''}${name}`);
  const bootstrapped = (name: string) => `cdk-${qualifier}-${name}-role-${accountId}-${region}`;
  const trusted = { deployment: bootstrapped('cfn-exec'), revoke: `${prefix}-revoke` };
  const { deployers, base } = trustOf(access.trustedBase);
  const zones = ZONE_NAMES.map((zone) => ({
    name: zone,
    buckets: [`${prefix}-${zone}-${accountId}-${region}`],
    keys: [keyOf(zone, prefix)],
    ...(zone === 'redacted' && {
      tables: [table, rewritesOf(table)].map(
        (name) => `arn:${partition}:glue:${region}:${accountId}:table/${database}/${name}`,
      ),
    }),
    approvedReaders: access.approvedReaders[zone].map(readerOf),
    retentionDays: program.retentionDays[zone],
    sensitivity: ZONES[zone].sensitivity,
    // The basis of an investigation: who read what, and when.
    readsRecorded: true,
    ...(zone === 'queries' && { queryTexts: true }),
    // Each worker gets their own package, at the sign-in of their page.
    ...(zone === 'packages' && {
      handedOverBy: [`arn:${partition}:lambda:${region}:${accountId}:function:${prefix}-worker`],
    }),
  }));
  // Athena keeps a team's results itself, for a day, under the team's own key: only that key guards them here.
  const results = teams.map((team) => ({
    name: `results of ${team}`,
    keys: [`${prefix}-access/${team}/ResultsKey/Resource`],
    // The export function reads the team's results.
    approvedReaders: [readerOf(team), readerOf('export')],
    approvedServices: ['encryption.athena.amazonaws.com'],
    sensitivity: ZONES.redacted.sensitivity,
  }));
  // References and states, no captured content. Roles that keep the table may write references into any zone.
  const control = {
    name: 'control',
    keys: [`${prefix}-pipeline/Control/Key/Resource`],
    channels: [`arn:${partition}:dynamodb:${region}:${accountId}:table/${prefix}-control`],
    approvedReaders: CONTROL_READERS.map(readerOf),
    expiresBy: ITEMS_END,
    sensitivity: 'S1',
  };
  // Decisions of workers about themselves must never become a signal: two functions read them, and no person.
  const participation = {
    name: 'participation',
    keys: [`${prefix}-pipeline/Participation/Key/Resource`],
    channels: [`arn:${partition}:dynamodb:${region}:${accountId}:table/${prefix}-participation`],
    approvedReaders: PARTICIPATION_READERS.map(readerOf),
    expiresBy: ITEMS_END,
    sensitivity: 'S2',
  };
  // Messages name objects of the raw zone by place, day and segment id, and hold no content.
  const references = {
    name: 'references',
    channels: ['segments', 'segments-dead'].map(
      (queue) => `arn:${partition}:sqs:${region}:${accountId}:${prefix}-${queue}`,
    ),
    approvedReaders: REFERENCE_READERS.map(readerOf),
    sensitivity: 'S1',
  };
  return {
    keyPurposes: Object.entries(KEY_USERS).map(([purpose, { key, alias, users }]) => ({
      name: purpose,
      // By itself and by its alias, so that both must mean a key that only these may use.
      keys: [`${prefix}-pipeline/${key}/Resource`, `alias/${prefix}-${alias}`],
      users: users.map(readerOf),
    })),
    classes: [...zones, ...results, control, participation, references],
    trustedBase: [...base.map((name) => role(trusted[name])), ...lakeAdministrators.map(role)],
    deployers: deployers.flatMap(() => DEPLOYING.map((name) => role(bootstrapped(name)))),
    teams: Object.entries(access.teams).map(([name, { columns, rows }]) => ({
      role: role(`${prefix}-team-${name}`),
      table: `${database}.${table}`,
      columns: [...columns, ...PARTITION_KEYS.map((key) => key.name)],
      rowFilter: renderRowFilter(rows),
    })),
    columns: [...PARTITION_KEYS, PART_KEY, ...COLUMNS].map(({ name, sensitivity }) => ({ name, sensitivity })),
    people: [
      ...Object.values(permissionSets),
      ...Object.values(access.teams).map((team) => team.permissionSet),
    ].flatMap((set) => holdersOf(set, role(''))),
    kept: [keptTable(access, `${database}.${table}`)],
    needs: needsOf(configuration, app),
  };
}

/** Roles of the bootstrap stack that a deployment begins with: functions take their code from where the second one puts it. */
const DEPLOYING = ['deploy', 'file-publishing'] as const;

/** A role that starts deployments is trusted with the rules but not with the data. */
const trustOf = (names: readonly TrustedRole[]) => ({
  deployers: names.filter((name) => name === 'deployer'),
  base: names.filter((name) => name !== 'deployer'),
});

/** IAM Identity Center includes its region in the path, except in its first region. */
const holdersOf = (permissionSet: Holder, roles: string): string[] => {
  if (typeof permissionSet !== 'string') return [`${roles}${permissionSet.role}`];
  const path = `${roles}aws-reserved/sso.amazonaws.com`;
  const name = `AWSReservedSSO_${permissionSet}_${'?'.repeat(16)}`;
  return [`${path}/${name}`, `${path}/*/${name}`];
};

const keyOf = (zone: ZoneName, prefix: string): string =>
  `${prefix}-storage/${zone[0]?.toUpperCase()}${zone.slice(1)}/Key/Resource`;
