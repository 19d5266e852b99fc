import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { present } from '../present.ts';
import { collect, testFolder } from './folder.ts';

const start = (folder: string, task: string, name: string): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), folder, task, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

async function output(child: ChildProcess): Promise<string> {
  const ended = once(child, 'close');
  const text = String(await collect(present(child.stdout)));
  expect(await ended).toEqual([0, null]);
  return text;
}

/** Kills a writer after it has reported this many writes: in the middle of its next work. */
async function killedAfter(writes: number, child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  let seen = 0;
  for await (const _line of createInterface({ input: present(child.stdout) })) {
    seen++;
    if (seen === writes) child.kill('SIGKILL');
  }
  expect(seen).toBeGreaterThanOrEqual(writes);
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('processes that write the same objects at once share them, each to exactly one', async () => {
  const folder = testFolder();
  const names = ['one', 'two', 'three'];
  const won = await Promise.all(
    names.map(async (name) => JSON.parse(await output(start(folder, 'race', name))) as string[]),
  );
  expect(won.flat().sort()).toEqual([...new Set(won.flat())].sort());
  expect(won.flat()).toHaveLength(80);
});

test('a killed process leaves every object whole or absent, and locks no other process out', async () => {
  const folder = testFolder();
  const kills = [1, 3, 6, 10];
  for (const writes of kills) await killedAfter(writes, start(folder, 'pour', `w${writes}-`));
  const files = new ObjectFiles(join(folder, 'raw'), 'raw');
  const keys = new KeyStore(join(folder, 'keys'));
  let whole = 0;
  for await (const { key } of files.list('')) {
    const version = present(await files.current(key));
    const dataKey = keys.unwrap('key/raw', Buffer.from(version.head.header.dataKey, 'base64'), {
      'aws:s3:arn': 'arn:aws:s3:::raw',
    });
    const body = await collect(files.read(version, dataKey));
    expect(body.length).toBe(1_000_000);
    whole++;
  }
  expect(whole).toBeGreaterThanOrEqual(kills.reduce((sum, n) => sum + n));
  const db = openDatabase(join(folder, 'control.sqlite'));
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  // Each item was written after its object.
  expect(present(db.prepare('SELECT count(*) AS n FROM item').get()).n).toBeLessThanOrEqual(whole);
  db.close();
  await output(start(folder, 'race', 'later'));
});
