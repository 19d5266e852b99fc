import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasCode } from '../../lib/activity/errors.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { testFolder } from './folder.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/a';
const OTHER = 'arn:aws:kms:eu-central-1:111122223333:key/b';
const folder = testFolder(afterAll);
const store = new KeyStore(join(folder, 'keys'));

describe('a wrapped data key', () => {
  const context = { bucket: 'raw', key: 'segments/1' };
  const { clear, wrapped } = store.dataKey(KEY, context);
  store.dataKey(OTHER, context);
  const changed = Buffer.from(wrapped);
  changed[20] = (changed[20] ?? 0) ^ 1;

  test('opens in the context that it was wrapped in, in another process too', () => {
    expect(store.unwrap(KEY, wrapped, context)).toEqual(clear);
    expect(new KeyStore(join(folder, 'keys')).unwrap(KEY, wrapped, { key: 'segments/1', bucket: 'raw' })).toEqual(
      clear,
    );
  });

  test.each<[string, string, Uint8Array, Readonly<Record<string, string>>]>([
    ['another value', KEY, wrapped, { bucket: 'raw', key: 'segments/2' }],
    ['a value less', KEY, wrapped, { bucket: 'raw' }],
    ['a value more', KEY, wrapped, { bucket: 'raw', key: 'segments/1', more: '' }],
    ['values exchanged', KEY, wrapped, { bucket: 'segments/1', key: 'raw' }],
    ['another key', OTHER, wrapped, context],
    ['a key that was never made', `${KEY}c`, wrapped, context],
    ['a changed byte', KEY, changed, context],
    ['a byte less', KEY, wrapped.subarray(0, -1), context],
    ['nothing', KEY, new Uint8Array(), context],
  ])('stays closed with %s', (_, arn, blob, given) => {
    let error: unknown;
    try {
      store.unwrap(arn, blob, given);
    } catch (thrown) {
      error = thrown;
    }
    expect(hasCode(error, 'key.mismatch')).toBe(true);
  });
});
