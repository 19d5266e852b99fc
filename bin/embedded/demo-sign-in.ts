import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { SignIn } from '../../lib/governance/sign-in.ts';
import type { Clock } from '../../lib/storage/ports.ts';
import { type DemoPerson, demoPeople } from './demo-people.ts';

export interface DemoAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

const VALID_S = 3_600;
const CODE_S = 60;

/**
 * A sign-in without passwords, for a single machine: its user chooses a person. It implements the part of OpenID
 * Connect that the page needs (authorization code with PKCE, RFC 7636), so that the page signs in exactly as it does
 * elsewhere.
 */
export class DemoSignIn {
  readonly signIn: SignIn;
  readonly keySet: JWTVerifyGetKey;
  readonly #origin: string;
  readonly #key: PrivateKey;
  readonly #people: readonly DemoPerson[];
  readonly #clock: Clock;
  /** Codes that can be exchanged once, for a minute. */
  readonly #codes = new Map<string, { person: DemoPerson; challenge: string; until: number }>();

  private constructor(origin: string, signIn: SignIn, key: PrivateKey, keySet: JWTVerifyGetKey, clock: Clock) {
    this.#clock = clock;
    this.#origin = origin;
    this.signIn = signIn;
    this.#key = key;
    this.keySet = keySet;
    this.#people = demoPeople(signIn.exemptionOfficer);
  }

  /** @param origin of the server, such as http://127.0.0.1:8080 @param like the sign-in whose claims and names to use */
  static async open(origin: string, like: SignIn, clock: Clock): Promise<DemoSignIn> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keySet = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', kid: 'demo' }] });
    const urls = {
      keysUrl: `${origin}/demo/keys`,
      authorizeUrl: `${origin}/demo/authorize`,
      tokenUrl: `${origin}/demo/token`,
    };
    const claims = { level: 'job_level', jurisdiction: 'work_jurisdiction', duties: 'groups' };
    return new DemoSignIn(origin, { ...like, ...urls, claims, issuer: `${origin}/demo` }, privateKey, keySet, clock);
  }

  /** A token like the sign-in's. */
  token({ sub, claims }: Pick<DemoPerson, 'sub' | 'claims'>, now = this.#seconds()): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'demo' })
      .setIssuer(this.signIn.issuer)
      .setAudience(this.signIn.audience)
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + VALID_S)
      .sign(this.#key);
  }

  /** Answers requests under `/demo/`; undefined for any other. */
  async answer(method: string, url: URL, body: string): Promise<DemoAnswer | undefined> {
    switch (`${method} ${url.pathname}`) {
      case 'GET /demo/authorize':
        return this.#choose(url.searchParams);
      case 'POST /demo/token':
        return this.#exchange(new URLSearchParams(body));
      default:
        return undefined;
    }
  }

  #choose(asked: URLSearchParams): DemoAnswer {
    const redirect = URL.parse(asked.get('redirect_uri') ?? '');
    const challenge = asked.get('code_challenge') ?? '';
    if (redirect?.origin !== this.#origin || challenge === '' || asked.get('code_challenge_method') !== 'S256')
      return { status: 400, headers: TEXT, body: 'This is not a request of the page.' };
    const links = this.#people.map((person) => {
      const code = randomBytes(16).toString('base64url');
      this.#codes.set(code, { person, challenge, until: this.#seconds() + CODE_S });
      const to = new URL(redirect);
      to.searchParams.set('code', code);
      to.searchParams.set('state', asked.get('state') ?? '');
      return `<li><a href="${escaped(to.href)}"><strong>${escaped(person.sub)}</strong>: ${escaped(person.says)}</a></li>`;
    });
    return { status: 200, headers: PAGE, body: page(links.join('')) };
  }

  #seconds(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }

  async #exchange(asked: URLSearchParams): Promise<DemoAnswer> {
    const code = asked.get('code') ?? '';
    const waiting = this.#codes.get(code);
    this.#codes.delete(code);
    const shown = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (waiting === undefined || waiting.until < this.#seconds() || shown !== waiting.challenge)
      return { status: 400, headers: JSON_TYPE, body: JSON.stringify({ error: 'invalid_grant' }) };
    const access_token = await this.token(waiting.person);
    return {
      status: 200,
      headers: JSON_TYPE,
      body: JSON.stringify({ access_token, token_type: 'Bearer', expires_in: VALID_S }),
    };
  }
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json', 'cache-control': 'no-store' };
const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

const page = (links: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demonstration sign-in</title><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>Demonstration sign-in</h1>
<p class="notice">This is a demonstration on one machine. There are no passwords and no real people: choose whom to be.</p>
<ul class="people">${links}</ul></main></body></html>
`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string);
