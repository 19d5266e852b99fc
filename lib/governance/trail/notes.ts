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

type Note = (facts: NoteStores, event: TrailRecord, interest: Interest) => void;

/** The notes taken of a record that was not refused, by service. */
export const NOTES: Readonly<Record<string, Note>> = {
  s3: (facts, event) => {
    facts.uses.record(event);
    if (!isFetch(event)) return;
    const { bucket, key } = facts.uses.place(event);
    const queryId = resultIn(`${bucket}/${key}`);
    if (queryId === undefined) return;
    // A fetch by Athena itself on a caller's behalf is a page of the result, and no file of the caller's.
    const page = event.who.invokedBy === 'athena.amazonaws.com';
    facts.result(event, queryId, isCopy(event) ? destinationOf(event) : page ? '' : `s3://${bucket}/${key}`);
  },
  dynamodb: (facts, event) => facts.uses.record(event),
  kms: (facts, event, { buckets }) => {
    if (event.name !== 'Decrypt') return;
    const bucket =
      /^arn:[^:]+:s3:::([^/]+)/.exec(text(record(event.params.encryptionContext)['aws:s3:arn']))?.[1] ?? '';
    if (!buckets.has(bucket)) return;
    const keyArn = event.arns.find((arn) => arn.includes(':key/')) ?? '';
    facts.push(facts.keyUses, { id: event.id, at: event.at, who: event.who, keyArn, bucket });
  },
  lakeformation: (facts, event) => {
    if (!/^(GetDataAccess|GetTemporary(Glue(Table|Partition)|DataLocation)Credentials)$/.test(event.name)) return;
    const context = text(record(event.params.auditContext).additionalAuditContext);
    const who = askedAs(event);
    facts.push(facts.lake, {
      id: event.id,
      at: event.at,
      who,
      table: text(event.params.tableArn),
      location: locationIn(event.params.dataLocations),
      session: text(event.extra.lakeFormationRoleSessionName),
      queryId:
        /queryId"?\s*[:=]\s*"?([0-9a-f-]{36})/i.exec(context)?.[1] ??
        text(record(event.params.querySessionContext).queryId),
      engine: text(event.extra.requesterService) || event.who.invokedBy,
      denied: false,
    });
  },
  athena: (facts, event) => {
    const queryId = text(event.response.queryExecutionId) || text(event.params.queryExecutionId);
    if (event.name === 'StartQueryExecution' && queryId !== '') {
      const given = text(event.params.queryString) || text(event.params.query);
      const sql = isOmitted(given) ? '' : given;
      facts.prepared.statement(text(event.params.workGroup), sql);
      // The same token twice is the same query, which began with the first.
      if ((facts.queries.get(queryId)?.at ?? '~') <= event.at) return;
      facts.queries.set(queryId, {
        id: event.id,
        at: event.at,
        who: event.who,
        workgroup: text(event.params.workGroup) || 'primary',
        database: text(record(event.params.queryExecutionContext).database) || 'default',
        catalog: text(record(event.params.queryExecutionContext).catalog),
        sql,
      });
    } else if (/^GetQueryResults(Stream)?$/.test(event.name) && queryId !== '') facts.result(event, queryId, '');
    else if (/^(Create|Update)PreparedStatement$/.test(event.name) && !isOmitted(text(event.params.queryStatement)))
      facts.prepared.put(
        text(event.params.workGroup),
        text(event.params.statementName),
        text(event.params.queryStatement),
      );
  },
  cloudtrail: (facts, event) => {
    const put = (about: TrailSwitch['about'], on: boolean) =>
      facts.switches.push({
        id: event.id,
        at: event.at,
        account: event.account,
        about,
        on,
        call: `cloudtrail:${event.name}`,
      });
    if (event.name === 'StopLogging' || event.name === 'DeleteTrail') put('all', false);
    if (event.name === 'StartLogging' || event.name === 'CreateTrail') put('all', true);
    if (event.name === 'PutEventSelectors') for (const [about, on] of selectorsOf(event)) put(about, on);
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
