import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { StrongroomError } from '../../activity/errors.ts';
import { nth } from '../../activity/there.ts';
import { checkWrites } from '../control-writes.ts';
import type { Control, Item, ItemWrite } from '../ports.ts';
import { given } from './config.ts';
import { calling } from './errors.ts';

/** Attempts of a transaction that conflicts with others, and the pause before the second one (ms); it doubles each time. */
const ATTEMPTS = 6;
const FIRST_PAUSE = 25;

/** The control table, or the participation table, in DynamoDB. */
export class AwsControl implements Control {
  readonly #db: DynamoDBDocumentClient;
  readonly #name: string | undefined;
  readonly #what: string;

  /** @param name of the table, if this function received one @param table as errors name it */
  constructor(db: DynamoDBDocumentClient, name: string | undefined, table = 'the control table') {
    this.#db = db;
    this.#name = name;
    this.#what = table;
  }

  async get(pk: string, sk: string): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { pk, sk }, ConsistentRead: true });
    const { Item: item } = await calling(`read ${this.#what}`, () => this.#db.send(command));
    return item && itemOf(item);
  }

  async write(writes: readonly ItemWrite[]): Promise<boolean> {
    checkWrites(writes);
    for (let attempt = 1; ; attempt++) {
      const outcome = await calling(`write ${this.#what}`, () =>
        writes.length === 1 ? this.#attemptOne(nth(writes, 0)) : this.#attempt(writes),
      );
      if (outcome !== 'conflict') return outcome;
      if (attempt === ATTEMPTS) throw busy();
      await wait(FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  query(pk: string, prefix = ''): AsyncGenerator<Item> {
    return prefix === ''
      ? this.#pages('pk = :pk', { ':pk': pk })
      : this.#pages('pk = :pk AND begins_with(sk, :prefix)', { ':pk': pk, ':prefix': prefix });
  }

  async *between(pk: string, from: string, to: string): AsyncGenerator<Item> {
    // DynamoDB refuses bounds in the wrong order, which stand for no item.
    if (from <= to)
      yield* this.#pages('pk = :pk AND sk BETWEEN :from AND :to', { ':pk': pk, ':from': from, ':to': to });
  }

  async *#pages(
    KeyConditionExpression: string,
    ExpressionAttributeValues: Readonly<Record<string, string>>,
  ): AsyncGenerator<Item> {
    const pages = paginateQuery(
      { client: this.#db },
      { TableName: this.#table, ConsistentRead: true, KeyConditionExpression, ExpressionAttributeValues },
    )[Symbol.asyncIterator]();
    for (;;) {
      const { value: page, done } = await calling(`read ${this.#what}`, () => pages.next());
      if (done) return;
      yield* (page.Items ?? []).map(itemOf);
    }
  }

  get #table(): string {
    return given(this.#name, this.#what);
  }

  async #attempt(writes: readonly ItemWrite[]): Promise<boolean | 'conflict'> {
    try {
      await this.#db.send(new TransactWriteCommand({ TransactItems: writes.map((write) => this.#put(write)) }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html ("Errors")
      const reasons = new Set((error.CancellationReasons ?? []).map(({ Code }) => Code));
      if (reasons.has('ConditionalCheckFailed')) return false;
      if (reasons.has('TransactionConflict')) return 'conflict';
      throw error;
    }
  }

  /**
   * One item needs no transaction, which costs twice. A transaction has a token, by which a repeated request is known: after an
   * answer that was lost the item itself says by its own token that this write took effect.
   * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
   */
  async #attemptOne(write: ItemWrite): Promise<boolean | 'conflict'> {
    const { Put } = this.#put(write);
    const token = randomUUID();
    const Item = { ...Put.Item, token };
    try {
      await this.#db.send(new PutCommand({ ...Put, Item, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
      return true;
    } catch (error) {
      if (error instanceof TransactionConflictException) return 'conflict';
      if (error instanceof ConditionalCheckFailedException) return error.Item?.token?.S === token;
      throw error;
    }
  }

  #put({ pk, sk, data, ifRev, expiresAt }: ItemWrite) {
    const condition =
      ifRev === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': ifRev } };
    // DynamoDB takes the expiry in whole seconds. Rounding down would expire the item earlier than allowed.
    const expiry = expiresAt && { expiresAt: Math.ceil(expiresAt.getTime() / 1000) };
    return { Put: { TableName: this.#table, Item: { pk, sk, rev: ifRev + 1, data, ...expiry }, ...condition } };
  }
}

const itemOf = ({ pk, sk, rev, data }: Record<string, unknown>): Item => ({ pk, sk, rev, data }) as Item;

const busy = (): StrongroomError =>
  new StrongroomError('control.busy', 'other writers of the same items did not let this one through', 'try again');
