import type { AccountReading, Ask, CallOutcome, Input } from '../../access/live/reading.ts';
import { walkAccount } from '../../access/live/walk.ts';
import { StrongroomError } from '../../activity/errors.ts';
import { AwsAccount, type ClientConfig } from './account.ts';
import { nameOf, reasonOf } from './errors.ts';
import { CALLS, CLIENTS, type Sends } from './live-table.ts';

/** Concurrent calls: IAM and CloudFormation allow few per second for a whole account. */
const AT_ONCE = 6;

/** Attempts per call. The SDK waits longer each time, and sends fewer requests to a service that throttles. */
const TRIES = 8;

/** Most pages of one list: more than any account has, so that a service that repeats a page cannot prolong a reading for ever. */
const MOST_PAGES = 10_000;

export interface LiveOptions extends ClientConfig {
  /** Stacks whose resources and templates are also read. */
  readonly stacks: readonly string[];
}

/**
 * Reads an account and region. Changes nothing, and reads none of the stored data. A call that AWS refuses, or does not
 * answer after several attempts, becomes an error with its code in the reading.
 * @throws StrongroomError live.caller when AWS does not return the caller's identity
 */
export async function readLive({ stacks, ...config }: LiveOptions): Promise<AccountReading> {
  const { account, arn } = await callerOf(config);
  const asker = new Asker(config, account);
  try {
    const { answers } = await walkAccount(asker.ask, stacks);
    return {
      at: new Date().toISOString(),
      accountId: account,
      region: config.region,
      partition: arn.split(':')[1] ?? 'aws',
      caller: arn,
      stacks,
      answers,
    };
  } finally {
    asker.close();
  }
}

async function callerOf(config: ClientConfig): Promise<{ readonly account: string; readonly arn: string }> {
  try {
    return await new AwsAccount(config).caller();
  } catch (error) {
    const { code, why } = reasonOf(error);
    throw new StrongroomError(
      'live.caller',
      `AWS does not say whose account it is (${code}): ${why}`,
      'sign in (aws sso login, or --profile)',
    );
  }
}

/** Makes calls, few at a time, with every page of each. */
class Asker {
  readonly #config: ClientConfig;
  readonly #account: string;
  readonly #clients = new Map<string, Sends>();
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;

  constructor(config: ClientConfig, account: string) {
    this.#config = { maxAttempts: TRIES, ...config };
    this.#account = account;
  }

  readonly ask: Ask = async (call, input) => {
    await this.#turn();
    try {
      return { output: cleaned(await this.#pages(call, input)) };
    } catch (error) {
      return failed(call, error);
    } finally {
      this.#free++;
      this.#waiting.shift()?.();
    }
  };

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  async #turn(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free--;
  }

  async #pages(call: string, input: Input): Promise<Record<string, unknown>> {
    const { command, pages, given = {} } = CALLS[call] ?? unknownCall(call);
    const client = this.#client(call);
    const joinedPages: Record<string, unknown> = {};
    let mark: unknown;
    for (let page = 0; page < MOST_PAGES; page++) {
      const request = {
        ...given,
        ...input,
        ...(call.startsWith('s3control:') ? { AccountId: this.#account } : {}),
        ...(pages && mark !== undefined ? { [pages[1]]: mark } : {}),
      };
      const answer = (await client.send(new command(request as never) as never)) as Record<string, unknown>;
      for (const [name, value] of Object.entries(answer)) joinedPages[name] = joined(joinedPages[name], value);
      mark = pages === undefined ? undefined : answer[pages[0]];
      if (mark === undefined || mark === null || mark === '') return joinedPages;
    }
    throw new StrongroomError('live.endless', `${call} does not come to an end`, 'try again later');
  }

  #client(call: string): Sends {
    const [service = ''] = call.split(':');
    const client = this.#clients.get(service) ?? (CLIENTS[service] ?? unknownCall(call))(this.#config);
    this.#clients.set(service, client);
    return client;
  }
}

/** A call without a row in the table of calls is a bug of this program. */
function unknownCall(call: string): never {
  throw new StrongroomError('live.unknown-call', `${call} is not in the table of calls`, 'add it to CALLS and CLIENTS');
}

/** Lists are concatenated across pages; for any other value the last page wins. */
const joined = (before: unknown, value: unknown): unknown =>
  Array.isArray(value) ? [...(Array.isArray(before) ? before : []), ...value] : value;

function failed(call: string, error: unknown): CallOutcome {
  if (CALLS[call]?.absent?.includes(nameOf(error))) return { output: null };
  return { error: reasonOf(error) };
}

/** Values of a function's environment may be secrets. They are no policy, so they are dropped on reading. */
const SECRET = 'Variables';

/** The response as a file stores it: without the SDK's metadata, dates as strings. */
function cleaned(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => name !== '$metadata' && each !== undefined)
      .map(([name, each]) => [name, name === SECRET ? blanked(each) : cleaned(each)]),
  );
}

const blanked = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.keys(value).map((name) => [name, '(not read)']))
    : undefined;
