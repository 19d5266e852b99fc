import type { Actor } from '../decide/actor.ts';
import { everybody } from '../decide/actor.ts';
import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { openInquiry } from '../inquiry/inquiry.ts';
import { nobodyCan } from '../inquiry/nobody-can.ts';
import type { App, Bucket, Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { arnParts } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { decide } from '../query/decide.ts';
import { IAM_ALLOWED_PRINCIPALS, type LakePermission, lakePermissions } from '../query/lake-permissions.ts';
import { type Candidate, candidatesOf, type Reach } from './candidates.ts';
import type { AccountState } from './change.ts';
import { bucketsOf, keyOf, tablesOf } from './class-parts.ts';
import { type KeyGrantRecord, opensFor } from './grants.ts';
import { ACCOUNT_BLOCK } from './store-changes.ts';
import type { Stores } from './stores.ts';

/** One way in which a principal could read a class. */
export interface ReadWay {
  readonly kind: 'objects' | 'table';
  /** ARN of the bucket or the table. */
  readonly store: string;
  /** Statements, grants and settings that let it through, each with its source: `template#logicalId`, or an event. */
  readonly restsOn: readonly string[];
  /** Of a table, the columns that the grant shows. */
  readonly columns?: readonly string[] | '*';
  readonly rowFilter?: string | null;
  readonly grant?: string;
}

/** A principal that could read a class, and how. */
export interface PossibleReader {
  readonly principal: string;
  readonly reach: Reach;
  /** False when part of the decision is not known or could not be understood: the principal may be able to. */
  readonly sure: boolean;
  readonly ways: readonly ReadWay[];
}

export interface Readers {
  readonly readers: readonly PossibleReader[];
  /** Principals that no policy names and that need not exist: any of the account whose own policies allow it. */
  readonly others: readonly { readonly who: string; readonly restsOn: readonly string[] }[];
}

const ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'] as const;

/**
 * Decides which principals could read a class in the app as it is. Caches its decisions for the next state of the same account.
 */
export class ReaderFinder {
  readonly #known = new Map<string, PossibleReader | undefined>();

  find(app: App, stores: Stores, state: Pick<AccountState, 'grants' | 'untold'>): Readers {
    const inquiry = openInquiry(app, { classes: [], trustedBase: [], teams: [] });
    const locks = JSON.stringify([storeFingerprint(app, stores), state.grants, [...state.untold]]);
    const world: World = { app, stores, state, inquiry };
    const found = new Map<string, PossibleReader>();
    const candidates = candidatesOf(app, stores, state);
    for (const candidate of candidates) {
      const key = `${candidate.principal} ${candidate.identity ? fingerprint(candidate.identity) : ''} ${locks}`;
      if (!this.#known.has(key)) this.#known.set(key, decideOne(world, candidate));
      const reader = this.#known.get(key);
      if (reader) found.set(reader.principal, together(found.get(reader.principal), reader));
    }
    const readers = [...found.values()].filter((reader) => !isOfRole(reader, found));
    return {
      readers: readers.toSorted((a, b) => (a.principal < b.principal ? -1 : 1)),
      others: othersOf(
        world,
        candidates.flatMap(({ principal, reach }) => (reach === 'one' ? [principal] : [])),
        found,
      ),
    };
  }
}

/** Several statements may let in the same group. */
const together = (reader: PossibleReader | undefined, other: PossibleReader): PossibleReader =>
  reader ? { ...reader, sure: reader.sure || other.sure, ways: [...reader.ways, ...other.ways] } : other;

/** A session that a policy names is no reader of its own where its whole role is one. */
function isOfRole({ principal }: PossibleReader, readers: ReadonlyMap<string, PossibleReader>): boolean {
  const [, account, name] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal) ?? [];
  return (
    account !== undefined &&
    [...readers.values()].some(
      (reader) =>
        reader.sure && reader.principal.includes(`::${account}:role/`) && reader.principal.endsWith(`/${name}`),
    )
  );
}

/** What decisions rest on. */
interface World {
  readonly app: App;
  readonly stores: Stores;
  readonly state: Pick<AccountState, 'grants' | 'untold'>;
  readonly inquiry: ReturnType<typeof openInquiry>;
}

const fingerprint = ({ policies, boundary }: Identity): string =>
  JSON.stringify([policies, boundary].flat().map((policy) => [policy?.label, policy?.statements]));

function storeFingerprint(app: App, stores: Stores): unknown {
  return [
    bucketsOf(app, stores).map((bucket) => [bucket.arn, bucket.policy, bucket.keyArn, blocksOf(app, bucket)]),
    app.keys.map(({ arn, policy }) => [arn, policy]),
    stores.tables.length === 0
      ? []
      : [app.lakeGrants, app.dataFilters, app.registrations, app.lakeSettings, app.databases],
  ];
}

function decideOne(world: World, candidate: Candidate): PossibleReader | undefined {
  const { app, stores } = world;
  const ways: ReadWay[] = [];
  let sure = false;
  let principal = candidate.principal;
  for (const bucket of bucketsOf(app, stores)) {
    const found = readsObjects(world, bucket, candidate);
    if (!found) continue;
    ways.push({ kind: 'objects', store: bucket.arn, restsOn: found.restsOn });
    sure ||= found.sure;
    principal = found.as ?? principal;
  }
  for (const { way, certain } of readsTables(world, candidate)) {
    ways.push(way);
    sure ||= certain;
  }
  return ways.length === 0 ? undefined : { principal, reach: candidate.reach, sure, ways };
}

interface Found {
  readonly sure: boolean;
  readonly restsOn: string[];
  readonly as?: string;
}

function readsObjects(world: World, bucket: Bucket, candidate: Candidate): Found | undefined {
  const { only, principal, opaque } = candidate;
  if (only && only.bucket !== bucket.arn) return undefined;
  const policy = only ? only.policy : bucket.policy;
  if (opaque) return namesIt(policy, principal);
  const grants = world.state.grants.filter((grant) => opensFor(grant, principal, bucket));
  for (const { actor, sure, as } of candidate.asks)
    for (const granted of [undefined, ...grants]) {
      const found = readsBucket(world, { ...bucket, ...(policy ? { policy } : {}) }, actor, candidate.except, granted);
      if (!found) continue;
      const shut = candidate.reach === 'everybody' ? blocksOf(world.app, bucket) : [];
      const restsOn = [...found.restsOn, ...shut.map((of) => `Block Public Access of ${of} may stop it`)];
      return { restsOn, sure: sure && found.sure && shut.length === 0, ...(as === undefined ? {} : { as }) };
    }
  return undefined;
}

/**
 * What leaves a public policy of a bucket to the account and to services: RestrictPublicBuckets of the bucket or of the account.
 * A bucket obeys the stricter of the two.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function blocksOf({ resources }: App, { arn, properties }: Bucket): string[] {
  const account = resources.find(({ type }) => type === ACCOUNT_BLOCK);
  return [
    ...(restricts(properties.PublicAccessBlockConfiguration) ? [arn] : []),
    ...(restricts(account?.properties) ? ['the account'] : []),
  ];
}

const restricts = (block: unknown): boolean => isRecord(block) && String(block.RestrictPublicBuckets) === 'true';

/** A name that nothing maps to a principal is in as far as an Allow names it; whether a Deny stops it is not known. */
function namesIt(policy: Policy | undefined, principal: string): Found | undefined {
  const restsOn = (policy?.statements ?? []).flatMap(({ effect, principal: scope, sid, index, action }) =>
    effect !== 'Deny' &&
    scope?.items.some(({ value }) => value === principal) &&
    action.items.some((item) => action.negated || /^(\*|s3:(\*|G.*))$/i.test(item))
      ? [`${effect} ${sid ?? `statement ${index + 1}`} of ${policy?.label}: no record says who ${principal} is`]
      : [],
  );
  return restsOn.length === 0 ? undefined : { sure: false, restsOn };
}

function readsTables({ app, stores }: World, candidate: Candidate): { way: ReadWay; certain: boolean }[] {
  const found: { way: ReadWay; certain: boolean }[] = [];
  const may = candidate.lake.length === 0 ? 'no' : mayAskLake(app, candidate);
  if (may === 'no') return [];
  const all = candidate.lake.flatMap((name) =>
    lakePermissions(app, name).filter((lakePermission) => isOwn(app, lakePermission, name)),
  );
  for (const table of tablesOf(app, stores)) {
    for (const permission of all) {
      if (permission.table !== table.name || permission.database !== table.database || !isServed(app, permission))
        continue;
      found.push({
        way: {
          kind: 'table',
          store: table.arn,
          restsOn: [sayGrant(app, permission)],
          columns: permission.columns === '*' ? allColumns(table) : [...permission.columns, ...table.partitionKeys],
          rowFilter: permission.rowFilter,
          grant: `${permission.template}#${permission.grant}`,
        },
        certain: may === 'yes',
      });
    }
  }
  return found;
}

/** Grants to everybody of the account let in no principal of another one, nor a group that stands beside them. */
function isOwn(app: App, { grant, template }: LakePermission, name: string): boolean {
  const own = arnParts(name)?.[4] === app.place.accountId && /:(role|user)\//.test(name);
  if (own || name === IAM_ALLOWED_PRINCIPALS) return true;
  return app.lakeGrants.some(
    (lakeGrant) => lakeGrant.logicalId === grant && lakeGrant.template === template && lakeGrant.principal === name,
  );
}

const allColumns = (table: { readonly columns: readonly string[]; readonly partitionKeys: readonly string[] }) =>
  table.columns.length === 0 ? '*' : [...table.columns, ...table.partitionKeys];

function readsBucket(
  { app, inquiry, stores, state }: World,
  bucket: Bucket,
  actor: Actor,
  except: readonly string[],
  granted: KeyGrantRecord | undefined,
): Found | undefined {
  const key = keyOf(app, stores, bucket);
  const untold = state.untold.get(bucket.arn) ?? [];
  const open = key && !key.policy && !granted;
  for (const action of ACTIONS) {
    const questions: SolverQuestion[] = [objectRead(app, bucket, actor, action)];
    if (key?.policy && !granted) questions.push(keyRead(app, key, actor));
    const finding = nobodyCan(inquiry, questions, except);
    if (finding.verdict === 'proved') continue;
    const steps = finding.witness?.path ?? [];
    return {
      // A key without a given policy decides nothing, nor does a bucket of which the policy was not given.
      sure: finding.verdict === 'refuted' && !open && untold.length === 0,
      restsOn: [
        ...steps.map(({ statement, source }) => `${statement} (${source})`),
        ...(granted ? [`grant ${granted.id} on ${granted.keyArn} (${granted.source})`] : []),
        ...(open ? [`the policy of ${key.arn} is not known`] : []),
        ...untold.map((gap) => `the ${gap} of ${bucket.arn} is not known`),
      ],
    };
  }
  return undefined;
}

const objectRead = (app: App, bucket: Bucket, actor: Actor, action: string): SolverQuestion => ({
  action,
  actor,
  resources: [globPattern(`${bucket.arn}/?*`)],
  resourceAccount: app.place.accountId,
  ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
});

const keyRead = (app: App, key: { arn: string; policy?: Policy }, actor: Actor): SolverQuestion => ({
  action: 'kms:Decrypt',
  actor,
  resources: [literalPattern(key.arn)],
  resourceAccount: app.place.accountId,
  ...(key.policy ? { resourcePolicy: key.policy } : {}),
});

/** Whether a principal may ask Lake Formation for data at all; one without given policies may. */
function mayAskLake(app: App, { principal, identity }: Candidate): 'yes' | 'perhaps' | 'no' {
  if (!identity) return 'perhaps';
  const { decision } = decide(app, { principal, action: 'lakeformation:GetDataAccess', resource: '*' });
  return decision === 'Allowed' ? 'yes' : decision === 'Unknown' ? 'perhaps' : 'no';
}

/** Lake Formation serves data in registered locations only; if no registration was given, every location may be registered. */
const isServed = (app: App, { registration }: LakePermission): boolean =>
  registration !== null || app.registrations.length === 0;

const sayGrant = (app: App, { grant, template, columns, rowFilter, filterName }: LakePermission): string => {
  const made = app.resources.find((resource) => resource.logicalId === grant && resource.template === template);
  const what = filterName === null ? 'of the table' : `of filter ${filterName}`;
  const seen = `${columns === '*' ? 'all columns' : `${columns.length} columns`}, ${rowFilter === null ? 'all rows' : `rows where ${rowFilter}`}`;
  return `Lake Formation grant ${what}: ${seen} (${template}#${grant}${made?.constructPath ? `, ${made.constructPath}` : ''})`;
};

/**
 * Whether a principal of the account could read objects that nothing names: by policies of its own, or by a statement for
 * everybody. Groups that a policy names are readers of their own.
 */
function othersOf(
  world: World,
  except: readonly string[],
  readers: ReadonlyMap<string, PossibleReader>,
): Readers['others'] {
  const { app, stores, inquiry } = world;
  const account = app.place.accountId;
  const own = everybody([account], app.place.partition).filter((actor) => actor.account === account);
  if (!/^\d{12}$/.test(account) || readers.has(`arn:${app.place.partition}:iam::${account}:root`)) return [];
  const others: { who: string; restsOn: string[] }[] = [];
  for (const type of ['role', 'root'] as const) {
    const actor = own.find((candidate) => candidate.type === type);
    for (const bucket of bucketsOf(app, stores)) {
      const key = keyOf(app, stores, bucket);
      const ask = (actor: Actor) =>
        nobodyCan(
          inquiry,
          [objectRead(app, bucket, actor, 's3:GetObject'), ...(key?.policy ? [keyRead(app, key, actor)] : [])],
          except,
        );
      if (!actor) continue;
      const everyone = type === 'role' ? ask({ ...actor, identity: [] }) : undefined;
      const finding = everyone && everyone.verdict !== 'proved' ? everyone : ask(actor);
      if (finding.verdict === 'proved') continue;
      const who =
        type === 'root'
          ? `the root user of account ${account}`
          : `any principal of account ${account}${finding === everyone ? '' : ' whose own policies allow it'}`;
      others.push({
        who,
        restsOn: (finding.witness?.path ?? []).map(({ statement, source }) => `${statement} (${source})`),
      });
    }
  }
  return others;
}
