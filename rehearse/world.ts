import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '../config/environments.ts';
import { readTemplates } from '../lib/access/files/templates.ts';
import { there } from '../lib/activity/there.ts';
import type { ZoneName } from '../lib/activity/zones.ts';
import { Account, PLACE } from './account.ts';
import { Authorizer } from './authorizer.ts';
import { EmulatedFunction, type Outcome } from './emulator.ts';
import { Outside } from './outside.ts';
import type { Sealed } from './segments.ts';
import { QueueSource, Services } from './services.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';
import { Stores } from './stores.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Answer {
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A made-up account with the platform in it. */
export class World {
  readonly account: Account;
  readonly authorizer: Authorizer;
  readonly stores: Stores;
  readonly services: Services;
  readonly outside: Outside;
  readonly folder: string;
  readonly queue: QueueSource;
  readonly #standIns: StandIns;
  readonly #functions = new Map<string, EmulatedFunction>();
  readonly #assembly: string;

  private constructor(
    account: Account,
    standIns: StandIns,
    authorizer: Authorizer,
    outside: Outside,
    assembly: string,
  ) {
    this.account = account;
    this.authorizer = authorizer;
    this.outside = outside;
    this.folder = standIns.folder;
    this.#standIns = standIns;
    this.#assembly = assembly;
    this.stores = new Stores(account, standIns.upstreams);
    this.services = new Services(account, authorizer, this.stores);
    this.queue = new QueueSource(this.fn('redact'), account, authorizer, this.stores);
    authorizer.created = this.services.notify;
  }

  /** Synthesizes, starts the stand-ins, and creates the resources of the templates in them. */
  static async open(): Promise<World> {
    const standIns = await startStandIns();
    try {
      const assembly = join(standIns.folder, 'assembly');
      mkdirSync(assembly);
      // A process of its own, as an adopter would: it proves, bundles and writes the assembly.
      await run(['bin/app.ts'], { CDK_OUTDIR: assembly });
      const account = new Account(readTemplates(assembly));
      const authorizer = new Authorizer(account, standIns.upstreams);
      await authorizer.listen();
      const outside = await Outside.open(environment.signIn);
      const world = new World(account, standIns, authorizer, outside, assembly);
      await world.stores.deploy();
      return world;
    } catch (error) {
      await standIns.close();
      throw error;
    }
  }

  fn(name: string): EmulatedFunction {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const options = {
      ...{ account: this.account, authorizer: this.authorizer, children: this.#standIns.children },
      ...{ assembly: this.#assembly, outside: this.outside.origin },
    };
    const made = new EmulatedFunction(`${environment.prefix}-${name}`, options);
    this.#functions.set(name, made);
    return made;
  }

  bucket(zone: ZoneName): string {
    const bucket = this.account.app.buckets.find(({ name }) => name.startsWith(`${environment.prefix}-${zone}-`));
    return there(bucket, `the bucket of zone ${zone}`).name;
  }

  get deadQueue(): string {
    return `${environment.prefix}-segments-dead`;
  }

  /** A device sends something: signed with the collector's role, through the API. */
  async send(
    method: string,
    path: string,
    device: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const api = this.services.apiId(`${environment.prefix}-ingest`);
    const userArn = `arn:aws:sts::${PLACE.accountId}:assumed-role/${environment.prefix}-collector/${device}`;
    const resource = this.account.arn('execute-api', `${api}/$default/${method}${path}`);
    this.services.require(userArn, 'execute-api:Invoke', resource, {});
    const route = method === 'POST' ? 'POST /segments' : 'PUT /segments/{batch}/frames/{sha256}';
    const event = {
      version: '2.0',
      routeKey: route,
      rawPath: path,
      rawQueryString: '',
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
      requestContext: {
        accountId: PLACE.accountId,
        apiId: api,
        http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'rehearsal' },
        authorizer: { iam: { accountId: PLACE.accountId, userArn } },
        routeKey: route,
        stage: '$default',
      },
    };
    return answerOf(await this.services.api(api, route, this.fn('ingest'), event));
  }

  post({ device, body }: Pick<Sealed, 'device' | 'body'>): Promise<Answer> {
    return this.send('POST', '/segments', device, body);
  }

  /** A worker asks for something, signed in by the organisation. */
  async ask(method: string, path: string, worker: string, body?: object): Promise<Answer> {
    const api = this.services.apiId(`${environment.prefix}-worker`);
    const event = {
      version: '2.0',
      rawPath: path,
      headers: { authorization: `Bearer ${await this.outside.token(worker)}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      isBase64Encoded: false,
      requestContext: { http: { method, path } },
    };
    return answerOf(await this.services.api(api, `${method} /api/{proxy+}`, this.fn('worker'), event));
  }

  /** The command line as a person with a role of the templates runs it. */
  async command(role: string, person: string, args: readonly string[]): Promise<string> {
    const credentials = this.authorizer.credentialsOf(`${environment.prefix}-${role}`, person);
    const out = join(this.folder, 'out');
    return run(
      ['bin/strongroom.ts', ...args, '--region', PLACE.region, ...(args[0] === 'gate' ? ['--out', out] : [])],
      {
        ...credentials,
        AWS_ENDPOINT_URL: this.authorizer.origin,
        AWS_REGION: PLACE.region,
      },
    );
  }

  async close(): Promise<void> {
    await this.authorizer.close();
    await this.outside.close();
    await this.#standIns.close();
  }
}

/** @throws Error with the output of the program */
async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const base = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const options = { cwd: ROOT, env: { ...base, ...env }, maxBuffer: 64 << 20, timeout: LONGEST_MS };
  const done = await promisify(execFile)(process.execPath, args, options).catch((error) => {
    throw new Error(`${args.slice(0, 3).join(' ')}: ${String(error.stderr).trim().slice(-600)}`);
  });
  return done.stdout;
}

const LONGEST_MS = 300_000;

/** The answer of an API: the function's answer, or 500 when the function failed. */
function answerOf(outcome: Outcome): Answer {
  if (!outcome.ok) return { status: 500, answer: { code: outcome.error } };
  const { statusCode, body } = outcome.value as { statusCode: number; body: string };
  return { status: statusCode, answer: body.startsWith('{') ? JSON.parse(body) : { body } };
}
