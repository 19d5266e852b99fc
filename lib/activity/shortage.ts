/**
 * Resources that can be short for a while: on this machine, on the way to a service, or at the service.
 * `retryAfterS`: seconds after which asking again makes sense.
 */
export const SHORTAGES = {
  files: { text: 'no more files can be opened', retryAfterS: 10 },
  memory: { text: 'memory is short', retryAfterS: 10 },
  disk: { text: 'the disk is full or takes no writes', retryAfterS: 60 },
  busy: { text: 'others are writing the same', retryAfterS: 5 },
  throttled: { text: 'a service takes fewer calls than are made', retryAfterS: 10 },
  service: { text: 'a service does not answer, or cannot be reached', retryAfterS: 30 },
} as const satisfies Record<string, { readonly text: string; readonly retryAfterS: number }>;

export type Shortage = keyof typeof SHORTAGES;

/** Names by which an error identifies a shortage: codes of Node and of this project, names of AWS (all SDK clients set them). */
const NAMES: Readonly<Record<Shortage, readonly string[]>> = {
  files: ['EMFILE', 'ENFILE'],
  memory: ['ENOMEM', 'Z_MEM_ERROR', 'ERR_MEMORY_ALLOCATION_FAILED', 'ERR_WORKER_OUT_OF_MEMORY'],
  disk: ['ENOSPC', 'EDQUOT', 'EROFS'],
  busy: [
    ...['EAGAIN', 'EBUSY', 'control.busy', 'object.conflict'],
    ...['OperationAborted', 'ConditionalRequestConflict', 'TransactionConflict', 'TransactionConflictException'],
    'TransactionInProgressException',
  ],
  // https://github.com/smithy-lang/smithy-typescript/blob/main/packages/service-error-classification/src/constants.ts
  throttled: [
    ...['SlowDown', 'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled'],
    ...['RequestThrottledException', 'EC2ThrottledException', 'TooManyRequestsException', 'RequestLimitExceeded'],
    ...['ProvisionedThroughputExceededException', 'BandwidthLimitExceeded', 'LimitExceededException'],
    ...['PriorRequestNotComplete', 'ThrottlingError', 'ProvisionedThroughputExceeded'],
  ],
  service: [
    ...[
      'ECONNREFUSED',
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'ETIMEDOUT',
      'ESOCKETTIMEDOUT',
      'EAI_AGAIN',
      'ENOTFOUND',
    ],
    ...['ENETDOWN', 'ENETUNREACH', 'EHOSTDOWN', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ERR_SOCKET_CONNECTION_TIMEOUT'],
    ...['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'NetworkingError', 'InternalError'],
    ...['InternalFailure', 'InternalServerError', 'InternalServerException', 'InternalServiceException'],
    ...['ServiceUnavailable', 'ServiceUnavailableException', 'ServiceException'],
    ...['DependencyTimeoutException', 'KMSInternalException', 'KeyUnavailableException'],
    // A key or credentials that an operator must repair: the data to be stored under them is sound.
    ...[
      'KMSInvalidStateException',
      'DisabledException',
      'ExpiredToken',
      'ExpiredTokenException',
      'CredentialsProviderError',
    ],
    // From jose: the sign-in's keys could not be fetched.
    ...['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC'],
  ],
};

const BY_NAME: ReadonlyMap<string, Shortage> = new Map(
  Object.entries(NAMES).flatMap(([shortage, names]) => names.map((name) => [name, shortage as Shortage] as const)),
);

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). Extended codes hold them in the lowest byte. */
const BY_SQLITE: ReadonlyMap<number, Shortage> = new Map([
  [5, 'busy'], // SQLITE_BUSY
  [6, 'busy'], // SQLITE_LOCKED
  [7, 'memory'], // SQLITE_NOMEM
  [8, 'disk'], // SQLITE_READONLY
  [10, 'disk'], // SQLITE_IOERR
  [13, 'disk'], // SQLITE_FULL
  [14, 'files'], // SQLITE_CANTOPEN
  [15, 'busy'], // SQLITE_PROTOCOL
] as const);

/** Messages of V8 and libvips about a lack of memory: they have no code for it. */
const MEMORY = /^(?:Array buffer allocation failed|.*\bout of memory\b)/i;

/** Maximum depth of wrapped errors; no library wraps deeper. */
const DEEPEST = 5;

/**
 * The shortage that caused this error, or undefined for any other error. A shortage does not concern the data that was
 * being stored or read: the work must be retried later, and the data must never count as faulty. This function alone
 * decides which errors are shortages. Code that turns an error into a refusal, a dead letter or a withheld frame calls
 * it first.
 */
export function shortageOf(error: unknown): Shortage | undefined {
  return look(error, 0);
}

function look(error: unknown, depth: number): Shortage | undefined {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return undefined;
  const facts = error as Partial<Facts>;
  const direct = ofItself(facts);
  if (direct !== undefined) return direct;
  const { cause, errors, CancellationReasons } = facts;
  // Reasons of a cancelled transaction; attempts to reach each address of a host; wrapped errors.
  for (const inner of [...list(CancellationReasons).map(asError), ...list(errors), cause]) {
    const shortage = look(inner, depth + 1);
    if (shortage !== undefined) return shortage;
  }
  return undefined;
}

/** The shortage that an error names itself, whatever it wraps. */
const ofItself = ({ code, name, message, errcode, $metadata }: Partial<Facts>): Shortage | undefined =>
  named(code) ??
  named(name) ??
  (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? BY_SQLITE.get(errcode & 0xff) : undefined) ??
  (typeof message === 'string' && MEMORY.test(message) ? 'memory' : undefined) ??
  ofStatus($metadata?.httpStatusCode);

interface Facts {
  readonly code: unknown;
  readonly name: unknown;
  readonly message: unknown;
  /** From SQLite. */
  readonly errcode: unknown;
  readonly cause: unknown;
  readonly errors: unknown;
  /** From DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html ("Errors"). */
  readonly CancellationReasons: unknown;
  readonly $metadata: { readonly httpStatusCode?: unknown };
}

const named = (name: unknown): Shortage | undefined => (typeof name === 'string' ? BY_NAME.get(name) : undefined);

/** For an AWS response: 429 and 500 or above mean that the call was not carried out, and do not concern its content. */
function ofStatus(status: unknown): Shortage | undefined {
  if (status === 429) return 'throttled';
  return typeof status === 'number' && status >= 500 ? 'service' : undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const asError = (reason: unknown): unknown => ({ code: (reason as { Code?: unknown } | null)?.Code });
