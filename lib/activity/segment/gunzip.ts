import { createGunzip } from 'node:zlib';

/**
 * Inflates gzip as a stream, with back-pressure. What goes wrong in the source or in the data is thrown where it is read.
 * @param chunkSize bytes of each piece
 */
export async function* gunzip(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  chunkSize: number,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize });
  const feeding = feed(source, stream);
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } finally {
    stream.destroy();
    await feeding;
  }
}

/** Never rejects: an error travels through the stream. */
async function feed(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  stream: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const chunk of source) {
      if (stream.destroyed) return;
      if (!stream.write(chunk)) await new Promise<void>((done) => stream.once('drain', done).once('close', done));
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}
