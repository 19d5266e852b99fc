import * as history from '../../access/history/index.ts';
import { type AccessLogLine, handsOut, whoAsked } from './access-log.ts';
import type { BadReason } from './bad.ts';
import type { Interest } from './interest.ts';
import type {
  KeptKeyUse,
  LakeAccess,
  NoteStores,
  RefusedAttempt,
  ResultRead,
  SavedQuery,
  StartedQuery,
  TrailSwitch,
} from './kept.ts';
import { NOTES, resultIn } from './notes.ts';
import { Prepared } from './prepared.ts';
import type { TrailRecord } from './record.ts';
import { SeenIds } from './seen.ts';
import { Sessions } from './sessions.ts';
import { hourOf, type Instant } from './time.ts';
import { ObjectUses } from './uses.ts';
import { Views } from './views.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Most rows of one kind that are kept one by one; of more than these the first are kept, and how many there were. */
const MOST = 200_000;

/**
 * Takes the records of an account's logs, in any order, and keeps the facts about reads of a class: of ten million records a few
 * megabytes.
 */
export class KnownFacts implements NoteStores {
  readonly uses: ObjectUses;
  readonly changes: history.Change[] = [];
  readonly lake: LakeAccess[] = [];
  readonly queries = new Map<string, StartedQuery>();
  readonly results: ResultRead[] = [];
  readonly saved = new Map<string, SavedQuery>();
  readonly prepared = new Prepared();
  readonly views = new Views();
  readonly switches: TrailSwitch[] = [];
  readonly keyUses: KeptKeyUse[] = [];
  readonly attempts: RefusedAttempt[] = [];
  /** ARNs of roles, by unique id. */
  readonly roles = new Map<string, string>();
  readonly sessions = new Sessions();
  /** Records by source and hour. */
  readonly counts = new Map<string, Map<string, number>>();
  /** Minutes of an hour that have records, by source and hour. */
  readonly minutes = new Map<string, Map<string, Uint8Array>>();
  /** Keys that encrypt a bucket according to some record, by bucket. */
  readonly keyOfBucket = new Map<string, string>();
  readonly bad = new Map<BadReason, number>();
  records = 0;
  duplicates = 0;
  /** How many rows were not kept, because there were too many. */
  dropped = 0;
  readonly #interest: Interest;
  readonly #seen = new SeenIds();
  readonly #shared = new Map<string, TrailRecord>();
  /** Fetches of results, from access logs: kept until the trail has been read. */
  readonly #resultLines: { readonly line: AccessLogLine; readonly queryId: string; readonly object: string }[] = [];
  readonly #resultRequests = new SeenIds();

  constructor(interest: Interest) {
    this.#interest = interest;
    this.uses = new ObjectUses(interest);
  }

  countBad(reason: BadReason): void {
    this.bad.set(reason, (this.bad.get(reason) ?? 0) + 1);
  }

  take(event: TrailRecord): void {
    this.records++;
    // Ids are unique by themselves; collections of samples use one for many.
    const key = (id: string, requestId: string) => `${id} ${event.account} ${event.at} ${event.name} ${requestId}`;
    if (!this.#seen.add((event.id || event.requestId) && key(event.id, event.requestId))) {
      this.duplicates++;
      return;
    }
    // A correction repeats the whole record. The record that it corrects no longer counts, unless it was taken already.
    if (event.corrects) this.#seen.add(key(event.corrects.id, event.corrects.requestId || event.requestId));
    this.#count(event);
    this.#learn(event);
    if (event.sharedId === '' || !this.#matters(event)) {
      this.#note(event);
      return;
    }
    // Each account got a copy; the one that names the principal is the better one.
    const other = this.#shared.get(event.sharedId);
    if (other) this.duplicates++;
    if (!other || (other.who.kind === 'account' && event.who.kind !== 'account'))
      this.#shared.set(event.sharedId, event);
  }

  takeLine(line: AccessLogLine): void {
    this.records++;
    this.#tick(`access-logs/${line.bucket}`, line.at);
    this.uses.line(line);
    const object = `${line.bucket}/${line.key}`;
    const queryId = resultIn(object);
    if (queryId !== undefined && handsOut(line)) this.#resultLines.push({ line, queryId, object: `s3://${object}` });
  }

  takeSaved(query: SavedQuery): void {
    // For a query that was saved while it ran and again at its end, the end counts.
    if (hasEnded(query) || !this.saved.has(query.queryId)) this.saved.set(query.queryId, query);
    this.prepared.statement(query.workgroup, query.sql);
    if (!/^(FAILED|CANCELLED)$/.test(query.state)) this.views.statement(query);
  }

