import type { Interest } from './interest.ts';
import type { NoteStores, TrailSwitch } from './kept.ts';
import { destinationOf, isCopy } from './place.ts';
import type { TrailRecord, Who } from './record.ts';
import { isFetch } from './uses.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Athena names the file of a result by its query. */
export const resultIn = (object: string): string | undefined =>
  /(?:^|\/)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:csv|txt)$/.exec(object)?.[1];

/** CloudTrail writes stars for the text of a query, on purpose. */
const isOmitted = (sql: string): boolean => sql === '' || /^\*+\s*(OMITTED|\(?Redacted\)?)\s*\**$/i.test(sql);

/**
 * Lake Formation names the principal on whose behalf it was asked, when the record itself only names a service, or an account.
 */
function askedAs({ who, extra }: TrailRecord): Who {
  const asked = text(extra.lakeFormationPrincipal);
  if (who.kind === 'role' || who.kind === 'user' || asked === '') return who;
  if (/^arn:[^:]+:iam::/.test(asked)) return { ...who, principal: asked, kind: 'role' };
  return { ...who, principal: asked, kind: 'person', person: who.person || (asked.split('/').at(-1) ?? '') };
}

/** `s3://bucket/prefix` or its ARN; of several, the first. */
function locationIn(locations: unknown): string {
  const [first] = Array.isArray(locations) ? locations : [locations];
  const path = typeof first === 'string' ? first : text(record(first).s3Path) || text(record(first).resourceArn);
  return path.replace(/^arn:[^:]+:s3:::/, 's3://');
}

type Note = (facts: NoteStores, one: TrailRecord, interest: Interest) => void;

/** The notes taken of a record that was not refused, by service. */
export const NOTES: Readonly<Record<string, Note>> = {
  s3: (facts, one) => {
    facts.uses.record(one);
    if (!isFetch(one)) return;
    const { bucket, key } = facts.uses.place(one);
    const queryId = resultIn(`${bucket}/${key}`);
    if (queryId === undefined) return;
    // A fetch by Athena itself on a caller's behalf is a page of the result, and no file of the caller's.
    const page = one.who.invokedBy === 'athena.amazonaws.com';
    facts.result(one, queryId, isCopy(one) ? destinationOf(one) : page ? '' : `s3://${bucket}/${key}`);
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
    if (!/^(GetDataAccess|GetTemporary(Glue(Table|Partition)|DataLocation)Credentials)$/.test(one.name)) return;
    const context = text(record(one.params.auditContext).additionalAuditContext);
    const who = askedAs(one);
    facts.push(facts.lake, {
      id: one.id,
      at: one.at,
      who,
      table: text(one.params.tableArn),
      location: locationIn(one.params.dataLocations),
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
      const given = text(one.params.queryString) || text(one.params.query);
      const sql = isOmitted(given) ? '' : given;
      facts.prepared.statement(text(one.params.workGroup), sql);
      // The same token twice is the same query, which began with the first.
      if ((facts.queries.get(queryId)?.at ?? '~') <= one.at) return;
      facts.queries.set(queryId, {
        id: one.id,
        at: one.at,
        who: one.who,
        workgroup: text(one.params.workGroup) || 'primary',
        database: text(record(one.params.queryExecutionContext).database) || 'default',
        catalog: text(record(one.params.queryExecutionContext).catalog),
        sql,
      });
    } else if (/^GetQueryResults(Stream)?$/.test(one.name) && queryId !== '') facts.result(one, queryId, '');
    else if (/^(Create|Update)PreparedStatement$/.test(one.name) && !isOmitted(text(one.params.queryStatement)))
      facts.prepared.put(text(one.params.workGroup), text(one.params.statementName), text(one.params.queryStatement));
  },
  cloudtrail: (facts, one) => {
    const put = (about: TrailSwitch['about'], on: boolean) =>
      facts.switches.push({ id: one.id, at: one.at, account: one.account, about, on, call: `cloudtrail:${one.name}` });
    if (one.name === 'StopLogging' || one.name === 'DeleteTrail') put('all', false);
    if (one.name === 'StartLogging' || one.name === 'CreateTrail') put('all', true);
    if (one.name === 'PutEventSelectors') for (const [about, on] of selectorsOf(one)) put(about, on);
  },
};

/** The records that event selectors include: data events at all, and management events of KMS. */
function selectorsOf({ params }: TrailRecord): readonly (readonly [TrailSwitch['about'], boolean])[] {
  const all = JSON.stringify([params.eventSelectors, params.advancedEventSelectors]);
  return [
    ['data', /AWS::S3::Object|"Data"/.test(all)],
    ['kms', !/kms\.amazonaws\.com/.test(all)],
  ];
}
