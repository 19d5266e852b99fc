import fc from 'fast-check';
import { test as base, describe, expect } from 'vitest';
import type { ItemWrite, KeyRange, ObjectVersion, Ports } from '../../lib/storage/ports.ts';
import { present } from '../present.ts';
import { bytes, collect, pieces } from './folder.ts';

/**
 * What every set of adapters must do. `open` gives ports that may do everything, on stores with nothing in them.
 * @param otherwise tests that a stand-in cannot hold, by name, with what it does instead
 */
export function portContract(open: () => Promise<Ports>, otherwise: Readonly<Record<string, string>> = {}): void {
  const names = new Set(Object.keys(otherwise));
  const test = (name: string, run: () => Promise<void>) => (names.has(name) ? base.skip : base)(name, run);
  describe('objects', () => {
    test('are written once', async () => {
      const { objects } = await open();
      expect(await objects.putOnce('raw', 'a/b=1/c', bytes('first'), 'text/plain')).toEqual({ created: true });
      expect(await objects.putOnce('raw', 'a/b=1/c', bytes('second'), 'text/plain')).toEqual({ created: false });
      expect(String(await collect(await objects.get('raw', 'a/b=1/c')))).toBe('first');
    });

    test('are the same for their readers, however often they are read', async () => {
      const { objects } = await open();
      expect(await objects.putOnce('raw', 'k', bytes('x'), 'text/plain', 'rarely')).toEqual({ created: true });
      expect(await objects.putOnce('raw', 'k', bytes('y'), 'text/plain', 'often')).toEqual({ created: false });
      expect(String(await collect(await objects.get('raw', 'k')))).toBe('x');
    });

    test('have one writer, of many at once', async () => {
      const { objects } = await open();
      const bodies = Array.from({ length: 12 }, (_, i) => bytes(`writer ${i}`));
      const outcomes = await Promise.all(bodies.map((body) => objects.putOnce('raw', 'k', pieces(body), 'text/plain')));
      const winners = bodies.filter((_, i) => present(outcomes[i]).created);
      expect(winners).toHaveLength(1);
      expect(await collect(await objects.get('raw', 'k'))).toEqual(Buffer.from(present(winners[0])));
    });

    test('that are replaced are the new ones for every reader, and are taken for every writer', async () => {
      const { objects } = await open();
      const read = async (key: string) => String(await collect(await objects.get('raw', key)));
      await objects.putOnce('raw', 'old', bytes('first'), 'text/plain');
      for (const key of ['old', 'new']) {
        await objects.replace('raw', key, bytes('second'), 'text/plain');
        await objects.replace('raw', key, bytes('third'), 'text/plain');
        expect(await objects.putOnce('raw', key, bytes('late'), 'text/plain')).toEqual({ created: false });
        expect(await read(key)).toBe('third');
      }
      expect((await versions(objects.listVersions('raw', ''))).map(({ key }) => key).sort()).toEqual([
        'new',
        'new',
        'old',
        'old',
        'old',
      ]);
    });

    test('that are replaced while others write them are the new ones in the end', async () => {
      const { objects } = await open();
      const once = Array.from({ length: 6 }, (_, i) => objects.putOnce('raw', 'k', bytes(`writer ${i}`), 'text/plain'));
      await Promise.all([objects.replace('raw', 'k', bytes('empty'), 'text/plain'), ...once]);
      await objects.putOnce('raw', 'k', bytes('late'), 'text/plain');
      expect(String(await collect(await objects.get('raw', 'k')))).toBe('empty');
    });

    test('are not there at all when their writer fails half-way', async () => {
      const { objects } = await open();
      const failing = (async function* () {
        yield new Uint8Array(200_000);
        throw new Error('reader gave up');
      })();
      await expect(objects.putOnce('raw', 'k', failing, 'text/plain')).rejects.toThrow('reader gave up');
      expect(await objects.exists('raw', 'k')).toBe(false);
      expect(await objects.putOnce('raw', 'k', bytes('whole'), 'text/plain')).toEqual({ created: true });
    });

    test('that are not there are missing', async () => {
      const { objects } = await open();
      await expect(objects.get('raw', 'nothing')).rejects.toThrow(expect.objectContaining({ code: 'object.missing' }));
      expect(await objects.exists('raw', 'nothing')).toBe(false);
    });

    test('belong to their zone', async () => {
      const { objects } = await open();
      await objects.putOnce('raw', 'k', bytes('raw'), 'text/plain');
      expect(await objects.exists('redacted', 'k')).toBe(false);
    });

    test('can be destroyed for good, any number of times, and written anew', async () => {
      const { objects } = await open();
      await objects.putOnce('raw', 'k', bytes('one'), 'text/plain');
      const [version] = await versions(objects.listVersions('raw', ''));
      await objects.deleteVersions('raw', [{ key: 'k', versionId: 'f'.repeat(32) }]);
      expect(await objects.exists('raw', 'k')).toBe(true);
      await objects.deleteVersions('raw', [present(version)]);
      await objects.deleteVersions('raw', [present(version)]);
      expect(await objects.exists('raw', 'k')).toBe(false);
      expect(await versions(objects.listVersions('raw', ''))).toEqual([]);
      expect(await objects.putOnce('raw', 'k', bytes('two'), 'text/plain')).toEqual({ created: true });
      const [next] = await versions(objects.listVersions('raw', ''));
      expect(present(next).versionId).not.toBe(present(version).versionId);
    });

    test('are listed by prefix in key order, with their sizes', async () => {
      const { objects } = await open();
      const keys = ['b/2', 'a/1', 'b/10', 'b', 'c/\u00e9', 'c/\u{1f511}'];
      for (const key of keys) await objects.putOnce('raw', key, bytes(key), 'text/plain');
      const order = [...keys].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
      const all = await versions(objects.listVersions('raw', ''));
      expect(all.map((v) => v.key)).toEqual(order);
      expect(all.map((v) => v.size)).toEqual(order.map((key) => Buffer.byteLength(key)));
      expect((await versions(objects.listVersions('raw', 'b/'))).map((v) => v.key)).toEqual(['b/10', 'b/2']);
      const listed = await Array.fromAsync(objects.list('raw', ''));
      expect(listed.map((object) => object.key)).toEqual(order);
      expect(listed.map((object) => object.lastModified)).toEqual(all.map((v) => v.lastModified));
      expect((await Array.fromAsync(objects.list('raw', 'b/'))).map((object) => object.key)).toEqual(['b/10', 'b/2']);
    });

    test('are listed by ranges of keys, each of them once and nothing outside', async () => {
      const { objects } = await open();
      const keys = ['a/', 'a/0', 'a/40', 'a/4', 'a/80', 'a/800', 'a/c\u00e9', 'a/\u{1f511}', 'b/50'];
      for (const key of keys) await objects.putOnce('raw', key, bytes(key), 'text/plain');
      const within = async (range: KeyRange) =>
        (await versions(objects.listVersions('raw', 'a/', range))).map(({ key }) => key);
      expect(await within({ upTo: 'a/4' })).toEqual(['a/', 'a/0', 'a/4']);
      expect(await within({ after: 'a/4', upTo: 'a/80' })).toEqual(['a/40', 'a/80']);
      expect(await within({ after: 'a/80' })).toEqual(['a/800', 'a/c\u00e9', 'a/\u{1f511}']);
      expect(await within({})).toHaveLength(8);
    });

    test('are listed a level at a time, a folder once however much lies in it', async () => {
      const { objects } = await open();
      const keys = ['b/2', 'a/1', 'b/10', 'b', 'a/x/1', 'a/x/2'];
      for (const key of keys) await objects.putOnce('raw', key, bytes(key), 'text/plain');
      const level = async (prefix: string) =>
        (await Array.fromAsync(objects.level('raw', prefix)))
          .map((entry) => ('folder' in entry ? entry.folder : entry.key))
          .sort();
      expect(await level('')).toEqual(['a/', 'b', 'b/']);
      expect(await level('a/')).toEqual(['a/1', 'a/x/']);
      expect(await level('a/x/')).toEqual(['a/x/1', 'a/x/2']);
      expect(await level('c/')).toEqual([]);
      await objects.deleteVersions('raw', await versions(objects.listVersions('raw', 'a/')));
      expect(await level('')).toEqual(['b', 'b/']);
      expect(await Array.fromAsync(objects.uploads('raw', ''))).toEqual([]);
    });

    test('are destroyed a thousand at a time and no more', async () => {
      const { objects } = await open();
      const many = Array.from({ length: 1_001 }, (_, i) => ({ key: `k${i}`, versionId: 'f'.repeat(32) }));
      await expect(objects.deleteVersions('raw', many)).rejects.toMatchObject({ code: 'object.too-many' });
      await objects.deleteVersions('raw', []);
    });

    test('may have any key, and none of them names a file elsewhere', async () => {
      const { objects } = await open();
      const odd = [
        '../../etc/passwd',
        '/abs',
        '.',
        '..',
        'a//b',
        'a/../b',
        'CON',
        'x\u0000y',
        '%2e%2e',
        ' ',
        'tmp',
        'é',
      ];
      for (const key of odd) await objects.putOnce('raw', key, bytes(key), 'text/plain');
      for (const key of odd) expect(String(await collect(await objects.get('raw', key)))).toBe(key);
    });

    test('refuse a key of a length that S3 has not', async () => {
      const { objects } = await open();
      for (const key of ['', 'k'.repeat(1025), 'é'.repeat(513)]) {
        const put = objects.putOnce('raw', key, bytes('x'), 'text/plain');
        await expect(put, key).rejects.toThrow(expect.objectContaining({ code: 'object.bad-key' }));
      }
    });
  });

  describe('the control table', () => {
    const write = (sk: string, ifRev: number, value: number): ItemWrite => ({ pk: 'p', sk, ifRev, data: { value } });

    test('counts revisions and refuses stale ones', async () => {
      const { control } = await open();
      expect(await control.write([write('a', 0, 1)])).toBe(true);
      expect(await control.write([write('a', 0, 2)])).toBe(false);
      expect(await control.write([write('a', 1, 3)])).toBe(true);
      expect(await control.get('p', 'a')).toEqual({ pk: 'p', sk: 'a', rev: 2, data: { value: 3 } });
      expect(await control.get('p', 'b')).toBeUndefined();
    });

    test('writes all or nothing', async () => {
      const { control } = await open();
      await control.write([write('a', 0, 1)]);
      expect(await control.write([write('b', 0, 1), write('a', 0, 9), write('c', 0, 1)])).toBe(false);
      expect(await items(control.query('p'))).toEqual([{ pk: 'p', sk: 'a', rev: 1, data: { value: 1 } }]);
    });

    test('lets one of many writers through', async () => {
      const { control } = await open();
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => control.write([write('a', 0, i)])));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    test('queries one partition by prefix, in order, however many there are', async () => {
      const { control } = await open();
      const keys = Array.from({ length: 450 }, (_, i) => `n#${String(i).padStart(4, '0')}`);
      for (let i = 0; i < keys.length; i += 90) await control.write(keys.slice(i, i + 90).map((sk) => write(sk, 0, i)));
      await control.write([write('m', 0, 0), write('o', 0, 0), { ...write('n#x', 0, 0), pk: 'q' }]);
      expect((await items(control.query('p', 'n#'))).map((item) => item.sk)).toEqual(keys);
      expect(await items(control.query('p'))).toHaveLength(452);
      expect(await items(control.query('r'))).toEqual([]);
    });

    test('gives the items between two sort keys, both included, however many there are', async () => {
      const { control } = await open();
      const keys = Array.from({ length: 450 }, (_, i) => `n#${String(i).padStart(4, '0')}`);
      for (let i = 0; i < keys.length; i += 90) await control.write(keys.slice(i, i + 90).map((sk) => write(sk, 0, i)));
      await control.write([{ ...write('n#0100', 0, 0), pk: 'q' }]);
      const between = async (from: string, to: string) =>
        (await items(control.between('p', from, to))).map((item) => item.sk);
      expect(await between('n#0100', 'n#0399')).toEqual(keys.slice(100, 400));
      expect(await between('m', 'n#0000')).toEqual(keys.slice(0, 1));
      expect(await between('n#0449', 'z')).toEqual(keys.slice(-1));
      expect(await between('n#0200', 'n#0100')).toEqual([]);
    });

    test('agrees with a plain map on any sequence of writes', async () => {
      const step = fc.array(
        fc.record({ sk: fc.constantFrom('a', 'b', 'c'), ifRev: fc.integer({ min: 0, max: 3 }), value: fc.integer() }),
        { minLength: 1, maxLength: 3 },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const { control } = await open();
          const model = new Map<string, { rev: number; value: number }>();
          for (const writes of steps) {
            const distinct = [...new Map(writes.map((w) => [w.sk, w])).values()];
            const holds = distinct.every((w) => (model.get(w.sk)?.rev ?? 0) === w.ifRev);
            expect(await control.write(distinct.map((w) => write(w.sk, w.ifRev, w.value)))).toBe(holds);
            if (holds) for (const w of distinct) model.set(w.sk, { rev: w.ifRev + 1, value: w.value });
          }
          const stored = (await items(control.query('p'))).map((item) => [item.sk, { rev: item.rev, ...item.data }]);
          expect(new Map(stored as never)).toEqual(model);
        }),
        { numRuns: 25 },
      );
    });

    const bad: Record<string, readonly ItemWrite[]> = {
      'no writes': [],
      'over 100 writes': Array.from({ length: 101 }, (_, i) => write(`k${i}`, 0, i)),
      'the same item twice': [write('a', 0, 1), write('a', 0, 2)],
      'an empty key': [write('', 0, 1)],
      NaN: [write('a', 0, Number.NaN)],
      'an item over 400 KB': [{ pk: 'p', sk: 'a', ifRev: 0, data: { text: 'x'.repeat(410_000) } }],
    };
    base.each(Object.entries(bad))('refuses %s', async (_, writes) => {
      const { control } = await open();
      await expect(control.write(writes)).rejects.toThrow(expect.objectContaining({ code: 'control.bad-write' }));
    });
  });

  test('partitions can be added and dropped again and again', async () => {
    const { catalog } = await open();
    const one = { jurisdiction: 'XA', day: '2026-05-20', shard: '0' };
    const two = { ...one, shard: '1' };
    for (const partition of [two, one, one]) await catalog.addPartition(partition);
    // Glue says nothing of an order.
    expect(await items(catalog.listPartitions())).toEqual(expect.arrayContaining([one, two]));
    expect(await items(catalog.listPartitions())).toHaveLength(2);
    for (const partition of [one, one]) await catalog.dropPartition(partition);
    expect(await items(catalog.listPartitions())).toEqual([two]);
  });

  test('MACs are stable and depend on every byte of the message', async () => {
    const { keys } = await open();
    const [a, again, b] = await Promise.all(['worker 1', 'worker 1', 'worker 2'].map((m) => keys.mac(bytes(m))));
    expect(a).toHaveLength(32);
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
  });
}

async function items<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

const versions = (source: AsyncIterable<ObjectVersion>): Promise<ObjectVersion[]> => items(source);
