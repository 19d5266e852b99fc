import { constants, zstdCompressSync } from 'node:zlib';

/** The fastest level: the next ones cost twice the time for a few per cent. */
const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };

/** Length of a page that costs less to compress than the setup of the compressor: a column that is empty, or has one value. */
const SHORT = 48;

/** Number of short pages that are kept in memory: a few hundred kilobytes. */
const REMEMBERED = 2_000;

const short = new Map<string, Uint8Array>();

/**
 * A page in ZSTD, which Athena engine 3 reads
 * (https://docs.aws.amazon.com/athena/latest/ug/compression-support-zstd-levels.html).
 */
export function zstd(page: Uint8Array): Uint8Array {
  if (page.length > SHORT) return compress(page);
  const key = Buffer.from(page.buffer, page.byteOffset, page.length).toString('latin1');
  let known = short.get(key);
  if (known === undefined) {
    known = compress(page);
    if (short.size === REMEMBERED) short.clear();
    short.set(key, known);
  }
  return known;
}

const compress = (page: Uint8Array): Uint8Array => zstdCompressSync(page, { params: LEVEL });
