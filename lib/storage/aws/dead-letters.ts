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
import { answered, calling } from './errors.ts';

/** Seconds for which a received message is hidden from others. A message that is kept is shown again at the end. */
const HIDDEN_S = 300;
/** SQS asks all its servers when it may wait for a moment, and only then does an empty answer mean much. */
const WAIT_S = 2;
/** So many empty answers in a row mean that there is nothing more. */
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
    const kept: Received[] = [];
    try {
      for await (const message of this.#messages(dead)) {
        const decision = await decide(message.letter);
        if (decision === 'keep') kept.push(message);
        else await this.#take(message, dead, decision === 'retry');
      }
    } finally {
      for (const message of kept) await this.#show(message, dead);
    }
  }

  /** Each once: a message that comes again was hidden for too short a time, or delivered twice. */
  async *#messages(QueueUrl: string): AsyncGenerator<Received> {
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
      for (const { id } of fresh) seen.add(id);
      empty = fresh.length === 0 ? empty + 1 : 0;
      yield* fresh;
    }
  }

  async #take({ letter, receipt }: Received, dead: string, again: boolean): Promise<void> {
    if (again) {
      const QueueUrl = await this.#urlOf(this.#names.queue);
      // Without delay: the segments after it in its session have long come.
      const command = new SendMessageCommand({ QueueUrl, MessageBody: letter.body, DelaySeconds: 0 });
      await calling('send a dead letter back', () => this.#sqs.send(command));
    }
    const command = new DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle: receipt });
    await calling('delete a dead letter', () => this.#sqs.send(command));
  }

  /** A message that cannot be shown again is, after a while, without us. */
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
  /** Names this delivery of the message, in calls that delete it or show it again. */
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

/** With the credentials and the region of the environment. A queue's URL is a name here, not where calls are sent. */
export const awsDeadLetters = (names: { readonly queue: string; readonly dead: string }): DeadLetters =>
  new AwsDeadLetters(new SQSClient({ useQueueUrlAsEndpoint: false }), names);
