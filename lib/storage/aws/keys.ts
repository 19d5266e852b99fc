import { createHash } from 'node:crypto';
import { GenerateMacCommand, GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Keys, SigningKey } from '../ports.ts';
import { type AwsNames, given } from './config.ts';
import { answered, calling } from './errors.ts';

const SIGNING = {
  records: ['signingKey', 'the key of records'],
  certificates: ['certificateKey', 'the key of certificates'],
} as const satisfies Record<SigningKey, readonly [keyof AwsNames, string]>;

/** The pseudonym and signing keys in KMS. */
export class AwsKeys implements Keys {
  readonly #kms: KMSClient;
  readonly #names: AwsNames;

  constructor(kms: KMSClient, names: AwsNames) {
    this.#kms = kms;
    this.#names = names;
  }

  async mac(message: Uint8Array): Promise<Uint8Array> {
    const KeyId = given(this.#names.pseudonymKey, 'the pseudonym key');
    const command = new GenerateMacCommand({ KeyId, Message: message, MacAlgorithm: 'HMAC_SHA_256' });
    return answered((await calling('compute a MAC', () => this.#kms.send(command))).Mac, 'the MAC');
  }

  /** Sends the digest, because KMS takes at most 4,096 bytes (https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html). */
  async sign(key: SigningKey, message: Uint8Array): Promise<Uint8Array> {
    const KeyId = this.#id(key);
    const Message = createHash('sha256').update(message).digest();
    const command = new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' });
    return answered((await calling('sign', () => this.#kms.send(command))).Signature, 'the signature');
  }

  async publicKey(key: SigningKey): Promise<Uint8Array> {
    const command = new GetPublicKeyCommand({ KeyId: this.#id(key) });
    const { PublicKey } = await calling('read the public key', () => this.#kms.send(command));
    return answered(PublicKey, 'the public key');
  }

  #id(key: SigningKey): string {
    const [name, what] = SIGNING[key];
    return given(this.#names[name], what);
  }
}
