import { pipeline, Readable } from 'node:stream';
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
  // The callback does nothing: an error destroys the stream, and whoever reads it gets it from there.
  pipeline(Readable.from(source, { objectMode: true }), stream, () => {});
  yield* stream as AsyncIterable<Uint8Array>;
}
