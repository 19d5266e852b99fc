import type { Actor } from '../decide/actor.ts';
import { everybody } from '../decide/actor.ts';
import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { nodeOf } from '../escalate/node.ts';
import { openInquiry } from '../inquiry/inquiry.ts';
import { nobodyCan } from '../inquiry/nobody-can.ts';
import type { App, Bucket, Identity } from '../model/app.ts';
import { arnParts } from '../policy/pattern.ts';
import { decide } from '../query/decide.ts';
import { type LakePermission, lakePermissions } from '../query/lake-permissions.ts';
import type { KeyGrantRecord } from './grants.ts';
import { opensFor } from './grants.ts';
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
  /** False when part of the decision could not be understood: the principal may be able to. */
  readonly sure: boolean;
  readonly ways: readonly ReadWay[];
}

export interface Readers {
  readonly readers: readonly PossibleReader[];
  /** Other principals that could, which nothing here names, by kind of principal. */
  readonly others: readonly { readonly who: string; readonly everyone: boolean; readonly restsOn: readonly string[] }[];
}

const ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'] as const;

/**
 * Decides which principals could read a class in the app as it is. Caches its decisions for the next state of the same account.
 */
export class ReaderFinder {
  readonly #known = new Map<string, PossibleReader | undefined>();

  find(app: App, stores: Stores, grants: readonly KeyGrantRecord[]): Readers {
    const inquiry = openInquiry(app, { classes: [], trustedBase: [], teams: [] });
    const locks = JSON.stringify([storeFingerprint(app, stores), grants]);
    const readers: PossibleReader[] = [];
    const identities = [...app.roles, ...app.users].filter(({ name }) => !name.startsWith('any member of '));
    const known = new Set(identities.map(({ arn }) => arn));
    const candidates: Candidate[] = [
      ...identities.map((identity) => ({ arn: identity.arn, actor: nodeOf(app, identity).actor, identity })),
      ...named(app, stores, grants)
        .filter((arn) => !known.has(arn))
        .map((arn) => ({ arn, actor: stranger(arn) })),
    ];
    for (const candidate of candidates) {
      const key = `${candidate.arn} ${candidate.identity ? fingerprint(candidate.identity) : ''} ${locks}`;
      if (!this.#known.has(key)) this.#known.set(key, decideOne(app, inquiry, stores, grants, candidate));
      const reader = this.#known.get(key);
      if (reader) readers.push(reader);
    }
    return {
      readers: readers.toSorted((a, b) => (a.principal < b.principal ? -1 : 1)),
      others: othersOf(
        app,
        inquiry,
        stores,
        candidates.map(({ arn }) => arn),
      ),
    };
  }
}

interface Candidate {
  readonly arn: string;
  readonly actor: Actor;
  readonly identity?: Identity;
}

type Inquiry = ReturnType<typeof openInquiry>;

/** A principal whose own policies were not given: they may allow anything. */
function stranger(arn: string): Actor {
  const account = arnParts(arn)?.[4] ?? '';
  const type = /:user\//.test(arn) ? 'user' : /:root$/.test(arn) ? 'root' : 'role';
  return { type, account, names: [literalPattern(arn)], identity: 'anything' };
}

const fingerprint = ({ policies, boundary }: Identity): string =>
  JSON.stringify([policies, boundary].flat().map((policy) => [policy?.label, policy?.statements]));

function storeFingerprint(app: App, stores: Stores): unknown {
  return [
    app.buckets
      .filter(({ arn }) => stores.buckets.includes(arn))
      .map(({ arn, policy, keyArn }) => [arn, policy, keyArn]),
    app.keys.map(({ arn, policy }) => [arn, policy]),
    stores.tables.length === 0
      ? []
      : [app.lakeGrants, app.dataFilters, app.registrations, app.lakeSettings, app.databases],
  ];
}

function decideOne(
  app: App,
  inquiry: Inquiry,
  stores: Stores,
  grants: readonly KeyGrantRecord[],
  candidate: Candidate,
): PossibleReader | undefined {
  const ways: ReadWay[] = [];
  let sure = false;
  for (const bucket of app.buckets.filter(({ arn }) => stores.buckets.includes(arn))) {
    for (const granted of [undefined, ...grants.filter((grant) => opensFor(grant, candidate.arn, bucket))]) {
      const found = readsBucket(app, inquiry, stores, bucket, candidate.actor, granted);
      if (!found) continue;
      ways.push({ kind: 'objects', store: bucket.arn, restsOn: found.restsOn });
      sure ||= found.sure;
      break;
    }
  }
  for (const table of app.tables.filter(({ arn }) => stores.tables.includes(arn))) {
    const may = mayAskLake(app, candidate);
    if (may === 'no') continue;
    for (const permission of lakePermissions(app, candidate.arn)) {
      if (permission.table !== table.name || permission.database !== table.database || !isServed(app, permission))
        continue;
      ways.push({
        kind: 'table',
        store: table.arn,
        restsOn: [sayGrant(app, permission)],
        columns: permission.columns === '*' ? allColumns(table) : [...permission.columns, ...table.partitionKeys],
        rowFilter: permission.rowFilter,
        grant: `${permission.template}#${permission.grant}`,
      });
      sure ||= may === 'yes';
    }
  }
  return ways.length === 0 ? undefined : { principal: candidate.arn, sure, ways };
}

const allColumns = (table: { readonly columns: readonly string[]; readonly partitionKeys: readonly string[] }) =>
  table.columns.length === 0 ? '*' : [...table.columns, ...table.partitionKeys];

function readsBucket(
  app: App,
  inquiry: Inquiry,
  stores: Stores,
  bucket: Bucket,
  actor: Actor,
  granted: KeyGrantRecord | undefined,
): { sure: boolean; restsOn: string[] } | undefined {
  const key = keyOf(app, stores, bucket);
  for (const action of ACTIONS) {
    const questions: SolverQuestion[] = [objectRead(app, bucket, actor, action)];
    if (key?.policy && !granted) questions.push(keyRead(app, key, actor));
    const finding = nobodyCan(inquiry, questions, []);
    if (finding.verdict === 'proved') continue;
    const steps = finding.witness?.path ?? [];
    return {
      // A key without a given policy decides nothing.
      sure: finding.verdict === 'refuted' && !(key && !key.policy && !granted),
      restsOn: [
        ...steps.map(({ statement, source }) => `${statement} (${source})`),
        ...(granted ? [`grant ${granted.id} on ${granted.keyArn} (${granted.source})`] : []),
        ...(key && !key.policy && !granted ? [`the policy of ${key.arn} is not known`] : []),
      ],
    };
  }
  return undefined;
}

const keyOf = (app: App, stores: Stores, { keyArn }: Bucket) => {
  const arn = keyArn ?? (stores.keys.length === 1 ? stores.keys[0] : undefined);
  return arn === undefined ? undefined : { arn, ...app.keys.find((key) => key.arn === arn) };
};

const objectRead = (app: App, bucket: Bucket, actor: Actor, action: string): SolverQuestion => ({
  action,
  actor,
  resources: [globPattern(`${bucket.arn}/?*`)],
  resourceAccount: app.place.accountId,
  ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
});

const keyRead = (
  app: App,
  key: { arn: string; policy?: App['keys'][number]['policy'] },
  actor: Actor,
): SolverQuestion => ({
  action: 'kms:Decrypt',
  actor,
  resources: [literalPattern(key.arn)],
  resourceAccount: app.place.accountId,
  ...(key.policy ? { resourcePolicy: key.policy } : {}),
});

/** Whether a principal may ask Lake Formation for data at all; one without given policies may. */
function mayAskLake(app: App, { arn, identity }: Candidate): 'yes' | 'perhaps' | 'no' {
  if (!identity) return 'perhaps';
  const { decision } = decide(app, { principal: arn, action: 'lakeformation:GetDataAccess', resource: '*' });
  return decision === 'Allowed' ? 'yes' : decision === 'Unknown' ? 'perhaps' : 'no';
}

/** Lake Formation serves data in registered locations only; if no registration was given, every location may be registered. */
const isServed = (app: App, { registration }: LakePermission): boolean =>
  registration !== null || app.registrations.length === 0;

const sayGrant = (app: App, { grant, template, columns, rowFilter, filterName }: LakePermission): string => {
  const made = app.resources.find((each) => each.logicalId === grant && each.template === template);
  const what = filterName === null ? 'of the table' : `of filter ${filterName}`;
  const seen = `${columns === '*' ? 'all columns' : `${columns.length} columns`}, ${rowFilter === null ? 'all rows' : `rows where ${rowFilter}`}`;
  return `Lake Formation grant ${what}: ${seen} (${template}#${grant}${made?.constructPath ? `, ${made.constructPath}` : ''})`;
};

/** Principals that the policies of the stores name, and that hold grants. */
function named(app: App, stores: Stores, grants: readonly KeyGrantRecord[]): string[] {
  const policies = [
    ...app.buckets.filter(({ arn }) => stores.buckets.includes(arn)).map(({ policy }) => policy),
    ...app.keys.filter(({ arn }) => stores.keys.includes(arn)).map(({ policy }) => policy),
  ];
  const items = policies.flatMap((policy) =>
    (policy?.statements ?? []).flatMap(({ effect, principal }) =>
      effect === 'Deny' || !principal || principal.negated ? [] : principal.items.map(({ value }) => value),
    ),
  );
  const lake = stores.tables.length === 0 ? [] : app.lakeGrants.map(({ principal }) => principal);
  const all = [...items, ...lake, ...grants.map(({ grantee }) => grantee)];
  return [...new Set(all)].filter((arn) => /^arn:[^:]+:iam::\d{12}:(role|user)\/[^*?\uE000]+$/.test(arn)).sort();
}

/** Whether a principal that nothing names could read objects: with any policies of its own, or with none. */
function othersOf(app: App, inquiry: Inquiry, stores: Stores, except: readonly string[]): Readers['others'] {
  const found: { who: string; everyone: boolean; restsOn: string[] }[] = [];
  const accounts = new Set([app.place.accountId, ...except.map((arn) => arnParts(arn)?.[4] ?? '')]);
  for (const actor of everybody(
    [...accounts].filter((each) => /^\d{12}$/.test(each)),
    app.place.partition,
  )) {
    if (!['role', 'anonymous'].includes(actor.type)) continue;
    for (const bucket of app.buckets.filter(({ arn }) => stores.buckets.includes(arn))) {
      const ask = (one: Actor) => othersAsk(app, inquiry, stores, bucket, one, except);
      const everyone = ask({ ...actor, identity: [] });
      const allowed = everyone ?? ask(actor);
      if (!allowed) continue;
      const who =
        actor.type === 'anonymous' ? 'anybody, without signing in' : `any principal of account ${actor.account}`;
      found.push({
        who: everyone ? who : `${who} whose own policies allow it`,
        everyone: everyone !== undefined,
        restsOn: allowed,
      });
    }
  }
  return found;
}

function othersAsk(
  app: App,
  inquiry: Inquiry,
  stores: Stores,
  bucket: Bucket,
  actor: Actor,
  except: readonly string[],
) {
  const key = keyOf(app, stores, bucket);
  const questions = [
    objectRead(app, bucket, actor, 's3:GetObject'),
    ...(key?.policy ? [keyRead(app, key, actor)] : []),
  ];
  const finding = nobodyCan(inquiry, questions, except);
  if (finding.verdict === 'proved') return undefined;
  return (finding.witness?.path ?? []).map(({ statement, source }) => `${statement} (${source})`);
}
