import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Inflates gzip as a stream, with back-pressure. Errors of the source and of the data are thrown to the reader.
 * @param chunkSize bytes of each piece
 */
export async function* gunzip(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  chunkSize: number,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize });
  // The callback does nothing: an error destroys the stream, and the reader gets it from there.
  pipeline(Readable.from(source, { objectMode: true }), stream, () => {});
  yield* stream as AsyncIterable<Uint8Array>;
}
