import { StrongroomError } from '../../activity/errors.ts';
import type { Keys, SigningKey } from '../ports.ts';
import type { Authority } from './authority.ts';
import type { KeyStore } from './key-store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
const LONGEST_MAC_MESSAGE = 4096;

export type KeyArns = Readonly<Record<'pseudonym' | SigningKey, string>>;

/** The pseudonym and signing keys, for one principal. */
export class LocalKeys implements Keys {
  readonly #store: KeyStore;
  readonly #arns: KeyArns;
  readonly #authority: Authority;

  constructor(store: KeyStore, arns: KeyArns, authority: Authority) {
    this.#store = store;
    this.#arns = arns;
    this.#authority = authority;
  }

  async mac(message: Uint8Array): Promise<Uint8Array> {
    const context = { 'kms:MacAlgorithm': 'HMAC_SHA_256' };
    this.#authority.require(
      { action: 'kms:GenerateMac', resource: this.#arns.pseudonym, context },
      'with the pseudonym key',
    );
    if (message.length === 0 || message.length > LONGEST_MAC_MESSAGE) {
      throw new StrongroomError('key.bad-message', `a message of ${message.length} bytes`, 'give 1 to 4,096 bytes');
    }
    return this.#store.mac(this.#arns.pseudonym, message);
  }

  async sign(key: SigningKey, message: Uint8Array): Promise<Uint8Array> {
    const context = { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' };
    this.#authority.require({ action: 'kms:Sign', resource: this.#arns[key], context }, `with the key of ${key}`);
    return this.#store.sign(this.#arns[key], message);
  }

  async publicKey(key: SigningKey): Promise<Uint8Array> {
    this.#authority.require({ action: 'kms:GetPublicKey', resource: this.#arns[key] }, `of the key of ${key}`);
    return this.#store.publicKey(this.#arns[key]);
  }
}
