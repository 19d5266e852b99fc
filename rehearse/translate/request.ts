import type { Account } from '../account.ts';

type Value = string | readonly string[];

/** One request as a client sends it, before it is authorized. */
export interface AwsRequest {
  /** The service in the credential scope: `s3`, `dynamodb`, ... */
  readonly service: string;
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One request as IAM decides it. */
export interface Wanted {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, Value>>;
}

/** A permission of Lake Formation that a call takes beside IAM. */
export interface LakeRight {
  readonly permission: string;
  readonly on: { readonly database: string; readonly table?: string } | { readonly location: string };
}

/** The permissions that a request needs. */
export interface Translation {
  readonly service: string;
  readonly operation: string;
  readonly wants: readonly Wanted[];
  readonly rights?: readonly LakeRight[];
  /** Asked only when the store has no such object: a caller that must not list the bucket gets 403 instead of 404. */
  readonly ifMissing?: Wanted;
  /** The object that comes into being, for the bucket's notifications. */
  readonly creates?: { readonly bucket: string; readonly key: string };
}

/** How the requests of one service are read. */
export type Translator = (request: AwsRequest, account: Account) => Translation;

/** A request whose actions are not known. It is refused, and the rehearsal fails: nothing passes undecided. */
export class UntranslatedError extends Error {
  constructor(service: string, part: string) {
    super(`${service}: ${part} is not in the table of rehearse/translate`);
    this.name = 'UntranslatedError';
  }
}

/** A request for a resource that no template makes: it is on no list. */
export function known<T>(service: string, value: T | undefined, part: string): T {
  if (value === undefined) throw new UntranslatedError(service, part);
  return value;
}

/** The operation and the input of a service that speaks JSON, with the operation in a header. */
export function jsonCall({ service, headers, body }: AwsRequest): {
  operation: string;
  input: Record<string, unknown>;
} {
  const operation = headers['x-amz-target']?.split('.').at(-1);
  if (operation === undefined) throw new UntranslatedError(service, 'a request without an operation');
  return { operation, input: body.length === 0 ? {} : JSON.parse(body.toString('utf8')) };
}
