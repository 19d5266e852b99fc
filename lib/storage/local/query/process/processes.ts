import type { QueryLimits } from './limits.ts';
import { QueryProcess } from './query-process.ts';

/** Concurrent query processes of one lake: each may take the memory of a query. */
const MOST = 2;

/**
 * The processes that run the statements of a lake. Each serves one principal only, one statement after another, until a
 * statement fails there. One principal's data is never in a process that runs another principal's statements.
 */
export class QueryProcesses {
  readonly limits: QueryLimits;
  readonly #idle = new Map<QueryProcess, string>();
  readonly #waiting: (() => void)[] = [];
  #fresh: QueryProcess | undefined;
  #busy = 0;
  #closed = false;

  constructor(limits: QueryLimits) {
    this.limits = limits;
  }

  /** Starts a process for the first principal that queries. */
  warm(): this {
    this.#fresh ??= new QueryProcess(this.limits);
    return this;
  }

  /** Lends `work` a process of `principal`, which is kept when `work` says so. @throws Stopped unavailable */
  async use<T extends { readonly keep: boolean }>(
    principal: string,
    work: (process: QueryProcess) => Promise<T>,
  ): Promise<T> {
    while (this.#busy >= MOST) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy++;
    let process: QueryProcess | undefined;
    try {
      process = this.#own(principal) ?? this.#new();
      await process.ready();
      const done = await work(process);
      if (done.keep && !this.#closed) this.#idle.set(process, principal);
      else process.kill();
      return done;
    } catch (error) {
      process?.kill();
      throw error;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  /** Ends idle processes; a busy process ends with its statement. */
  close(): void {
    this.#closed = true;
    for (const process of this.#idle.keys()) process.kill();
    this.#idle.clear();
    this.#fresh?.kill();
    this.#fresh = undefined;
  }

  #own(principal: string): QueryProcess | undefined {
    for (const process of this.#idle.keys()) if (process.ended) this.#idle.delete(process);
    const [own] = [...this.#idle].find(([, owner]) => owner === principal) ?? [];
    if (own) this.#idle.delete(own);
    return own;
  }

  /** A new process. Replaces an idle one of another principal when there would be too many. */
  #new(): QueryProcess {
    const [oldest] = this.#idle.keys();
    if (oldest && this.#idle.size + this.#busy > MOST) {
      this.#idle.delete(oldest);
      oldest.kill();
    }
    const fresh = this.#fresh;
    this.#fresh = undefined;
    return fresh ?? new QueryProcess(this.limits);
  }
}
