import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StrongroomError } from '../../activity/errors.ts';
import { makeFolder } from './make-folder.ts';
import { syncFolderNow } from './sync-folder.ts';

/** Identifies the use of a key. A wrapped key opens only under the context in which it was wrapped, as in KMS. */
export type EncryptionContext = Readonly<Record<string, string>>;

interface StoredKey {
  readonly arn: string;
  /** 32 bytes, base64: wraps data keys and computes MACs. */
  readonly secret: string;
  /** ECDSA P-256, PKCS #8, PEM. */
  readonly signing: string;
}

const WRAP = 'aes-256-gcm';

/**
 * Key material by key ARN, one file per key, readable only by its owner. Created on first use. It checks no access:
 * `LocalKeys` and `LocalObjects` do that first.
 */
export class KeyStore {
  readonly #folder: string;
  readonly #keys = new Map<string, StoredKey>();

  constructor(folder: string) {
    this.#folder = folder;
    makeFolder(folder, 0o700);
  }

  /** A fresh data key of 32 bytes, in clear and wrapped. */
  dataKey(arn: string, context: EncryptionContext): { clear: Buffer; wrapped: Buffer } {
    const clear = randomBytes(32);
    const iv = randomBytes(12);
    const cipher = createCipheriv(WRAP, this.derive(arn, 'wrap'), iv).setAAD(bind(arn, context));
    return { clear, wrapped: Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]) };
  }

  /** @throws StrongroomError key.mismatch when the blob was not wrapped by this key in this context */
  unwrap(arn: string, wrapped: Uint8Array, context: EncryptionContext): Buffer {
    const blob = Buffer.from(wrapped);
    if (this.#known(arn) === undefined) throw mismatch(arn); // creating a key here would invent the wrapping key
    try {
      const decipher = createDecipheriv(WRAP, this.derive(arn, 'wrap'), blob.subarray(0, 12));
      decipher.setAAD(bind(arn, context)).setAuthTag(blob.subarray(-16));
      return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
    } catch {
      throw mismatch(arn);
    }
  }

  mac(arn: string, message: Uint8Array): Buffer {
    return createHmac('sha256', this.derive(arn, 'mac')).update(message).digest();
  }

  sign(arn: string, message: Uint8Array): Buffer {
    return sign('sha256', message, createPrivateKey(this.#material(arn).signing));
  }

  publicKey(arn: string): Buffer {
    return createPublicKey(this.#material(arn).signing).export({ format: 'der', type: 'spki' });
  }

  /** One secret per purpose, so that a MAC reveals nothing about the wrapping key. */
  derive(arn: string, purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', Buffer.from(this.#material(arn).secret, 'base64'), arn, purpose, 32));
  }

  #material(arn: string): StoredKey {
    const cached = this.#keys.get(arn);
    if (cached !== undefined) return cached;
    const material = this.#load(arn) ?? this.#create(arn);
    // Once per process, whichever process made the key: data that it wraps must not outlive its name on the disk.
    syncFolderNow(this.#folder);
    this.#keys.set(arn, material);
    return material;
  }

  #known(arn: string): StoredKey | undefined {
    return this.#keys.get(arn) ?? this.#load(arn);
  }

  #path(arn: string): string {
    return join(this.#folder, `${createHash('sha256').update(arn).digest('hex').slice(0, 32)}.json`);
  }

  #load(arn: string): StoredKey | undefined {
    const path = this.#path(arn);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const stored = parse(text);
    if (stored?.arn !== arn) {
      throw new StrongroomError(
        'key.damaged',
        `the key file ${path} is damaged or belongs to another key`,
        'restore the keys folder from a copy: what it wrapped cannot be read without it',
      );
    }
    return stored;
  }

  #create(arn: string): StoredKey {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signing = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const made: StoredKey = { arn, secret: randomBytes(32).toString('base64'), signing };
    const temporary = join(this.#folder, `.${randomBytes(8).toString('hex')}`);
    writeFileSync(temporary, `${JSON.stringify({ ...made, check: checkOf(made) })}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    });
    try {
      linkSync(temporary, this.#path(arn)); // fails when another process was first; its key is then used
      return made;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return this.#load(arn) ?? vanished(arn);
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}

/** Another process may have wrapped data with the key that existed a moment ago: a new key would lose that data. */
function vanished(arn: string): never {
  throw new StrongroomError(
    'key.damaged',
    `the key file of ${arn} was removed while it was being made`,
    'let nothing else write to the keys folder, and restore it from a copy',
  );
}

const mismatch = (arn: string): StrongroomError =>
  new StrongroomError(
    'key.mismatch',
    `the wrapped key was not made by ${arn} in this context, or was changed`,
    'use the keys folder that belongs to this lake',
  );

/** Damage to key material must be distinguishable from damage to wrapped data, and must never create another key. */
const checkOf = ({ arn, secret, signing }: StoredKey): string =>
  createHash('sha256')
    .update(JSON.stringify([arn, secret, signing]))
    .digest('base64');

function parse(text: string): StoredKey | undefined {
  try {
    const stored = JSON.parse(text) as StoredKey & { check: string };
    return stored.check === checkOf(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

const bind = (arn: string, context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify([arn, Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))]));
