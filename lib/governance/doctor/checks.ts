import { isDeepStrictEqual } from 'node:util';
import { ZONE_NAMES } from '../../activity/zones.ts';
import type { Configuration } from '../configuration.ts';
import { checkTarget, type EnvironmentConfig } from '../environment-config.ts';
import { losses, settingsOf } from '../lake-settings.ts';
import type { Holder } from '../parse-config.ts';
import { databaseOf } from '../prefix.ts';
import { capacityOf, KEPT_BY_LAMBDA, linesOf, reservedOf } from '../scale/index.ts';
import { type Check, type CheckAnswer, fails, ok, unknown, warning } from './answer.ts';
import { catalogueKey, managementTrail, otherTrails } from './existing.ts';
import type { AccountFact, AccountFacts } from './facts.ts';

export type { Check } from './answer.ts';

/** `unknown` when nothing that could be read fails: it never counts as ready. */
export type DoctorVerdict = 'ready' | 'fails' | 'unknown';

export const verdictOf = (checks: readonly Check[]): DoctorVerdict => {
  if (checks.some(({ state }) => state === 'fails')) return 'fails';
  return checks.some(({ state }) => state === 'unknown') ? 'unknown' : 'ready';
};

/** A check and the facts it needs: an unreadable fact makes it unknown, whatever the other facts are. */
function check<K extends keyof AccountFacts>(
  id: string,
  needed: string,
  on: readonly K[],
  judge: (facts: { readonly [P in K]: AccountFacts[P] extends AccountFact<infer T> ? T : never }) => CheckAnswer,
) {
  return (facts: AccountFacts): Check => {
    const read = on.map((name) => [name, facts[name] as AccountFact<unknown>] as const);
    for (const [name, fact] of read)
      if (!fact.read)
        return {
          id,
          needed,
          ...unknown(`${name} could not be read: ${fact.why} [${fact.code}]`, TODO[fact.code] ?? TODO.other ?? ''),
          unread: { code: fact.code, why: fact.why },
        };
    const values = Object.fromEntries(read.map(([name, fact]) => [name, fact.read ? fact.value : undefined]));
    return { id, needed, ...judge(values as Parameters<typeof judge>[0]) };
  };
}

const TODO: Readonly<Record<string, string>> = {
  'access.denied': 'give the caller policies/doctor-policy.json, and ask again',
  'aws.throttled': 'wait a minute, and ask again',
  'aws.credentials': 'sign in (aws sso login, or AWS_PROFILE), and ask again',
  other: 'ask again; if it stays, look by hand',
};

/** Required services, by their names in AWS's list. */
const SERVICES = [
  ...['apigateway', 'athena', 'cloudformation', 'cloudtrail', 'cloudwatch', 'dynamodb', 'events', 'glue', 'iam'],
  ...['kms', 'lakeformation', 'lambda', 's3', 'scheduler', 'sns', 'sqs', 'sts'],
];

/** KMS requests per second that the smallest installation may make at its peak. */
const LEAST_KMS = 1_000;

/** Bootstrap version that a stack of this CDK requires: `requiresBootstrapStackVersion` of its manifest. */
const BOOTSTRAP = 6;

/** Most trails in a region. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const TRAILS = 5;

/** @param region the region to check */
export const checksOf = (configuration: Configuration, region: string) => [
  ...regionChecks(configuration.environment, region),
  ...quotaChecks(configuration),
  ...lakeChecks(configuration.environment, region),
  ...existingChecks(configuration.environment),
  ...peopleChecks(configuration),
  ...checksByHand(configuration.environment),
];

const deploymentRole = (qualifier: string, account: string, region: string): string =>
  `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;

/** Who asks, and what a region needs before a first deployment. */
function regionChecks(environment: EnvironmentConfig, region: string) {
  const { qualifier, target } = environment;
  return [
    check(
      'credentials',
      target === null ? 'any account' : `account ${target.account}, region ${target.region}`,
      ['caller'],
      ({ caller }) => {
        try {
          checkTarget(environment, { account: caller.account, region });
          return ok(`${caller.arn}, region ${region}`);
        } catch (error) {
          return fails((error as Error).message, (error as { todo?: string }).todo ?? '');
        }
      },
    ),
    check('services', `${SERVICES.length} services in ${region}`, ['services'], ({ services }) => {
      const missing = SERVICES.filter((service) => !services.includes(service));
      return missing.length === 0
        ? ok('all of them')
        : fails(`without ${missing.join(', ')}`, 'take a region that has them');
    }),
    check(
      'bootstrap',
      `version ${BOOTSTRAP} or later, qualifier ${qualifier}`,
      ['caller', 'bootstrap'],
      ({ caller, bootstrap }) => {
        const todo = `npx cdk bootstrap aws://${caller.account}/${region}${qualifier === 'hnb659fds' ? '' : ` --qualifier ${qualifier}`}`;
        if (bootstrap === null) return fails('no bootstrap with this qualifier', todo);
        return bootstrap >= BOOTSTRAP ? ok(`version ${bootstrap}`) : fails(`version ${bootstrap}`, todo);
      },
    ),
    check(
      'deployment-role',
      'the role that key policies and Lake Formation name',
      ['caller', 'roles'],
      ({ caller, roles }) => {
        const name = deploymentRole(qualifier, caller.account, region);
        return roles.has(name)
          ? ok(name)
          : fails(`no role ${name}`, 'bootstrap, or name the qualifier of the bootstrap in config/environments.ts');
      },
    ),
  ];
}

