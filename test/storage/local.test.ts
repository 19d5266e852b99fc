import { createPublicKey, verify } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Authority } from '../../lib/storage/local/authority.ts';
import { LocalCatalog } from '../../lib/storage/local/catalog.ts';
import { LocalControl } from '../../lib/storage/local/control.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { LocalKeys } from '../../lib/storage/local/keys.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { LocalObjects, type LocalZone } from '../../lib/storage/local/objects.ts';
import { LocalReads } from '../../lib/storage/local/reads.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { present } from '../present.ts';
import { portContract } from './contract.ts';
import { bytes, collect, testFolder } from './folder.ts';

const zone = (name: LocalZone['name'], folder: string): LocalZone => ({
  ...{ name, bucket: name, bucketArn: `arn:aws:s3:::${name}`, keyArn: `key/${name}`, bucketKey: true, region: 'r' },
  ...{ files: new ObjectFiles(join(folder, name), name), notifications: [] },
});

/** The local adapters for an unrestricted principal: this tests storage, not permissions. */
function openAll(folder = testFolder()): Ports {
  const authority = new Authority('anybody', () => ({ decision: 'Allowed', statements: [] }));
  const clock = { now: () => new Date() };
  const store = new KeyStore(join(folder, 'keys'));
  const db = openDatabase(join(folder, 'control.sqlite'));
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  const zones = {
    raw: zone('raw', folder),
    redacted: zone('redacted', folder),
    derived: zone('derived', folder),
    queries: zone('queries', folder),
    packages: zone('packages', folder),
    audit: zone('audit', folder),
  };
  return {
    objects: new LocalObjects(zones, store, authority, clock),
    control: new LocalControl(db, 'table', store.derive('table', 'items'), authority),
    participation: new LocalControl(db, 'table-p', store.derive('table-p', 'items'), authority, 'participation'),
    reads: new LocalReads(db, clock),
    catalog: new LocalCatalog(db, { catalog: 'c', database: 'd', table: 't' }, authority),
    keys: new LocalKeys(store, { pseudonym: 'key/p', records: 'key/s', certificates: 'key/c' }, authority),
    clock,
  };
}

