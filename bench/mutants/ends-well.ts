import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LONGEST_MS = 600_000;
const MOST_BYTES = 2 * 1024 ** 3;
const LOOK_MS = 2_000;

/**
 * Runs a program of Node in a folder. A changed program may never end, or write for ever: it and all that it started are then ended, and
 * its temporary files are removed in any case.
 * @returns whether it ended by itself without an error
 */
export async function endsWell(args: readonly string[], cwd: string): Promise<boolean> {
  const temporary = mkdtempSync(join(tmpdir(), 'strongroom-mutant-'));
  const env = { ...process.env, TMPDIR: temporary };
  // A process group of its own: the end of vitest alone would leave its workers running.
  const child = spawn(process.execPath, args, { cwd, env, stdio: 'ignore', detached: true });
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended.
    }
  };
  const late = setTimeout(end, LONGEST_MS);
  const large = setInterval(() => bytesIn(temporary) > MOST_BYTES && end(), LOOK_MS);
  try {
    return await new Promise<boolean>((resolve) => {
      child.on('error', () => resolve(false));
      child.on('exit', (code) => resolve(code === 0));
    });
  } finally {
    clearTimeout(late);
    clearInterval(large);
    end();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Bytes of all files below a folder; 0 where one of its folders goes while it is read. */
function bytesIn(folder: string): number {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0;
  }
}