function quotaChecks({ access, program }: Configuration) {
  const reserved = reservedOf(capacityOf(program.collection));
  const kmsRate = Math.max(
    LEAST_KMS,
    Math.ceil(linesOf(program.collection).find(({ id }) => id === 'kms-macs')?.use ?? 0),
  );
  const teams = Object.keys(access.teams).length;
  return [
    check(
      'lambda-concurrency',
      `${reserved} to reserve, and ${KEPT_BY_LAMBDA} that Lambda keeps`,
      ['concurrency', 'installed'],
      ({ concurrency: { limit, unreserved }, installed }) => {
        const found = `limit ${limit}, unreserved ${unreserved}`;
        // For an existing installation, its reservations are already subtracted.
        return unreserved >= KEPT_BY_LAMBDA + (installed ? 0 : reserved)
          ? ok(found)
          : fails(
              `${found}${limit <= 50 ? ': a new account' : ''}`,
              'ask AWS for quota L-B99A9384 of Lambda (concurrent executions): 1,000 is what old accounts have',
            );
      },
    ),
    check('athena-queries', `one active query for each of ${teams} teams`, ['quotas'], ({ quotas }) =>
      atLeast(quotas['athena Active DML queries'], teams, 'Athena: active DML queries'),
    ),
    check('kms-rate', `${kmsRate.toLocaleString('en')} requests a second`, ['quotas'], ({ quotas }) =>
      atLeast(quotas['kms Cryptographic operations (symmetric) request rate'], kmsRate, 'KMS: symmetric request rate'),
    ),
  ];
}

/** Lake Formation, the catalogue and the buckets: what a deployment would take from others, or find in use. */
function lakeChecks(environment: EnvironmentConfig, region: string) {
  const database = databaseOf(environment.prefix);
  return [
    check(
      'lake-settings',
      'nothing that a deployment would take from somebody',
      ['caller', 'lake'],
      ({ caller, lake }) => {
        const arnOf = (role: string) => `arn:${partitionOf(region)}:iam::${caller.account}:role/${role}`;
        const lost = losses(
          settingsOf(environment, arnOf(deploymentRole(environment.qualifier, caller.account, region)), arnOf),
          lake,
        );
        return lost.length === 0
          ? ok(`${lake.DataLakeAdmins?.length ?? 0} administrators, each of them named`)
          : fails(
              `it would lose ${lost.join('; ')}`,
              'name each in the field beside it, or agree with its owners that it goes',
            );
      },
    ),
    check('default-database', 'a Glue database called default', ['databases'], ({ databases }) =>
      databases.has('default')
        ? ok('it is there')
        : fails('there is none', `aws glue create-database --database-input Name=default --region ${region}`),
    ),
    check(
      'lake-database',
      `the name ${database} for the lake`,
      ['databases', 'installed'],
      ({ databases, installed }) =>
        databases.has(database) && !installed
          ? fails(
              'a database of that name is there, and not of this installation',
              'take another prefix in config/environments.ts',
            )
          : ok(installed ? 'of this installation' : 'free'),
    ),
    check('bucket-names', 'a free name for each zone', ['buckets', 'installed'], ({ buckets, installed }) => {
      const taken = ZONE_NAMES.filter((zone) => buckets[zone] !== 'free');
      if (taken.length === 0) return ok('free');
      return installed
        ? ok('of this installation')
        : fails(
            `the names for ${taken.join(', ')} are in use`,
            'take another prefix, or empty and delete what an earlier installation left (docs/operations.md, "Taking it down")',
          );
    }),
  ];
}

