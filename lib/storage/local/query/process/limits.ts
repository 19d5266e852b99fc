/** Limits of one statement. */
export interface QueryLimits {
  /** Total of the process that runs the statement (bytes). */
  readonly memory: number;
  readonly threads: number;
  /** Time to read and bind the statement, before any data is loaded (ms). */
  readonly read: number;
  /** Time to run the statement once the data is loaded (ms). */
  readonly time: number;
  readonly rows: number;
  /** Size of the result, as JSON text (bytes). */
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

/** Shares of a process's memory; the rest is for the runtime and for incoming files. */
const SHARES = { engine: 0.6, heap: 0.25 } as const;

/** Memory of the tables and of DuckDB's work on them (bytes). */
export const engineMemory = ({ memory }: QueryLimits): number => Math.floor(memory * SHARES.engine);

/** JavaScript's heap (MiB, V8's unit). */
export const heapMegabytes = ({ memory }: QueryLimits): number => Math.floor((memory * SHARES.heap) / 1024 ** 2);

/** Address space that V8 reserves at its start and hardly uses; the kernel counts it as data (measured: 540 MiB). */
const RESERVED = 512 * 1024 ** 2;

/**
 * Limits that the kernel enforces on a process, by the names of /proc/self/limits; each with its `ulimit` option and
 * unit (bytes).
 */
export const kernelLimits = ({ memory }: QueryLimits) =>
  [
    { name: 'Max data size', option: '-d', unit: 1024, value: memory + RESERVED },
    // No file can be written: clear text in a killed process is gone with it.
    { name: 'Max file size', option: '-f', unit: 512, value: 0 },
    { name: 'Max core file size', option: '-c', unit: 512, value: 0 },
    { name: 'Max open files', option: '-n', unit: 1, value: 64 },
  ] as const;

/** Longest text about a statement that an error quotes (characters). */
export const LONGEST_TEXT = 1000;
