import { expect, test } from 'vitest';
import { rememberedMacs } from '../../lambdas/ingest/remembered-macs.ts';
import type { Keys } from '../../lib/storage/ports.ts';

function asked(most?: number) {
  const messages: string[] = [];
  let now = 0;
  let isDisabled = false;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const keys: Keys = {
    mac: async (message) => {
      if (isDisabled) throw new Error('disabled');
      messages.push(new TextDecoder().decode(message));
      return bytes(`mac of ${new TextDecoder().decode(message)}`);
    },
    sign: async (key, message) => bytes(`${key} ${message.length}`),
    publicKey: async (key) => bytes(key),
  };
  const remembered = rememberedMacs(keys, { now: () => new Date(now) }, most);
  return {
    messages,
    mac: async (text: string) => new TextDecoder().decode(await remembered.mac(bytes(text))),
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
    disable: () => {
      isDisabled = true;
    },
    remembered,
  };
}

test('asks for each MAC once in an hour', async () => {
  const { mac, messages, pass } = asked();
  for (const text of ['a', 'b', 'a', 'b']) expect(await mac(text)).toBe(`mac of ${text}`);
  expect(messages).toEqual(['a', 'b']);
  pass(59);
  await mac('a');
  expect(messages).toHaveLength(2);
  pass(1);
  await mac('a');
  expect(messages).toEqual(['a', 'b', 'a']);
});

test('a disabled key ends it within the hour, and a failed request is not remembered', async () => {
  const { mac, pass, disable } = asked();
  await mac('a');
  disable();
  expect(await mac('a')).toBe('mac of a');
  await expect(mac('b')).rejects.toThrow('disabled');
  pass(60);
  await expect(mac('a')).rejects.toThrow('disabled');
});

test('forgets the oldest when there are too many', async () => {
  const { mac, messages } = asked(2);
  for (const text of ['a', 'b', 'c', 'b', 'c', 'a']) await mac(text);
  expect(messages).toEqual(['a', 'b', 'c', 'a']);
});

test('signs and names keys as before', async () => {
  const { remembered } = asked();
  expect(new TextDecoder().decode(await remembered.publicKey('certificates'))).toBe('certificates');
  expect(new TextDecoder().decode(await remembered.sign('records', new Uint8Array(3)))).toBe('records 3');
});