  /** To be called when all records were taken. */
  end(): void {
    for (const event of this.#shared.values()) this.#note(event);
    this.#shared.clear();
    this.uses.end();
    for (const { line, queryId, object } of this.#resultLines.splice(0))
      if (this.#resultRequests.add(line.requestId))
        this.push(this.results, { id: line.requestId, at: line.at, who: whoAsked(line), queryId, object });
  }

  result(event: TrailRecord, queryId: string, object: string): void {
    this.#resultRequests.add(event.requestId);
    this.push(this.results, { id: event.id, at: event.at, who: event.who, queryId, object });
  }

  #matters({ service }: TrailRecord): boolean {
    return ['s3', 'kms', 'lakeformation', 'athena', 'dynamodb'].includes(service);
  }

  #tick(source: string, at: Instant): void {
    const hours = this.counts.get(source) ?? new Map<string, number>();
    this.counts.set(source, hours);
    const hour = hourOf(at);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
    const minutes = this.minutes.get(source) ?? new Map<string, Uint8Array>();
    this.minutes.set(source, minutes);
    const seen = minutes.get(hour) ?? new Uint8Array(60);
    minutes.set(hour, seen);
    seen[Number(at.slice(14, 16))] = 1;
  }

  #count({ account, region, category, service, at }: TrailRecord): void {
    if (category !== 'Management' && category !== 'Data') return;
    const feed = `cloudtrail/${account}/${region}/${category.toLowerCase()}`;
    this.#tick(feed, at);
    this.#tick(`${feed}/${service}`, at);
  }

  /** Facts that any record may hold: the owner of a unique id, the caller who assumed a session, the key of a bucket. */
  #learn(read: TrailRecord): void {
    const { who, service, name, response, error } = read;
    if (who.kind === 'role' && who.uniqueId.startsWith('AROA') && who.principal.startsWith('arn:'))
      this.roles.set(who.uniqueId, who.principal);
    if (service === 'iam' && name === 'CreateRole') this.#createdRole(record(response.role));
    if (error !== '') return;
    if (service === 'sts' && name.startsWith('AssumeRole')) this.#assumedRole(read);
    if (service === 'kms') this.#usedKey(read);
  }

  #createdRole(role: Readonly<Record<string, unknown>>): void {
    if (text(role.roleId) !== '') this.roles.set(text(role.roleId), text(role.arn));
  }

  #assumedRole(read: TrailRecord): void {
    const id = text(record(read.response.assumedRoleUser).assumedRoleId);
    this.sessions.take(read, id);
    const [uniqueId = ''] = id.split(':');
    const arn = text(read.params.roleArn);
    if (uniqueId !== '' && arn !== '') this.roles.set(uniqueId, arn);
  }

  /** S3 names the bucket in the context of each use of a key. */
  #usedKey({ params, arns }: TrailRecord): void {
    const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(text(record(params.encryptionContext)['aws:s3:arn']))?.[1];
    const key = arns.find((arn) => /:kms:.*:key\//.test(arn));
    if (bucket !== undefined && key !== undefined && this.#interest.buckets.has(bucket))
      this.keyOfBucket.set(bucket, key);
  }

  #note(event: TrailRecord): void {
    const call = `${event.service}:${event.name}`;
    if (event.error !== '') {
      this.#refused(event, call);
      return;
    }
    if (history.changesAccess(call)) this.changes.push(changeOf(event, call));
    const keep = NOTES[event.service];
    if (keep) keep(this, event, this.#interest);
  }

  #refused(event: TrailRecord, call: string): void {
    const on =
      this.uses.touched(event) ??
      (event.service === 'lakeformation' || event.service === 'glue' ? tableIn(event) : undefined);
    if (on === undefined) return;
    const isRead = READ_CALLS.has(call);
    if (isRead) this.push(this.attempts, { id: event.id, at: event.at, who: event.who, call, on, error: event.error });
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

const changeOf = (event: TrailRecord, call: string): history.Change => ({
  id: event.id,
  at: event.at,
  call,
  params: event.params,
  response: event.response,
  account: event.account,
  region: event.region,
  by: event.who.principal,
  omitted: event.omitted,
});

const hasEnded = ({ state }: SavedQuery): boolean => /^(SUCCEEDED|FAILED|CANCELLED)$/.test(state);
