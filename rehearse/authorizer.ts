import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { there } from '../lib/activity/there.ts';
import { type Account, PLACE } from './account.ts';
import { Decider, type Denial } from './decide.ts';
import { ownAnswer } from './own-answers.ts';
import { denied, type Refusal, throttled, unknownCaller, untranslated } from './refusals.ts';
import { type AwsRequest, signerOf, type Translation, translate, UntranslatedError } from './translate/index.ts';

/** Address to which the allowed requests of each service are forwarded: `http://127.0.0.1:port`. */
export type Upstreams = Readonly<Record<string, string>>;

export interface Credentials {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
  readonly AWS_SESSION_TOKEN: string;
}

/** One request that was decided. */
export interface Decided {
  readonly principal: string;
  readonly service: string;
  readonly operation: string;
  readonly denial?: Denial;
  readonly fault?: string;
}

/** Makes calls of a principal fail. Attempts of the SDK at the same call fail alike. */
export interface Fault {
  readonly principal: string;
  /** Index among the calls from now on, from 0. */
  readonly at: number;
  readonly kind: 'throttled' | 'failing';
}

/** One request that was decided, as IAM sees it. */
export interface Asked {
  readonly principal: string;
  readonly takes: Pick<Translation, 'wants' | 'rights'>;
}

export type Created = (object: { bucket: string; key: string; versionId: string }) => Promise<void>;

/** A proxy between clients and the stand-ins that forwards the requests the synthesized policies allow. Loopback only. */
export class Authorizer {
  readonly decided: Decided[] = [];
  readonly untranslated: string[] = [];
  /** The requests that were allowed, each once. */
  readonly allowed = new Map<string, Asked>();
  /** Called for every object that came into being, before its writer is answered. */
  created: Created = async () => {};
  readonly #account: Account;
  readonly #upstreams: Upstreams;
  readonly #principals = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  decider: Decider;
  #fault: (Fault & { calls: Map<string, number> }) | undefined;

  constructor(account: Account, upstreams: Upstreams) {
    this.#account = account;
    this.#upstreams = upstreams;
    this.decider = new Decider(account);
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this.origin;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Credentials that identify requests of a role's session. */
  credentialsOf(role: string, session: string): Credentials {
    const principal = `arn:aws:sts::${PLACE.accountId}:assumed-role/${role}/${session}`;
    const id = createHash('sha256').update(principal).digest('hex').slice(0, 16).toUpperCase();
    this.#principals.set(`ASIA${id}`, principal);
    return { AWS_ACCESS_KEY_ID: `ASIA${id}`, AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_SESSION_TOKEN: 'rehearsal' };
  }

  /** @returns number of calls the principal made until the fault was removed */
  inject(fault: Fault): () => number {
    const held = { ...fault, calls: new Map<string, number>() };
    this.#fault = held;
    return () => {
      this.#fault = undefined;
      return held.calls.size;
    };
  }

  /** Notes a request that is rested on. */
  used(principal: string, { wants, rights }: Asked['takes']): void {
    const takes = { wants, ...(rights && { rights }) };
    this.allowed.set(JSON.stringify([principal, takes]), { principal, takes });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const [request, principal] = await this.#read(incoming);
      const refusal = await this.#answer(request, principal, response);
      if (refusal !== undefined) answerWith(response, refusal);
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String((error as Error).message));
    }
  }

  async #read(incoming: IncomingMessage): Promise<[AwsRequest, string | undefined]> {
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const { url = '/', method = 'GET' } = incoming;
    const [path = '/', query] = url.split('?', 2);
    const signer = signerOf(headers.authorization);
    const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>));
    const request = { service: signer?.service ?? '', method, path, headers, body };
    return [{ ...request, query: new URLSearchParams(query ?? '') }, this.#principals.get(signer?.accessKey ?? '')];
  }

  /** Lets the stand-in answer, or answers with the reason for the denial. */
  async #answer(
    request: AwsRequest,
    principal: string | undefined,
    response: ServerResponse,
  ): Promise<Refusal | undefined> {
    if (principal === undefined) return unknownCaller(request.service);
    let translation: Translation;
    try {
      translation = translate(request, this.#account);
    } catch (error) {
      if (!(error instanceof UntranslatedError)) throw error;
      this.untranslated.push(error.message);
      return untranslated(request.service, error.message);
    }
    const { service, operation } = translation;
    const note = (more: Partial<Decided> = {}) => this.decided.push({ principal, service, operation, ...more });
    const fault = this.#faultOf(principal, request);
    if (fault !== undefined) {
      note({ fault });
      return throttled(service, fault);
    }
    const denial = this.decider.denial(principal, translation);
    note(denial && { denial });
    if (denial !== undefined) return denied(service, denial);
    this.used(principal, translation);
    const own = ownAnswer(translation, request, principal, this.#account);
    if (own !== undefined) return own;
    return this.#forward(request, translation, principal, response);
  }

  #faultOf(principal: string, { headers }: AwsRequest): Fault['kind'] | undefined {
    const fault = this.#fault;
    if (fault?.principal !== principal) return undefined;
    const call = headers['amz-sdk-invocation-id'] ?? String(fault.calls.size);
    if (!fault.calls.has(call)) fault.calls.set(call, fault.calls.size);
    return fault.calls.get(call) === fault.at ? fault.kind : undefined;
  }

  async #forward(
    request: AwsRequest,
    translation: Translation,
    principal: string,
    response: ServerResponse,
  ): Promise<Refusal | undefined> {
    const { service, ifMissing, creates } = translation;
    const { status, headers, body } = await pass(there(this.#upstreams[service], service), this.#rewritten(request));
    // S3 reports a missing object only to a principal that may list the bucket.
    if (status === 404 && ifMissing !== undefined) {
      const denial = this.decider.denialOf(principal, ifMissing);
      if (denial !== undefined) {
        this.decided.push({ principal, service, operation: `${translation.operation} of a missing object`, denial });
        return denied(service, denial, request.method === 'HEAD');
      }
    }
    if (status < 300 && creates !== undefined)
      await this.created({ ...creates, versionId: String(headers['x-amz-version-id'] ?? '') });
    response.writeHead(status, headers).end(body);
    return undefined;
  }

  /** A stand-in has keys of its own: each is found by the alias that the templates give it. */
  #rewritten(request: AwsRequest): AwsRequest {
    if (request.service !== 'kms') return request;
    const input = JSON.parse(request.body.toString('utf8')) as { KeyId: string };
    const KeyId = this.#account.key(input.KeyId)?.alias ?? input.KeyId;
    return { ...request, body: Buffer.from(JSON.stringify({ ...input, KeyId })) };
  }
}

interface Passed {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** Sends a request on as it came. */
function pass(upstream: string, { method, path, query, headers, body }: AwsRequest): Promise<Passed> {
  const text = query.toString();
  const { host: _host, expect: _expect, connection: _connection, 'transfer-encoding': _encoding, ...rest } = headers;
  const options = { method, headers: { ...rest, 'content-length': body.length } };
  return new Promise((resolve, reject) => {
    const outgoing = send(`${upstream}${path}${text === '' ? '' : `?${text}`}`, options, (answer) => {
      Array.fromAsync(answer as AsyncIterable<Buffer>)
        .then((pieces) => {
          const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = answer.headers;
          const status = there(answer.statusCode, 'a status');
          resolve({ status, headers: kept as Passed['headers'], body: Buffer.concat(pieces) });
        })
        .catch(reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const answerWith = (response: ServerResponse, { status, headers, body }: Refusal): void => {
  response.writeHead(status, headers).end(body);
};
