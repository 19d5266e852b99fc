import * as history from '../../access/history/index.ts';
import type { AccessLogLine } from './access-log.ts';
import type { BadReason } from './bad.ts';
import type { Interest } from './interest.ts';
import type { TrailRecord, Who } from './record.ts';
import { SeenIds } from './seen.ts';
import { hourOf, type Instant } from './time.ts';
import { ObjectUses } from './uses.ts';

/** Lake Formation handed out access to a table. */
export interface LakeAccess {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  /** ARN of the table; empty for one that was asked for by its location. */
  readonly table: string;
  readonly location: string;
  /** Name of the session in which the files are then read; empty when the record has none. */
  readonly session: string;
  readonly queryId: string;
  readonly engine: string;
  readonly denied: boolean;
}

export interface StartedQuery {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly workgroup: string;
  readonly database: string;
  /** Only records before some day after 2021 have it. */
  readonly sql: string;
}

export interface ResultRead {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly queryId: string;
  /** The file that was fetched; empty for a page through Athena. */
  readonly object: string;
}

/** A query as Athena told it once it had ended. */
export interface SavedQuery {
  readonly queryId: string;
  readonly sql: string;
  readonly state: string;
  readonly database: string;
  readonly workgroup: string;
  readonly output: string;
  readonly manifest: string;
  readonly reused: boolean;
  readonly file: string;
}

/** A time from which a kind of record was no longer, or was again, written. */
export interface TrailSwitch {
  readonly id: string;
  readonly at: Instant;
  readonly account: string;
  /** Kind of source that it is about. */
  readonly about: 'all' | 'data' | 'kms';
  readonly on: boolean;
  readonly call: string;
}

export interface KeyUse {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly keyArn: string;
  readonly bucket: string;
}

/** What was asked for and refused. */
export interface Attempt {
  readonly id: string;
  readonly at: Instant;
  readonly who: Who;
  readonly call: string;
  readonly on: string;
  readonly error: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Most rows of one kind that are kept one by one; of more than these the first are kept, and how many there were. */
const MOST = 200_000;

/**
 * Takes the records of an account's logs, in any order, and keeps what says who read a class: of ten million records a few megabytes.
 */
export class Facts {
  readonly uses: ObjectUses;
  readonly changes: history.Change[] = [];
  readonly lake: LakeAccess[] = [];
  readonly queries = new Map<string, StartedQuery>();
  readonly results: ResultRead[] = [];
  readonly saved = new Map<string, SavedQuery>();
  readonly prepared = new Map<string, string>();
  readonly switches: TrailSwitch[] = [];
  readonly keyUses: KeyUse[] = [];
  readonly attempts: Attempt[] = [];
  /** ARNs of roles, by unique id. */
  readonly roles = new Map<string, string>();
  /** Who took a session, by `unique id:session`. */
  readonly takenBy = new Map<string, { readonly by: string; readonly person: string }>();
  /** Records by source and hour. */
  readonly counts = new Map<string, Map<string, number>>();
  /** Keys of which a record says that they encrypt a bucket, by bucket. */
  readonly keyOfBucket = new Map<string, string>();
  readonly bad = new Map<BadReason, number>();
  records = 0;
  duplicates = 0;
  /** How many rows were not kept, because there were too many. */
  dropped = 0;
  readonly #interest: Interest;
  readonly #seen = new SeenIds();
  readonly #shared = new Map<string, TrailRecord>();

  constructor(interest: Interest) {
    this.#interest = interest;
    this.uses = new ObjectUses(interest);
  }

  countBad(reason: BadReason): void {
    this.bad.set(reason, (this.bad.get(reason) ?? 0) + 1);
  }

  take(one: TrailRecord): void {
    this.records++;
    // Ids are unique by themselves; collections of samples use one for many.
    if (!this.#seen.add(one.id && `${one.id} ${one.account} ${one.at} ${one.name} ${one.requestId}`)) {
      this.duplicates++;
      return;
    }
    this.#count(one);
    this.#learn(one);
    if (one.sharedId === '' || !this.#matters(one)) {
      this.#note(one);
      return;
    }
    // Each account got a copy; the one that says who it was is the better one.
    const other = this.#shared.get(one.sharedId);
    if (other) this.duplicates++;
    if (!other || (other.who.kind === 'account' && one.who.kind !== 'account')) this.#shared.set(one.sharedId, one);
  }

