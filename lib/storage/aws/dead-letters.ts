import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetters } from '../ports.ts';
import type { ClientConfig } from './account.ts';
import { answered, calling } from './errors.ts';

/** Visibility timeout of a received message (s). A message that is kept becomes visible again at the end. */
const HIDDEN_S = 300;
/** With a wait time SQS queries all its servers (long polling); only then is an empty response meaningful. */
const WAIT_S = 2;
/** Consecutive empty responses that mean that the queue is empty. */
const EMPTY = 2;

/** The dead-letter queue of segments in SQS. */
class AwsDeadLetters implements DeadLetters {
  readonly #sqs: SQSClient;
  readonly #names: { readonly queue: string; readonly dead: string };

  /** @param names of the queue and of its dead-letter queue */
  constructor(sqs: SQSClient, names: { readonly queue: string; readonly dead: string }) {
    this.#sqs = sqs;
    this.#names = names;
  }

  async each(decide: (letter: DeadLetter) => Promise<'keep' | 'retry' | 'remove'>): Promise<void> {
    const dead = await this.#urlOf(this.#names.dead);
    // Also the messages of a batch that a fault leaves undecided: otherwise the next look would not see them for minutes.
    const hidden = new Set<Received>();
    try {
      for await (const message of this.#messages(dead, hidden)) {
        const decision = await decide(message.letter);
        if (decision === 'keep') continue;
        await this.#take(message, dead, decision === 'retry');
        hidden.delete(message);
      }
    } finally {
      for (const message of hidden) await this.#show(message, dead);
    }
  }

  /** Yields each message once: a message comes again when it was hidden for too short a time, or delivered twice. */
  async *#messages(QueueUrl: string, hidden: Set<Received>): AsyncGenerator<Received> {
    const seen = new Set<string>();
    for (let empty = 0; empty < EMPTY; ) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_S,
        WaitTimeSeconds: WAIT_S,
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
      });
      const { Messages = [] } = await calling('look into the dead-letter queue', () => this.#sqs.send(command));
      const fresh = Messages.map(receivedOf).filter(({ id }) => !seen.has(id));
      for (const message of fresh) {
        seen.add(message.id);
        hidden.add(message);
      }
      empty = fresh.length === 0 ? empty + 1 : 0;
      yield* fresh;
    }
  }

  async #take({ letter, receipt }: Received, dead: string, again: boolean): Promise<void> {
    if (again) {
      const QueueUrl = await this.#urlOf(this.#names.queue);
      // Without delay: the later segments of its session have long arrived.
      const command = new SendMessageCommand({ QueueUrl, MessageBody: letter.body, DelaySeconds: 0 });
      await calling('send a dead letter back', () => this.#sqs.send(command));
    }
    const command = new DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle: receipt });
    await calling('delete a dead letter', () => this.#sqs.send(command));
  }

  /** If this call fails, the message becomes visible again by itself after the timeout. */
  async #show({ receipt }: Received, QueueUrl: string): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 });
    await this.#sqs.send(command).catch(() => {});
  }

  async #urlOf(QueueName: string): Promise<string> {
    const { QueueUrl } = await calling('find a queue', () => this.#sqs.send(new GetQueueUrlCommand({ QueueName })));
    return answered(QueueUrl, 'the address of a queue');
  }
}

/** A message as SQS delivered it. */
interface Received {
  readonly id: string;
  /** Identifies this delivery of the message, in calls that delete it or make it visible again. */
  readonly receipt: string;
  readonly letter: DeadLetter;
}

const receivedOf = ({ MessageId, ReceiptHandle, Body, Attributes }: Message): Received => ({
  id: answered(MessageId, 'the id of a message'),
  receipt: answered(ReceiptHandle, 'the receipt of a message'),
  letter: {
    body: answered(Body, 'the body of a message'),
    sent: new Date(Number(Attributes?.SentTimestamp)),
    received: Number(Attributes?.ApproximateReceiveCount),
  },
});

/** Uses the credentials and the region of the environment. The queue's URL is only a name here, not the endpoint of calls. */
export const awsDeadLetters = (
  names: { readonly queue: string; readonly dead: string },
  config: Partial<ClientConfig> = {},
): DeadLetters => new AwsDeadLetters(new SQSClient({ ...config, useQueueUrlAsEndpoint: false }), names);
