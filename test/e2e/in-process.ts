// Loaded where this process stands: esbuild keeps the folder in which it was loaded, and a command's folder is gone after its test.
import 'esbuild';
import { run } from '../../bin/run.ts';
import { present } from '../present.ts';

/** What a command left: its exit code, and what it wrote to each of the two streams. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs one command in this process, as if it stood in `folder`. A process of its own for each of some thirty commands spends
 * nearly all of its time on loading the same modules.
 */
export async function runIn(folder: string, args: readonly string[]): Promise<Ended> {
  const stood = process.cwd();
  const written = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const writes = streams.map((name) => process[name].write);
  for (const name of streams)
    process[name].write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      written[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const told = rest.find((value) => typeof value === 'function');
      if (told !== undefined) (told as () => void)();
      return true;
    }) as typeof process.stdout.write;
  process.chdir(folder);
  try {
    return { status: await run(args), out: written.stdout, err: written.stderr };
  } finally {
    process.chdir(stood);
    for (const [i, name] of streams.entries()) process[name].write = present(writes[i]);
  }
}
