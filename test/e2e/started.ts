import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Ended } from './in-process.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/strongroom.ts');

/** Runs the real command in a folder, as a script would. */
export function strongroomIn(folder: string, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

/**
 * The main job, `strongroom start` in an empty folder: it runs once for all files of a run, as a process of its own. It takes longer
 * than all else that these files do.
 * @param folder receives what the job left, as a copy that a test may change
 * @returns how it ended, and what it said
 */
export function startedIn(folder: string): Ended {
  const shared = inject('shared');
  const started = join(shared, 'started');
  if (!existsSync(started)) {
    const mine = mkdtempSync(join(shared, 'start-'));
    writeFileSync(join(mine, 'ended.json'), JSON.stringify(strongroomIn(mine, ['start'])));
    try {
      renameSync(mine, started);
    } catch (error) {
      // Another file was first.
      if (!existsSync(started)) throw error;
    }
  }
  if (existsSync(join(started, 'out'))) cpSync(join(started, 'out'), join(folder, 'out'), { recursive: true });
  return JSON.parse(readFileSync(join(started, 'ended.json'), 'utf8')) as Ended;
}