/** What the account has already, and the configuration takes over. */
function existingChecks({ prefix, existing = {} }: EnvironmentConfig) {
  return [
    check(
      'catalogue-key',
      existing.catalogKey === undefined ? 'a catalogue under no key of the account' : existing.catalogKey.arn,
      ['catalogKey', 'catalogKeyPolicy'],
      (facts) => catalogueKey(existing.catalogKey, facts.catalogKey, facts.catalogKeyPolicy),
    ),
    check('permissions-boundary', existing.permissionsBoundary?.name ?? 'none', ['boundary'], ({ boundary }) => {
      const named = existing.permissionsBoundary;
      if (named === undefined) return ok('none is asked for');
      if (boundary === null)
        return fails('there is no policy of that name', 'correct existing.permissionsBoundary.name');
      return isDeepStrictEqual(boundary, named.document)
        ? ok('it reads as written down')
        : fails('it reads otherwise', 'write down its default version in existing.permissionsBoundary.document');
    }),
    check(
      'trail',
      existing.managementTrail?.arn ?? `room for one of ${TRAILS} trails`,
      ['trails', 'installed'],
      ({ trails, installed }) => {
        const room = trails.length + (existing.logArchive === undefined ? 1 : 2) <= TRAILS || installed;
        if (!room)
          return fails(
            `${trails.length} trails`,
            'take one out, or leave the log archive to a trail of the organisation',
          );
        return existing.managementTrail === undefined
          ? otherTrails(trails, `/${prefix}-trail`)
          : managementTrail(existing.managementTrail, trails);
      },
    ),
  ];
}

function peopleChecks({ access, environment }: Configuration) {
  const holders = [
    ...Object.values(environment.permissionSets),
    ...Object.values(access.teams).map((team) => team.permissionSet),
  ];
  return [
    check('people', 'a role for each who may sign in', ['roles', 'identityCenter'], ({ roles, identityCenter }) => {
      const missing = holders.filter((holder) => !isThere(holder, roles, identityCenter)).map(nameOf);
      return missing.length === 0
        ? ok(`${holders.length} of ${holders.length}`)
        : warning(
            `nobody can be ${[...new Set(missing)].join(', ')} yet`,
            'assign the permission sets to this account, or correct their names in config/',
          );
    }),
    signInCheck(environment.signIn.issuer),
  ];
}

const signInCheck = (issuer: string) =>
  isExample(issuer)
    ? (): Check => ({
        id: 'sign-in',
        needed: 'a provider that signs your people in',
        ...fails(
          `${issuer} is the example`,
          'fill signIn of config/environments.ts: API Gateway asks it when the page is made',
        ),
      })
    : check('sign-in', issuer, ['issuer'], ({ issuer: own }) =>
        own === issuer
          ? ok('it publishes that it is')
          : fails(`it calls itself ${own}`, 'signIn.issuer must be what it calls itself, to the letter'),
      );

/** Facts that no call can read: a person looks. */
function checksByHand({ prefix, existing = {} }: EnvironmentConfig) {
  return [
    ...(existing.network === undefined
      ? []
      : [
          byHand(
            'network',
            'subnets without a way to the internet, and endpoints',
            `aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=${existing.network.subnets.join(',')}: no route to an internet or NAT gateway; aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${Object.values(existing.network.endpoints).join(' ')}: State available, and the security groups let the functions reach port 443`,
          ),
        ]),
    ...(existing.logArchive === undefined
      ? []
      : [
          byHand(
            'log-archive',
            `bucket ${existing.logArchive.bucket} lets CloudTrail in`,
            `its policy, and that of its key, must name the trail arn:...:trail/${prefix}-archive; only its own account can read them`,
          ),
        ]),
  ];
}

/** https://www.rfc-editor.org/rfc/rfc2606 */
const isExample = (address: string): boolean =>
  /(^|\.)(example\.(com|net|org)|example|invalid|localhost)$/.test(new URL(address).hostname);

/** A fact that no call can read. */
const byHand = (id: string, needed: string, todo: string) => (): Check => ({
  id,
  needed,
  ...unknown('this cannot be read from here', todo),
});

const atLeast = (value: number | undefined, needed: number, name: string): CheckAnswer => {
  if (value === undefined) return unknown('the quota is not in the list', `look for "${name}" in Service Quotas`);
  return value >= needed ? ok(String(value)) : fails(String(value), `ask AWS for more: ${name}`);
};

const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

const nameOf = (holder: Holder): string => (typeof holder === 'string' ? holder : holder.role);

const isThere = (holder: Holder, roles: ReadonlySet<string>, identityCenter: readonly string[]): boolean =>
  typeof holder === 'string'
    ? identityCenter.some(
        (role) =>
          role.startsWith(`AWSReservedSSO_${holder}_`) && role.length === `AWSReservedSSO_${holder}_`.length + 16,
      )
    : roles.has(holder.role.split('/').at(-1) ?? '');
