import { arnParts, isRecord } from '../../access/index.ts';
import { type Instant, instantOf } from './time.ts';

/** The caller, as far as the record identifies it. */
export interface Who {
  /** ARN of the role or user; in an account's copy of another account's call, its unique id and account; a service; `*`. */
  readonly principal: string;
  readonly kind: 'role' | 'user' | 'root' | 'account' | 'service' | 'person' | 'anonymous' | 'unknown';
  /** Name of the session. */
  readonly session: string;
  /** The value of `sts:SourceIdentity`, or the user of IAM Identity Center on whose behalf the call was made. */
  readonly person: string;
  /** `AROA…` of the role, `AIDA…` of the user. */
  readonly uniqueId: string;
  readonly account: string;
  /** `ASIA…` of a session, `AKIA…` of a user: the same one in the record that handed it out. */
  readonly accessKey: string;
  /** Service that called on the principal's behalf. */
  readonly invokedBy: string;
}

/** A record of CloudTrail, with the fields that are used. Unknown fields are ignored. */
export interface TrailRecord {
  readonly id: string;
  readonly sharedId: string;
  readonly requestId: string;
  readonly at: Instant;
  /** `s3`, `kms`, … */
  readonly service: string;
  /** Without the suffix of a version. */
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly category: string;
  readonly who: Who;
  readonly error: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly arns: readonly string[];
  readonly ip: string;
  readonly agent: string;
  /** Whether AWS left out the parameters, because they were too large. */
  readonly omitted: boolean;
  /** Ids of the record that this one corrects, if any: the same call, repeated with the missing parts. */
  readonly corrects: { readonly id: string; readonly requestId: string } | undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** Counts and insights, which CloudTrail writes beside the records that they sum up: they are no calls themselves. */
const SUMMARIES: ReadonlySet<string> = new Set(['Insight', 'Aggregated']);
const isSummary = ({ eventCategory, eventType }: Readonly<Record<string, unknown>>): boolean =>
  SUMMARIES.has(text(eventCategory)) || eventType === 'AwsCloudTrailInsight' || eventType === 'AwsAggregatedEvent';

/**
 * @returns the record, or why it is none: `no-time`, `no-name`; `summary` for one that only counts others; undefined for an object of
 * another kind
 */
export function readRecord(
  value: Record<string, unknown>,
): TrailRecord | 'no-time' | 'no-name' | 'summary' | undefined {
  if (!('eventSource' in value || 'eventName' in value || 'eventVersion' in value)) return undefined;
  if (isSummary(value)) return 'summary';
  const at = instantOf(value.eventTime ?? value['@timestamp']);
  if (at === undefined) return 'no-time';
  const service = text(value.eventSource).replace(/\.amazonaws\.com(\.cn)?$/, '');
  const name = text(value.eventName).replace(/\d{8}(v\d)?$/, '');
  if (service === '' || name === '') return 'no-name';
  const params = record(value.requestParameters);
  return {
    id: text(value.eventID),
    sharedId: text(value.sharedEventID),
    requestId: text(value.requestID),
    at,
    service,
    name,
    region: text(value.awsRegion),
    account: text(value.recipientAccountId) || text(record(value.userIdentity).accountId),
    category: text(value.eventCategory) || (isDataEvent(value, params) ? 'Data' : 'Management'),
    who: whoOf(record(value.userIdentity)),
    error: text(value.errorCode),
    params,
    response: record(value.responseElements),
    extra: record(value.additionalEventData),
    arns: arnsOf(value.resources),
    ip: text(value.sourceIPAddress),
    agent: text(value.userAgent),
    omitted: String(params.omitted) === 'true' && 'originalSize' in params,
    corrects: correctedBy(record(value.addendum)),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const correctedBy = (addendum: Readonly<Record<string, unknown>>): TrailRecord['corrects'] =>
  text(addendum.originalEventID) === ''
    ? undefined
    : { id: text(addendum.originalEventID), requestId: text(addendum.originalRequestID) };

/** Records before version 1.07 lack the field: calls on one object are data events. */
const isDataEvent = ({ managementEvent, eventSource }: Readonly<Record<string, unknown>>, params: object): boolean =>
  managementEvent === undefined || managementEvent === null
    ? eventSource === 's3.amazonaws.com' && 'key' in params
    : String(managementEvent) === 'false';

/** For a list call, a prefix replaces the ARN. */
const arnsOf = (resources: unknown): string[] =>
  (Array.isArray(resources) ? resources : []).flatMap((resource) => {
    const { ARN, arn, ARNPrefix } = record(resource);
    return [ARN, arn, ARNPrefix].filter((value) => typeof value === 'string');
  });

function whoOf(identity: Readonly<Record<string, unknown>>): Who {
  const context = record(identity.sessionContext);
  const onBehalf = record(identity.onBehalfOf);
  const [uniqueId = '', session = ''] = text(identity.principalId).split(':');
  const common = {
    session,
    person: text(context.sourceIdentity) || text(onBehalf.userId),
    uniqueId,
    account: text(identity.accountId),
    accessKey: text(identity.accessKeyId),
    invokedBy: text(identity.invokedBy),
  };
  const told: Told = {
    ...common,
    arn: text(identity.arn),
    issuer: text(record(context.sessionIssuer).arn),
    names: [onBehalf.userId, identity.userName, identity.principalId].map(text),
  };
  const type = text(identity.type);
  const named = Object.hasOwn(NAMED, type) ? NAMED[type] : undefined;
  return { ...common, ...(named ?? unknownType)(told) };
}

/** The fields of an identity that name its principal. */
interface Told {
  readonly session: string;
  readonly uniqueId: string;
  readonly account: string;
  readonly invokedBy: string;
  readonly arn: string;
  readonly issuer: string;
  /** Names of a person, the best first. */
  readonly names: readonly string[];
}

type Named = (told: Told) => Pick<Who, 'kind' | 'principal'> & { readonly session?: string };

const role: Named = (told) => ({
  kind: 'role',
  principal: told.issuer || roleOf(told.arn) || idOf(told),
  session: told.session || sessionOf(told.arn),
});

const person: Named = ({ names }) => ({ kind: 'person', principal: names.find((name) => name !== '') ?? '' });

const account: Named = (told) =>
  told.account.toLowerCase() === 'anonymous' || (told.uniqueId === '' && told.account === '')
    ? { kind: 'anonymous', principal: '*' }
    : { kind: 'account', principal: idOf(told) };

const unknownType: Named = (told) =>
  told.invokedBy === ''
    ? { kind: 'unknown', principal: told.arn || idOf(told) }
    : { kind: 'service', principal: told.invokedBy };

/**
 * The principal of each type of identity.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const NAMED: Readonly<Record<string, Named>> = {
  AssumedRole: role,
  Role: role,
  IAMUser: (told) => ({ kind: 'user', principal: told.arn || idOf(told) }),
  FederatedUser: (told) => ({ kind: 'user', principal: told.issuer || told.arn || idOf(told) }),
  Root: (told) => ({ kind: 'root', principal: told.arn || `arn:aws:iam::${told.account}:root` }),
  AWSAccount: account,
  AWSService: ({ invokedBy }) => ({ kind: 'service', principal: invokedBy || 'an AWS service' }),
  IdentityCenterUser: person,
  SAMLUser: person,
  WebIdentityUser: person,
};

const idOf = ({ uniqueId, account }: { readonly uniqueId: string; readonly account: string }): string =>
  uniqueId === '' ? `somebody of account ${account || 'unknown'}` : `${uniqueId} of account ${account}`;

/** The role of a session's ARN; a path that the role has does not show in it. */
function roleOf(arn: string): string {
  const parts = arnParts(arn);
  const name = /^assumed-role\/([^/]+)/.exec(parts?.[5] ?? '')?.[1];
  return parts && name ? `arn:${parts[1]}:iam::${parts[4]}:role/${name}` : /:role\//.test(arn) ? arn : '';
}

const sessionOf = (arn: string): string => /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1] ?? '';