describe('the local adapters', () => {
  portContract(async () => openAll());

  test('keep everything for the next process', async () => {
    const folder = testFolder();
    const first = openAll(folder);
    await first.objects.putOnce('raw', 'k', bytes('kept'), 'text/plain');
    await first.control.write([{ pk: 'p', sk: 's', ifRev: 0, data: { kept: true } }]);
    const mac = await first.keys.mac(bytes('w'));
    const second = openAll(folder);
    expect(String(await collect(await second.objects.get('raw', 'k')))).toBe('kept');
    expect((await second.control.get('p', 's'))?.data).toEqual({ kept: true });
    expect(await second.keys.mac(bytes('w'))).toEqual(mac);
  });

  test('sign so that anyone with the public key can check it', async () => {
    const { keys } = openAll();
    const message = bytes('certificate');
    const key = createPublicKey({
      key: Buffer.from(await keys.publicKey('certificates')),
      format: 'der',
      type: 'spki',
    });
    const signature = await keys.sign('certificates', message);
    expect(verify('sha256', message, key, signature)).toBe(true);
    expect(verify('sha256', bytes('another'), key, signature)).toBe(false);
  });

  test('write nothing in clear: neither objects, nor items, nor keys readable by other users', async () => {
    const folder = testFolder();
    const { objects, control } = openAll(folder);
    await objects.putOnce('raw', 'k', bytes('xylophone-in-object'), 'text/plain');
    await control.write([{ pk: 'p', sk: 's', ifRev: 0, data: { secret: 'xylophone-in-item' } }]);
    const files = everyFile(folder);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      expect(readFileSync(file).includes('xylophone'), file).toBe(false);
      expect(statSync(file).mode & 0o077, file).toBe(0);
    }
  });

  test('detect any changed byte of a stored object or of its key', async () => {
    const folder = testFolder();
    await openAll(folder).objects.putOnce('raw', 'k', bytes('content'), 'text/plain');
    const files = [...everyFile(join(folder, 'raw')), ...everyFile(join(folder, 'keys'))];
    const keyFiles = files.filter((file) => file.includes('/keys/') && readFileSync(file, 'utf8').includes('key/raw'));
    for (const file of [...everyFile(join(folder, 'raw')), ...keyFiles]) {
      const stored = readFileSync(file);
      for (let at = 0; at < stored.length; at++) {
        const changed = Buffer.from(stored);
        changed[at] = present(changed[at]) ^ 0x04;
        writeFileSync(file, changed);
        await expect(reading(folder), `${file} byte ${at}`).rejects.toThrow(
          /damaged|not what was written|was not made by/,
        );
      }
      writeFileSync(file, stored);
    }
    expect(await reading(folder)).toBe('content');
  });

  test('detect an object file that was moved to another key or another zone', async () => {
    const folder = testFolder();
    const { objects } = openAll(folder);
    await objects.putOnce('raw', 'mine', bytes('a'), 'text/plain');
    await objects.putOnce('raw', 'yours', bytes('b'), 'text/plain');
    const [one, two] = everyFile(join(folder, 'raw'));
    const content = readFileSync(present(one));
    writeFileSync(present(one), readFileSync(present(two)));
    writeFileSync(present(two), content);
    for (const key of ['mine', 'yours']) {
      await expect(objects.get('raw', key)).rejects.toThrow(expect.objectContaining({ code: 'object.damaged' }));
    }
  });

  test('detect a changed item of the control table', async () => {
    const folder = testFolder();
    const { control } = openAll(folder);
    await control.write([{ pk: 'gate', sk: 's', ifRev: 0, data: { state: 'paused' } }]);
    const db = openDatabase(join(folder, 'control.sqlite'));
    onTestFinished(() => db.close());
    const damaged = expect.objectContaining({ code: 'control.damaged' });
    db.exec('UPDATE item SET rev = 7');
    await expect(control.get('gate', 's')).rejects.toThrow(damaged);
    db.exec("UPDATE item SET rev = 1, pk = 'other'");
    await expect(control.get('other', 's')).rejects.toThrow(damaged);
    db.exec("UPDATE item SET pk = 'gate', data = zeroblob(length(data))");
    await expect(control.get('gate', 's')).rejects.toThrow(damaged);
  });
});

const reading = async (folder: string): Promise<string> => {
  const store = new KeyStore(join(folder, 'keys'));
  const authority = new Authority('anybody', () => ({ decision: 'Allowed', statements: [] }));
  const all = zone('raw', folder);
  const objects = new LocalObjects(
    { raw: all, redacted: all, derived: all, queries: all, packages: all, audit: all },
    store,
    authority,
    {
      now: () => new Date(),
    },
  );
  return String(await collect(await objects.get('raw', 'k')));
};

const everyFile = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

test('a lake with objects but without its table of items is damaged, and not empty', () => {
  const folder = testFolder();
  const path = join(folder, 'control.sqlite');
  openDatabase(path).close();
  writeFileSync(path, '');
  openDatabase(path).close(); // nothing is lost where nothing was
  mkdirSync(join(folder, 'raw'));
  writeFileSync(join(folder, 'raw', 'object'), 'x');
  openDatabase(path).close();
  writeFileSync(path, '');
  expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'store.damaged' }));
});

test('what a dead writer left is swept after a day, and not while a writer may still be at it', async () => {
  const folder = testFolder();
  const files = new ObjectFiles(folder, 'raw');
  const now = new Date('2026-05-20T10:00:00Z');
  const hours = (n: number) => new Date(now.getTime() - n * 3_600_000);
  for (const [name, written] of [
    ['fresh', hours(1)],
    ['a day', hours(24)],
    ['a day and a minute', hours(24 + 1 / 60)],
  ] as const) {
    const path = join(folder, 'tmp', name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'body'), 'x');
    utimesSync(path, written, written);
  }
  await files.sweep(now);
  expect(readdirSync(join(folder, 'tmp')).toSorted()).toEqual(['a day', 'fresh']);
});
