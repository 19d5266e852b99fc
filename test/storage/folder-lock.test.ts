import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { type LockMode, lockFolder } from '../../lib/storage/local/folder-lock.ts';
import { present } from '../present.ts';
import { testFolder } from './folder.ts';

/** A process that holds the folder, or the refusal that it got. */
async function holder(folder: string, hold: LockMode): Promise<{ child: ChildProcess; answer: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), folder, hold], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [answer] = await once(createInterface({ input: present(child.stdout) }), 'line');
  return { child, answer: String(answer) };
}

const answerTo = (folder: string, hold: LockMode): string => {
  try {
    lockFolder(folder, hold, 'the second').release();
    return 'held';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const HOLDS: readonly LockMode[] = ['alone', 'run', 'beside'];

test.each<[LockMode, Record<LockMode, string>]>([
  ['alone', { alone: 'folder.busy', run: 'folder.busy', beside: 'folder.busy' }],
  ['run', { alone: 'folder.busy', run: 'folder.busy', beside: 'held' }],
  ['beside', { alone: 'folder.busy', run: 'held', beside: 'held' }],
])('beside a process that holds a folder %s, and after it was killed', async (first, seconds) => {
  const folder = testFolder();
  const { child, answer } = await holder(folder, first);
  expect(answer).toBe('held');
  for (const second of HOLDS) expect(answerTo(folder, second), second).toBe(seconds[second]);
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
  for (const second of HOLDS) expect(answerTo(folder, second), second).toBe('held');
});

test('a refused process gets the name of the holder', async () => {
  const folder = testFolder();
  const lock = lockFolder(folder, 'run', 'strongroom ingest');
  const { answer } = await holder(folder, 'run');
  expect(answer).toMatch(/^folder\.busy: .*is in use by strongroom ingest \(process \d+, since 20/);
  lock.release();
  expect((await holder(folder, 'run')).answer).toBe('held');
});

test('the notes of dead processes are not named', async () => {
  const folder = testFolder();
  const dead = await holder(folder, 'beside');
  dead.child.kill('SIGKILL');
  await once(dead.child, 'close');
  const lock = lockFolder(folder, 'beside', 'strongroom query');
  expect(() => lockFolder(folder, 'alone', 'strongroom start')).toThrow(/is in use by strongroom query \(process \d+/);
  expect(() => lockFolder(folder, 'alone', 'strongroom start')).not.toThrow(/a test that holds/);
  lock.release();
});

test('a lock that is released leaves no note', () => {
  const folder = testFolder();
  const notes = () => readdirSync(join(folder, '.locks')).filter((name) => name.endsWith('.json'));
  const lock = lockFolder(folder, 'run', 'strongroom ingest');
  expect(notes()).toHaveLength(1);
  lock.release();
  expect(notes()).toEqual([]);
});
