import type { DeadLetter, DeadLetters } from '../ports.ts';
import type { Authority } from './authority.ts';
import type { LocalQueue } from './queue.ts';

/** The key with which SQS encrypts messages of both queues, and its region. */
export interface QueueKey {
  readonly arn: string;
  /** `kms:ViaService` of a call by SQS. */
  readonly via: string;
}

/** The dead-letter queue in SQLite, for one principal. Every step checks the requests that SQS and KMS would check on AWS. */
export class LocalDeadLetters implements DeadLetters {
  readonly #queue: LocalQueue;
  readonly #key: QueueKey;
  readonly #authority: Authority;

  constructor(queue: LocalQueue, key: QueueKey, authority: Authority) {
    this.#queue = queue;
    this.#key = key;
    this.#authority = authority;
  }

  async each(decide: (letter: DeadLetter) => Promise<'keep' | 'retry' | 'remove'>): Promise<void> {
    const { arn, deadLetterArn } = this.#queue.settings;
    this.#require('sqs:ReceiveMessage', deadLetterArn);
    this.#requireKey('kms:Decrypt');
    for (const { id, body, sent, received } of this.#queue.deadLetters()) {
      const decision = await decide({ body, sent: new Date(sent), received });
      if (decision === 'keep') continue;
      this.#require('sqs:DeleteMessage', deadLetterArn);
      if (decision === 'remove') {
        this.#queue.drop(id);
        continue;
      }
      this.#require('sqs:SendMessage', arn);
      this.#requireKey('kms:GenerateDataKey');
      this.#queue.revive(id);
    }
  }

  #require(action: string, resource: string): void {
    this.#authority.require({ action, resource }, 'with the queues of segments');
  }

  #requireKey(action: string): void {
    const context = { 'kms:ViaService': this.#key.via };
    this.#authority.require({ action, resource: this.#key.arn, context }, 'with the key of the queues');
  }
}
