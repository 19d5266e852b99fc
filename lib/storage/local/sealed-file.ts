import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { StrongroomError } from '../../activity/errors.ts';
import type { Bytes } from '../ports.ts';

/**
 * An encrypted file: magic, length of the header, header in clear (JSON), then the body in chunks of AES-256-GCM.
 *
 * Each chunk is bound to the whole header, its own number and whether it is the last one, so that a changed header, a
 * truncated file, reordered chunks and chunks of another file all fail to decrypt (the STREAM construction: Hoang,
 * Reyhanitabar, Rogaway, Vizár, https://eprint.iacr.org/2015/189).
 */
const MAGIC = Buffer.from('SRM1');
const CHUNK = 64 * 1024;
const TAG = 16;
const SEALED_CHUNK = CHUNK + TAG;
/** A header holds names and one wrapped key; this code never writes a longer one. */
const HEADER_LIMIT = 64 * 1024;
const ALGORITHM = 'aes-256-gcm';

export interface SealedHead<H> {
  readonly header: H;
  /** Offset of the body in the file. */
  readonly start: number;
  /** Bytes of the body in clear. */
  readonly size: number;
  readonly digest: Buffer;
}

/** Encrypts `body` to an open, empty file under `key` (32 bytes, used for this file only) and flushes it to the disk. */
export async function seal(file: FileHandle, header: object, key: Uint8Array, body: Bytes): Promise<{ size: number }> {
  const head = encodeHeader(header);
  const digest = createHash('sha256').update(head).digest();
  await file.writeFile(head);
  let number = 0;
  let size = 0;
  for await (const { block, last } of blocks(body)) {
    const cipher = createCipheriv(ALGORITHM, key, nonce(number, last));
    cipher.setAAD(digest);
    await file.writeFile(Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()]));
    number++;
    size += block.length;
  }
  await file.sync();
  return { size };
}

/** Reads the header. It is not yet authenticated: only decrypting a chunk does that. */
export async function readHead<H>(path: string): Promise<SealedHead<H>> {
  const file = await open(path, 'r');
  try {
    const fixed = Buffer.alloc(MAGIC.length + 4);
    await readExactly(file, fixed, 0, path);
    const length = fixed.readUInt32BE(MAGIC.length);
    if (!fixed.subarray(0, MAGIC.length).equals(MAGIC) || length > HEADER_LIMIT) throw damaged(path);
    const json = Buffer.alloc(length);
    await readExactly(file, json, fixed.length, path);
    const start = fixed.length + length;
    const sealed = (await file.stat()).size - start;
    const chunks = Math.max(1, Math.ceil(sealed / SEALED_CHUNK));
    if (sealed - (chunks - 1) * SEALED_CHUNK < TAG) throw damaged(path);
    const digest = createHash('sha256').update(fixed).update(json).digest();
    return { header: parse(json, path) as H, start, size: sealed - chunks * TAG, digest };
  } finally {
    await file.close();
  }
}

/** The body in clear, chunk by chunk; each chunk is verified before it is returned. @throws StrongroomError object.damaged */
export async function* unseal<H>(path: string, head: SealedHead<H>, key: Uint8Array): Bytes {
  const file = await open(path, 'r');
  try {
    const chunks = Math.max(1, Math.ceil(head.size / CHUNK));
    for (let number = 0; number < chunks; number++) {
      const last = number === chunks - 1;
      const block = Buffer.alloc((last ? head.size - number * CHUNK : CHUNK) + TAG);
      await readExactly(file, block, head.start + number * SEALED_CHUNK, path);
      const decipher = createDecipheriv(ALGORITHM, key, nonce(number, last));
      decipher.setAAD(head.digest);
      decipher.setAuthTag(block.subarray(block.length - TAG));
      const clear = decipher.update(block.subarray(0, block.length - TAG));
      try {
        decipher.final();
      } catch {
        throw damaged(path);
      }
      yield clear;
    }
  } finally {
    await file.close();
  }
}

/** The error of every reader of a damaged file. */
export const damaged = (path: string): StrongroomError =>
  new StrongroomError(
    'object.damaged',
    `the stored file ${path} is not what was written: it was changed, cut or swapped`,
    'restore it from a copy, or ingest the segment again; do not use what was read so far',
  );

function encodeHeader(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const fixed = Buffer.alloc(MAGIC.length + 4);
  MAGIC.copy(fixed);
  fixed.writeUInt32BE(json.length, MAGIC.length);
  return Buffer.concat([fixed, json]);
}

function parse(json: Buffer, path: string): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw damaged(path);
  }
}

/** Unique under one key, because each key seals only one file. */
function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 0);
  bytes[4] = last ? 1 : 0;
  return bytes;
}

/** Cuts the body into full chunks and a last one, which may be empty only when the whole body is. */
async function* blocks(body: Bytes): AsyncGenerator<{ block: Buffer; last: boolean }> {
  const held = Buffer.alloc(CHUNK);
  let filled = 0;
  for await (const piece of body) {
    for (let from = 0; from < piece.length; ) {
      if (filled === CHUNK) {
        yield { block: held, last: false };
        filled = 0;
      }
      const part = piece.subarray(from, from + CHUNK - filled);
      held.set(part, filled);
      filled += part.length;
      from += part.length;
    }
  }
  yield { block: held.subarray(0, filled), last: true };
}

async function readExactly(file: FileHandle, into: Buffer, position: number, path: string): Promise<void> {
  for (let filled = 0; filled < into.length; ) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, position + filled);
    if (bytesRead === 0) throw damaged(path);
    filled += bytesRead;
  }
}
