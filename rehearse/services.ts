import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { there } from '../lib/activity/there.ts';
import { createdMessage } from '../lib/storage/local/notification.ts';
import { type Account, PLACE } from './account.ts';
import type { Authorizer, Created } from './authorizer.ts';
import type { Denial } from './decide.ts';
import type { EmulatedFunction, Outcome } from './emulator.ts';
import { type Stores, urlOf } from './stores.ts';

/** A service was denied an action that it takes for the platform. */
class ServiceDeniedError extends Error {
  constructor(service: string, { action, resource, reason }: Denial) {
    super(`${service} is not allowed ${action} on ${resource}: ${reason}`);
  }
}

type Context = Readonly<Record<string, string>>;

/** The actions of AWS's own services between the functions, each allowed by the synthesized policies. */
export class Services {
  readonly #account: Account;
  readonly #authorizer: Authorizer;
  readonly #stores: Stores;

  constructor(account: Account, authorizer: Authorizer, stores: Stores) {
    this.#account = account;
    this.#authorizer = authorizer;
    this.#stores = stores;
  }

  require(service: string, action: string, resource: string, context: Context): void {
    const want = { action, resource, context };
    this.#authorizer.used(service, { wants: [want] });
    const denial = this.#authorizer.decider.denialOf(service, want);
    if (denial !== undefined) throw new ServiceDeniedError(service, denial);
  }

  /** S3 notifies the queues in a bucket's configuration of a new object. */
  readonly notify: Created = async ({ bucket, key, versionId }) => {
    const { arn, properties } = there(
      this.#account.app.buckets.find(({ name }) => name === bucket),
      bucket,
    );
    const { QueueConfigurations = [] } = (properties.NotificationConfiguration ?? {}) as {
      QueueConfigurations?: { Queue: string; Filter?: { S3Key: { Rules: { Name: string; Value: string }[] } } }[];
    };
    for (const { Queue, Filter } of QueueConfigurations) {
      const rules = Filter?.S3Key.Rules ?? [];
      if (!rules.every(({ Name, Value }) => (Name === 'prefix' ? key.startsWith(Value) : key.endsWith(Value))))
        continue;
      const from = { 'aws:SourceArn': arn, 'aws:SourceAccount': PLACE.accountId };
      const queue = there(this.#account.queue(Queue), Queue);
      this.require('s3.amazonaws.com', 'sqs:SendMessage', queue.arn, from);
      for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
        this.require('s3.amazonaws.com', action, there(queue.keyArn, `the key of ${Queue}`), from);
      const object = { bucket, bucketArn: arn, region: PLACE.region, key, versionId, written: new Date() };
      await this.#stores.sendMessage(queue.name, createdMessage(object));
    }
  };

  /** An API calls its function. @param route as the template has it, such as `POST /segments` */
  api(apiId: string, route: string, fn: EmulatedFunction, event: unknown): Promise<Outcome> {
    const source = this.#account.arn('execute-api', `${apiId}/$default/${route.replace(' ', '')}`);
    this.require('apigateway.amazonaws.com', 'lambda:InvokeFunction', fn.arn, { 'aws:SourceArn': source });
    return fn.invoke(event);
  }

  apiId(name: string): string {
    const api = this.#account.app.resources.find(
      ({ type, properties }) => type === 'AWS::ApiGatewayV2::Api' && properties.Name === name,
    );
    return there(api, name).name;
  }

  /** EventBridge Scheduler starts a function under its own role. */
  schedule(fn: EmulatedFunction): Promise<Outcome> {
    const { properties } = there(
      this.#account.app.resources.find(({ type }) => type === 'AWS::Scheduler::Schedule'),
      'a schedule',
    );
    const role = (properties.Target as { RoleArn: string }).RoleArn;
    this.require(role, 'lambda:InvokeFunction', fn.arn, {});
    return fn.invoke({ scheduledTime: new Date().toISOString() });
  }

  /** EventBridge reports a call to the rule that matches its service. */
  report(rule: string, fn: EmulatedFunction, event: unknown): Promise<Outcome> {
    const source = this.#account.arn('events', `rule/${rule}`);
    const from = { 'aws:SourceArn': source, 'aws:SourceAccount': PLACE.accountId };
    this.require('events.amazonaws.com', 'lambda:InvokeFunction', fn.arn, from);
    return fn.invoke(event);
  }
}

/** The most messages that one receive gives. */
const RECEIVED = 10;

/**
 * The event source mapping of a function. It reads the queue under the function's role, delivers batches, deletes finished
 * messages and leaves the rest, which become visible again here at once.
 */
export class QueueSource {
  readonly #fn: EmulatedFunction;
  readonly #account: Account;
  readonly #stores: Stores;
  readonly #sqs: SQSClient;
  readonly #queue: { readonly name: string; readonly arn: string };
  readonly #batchSize: number;

  constructor(fn: EmulatedFunction, account: Account, authorizer: Authorizer, stores: Stores) {
    this.#fn = fn;
    this.#account = account;
    this.#stores = stores;
    const { properties } = there(
      account.app.resources.find(({ type }) => type === 'AWS::Lambda::EventSourceMapping'),
      'an event source mapping',
    );
    this.#queue = there(account.queue(String(properties.EventSourceArn)), 'the queue of the mapping');
    this.#batchSize = Number(properties.BatchSize);
    // Another session of the role: a fault of the function is none of its source.
    const credentials = authorizer.credentialsOf(fn.role, 'event-source');
    this.#sqs = new SQSClient({
      region: PLACE.region,
      endpoint: authorizer.origin,
      useQueueUrlAsEndpoint: false,
      credentials: { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: 'rehearsal' },
    });
  }

  get queue(): string {
    return this.#queue.name;
  }

  /**
   * Until the queue is empty, at most this many batches.
   * @returns the outcomes of the invocations
   */
  async drain(most = 20): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < most; i++) {
      const messages = await this.#receive();
      if (messages.length === 0) return outcomes;
      outcomes.push(await this.#handOver(messages));
    }
    return outcomes;
  }

  async #receive(): Promise<Message[]> {
    const messages: Message[] = [];
    while (messages.length < this.#batchSize) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: urlOf(this.#queue.name),
          MaxNumberOfMessages: Math.min(RECEIVED, this.#batchSize - messages.length),
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      messages.push(...Messages);
    }
    return messages;
  }

  async #handOver(messages: readonly Message[]): Promise<Outcome> {
    const outcome = await this.#fn.invoke({ Records: messages.map((message) => this.#record(message)) });
    const answer = outcome.ok
      ? (outcome.value as { batchItemFailures?: { itemIdentifier: string }[] } | null)
      : undefined;
    const failed = answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
    for (const { MessageId, ReceiptHandle } of messages) {
      const receipt = there(ReceiptHandle, 'the receipt of a message');
      if (outcome.ok && !failed.includes(there(MessageId, 'the id of a message')))
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf(this.#queue.name), ReceiptHandle: receipt }));
      else await this.#stores.showAgain(this.#queue.name, receipt);
    }
    return outcome;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
  #record({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message): object {
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.#queue.arn,
      awsRegion: this.#account.app.place.region,
    };
  }
}
