import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * An encrypted file that can grow: magic, salt, then records of length and AES-256-GCM ciphertext.
 *
 * Each file has its own key, derived (HKDF, RFC 5869) from the key of the device, the salt and the name of the file.
 * Each record is bound to its number, to the tag of the previous record, and to whether it is the last. A tail torn by
 * a power loss, a moved record, and a renamed file are therefore all detected; the records before the damage remain
 * authenticated.
 */
const MAGIC = Buffer.from('SRC1');
const SALT = 32;
const HEAD = MAGIC.length + SALT;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

export class LogWriter {
  readonly head: Buffer;
  readonly #key: Buffer;
  #number = 0;
  #tag: Buffer;

  constructor(key: Uint8Array, name: string) {
    const salt = randomBytes(SALT);
    this.head = Buffer.concat([MAGIC, salt]);
    this.#key = fileKey(key, salt, name);
    this.#tag = this.head;
  }

  /** One record. None may follow the one marked as last. */
  record(data: Uint8Array, last = false): Buffer {
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce(this.#number++, last)).setAAD(this.#tag);
    const body = Buffer.concat([cipher.update(data), cipher.final()]);
    this.#tag = cipher.getAuthTag();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, body, this.#tag]);
  }
}

export interface ReadLog {
  /** Authenticated records, in order. */
  readonly records: readonly Buffer[];
  /** Whether the last record exists and nothing follows it. */
  readonly complete: boolean;
}

/** Reads as far as the file is intact. Never throws: damage is part of the result. */
export function readLog(key: Uint8Array, name: string, bytes: Buffer): ReadLog {
  const records: Buffer[] = [];
  if (bytes.length < HEAD || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return { records, complete: false };
  const secret = fileKey(key, bytes.subarray(MAGIC.length, HEAD), name);
  let tag = bytes.subarray(0, HEAD);
  for (let at = HEAD; at + 4 + TAG <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end + TAG > bytes.length) break;
    const body = bytes.subarray(at + 4, end);
    const next = bytes.subarray(end, end + TAG);
    at = end + TAG;
    const more = decrypt(secret, nonce(records.length, false), tag, body, next);
    const record = more ?? decrypt(secret, nonce(records.length, true), tag, body, next);
    if (record === undefined) break;
    records.push(record);
    if (more === undefined) return { records, complete: at === bytes.length };
    tag = next;
  }
  return { records, complete: false };
}

function decrypt(key: Buffer, iv: Buffer, aad: Buffer, body: Buffer, tag: Buffer): Buffer | undefined {
  const decipher = createDecipheriv(ALGORITHM, key, iv).setAAD(aad).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}

const fileKey = (key: Uint8Array, salt: Uint8Array, name: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `strongroom collector ${name}`, 32));

/** Unique under one key, because a key belongs to one file. */
function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 0);
  bytes[4] = last ? 1 : 0;
  return bytes;
}
