import { ZONE_NAMES, type ZoneName } from '../../lib/activity/zones.ts';
import type { Configuration } from '../../lib/governance/configuration.ts';
import { type Check, checksOf } from '../../lib/governance/doctor/checks.ts';
import type { AccountFact, AccountFacts } from '../../lib/governance/doctor/facts.ts';
import { databaseOf } from '../../lib/governance/prefix.ts';
import { STACKS } from '../../lib/governance/stacks.ts';
import { AwsAccount, type ClientConfig } from '../../lib/storage/aws/account.ts';
import { reasonOf } from '../../lib/storage/aws/errors.ts';

/** Quotas that are looked at. */
const QUOTAS = ['athena', 'kms'];

/** Seconds that a sign-in may take to say who it is. */
const ISSUER_TIMEOUT = 10;

/** Looks into an account, and changes nothing in it. */
export async function examineAccount(configuration: Configuration, config: ClientConfig): Promise<Check[]> {
  const facts = await factsOf(configuration, config);
  return checksOf(configuration, config.region).map((check) => check(facts));
}

async function factsOf({ access, environment }: Configuration, config: ClientConfig): Promise<AccountFacts> {
  const aws = new AwsAccount(config);
  const { prefix, qualifier, existing = {}, signIn } = environment;
  const caller = await fact(() => aws.caller());
  const account = caller.read ? caller.value.account : undefined;
  /** What needs the account's number waits for it. */
  const inAccount = <T>(read: (id: string) => Promise<T>): Promise<AccountFact<T>> =>
    account === undefined ? Promise.resolve(caller as AccountFact<T>) : fact(() => read(account));
  const holders = [
    ...Object.values(environment.permissionSets),
    ...Object.values(access.teams).map((team) => team.permissionSet),
  ].flatMap((holder) => (typeof holder === 'string' ? [] : [holder.role.split('/').at(-1) ?? '']));
  // All are begun before the first is waited for; none of them fails.
  const read = {
    services: fact(() => aws.services()),
    bootstrap: fact(() => aws.bootstrapVersion(qualifier)),
    roles: inAccount((id) =>
      among([`cdk-${qualifier}-cfn-exec-role-${id}-${config.region}`, ...holders], (name) => aws.hasRole(name)),
    ),
    identityCenter: fact(() => aws.identityCenterRoles()),
    concurrency: fact(() => aws.concurrency()),
    quotas: fact(() => aws.quotas(QUOTAS)),
    lake: fact(() => aws.lakeSettings()),
    databases: fact(() => among(['default', databaseOf(prefix)], (name) => aws.hasDatabase(name))),
    catalogKey: fact(() => aws.catalogKey()),
    catalogKeyPolicy: fact(async () =>
      existing.catalogKey === undefined ? null : aws.keyPolicy(existing.catalogKey.arn),
    ),
    boundary: inAccount(async (id) =>
      existing.permissionsBoundary === undefined
        ? null
        : aws.managedPolicy(`arn:${partition(caller)}:iam::${id}:policy/${existing.permissionsBoundary.name}`),
    ),
    buckets: inAccount(async (id) => {
      const found = ZONE_NAMES.map(
        async (zone) => [zone, await aws.bucket(`${prefix}-${zone}-${id}-${config.region}`, id)] as const,
      );
      return Object.fromEntries(await Promise.all(found)) as Record<ZoneName, 'free' | 'ours' | 'taken'>;
    }),
    trails: fact(() => aws.trails()),
    installed: fact(async () => (await among([...STACKS], (name) => aws.hasStack(`${prefix}-${name}`))).size > 0),
    issuer: fact(() => issuerOf(signIn.issuer)),
  };
  return {
    caller,
    services: await read.services,
    bootstrap: await read.bootstrap,
    roles: await read.roles,
    identityCenter: await read.identityCenter,
    concurrency: await read.concurrency,
    quotas: await read.quotas,
    lake: await read.lake,
    databases: await read.databases,
    catalogKey: await read.catalogKey,
    catalogKeyPolicy: await read.catalogKeyPolicy,
    boundary: await read.boundary,
    buckets: await read.buckets,
    trails: await read.trails,
    installed: await read.installed,
    issuer: await read.issuer,
  };
}

const partition = (caller: AccountFacts['caller']): string =>
  caller.read ? (caller.value.arn.split(':')[1] ?? 'aws') : 'aws';

async function among(names: readonly string[], has: (name: string) => Promise<boolean>): Promise<Set<string>> {
  const found = await Promise.all(names.map(async (name) => ((await has(name)) ? [name] : [])));
  return new Set(found.flat());
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function issuerOf(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(ISSUER_TIMEOUT * 1_000), redirect: 'error' });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const { issuer: named } = (await answer.json()) as { issuer?: unknown };
  if (typeof named !== 'string') throw new Error(`${address} names no issuer`);
  return named;
}

/** The fact that was read, or the reason why not: a refusal, a throttle, credentials, another fault. No reason counts as an answer. */
async function fact<T>(read: () => Promise<T>): Promise<AccountFact<T>> {
  try {
    return { read: true, value: await read() };
  } catch (error) {
    return { read: false, ...reasonOf(error) };
  }
}
