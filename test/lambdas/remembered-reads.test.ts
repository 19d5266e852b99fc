import { expect, test } from 'vitest';
import { rememberedReads } from '../../lambdas/redact/remembered-reads.ts';
import type { Objects } from '../../lib/storage/ports.ts';
import { openTestLake } from './lake.ts';

const read = async (objects: Objects, key: string, zone: 'raw' | 'redacted' = 'raw') =>
  Buffer.concat(await Array.fromAsync(await objects.get(zone, key)));

async function counted() {
  const { ports } = await openTestLake({ gate: false });
  const asked: string[] = [];
  const { objects } = ports;
  const counting = new Proxy(objects, {
    get: (target, name) => {
      const own = (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
      return name !== 'get' ? own : (...args: unknown[]) => asked.push(String(args[1])) && own(...args);
    },
  });
  return { objects, asked, remembered: rememberedReads(counting) };
}
const put = (objects: Objects, key: string, body: Uint8Array, zone: 'raw' | 'redacted' = 'raw') =>
  objects.putOnce(zone, key, body, 'application/octet-stream');

test('a segment and what it tells others are read once, whole, no matter which reader stops in the middle', async () => {
  const { objects, asked, remembered } = await counted();
  for (const key of ['segments/a', 'carries/a']) await put(objects, key, Buffer.from(key));
  for await (const _ of await remembered.get('raw', 'segments/a')) break;
  for (let n = 0; n < 2; n++)
    for (const key of ['segments/a', 'carries/a']) expect((await read(remembered, key)).toString()).toBe(key);
  expect(asked).toEqual(['segments/a', 'carries/a']);
});

test('frames and other zones are not kept, and a large object is passed on whole', async () => {
  const { objects, asked, remembered } = await counted();
  const large = Buffer.alloc(300_000, 7);
  await put(objects, 'segments/large', large);
  await put(objects, 'frames/f', large);
  await put(objects, 'activity/p', Buffer.from('p'), 'redacted');
  for (let n = 0; n < 2; n++) {
    expect((await read(remembered, 'segments/large')).equals(large)).toBe(true);
    expect((await read(remembered, 'frames/f')).equals(large)).toBe(true);
    expect((await read(remembered, 'activity/p', 'redacted')).toString()).toBe('p');
  }
  expect(asked).toHaveLength(6);
});

test('what was not there is asked for again', async () => {
  const { objects, remembered } = await counted();
  await expect(read(remembered, 'carries/tags')).rejects.toThrow();
  await put(objects, 'carries/tags', Buffer.from('key'));
  expect((await read(remembered, 'carries/tags')).toString()).toBe('key');
});
