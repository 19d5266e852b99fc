import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { there } from '../lib/activity/there.ts';

export interface Start {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Memory that it may allocate (MB). */
  readonly memoryMb: number;
}

/** When the process at the other end of this pipe ends, however it ended, the whole group is ended too. */
const ENDING = 'exec 3<&0; (read _ <&3; kill -9 -$$) &';

/** Programs that the rehearsal started, each with a memory limit, and none of which outlives it. */
export class Children {
  readonly #running = new Set<ChildProcess>();
  readonly #logs: string;

  /** @param logs folder for the output of the programs */
  constructor(logs: string) {
    this.#logs = logs;
    mkdirSync(logs, { recursive: true });
    process.once('exit', () => this.#kill('SIGKILL'));
  }

  start({ name, command, env, cwd, memoryMb }: Start): ChildProcess {
    const limited = ['-c', `ulimit -d ${memoryMb * 1024}; ${ENDING} exec "$@" </dev/null 3<&-`, 'sh', ...command];
    // A group of its own: the emulator starts others.
    const child = spawn('sh', limited, {
      cwd,
      env: { ...env, PATH: process.env.PATH },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(this.#logs, `${name}.log`), { flags: 'a' });
    for (const output of [child.stdout, child.stderr]) there(output, 'an output').pipe(log, { end: false });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  async stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    signal(child, 'SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.stop(child)));
  }

  #kill(name: NodeJS.Signals): void {
    for (const child of this.#running) signal(child, name);
  }
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It is gone already.
  }
}

/** A free port of the loopback. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const PATIENCE_MS = 60_000;
const BETWEEN_MS = 100;

/** Waits until a server answers anything at all. @throws Error when it does not, or its program ends */
export async function answers(origin: string, child: ChildProcess, program: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += BETWEEN_MS) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${program} ended before it answered`);
    const answer = await fetch(origin).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer !== undefined) return;
    await wait(BETWEEN_MS);
  }
  throw new Error(`${program} does not answer`);
}
