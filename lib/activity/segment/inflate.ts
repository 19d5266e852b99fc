import { RefusedError } from '../refusals.ts';
import { shortageOf } from '../shortage.ts';
import { gunzip } from './gunzip.ts';

/** zlib's error for each kind of bad gzip data, and this project's code. */
const FAULTS: Record<string, 'body.not-gzip' | 'body.truncated' | 'body.corrupt'> = {
  Z_BUF_ERROR: 'body.truncated',
  'incorrect header check': 'body.not-gzip',
};

/**
 * Inflates a gzip body as a stream, and stops at `limit` bytes, which bounds the cost of a bomb.
 * @throws RefusedError body.not-gzip, body.truncated, body.corrupt, body.bomb
 */
export async function* inflate(
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  try {
    for await (const chunk of gunzip(body, 64 * 1024)) {
      total += chunk.length;
      if (total > limit) throw new RefusedError('body.bomb');
      yield chunk;
    }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // One zlib error does not concern the data: a lack of memory.
    if (!code?.startsWith('Z_') || shortageOf(error) !== undefined) throw error;
    throw new RefusedError(FAULTS[code] ?? FAULTS[message] ?? 'body.corrupt');
  }
}
