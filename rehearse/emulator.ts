import type { ChildProcess } from 'node:child_process';
import { basename, join } from 'node:path';
import { there } from '../lib/activity/there.ts';
import { type Account, PLACE } from './account.ts';
import type { Authorizer } from './authorizer.ts';
import { answers, type Children, freePort } from './children.ts';
import { PROGRAMS } from './tools.ts';

/** The answer of a function, or that it ended in an error. */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

export interface FunctionOptions {
  readonly account: Account;
  readonly authorizer: Authorizer;
  readonly children: Children;
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** The address of the services outside AWS: the sign-in, CloudFormation's address for answers. */
  readonly outside: string;
}

const INVOKE = '/2015-03-31/functions/function/invocations';
/** The share of a function's memory that Node may fill. */
const HEAP = 0.9;
/** Memory of the emulator, Node's code and buffers beside the heap (MB). */
const BESIDE = 1_024;

/**
 * One function of the templates in the Runtime Interface Emulator, as its synthesized bundle with its synthesized
 * environment, and with AWS's client of the Runtime API. Its requests go to the authorizer under the name of its role.
 */
export class EmulatedFunction {
  readonly name: string;
  readonly role: string;
  readonly principal: string;
  readonly #options: FunctionOptions;
  #child: ChildProcess | undefined;
  #origin = '';

  /** @param name as the templates have it */
  constructor(name: string, options: FunctionOptions) {
    this.name = name;
    this.#options = options;
    this.role = basename(there(this.#function.roleArn, 'a role'));
    this.principal = `arn:aws:sts::${PLACE.accountId}:assumed-role/${this.role}/${name}`;
  }

  get #function() {
    const found = this.#options.account.app.functions.find(({ name }) => name === this.name);
    if (found === undefined) throw new Error(`the templates hold no function ${this.name}`);
    return found;
  }

  get arn(): string {
    return this.#function.arn;
  }

  /** Starts it when it does not run. */
  async start(): Promise<void> {
    if (this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) return;
    const [invoke, api] = [await freePort(), await freePort()];
    const { properties } = this.#function;
    const memory = Number(properties.MemorySize);
    const { S3Key } = properties.Code as { S3Key: string };
    const code = join(this.#options.assembly, `asset.${S3Key.replace(/\.zip$/, '')}`);
    this.#child = this.#options.children.start({
      name: this.name,
      command: [
        ...[PROGRAMS.emulator, '--log-level', 'warn', '--runtime-api-address', `127.0.0.1:${api}`],
        ...['--runtime-interface-emulator-address', `127.0.0.1:${invoke}`],
        ...[process.execPath, `--max-old-space-size=${Math.floor(memory * HEAP)}`, PROGRAMS.runtime],
        String(properties.Handler),
      ],
      cwd: code,
      env: { ...this.#environment(memory), LAMBDA_TASK_ROOT: code },
      memoryMb: memory + BESIDE,
    });
    this.#origin = `http://127.0.0.1:${invoke}`;
    await answers(this.#origin, this.#child, this.name);
  }

  #environment(memory: number): Record<string, string> {
    const { properties } = this.#function;
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
    return {
      ...Variables,
      ...this.#options.authorizer.credentialsOf(this.role, this.name),
      AWS_ENDPOINT_URL: this.#options.authorizer.origin,
      AWS_REGION: PLACE.region,
      AWS_DEFAULT_REGION: PLACE.region,
      AWS_LAMBDA_FUNCTION_NAME: this.name,
      AWS_LAMBDA_FUNCTION_TIMEOUT: String(properties.Timeout),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
      // The place of sharp's layer, as Lambda gives it to Node. This machine has sharp for its own processor.
      NODE_PATH: join(import.meta.dirname, '../node_modules'),
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'outside-hook.mjs')}`,
      REHEARSAL_OUTSIDE: this.#options.outside,
    };
  }

  async invoke(event: unknown): Promise<Outcome> {
    await this.start();
    const response = await fetch(`${this.#origin}${INVOKE}`, { method: 'POST', body: JSON.stringify(event) });
    const text = await response.text();
    const value = jsonOf(text);
    const failed = value as { errorType?: unknown; errorMessage?: unknown } | undefined;
    if (response.ok && value !== undefined && failed?.errorType === undefined) return { ok: true, value };
    const said = failed?.errorType ?? (text === '' ? 'no answer' : text.slice(0, 200));
    return { ok: false, error: `${said} (${response.status})` };
  }

  /** Stops it, as when Lambda removes the environment between two calls. */
  async stop(): Promise<void> {
    if (this.#child !== undefined) await this.#options.children.stop(this.#child);
    this.#child = undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
