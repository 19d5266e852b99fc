import { gunzipSync } from 'node:zlib';
import { isRecord } from '../../access/index.ts';
import { structOf } from './struct-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of records, and fields that hold one, by the names that AWS's services and tools give them. */
const LISTS = ['Records', 'records', 'Events', 'events', 'logEvents', 'Messages'] as const;
const FIELDS = ['detail', 'data', 'event', '_source', 'result'] as const;

/**
 * Fields whose text is a record: `message` of CloudWatch Logs, `CloudTrailEvent` of LookupEvents, `eventJson` of CloudTrail Lake,
 * the bodies of SQS and SNS, and the fields in which Splunk and Elastic keep the original.
 */
const TEXTS = ['CloudTrailEvent', 'eventJson', 'message', '@message', 'Message', 'Body', 'body', '_raw', 'original'];

/** Nothing that AWS delivers wraps a record more often; a text may hold itself as often as it likes. */
const DEEPEST = 6;

const isRead = (value: Fields): boolean => 'eventSource' in value || 'eventName' in value || 'eventVersion' in value;

/**
 * The records in the content of a file: CloudTrail's own, or wrapped as EventBridge, CloudWatch Logs, CloudTrail Lake,
 * LookupEvents, a queue or a collection of samples has them. A value without a record is returned as it is.
 */
export function* unwrapped(value: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (!isRecord(value)) return;
  if (isRead(value) || depth > DEEPEST) {
    yield value;
    return;
  }
  // The message with which CloudWatch Logs tests whether it may deliver.
  if (value.messageType === 'CONTROL_MESSAGE') return;
  const inner = [...innerOf(value)].filter(isRecord);
  if (inner.length === 0) yield value;
  for (const value of inner) yield* unwrapped(value, depth + 1);
}

function* innerOf(value: Fields): Generator<unknown> {
  for (const name of LISTS) if (Array.isArray(value[name])) yield* value[name];
  if (Array.isArray(value.QueryResultRows)) yield* value.QueryResultRows.map(rowOf);
  if (isRecord(value.record)) yield value.record;
  for (const name of FIELDS) if (isRecord(value[name]) && holds(value[name])) yield value[name];
  const logs = isRecord(value.awslogs) ? value.awslogs.data : undefined;
  if (typeof logs === 'string') yield compressed(logs);
  for (const name of TEXTS) yield* textOf(value[name]);
}

/** A record that is written as a text, or stands in the place of one. */
function* textOf(value: unknown): Generator<unknown> {
  const found = typeof value === 'string' ? parsed(value) : isRecord(value) && isRead(value) ? value : undefined;
  if (found !== undefined) yield found;
}

/** Whether a field is a wrapper too, and not a plain object that happens to be called so. */
const holds = (value: Fields, depth = 0): boolean =>
  isRead(value) ||
  [...LISTS, 'QueryResultRows'].some((name) => Array.isArray(value[name])) ||
  TEXTS.some((name) => typeof value[name] === 'string') ||
  (depth < DEEPEST && FIELDS.some((name) => isRecord(value[name]) && holds(value[name], depth + 1)));

/** Only a text that begins as an object is parsed, so that no text of a message is taken for more. */
function parsed(text: string): unknown {
  const from = text.search(/\S/);
  if (text[from] !== '{') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compressed(base64: string): unknown {
  try {
    return parsed(gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: 64 << 20 }).toString());
  } catch {
    return undefined;
  }
}

/**
 * A row of CloudTrail Lake: one object a column, each value a text. Structured ones are JSON if the query cast them so, and else a
 * text of SQL, whose names have no capitals.
 */
function rowOf(row: unknown): unknown {
  if (!Array.isArray(row)) return row;
  const cells = Object.assign({}, ...row.filter(isRecord)) as Record<string, unknown>;
  const found = Object.fromEntries(
    Object.entries(cells).map(([name, value]) => [
      COLUMNS.get(name.toLowerCase()) ?? name,
      typeof value === 'string' ? (parsed(value) ?? listed(value) ?? structOf(value) ?? value) : value,
    ]),
  );
  if (isRecord(found.eventJson)) return found.eventJson;
  return isRecord(found.userIdentity) ? { ...found, userIdentity: spelled(found.userIdentity) } : found;
}

/** The names of CloudTrail's identity in its own spelling. */
const spelled = (value: Fields): Fields =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      IDENTITY.get(name.toLowerCase()) ?? name,
      isRecord(each) ? spelled(each) : each,
    ]),
  );

const IDENTITY = new Map(
  [
    ...[
      'type',
      'principalId',
      'arn',
      'accountId',
      'accessKeyId',
      'userName',
      'invokedBy',
      'sessionContext',
      'attributes',
    ],
    ...['creationDate', 'mfaAuthenticated', 'sessionIssuer', 'sourceIdentity', 'webIdFederationData', 'onBehalfOf'],
    ...['userId', 'identityStoreArn', 'identityProvider', 'credentialId', 'ec2RoleDelivery', 'inScopeOf'],
  ].map((name) => [name.toLowerCase(), name]),
);

function listed(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Columns of SQL have no capitals. */
const COLUMNS = new Map(
  [
    ...['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress'],
    ...['userAgent', 'errorCode', 'errorMessage', 'requestParameters', 'responseElements', 'additionalEventData'],
    ...['requestID', 'eventID', 'readOnly', 'resources', 'eventType', 'managementEvent', 'recipientAccountId'],
    ...['sharedEventID', 'eventCategory', 'eventJson'],
  ].map((name) => [name.toLowerCase(), name]),
);
