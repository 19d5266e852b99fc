import { AwsV4Signer } from 'aws4fetch';
import { StrongroomError } from '../activity/errors.ts';
import { parseObject } from '../activity/parse-object.ts';
import type { Response, SendRequest, Transport } from './ports.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface HttpOptions {
  /** Time-out of each request. */
  readonly patience?: () => AbortSignal;
  /** Headers that authenticate the device. */
  readonly sign?: (request: SendRequest, url: string) => Promise<Readonly<Record<string, string>>>;
}

/** API Gateway times out after 30 s. */
const PATIENCE_MS = 35_000;
const patient = () => AbortSignal.timeout(PATIENCE_MS);
/** Responses of the ingest API are a few hundred bytes. */
const ANSWER_LIMIT = 64 * 1024;
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Sends to an ingest API over HTTPS; plain HTTP only to this machine. A redirect is an error: no other
 * host must get the content.
 * @param base such as `https://id.execute-api.region.amazonaws.com`
 * @throws StrongroomError collector.url
 */
export function httpTransport(base: string, { patience = patient, sign }: HttpOptions = {}): Transport {
  const { protocol, hostname } = parse(base);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.includes(hostname)))
    throw new StrongroomError('collector.url', 'activity is sent over https only', 'begin the address with https://');
  const root = base.replace(/\/+$/, '');
  return async (request) => {
    const url = `${root}${request.path}`;
    const { method, body } = request;
    const headers = { ...request.headers, ...(await sign?.(request, url)) };
    const signal = patience();
    const response = await fetch(url, {
      method,
      headers,
      body: body as NonNullable<RequestInit['body']>,
      signal,
      redirect: 'error',
    });
    const answer = parseObject(await text(response));
    const retryAfterS = retryAfter(response.headers);
    const found: Response = { status: response.status, ...(answer && { answer }) };
    return retryAfterS === undefined ? found : { ...found, retryAfterS };
  };
}

/**
 * Signs with Signature Version 4, as the ingest API's IAM authorizer requires.
 * @param credentials called for each request, because a session's credentials expire
 */
export const signV4 =
  (region: string, credentials: () => Credentials | Promise<Credentials>): NonNullable<HttpOptions['sign']> =>
  async ({ method, headers, body }, url) => {
    const from = await credentials();
    const given = {
      url,
      method,
      headers: { ...headers },
      body: body as NonNullable<RequestInit['body']>,
      service: 'execute-api',
      region,
    };
    const signed = await new AwsV4Signer({ ...given, ...from }).sign();
    return Object.fromEntries([...signed.headers].filter(([name]) => name !== 'host'));
  };

function parse(base: string): URL {
  try {
    return new URL(base);
  } catch {
    throw new StrongroomError('collector.url', `'${base}' is no address`, 'name the address of the ingest API');
  }
}

/** Reads at most this much of a body, which may come from any host. */
async function text(response: globalThis.Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds, or a date (RFC 9110, 10.2.3) relative to the response's own date: the local clock may be wrong. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const said = Date.parse(headers.get('date') ?? '');
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - said) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
