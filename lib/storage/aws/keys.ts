import { createHash } from 'node:crypto';
import { GenerateMacCommand, GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Keys } from '../ports.ts';
import { type AwsNames, given } from './config.ts';
import { calling } from './errors.ts';

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
    return (await calling('compute a MAC', () => this.#kms.send(command))).Mac!;
  }

  /** Sends the digest, because KMS takes at most 4,096 bytes (https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html). */
  async sign(message: Uint8Array): Promise<Uint8Array> {
    const KeyId = given(this.#names.signingKey, 'the signing key');
    const Message = createHash('sha256').update(message).digest();
    const command = new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' });
    return (await calling('sign', () => this.#kms.send(command))).Signature!;
  }

  async publicKey(): Promise<Uint8Array> {
    const KeyId = given(this.#names.signingKey, 'the signing key');
    const command = new GetPublicKeyCommand({ KeyId });
    return (await calling('read the public key', () => this.#kms.send(command))).PublicKey!;
  }
}