  takeLine(line: AccessLogLine): void {
    this.records++;
    this.#tick(`access-logs/${line.bucket}`, line.at);
    this.uses.line(line);
  }

  takeSaved(query: SavedQuery): void {
    this.saved.set(query.queryId, query);
  }

  /** To be called when all records were taken. */
  end(): void {
    for (const one of this.#shared.values()) this.#note(one);
    this.#shared.clear();
    this.uses.end();
  }

  #matters({ service }: TrailRecord): boolean {
    return ['s3', 'kms', 'lakeformation', 'athena', 'dynamodb'].includes(service);
  }

  #tick(source: string, at: Instant): void {
    const hours = this.counts.get(source) ?? new Map<string, number>();
    this.counts.set(source, hours);
    const hour = hourOf(at);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }

  #count({ account, region, category, service, at }: TrailRecord): void {
    if (category !== 'Management' && category !== 'Data') return;
    const feed = `cloudtrail/${account}/${region}/${category.toLowerCase()}`;
    this.#tick(feed, at);
    this.#tick(`${feed}/${service}`, at);
  }

  /** What any record may tell: whose unique id it is, who took a session, which key a bucket has. */
  #learn(one: TrailRecord): void {
    const { who, service, name, response, params } = one;
    if (who.kind === 'role' && who.uniqueId.startsWith('AROA') && who.principal.startsWith('arn:'))
      this.roles.set(who.uniqueId, who.principal);
    if (service === 'iam' && name === 'CreateRole') {
      const role = record(response.role);
      if (text(role.roleId) !== '') this.roles.set(text(role.roleId), text(role.arn));
    }
    if (service === 'sts' && name.startsWith('AssumeRole') && one.error === '') {
      const id = text(record(response.assumedRoleUser).assumedRoleId);
      const person = text(params.sourceIdentity) || text(response.sourceIdentity) || who.person;
      if (id !== '' && this.takenBy.size < MOST) this.takenBy.set(id, { by: who.principal, person });
      const [uniqueId = ''] = id.split(':');
      if (uniqueId !== '' && text(params.roleArn) !== '') this.roles.set(uniqueId, text(params.roleArn));
    }
    if (service === 'kms' && one.error === '') {
      const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(text(record(params.encryptionContext)['aws:s3:arn']))?.[1];
      const key = one.arns.find((arn) => /:kms:.*:key\//.test(arn));
      if (bucket !== undefined && key !== undefined && this.#interest.buckets.has(bucket))
        this.keyOfBucket.set(bucket, key);
    }
  }

  #note(one: TrailRecord): void {
    const call = `${one.service}:${one.name}`;
    if (one.error !== '') {
      this.#refused(one, call);
      return;
    }
    if (history.changesAccess(call)) this.changes.push(changeOf(one, call));
    const keep = NOTES[one.service];
    if (keep) keep(this, one, this.#interest);
  }

  #refused(one: TrailRecord, call: string): void {
    const on =
      this.uses.touched(one) ?? (one.service === 'lakeformation' || one.service === 'glue' ? tableIn(one) : undefined);
    if (on === undefined) return;
    const isRead = READ_CALLS.has(call);
    if (isRead) this.push(this.attempts, { id: one.id, at: one.at, who: one.who, call, on, error: one.error });
  }

  push<T>(list: T[], item: T): void {
    if (list.length < MOST) list.push(item);
    else this.dropped++;
  }
}

const READ_CALLS = new Set([
  's3:GetObject',
  's3:CopyObject',
  's3:UploadPartCopy',
  's3:SelectObjectContent',
  'lakeformation:GetDataAccess',
  'lakeformation:GetTemporaryGlueTableCredentials',
  'glue:GetTable',
]);

function tableIn({ params, extra }: TrailRecord): string | undefined {
  const named = `${text(params.databaseName)}.${text(params.name) || text(params.tableName)}`;
  const denied = extra.insufficientLakeFormationPermissions;
  if (Array.isArray(denied)) return denied.map(String).join(', ');
  return text(params.tableArn) || (named === '.' ? undefined : named);
}

