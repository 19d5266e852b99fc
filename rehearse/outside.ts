import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { SignIn } from '../lib/governance/sign-in.ts';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** The services outside AWS, on loopback: the organisation's sign-in, and the address that takes CloudFormation's answers. */
export class Outside {
  /** Bodies that were put somewhere. */
  readonly received: string[] = [];
  readonly #signIn: SignIn;
  readonly #key: Key;
  readonly #keys: string;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(signIn: SignIn, key: Key, keys: string) {
    this.#signIn = signIn;
    this.#key = key;
    this.#keys = keys;
  }

  static async open(signIn: SignIn): Promise<Outside> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', kid: 'rehearsal' }] });
    const outside = new Outside(signIn, privateKey, keys);
    outside.#server.listen(0, '127.0.0.1');
    await once(outside.#server, 'listening');
    return outside;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A token of the organisation for a worker. */
  token(worker: string): Promise<string> {
    return new SignJWT({})
      .setProtectedHeader({ alg: 'RS256', kid: 'rehearsal' })
      .setIssuer(this.#signIn.issuer)
      .setAudience(this.#signIn.audience)
      .setSubject(worker)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(this.#key);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString('utf8');
    const keys = new URL(this.#signIn.keysUrl);
    if (request.method === 'PUT') this.received.push(body);
    if (request.method === 'PUT') response.writeHead(200).end();
    else if (request.url === `/${keys.hostname}${keys.pathname}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end(this.#keys);
    else response.writeHead(404).end();
  }
}
