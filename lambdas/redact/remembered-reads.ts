import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Bytes, Objects } from '../../lib/storage/ports.ts';

/**
 * Limits of one object, and of all objects of a batch (bytes, as stored: compressed). A minute of work is 12 kB, its carry half
 * of one.
 */
const LARGEST = 256 * 1024;
const MOST = 16 * 1024 ** 2;
/** Objects that are written once, and read again within a batch: in the second pass, and by the next segments of the session. */
const READ_AGAIN: readonly string[] = [PREFIXES.segments, PREFIXES.carries];

/**
 * The zones for one batch of redaction: an object of the raw zone is read once. Each call on an object is billed, and recorded.
 * Nothing outlasts the batch, and a failed read is tried again.
 */
export function rememberedReads(objects: Objects): Objects {
  const known = new Map<string, readonly Uint8Array[]>();
  let held = 0;
  const get: Objects['get'] = async (zone, key) => {
    if (zone !== 'raw' || !READ_AGAIN.some((prefix) => key.startsWith(prefix))) return objects.get(zone, key);
    const there = known.get(key);
    if (there !== undefined) return replay(there);
    const { chunks, bytes, rest } = await begin(await objects.get(zone, key));
    if (rest !== undefined) return replay(chunks, rest);
    if (held + bytes <= MOST) {
      held += bytes;
      known.set(key, chunks);
    }
    return replay(chunks);
  };
  return new Proxy(objects, {
    get: (target, name) => {
      if (name === 'get') return get;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

/** Reads a small object to its end; of a large one, the beginning, and then the rest as a stream. */
async function begin(
  body: Bytes,
): Promise<{ chunks: Uint8Array[]; bytes: number; rest: AsyncIterator<Uint8Array> | undefined }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const rest = body[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await rest.next();
    if (done) return { chunks, bytes, rest: undefined };
    chunks.push(value);
    bytes += value.length;
    if (bytes > LARGEST) return { chunks, bytes, rest };
  }
}

async function* replay(chunks: readonly Uint8Array[], rest?: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
    if (rest === undefined) return;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest?.return?.();
  }
}