const changeOf = (one: TrailRecord, call: string): history.Change => ({
  id: one.id,
  at: one.at,
  call,
  params: one.params,
  response: one.response,
  account: one.account,
  region: one.region,
  by: one.who.principal,
  omitted: one.omitted,
});

type Note = (facts: Facts, one: TrailRecord, interest: Interest) => void;

const NOTES: Readonly<Record<string, Note>> = {
  s3: (facts, one) => {
    facts.uses.record(one);
    const object = `${text(one.params.bucketName)}/${text(one.params.key)}`;
    const queryId = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:csv|txt)$/.exec(object)?.[1];
    if (queryId !== undefined && one.name === 'GetObject')
      facts.push(facts.results, { id: one.id, at: one.at, who: one.who, queryId, object: `s3://${object}` });
  },
  dynamodb: (facts, one) => facts.uses.record(one),
  kms: (facts, one, { buckets }) => {
    if (one.name !== 'Decrypt') return;
    const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(text(record(one.params.encryptionContext)['aws:s3:arn']))?.[1] ?? '';
    if (!buckets.has(bucket)) return;
    const keyArn = one.arns.find((arn) => arn.includes(':key/')) ?? '';
    facts.push(facts.keyUses, { id: one.id, at: one.at, who: one.who, keyArn, bucket });
  },
  lakeformation: (facts, one) => {
    if (!/^(GetDataAccess|GetTemporaryGlue(Table|Partition)Credentials)$/.test(one.name)) return;
    const context = text(record(one.params.auditContext).additionalAuditContext);
    const lakePrincipal = text(one.extra.lakeFormationPrincipal);
    const who =
      one.who.kind === 'account' && /^arn:[^:]+:iam::/.test(lakePrincipal)
        ? { ...one.who, principal: lakePrincipal, kind: 'role' as const }
        : one.who;
    facts.push(facts.lake, {
      id: one.id,
      at: one.at,
      who,
      table: text(one.params.tableArn),
      location: Array.isArray(one.params.dataLocations) ? String(one.params.dataLocations[0] ?? '') : '',
      session: text(one.extra.lakeFormationRoleSessionName),
      queryId:
        /queryId"?\s*[:=]\s*"?([0-9a-f-]{36})/i.exec(context)?.[1] ??
        text(record(one.params.querySessionContext).queryId),
      engine: text(one.extra.requesterService) || one.who.invokedBy,
      denied: false,
    });
  },
  athena: (facts, one) => {
    const queryId = text(one.response.queryExecutionId) || text(one.params.queryExecutionId);
    if (one.name === 'StartQueryExecution' && queryId !== '') {
      const sql = text(one.params.queryString) || text(one.params.query);
      facts.queries.set(queryId, {
        id: one.id,
        at: one.at,
        who: one.who,
        workgroup: text(one.params.workGroup) || 'primary',
        database: text(record(one.params.queryExecutionContext).database) || 'default',
        sql: /^\*+OMITTED\*+$/i.test(sql) ? '' : sql,
      });
    } else if (/^GetQueryResults(Stream)?$/.test(one.name) && queryId !== '')
      facts.push(facts.results, { id: one.id, at: one.at, who: one.who, queryId, object: '' });
    else if (one.name === 'CreatePreparedStatement' && text(one.params.queryStatement) !== '')
      facts.prepared.set(text(one.params.statementName), text(one.params.queryStatement));
  },
  cloudtrail: (facts, one) => {
    const put = (about: TrailSwitch['about'], on: boolean) =>
      facts.switches.push({ id: one.id, at: one.at, account: one.account, about, on, call: `cloudtrail:${one.name}` });
    if (one.name === 'StopLogging' || one.name === 'DeleteTrail') put('all', false);
    if (one.name === 'StartLogging' || one.name === 'CreateTrail') put('all', true);
    if (one.name === 'PutEventSelectors') for (const [about, on] of selectorsOf(one)) put(about, on);
  },
};

/** What event selectors leave in: data events at all, and management events of KMS. */
function selectorsOf({ params }: TrailRecord): readonly (readonly [TrailSwitch['about'], boolean])[] {
  const all = JSON.stringify([params.eventSelectors, params.advancedEventSelectors]);
  return [
    ['data', /AWS::S3::Object|"Data"/.test(all)],
    ['kms', !/kms\.amazonaws\.com/.test(all)],
  ];
}
