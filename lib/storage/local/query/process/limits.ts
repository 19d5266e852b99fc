/** What one statement may use. */
export interface QueryLimits {
  /** Of the process that runs the statement, all in all (bytes). */
  readonly memory: number;
  readonly threads: number;
  /** How long reading and binding the statement may take, before any data is there (ms). */
  readonly read: number;
  /** How long the statement may run once the data is loaded (ms). */
  readonly time: number;
  readonly rows: number;
  /** Of the result, as JSON text (bytes). */
  readonly bytes: number;
}

export const LIMITS: QueryLimits = {
  memory: 2 * 1024 ** 3,
  threads: 2,
  read: 10_000,
  time: 60_000,
  rows: 100_000,
  bytes: 64 * 1024 ** 2,
};

/** How the memory of a process is shared out; the rest is for the runtime and for files on their way in. */
const SHARES = { engine: 0.6, heap: 0.25 } as const;

/** Of the tables and what DuckDB makes of them (bytes). */
export const engineMemory = ({ memory }: QueryLimits): number => Math.floor(memory * SHARES.engine);

/** Of JavaScript's heap (MiB, as V8 takes it). */
export const heapMegabytes = ({ memory }: QueryLimits): number => Math.floor((memory * SHARES.heap) / 1024 ** 2);

/** What V8 reserves of the address space when it starts and hardly touches; the kernel counts it as data (measured: 540 MiB). */
const RESERVED = 512 * 1024 ** 2;

/** Limits that the kernel holds a process to, by the names of /proc/self/limits; each with its `ulimit` option and unit (bytes). */
export const kernelLimits = ({ memory }: QueryLimits) =>
  [
    { name: 'Max data size', option: '-d', unit: 1024, value: memory + RESERVED },
    // No file can be written: what a process that is killed held in the clear is gone with it.
    { name: 'Max file size', option: '-f', unit: 512, value: 0 },
    { name: 'Max core file size', option: '-c', unit: 512, value: 0 },
    { name: 'Max open files', option: '-n', unit: 1, value: 64 },
  ] as const;

/** Longest text about a statement that an error repeats (characters). */
export const LONGEST_TEXT = 1000;
