import type { Who } from './record.ts';
import { accessLogInstant, type Instant } from './time.ts';

/** A line of an S3 server access log, with the fields that are used. */
export interface AccessLogLine {
  readonly bucket: string;
  readonly at: Instant;
  readonly ip: string;
  /** ARN of the requester with its session, an account's canonical id, or empty for an anonymous request. */
  readonly requester: string;
  readonly requestId: string;
  /** `REST.GET.OBJECT` */
  readonly operation: string;
  readonly key: string;
  /** 0 if the end of the line cannot be read. */
  readonly status: number;
  readonly bytes: number;
  readonly agent: string;
  /** Whether the address was presigned: then any holder of it made the request. */
  readonly presigned: boolean;
}

/** Up to the request line: owner, bucket, [time], address, requester, request id, operation, key, "… */
const HEAD = /^(\S+) (\S+) \[([^\]]+)\] (\S+) (\S+) (\S+) ([A-Z]+\d*\.\S+) (\S+) (?:"|-)/;
/** After it: status, error code, bytes sent, object size, two times, "referer" "agent" version … */
const TAIL = /" (\d{3}|-) (\S+) (\d+|-) (\d+|-) (\d+|-) (\d+|-) "(.*)" (\S+) \S+ \S+ \S+ (\S+) \S+(?: .*)?$/;

/**
 * Reads a line. Address, referer and agent may hold quotes that nothing escapes, so it is read from both ends.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function readAccessLogLine(line: string): AccessLogLine | undefined {
  const head = HEAD.exec(line);
  const tail = TAIL.exec(line);
  const at = accessLogInstant(head?.[3] ?? '');
  if (!head || at === undefined) return undefined;
  const [, , bucket = '', , ip = '', requester = '', requestId = '', operation = '', key = ''] = head;
  const [, status = '-', , bytes = '-', , , , quoted = '', , authentication] = tail ?? [];
  return {
    bucket,
    at,
    ip,
    requester: requester === '-' ? '' : requester,
    requestId,
    operation,
    key: key === '-' ? '' : decoded(decoded(key)),
    status: Number(status) || 0,
    bytes: Number(bytes) || 0,
    agent: quoted.split('" "').at(-1) ?? '',
    presigned: authentication === 'QueryString',
  };
}

/** Whether a text begins as a line of an access log does. */
export const isAccessLog = (text: string): boolean => HEAD.test(text.split('\n', 1)[0] ?? '');

/** Operations whose answer contains an object. */
const FETCHES =
  /^(REST|WEBSITE|SOAP)\.(GET\.OBJECT(_TORRENT)?|COPY\.(OBJECT|PART)_GET|(POST|SELECT)\.OBJECT(_SELECT)?(_CONTENT)?|GetObject)$/;

/** Whether an object was returned; for a line whose end cannot be read, it is assumed that it was. */
export const handsOut = ({ operation, status }: AccessLogLine): boolean =>
  FETCHES.test(operation) && (status === 0 || (status >= 200 && status < 300));

/** The requester: a session of a role, a user, another account by its canonical id, a service, or the anonymous. */
export function whoAsked({ requester }: AccessLogLine): Who {
  const [, partition, account = '', role, session = ''] =
    /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(requester) ?? [];
  const [, service] = /^svc:(\S+)$/.exec(requester) ?? [];
  const kind = role ? 'role' : service ? 'service' : requester === '' ? 'anonymous' : 'unknown';
  return {
    principal: role ? `arn:${partition}:iam::${account}:role/${role}` : (service ?? (requester || '*')),
    kind: kind === 'unknown' && requester.startsWith('arn:') ? 'user' : kind,
    session,
    ...{ person: '', uniqueId: '', account, accessKey: '', invokedBy: service ?? '' },
  };
}

/** Keys are encoded twice. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
