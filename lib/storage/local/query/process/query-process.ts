import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Stop } from '../errors.ts';
import { FrameReader, Inbox, writeFrame } from './frames.ts';
import { heapMegabytes, kernelLimits, type QueryLimits } from './limits.ts';
import { type Failure, type Order, REPORTS } from './protocol.ts';

/** A statement ended without an answer. */
export class Stopped extends Error {
  readonly failure: Failure | Stop;

  constructor(failure: Failure | Stop) {
    super(failure.code);
    this.failure = failure;
  }
}

const ENTRY = join(import.meta.dirname, 'child.ts');
/** Required for Node to run TypeScript under node_modules. */
const STRIP = join(import.meta.dirname, '../../../../../bin/strip-types.cjs');
/** Time limit of a process start (ms). A machine that is too busy for that has no capacity for queries. */
const START = 60_000;
/** Room around the rows in the longest frame (bytes). */
const ENVELOPE = 1024 ** 2;

/** A child process that runs statements, under limits that the kernel enforces where it can (docs/threat-model.md). */
export class QueryProcess {
  readonly #child: ChildProcess;
  readonly #inbox = new Inbox();
  readonly #orders: Socket | undefined;
  #ready = false;
  #ended = false;

  constructor(limits: QueryLimits) {
    this.#child = spawn(...command(limits), {
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      // Nothing of the parent's environment: no credentials, no options for Node. Athena's clock is UTC.
      env: { TZ: 'UTC' },
    });
    this.#child.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
      this.#end({ code: 'unavailable', why: code }),
    );
    this.#child.on('close', (code, signal) => this.#end(this.#death(code, signal)));
    // Without free descriptors there are no pipes, and the error follows.
    const [orders, , , reports] = (this.#child.stdio ?? []) as (Socket | undefined)[];
    this.#orders = orders;
    // A write to a process that has just ended: the reason is known from its end.
    orders?.on('error', () => {});
    const frames = new FrameReader(limits.bytes + ENVELOPE);
    reports?.on('data', (piece: Buffer) => this.#receive(frames, piece));
    reports?.on('error', () => this.kill());
    // An idle process does not keep this program running.
    for (const handle of [this.#child, orders, reports]) handle?.unref();
  }

  /** Waits until the process can take a statement. @throws Stopped unavailable */
  async ready(): Promise<void> {
    if (this.#ready) return;
    await this.expect(REPORTS.ready, START);
    this.#ready = true;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Sends an order. Its outcome is in the reports, even when it cannot be sent. */
  send(order: Order, body?: Uint8Array): void {
    if (this.#orders) void writeFrame(this.#orders, order, body);
  }

  /**
   * The next report, with the bytes beside it. Kills the process when no report arrives in `ms`, or when it is not one
   * that is valid at this point. A failure report is thrown.
   * @throws Stopped
   */
  async expect<T extends z.ZodType>(reports: T, ms: number): Promise<{ report: z.infer<T>; body: Uint8Array }> {
    // The timer also keeps this program running during the wait: the process and its pipes do not.
    const timer = setTimeout(() => this.kill({ code: 'timeout' }), ms);
    try {
      const { message, body } = await this.#inbox.next();
      const { success, data } = reports.safeParse(message);
      if (success) return { report: data, body };
      this.kill();
      throw new Stopped({ code: 'crashed' });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process at once, whatever it is doing, without waiting for its end. */
  kill(why: Failure | Stop = { code: 'crashed' }): void {
    this.#child.kill('SIGKILL');
    this.#end(why);
  }

  #receive(frames: FrameReader, piece: Buffer): void {
    try {
      for (const frame of frames.push(piece)) this.#inbox.push(frame);
    } catch {
      this.kill();
    }
  }

  #death(code: number | null, signal: NodeJS.Signals | null): Failure | Stop {
    if (!this.#ready) return { code: 'unavailable', why: signal ?? `exit ${code}` };
    return MEMORY.has(String(signal)) ? { code: 'too-large', limit: 'memory' } : { code: 'crashed' };
  }

  #end(failure: Failure | Stop): void {
    this.#ended = true;
    this.#inbox.end(new Stopped(failure));
  }
}

/** Signals that end a process that used too much memory: its own, and that of a kernel that has none left. */
const MEMORY = new Set<string>(['SIGUSR2', 'SIGKILL']);

/** Node under the kernel's limits. A limit that is already lower stays; the child checks all of them. */
function command(limits: QueryLimits): [string, string[]] {
  const parameters = [
    `--max-old-space-size=${heapMegabytes(limits)}`,
    ...['--require', STRIP],
    ...[ENTRY, JSON.stringify(limits)],
  ];
  if (process.platform === 'win32') return [process.execPath, parameters];
  const bounds = kernelLimits(limits).map(({ option, unit, value }) => `ulimit ${option} ${Math.floor(value / unit)}`);
  return ['/bin/sh', ['-c', `${bounds.join('; ')}; exec "$@"`, 'sh', process.execPath, ...parameters]];
}
