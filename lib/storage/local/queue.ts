import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { z } from 'zod';
import type { Clock } from '../ports.ts';
import { transact } from './database.ts';
import { isAlive } from './is-alive.ts';
import { rowsOf } from './rows.ts';

/** Settings of a queue and its function, from the templates. */
export interface QueueSettings {
  readonly arn: string;
  readonly visibilitySeconds: number;
  /** Deliveries after which a message moves to `deadLetterArn`. */
  readonly maxReceiveCount: number;
  readonly deadLetterArn: string;
  readonly batchSize: number;
  /** Whether the function may fail single messages of a batch (ReportBatchItemFailures). */
  readonly partialFailures: boolean;
}

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

export interface DrainReport {
  readonly batches: number;
  /** Deliveries; a repeated delivery counts each time. */
  readonly delivered: number;
  readonly failed: number;
  /** Messages that moved to the dead-letter queue. */
  readonly dead: number;
}

const MESSAGE = z.object({ id: z.number(), body: z.string(), sent: z.number(), received: z.number() });
type MessageRow = z.infer<typeof MESSAGE>;
const OWNED = z.object({ id: z.number(), body: z.string(), visible: z.number(), owner: z.number() });

/** Later than every visibility timeout: marks a message that waits for the object that it announces. */
const HELD = Number.MAX_SAFE_INTEGER;

/**
 * A queue with SQS semantics in SQLite: at-least-once delivery, visibility timeout, receive count, dead letters
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html). Messages
 * survive a crash of the process.
 */
export class LocalQueue {
  readonly settings: QueueSettings;
  readonly #db: DatabaseSync;
  readonly #clock: Clock;

  constructor(db: DatabaseSync, settings: QueueSettings, clock: Clock) {
    this.#db = db;
    this.settings = settings;
    this.#clock = clock;
  }

  /** Stores a message that stays invisible until `release`, so that it exists before the object that it announces. */
  hold(body: string): number {
    const now = this.#clock.now().getTime();
    return Number(
      this.#db
        .prepare('INSERT INTO message (queue, body, sent, visible, owner) VALUES (?, ?, ?, ?, ?)')
        .run(this.settings.arn, body, now, HELD, process.pid).lastInsertRowid,
    );
  }

  release(id: number): void {
    this.#db.prepare('UPDATE message SET visible = sent, owner = NULL WHERE id = ?').run(id);
  }

  drop(id: number): void {
    this.#db.prepare('DELETE FROM message WHERE id = ?').run(id);
  }

  /**
   * Settles the messages of dead processes. A held message is released when `happened` confirms its object, and dropped
   * otherwise; a message in processing is delivered again at once.
   */
  async recover(happened: (body: string) => Promise<boolean>): Promise<void> {
    const rows = this.#db
      .prepare('SELECT id, body, visible, owner FROM message WHERE queue = ? AND owner IS NOT NULL')
      .all(this.settings.arn);
    for (const { id, body, visible, owner } of rowsOf(OWNED, rows)) {
      if (isAlive(owner)) continue;
      if (visible !== HELD || (await happened(body))) this.release(id);
      else this.drop(id);
    }
  }

  /** Messages that wait, are in processing, or are held. */
  get depth(): number {
    return this.#count(this.settings.arn);
  }

  /** Bodies of the dead-letter queue: references to objects, never their content. */
  dead(): string[] {
    return this.deadLetters().map(({ body }) => body);
  }

  /** The messages of the dead-letter queue, oldest first. */
  deadLetters(): MessageRow[] {
    const rows = this.#db
      .prepare('SELECT id, body, sent, received FROM message WHERE queue = ? ORDER BY id')
      .all(this.settings.deadLetterArn);
    return rowsOf(MESSAGE, rows);
  }

  /** Puts a dead letter back as a message that was just sent, as the SQS redrive does. */
  revive(id: number): void {
    this.#db
      .prepare('UPDATE message SET queue = ?, received = 0, sent = ?, visible = 0 WHERE id = ? AND queue = ?')
      .run(this.settings.arn, this.#clock.now().getTime(), id, this.settings.deadLetterArn);
  }

  /** Puts all dead letters back. */
  redrive(): void {
    for (const { id } of this.deadLetters()) this.revive(id);
  }

  /**
   * Delivers batches to `handler` until no message is visible. A failed message is delivered again at the end of the
   * queue.
   * @param disorder random numbers in [0, 1) that shuffle messages and deliver some twice, as SQS may
   */
  async drain(handler: QueueHandler, disorder?: () => number): Promise<DrainReport> {
    const report = { batches: 0, delivered: 0, failed: 0, dead: 0 };
    for (;;) {
      const { rows, dead } = this.#receive(disorder);
      report.dead += dead;
      if (rows.length === 0 && dead === 0) return report;
      if (rows.length === 0) continue;
      report.batches++;
      report.delivered += rows.length;
      const failed = await this.#deliver(handler, rows);
      report.failed += failed.size;
      for (const row of rows) {
        const again = failed.has(row.id) || (disorder !== undefined && row.received === 1 && disorder() < 0.3);
        if (again) this.#retry(row.id);
        else this.drop(row.id);
      }
    }
  }

  #receive(disorder?: () => number): { rows: MessageRow[]; dead: number } {
    const now = this.#clock.now().getTime();
    const { arn, batchSize, maxReceiveCount, deadLetterArn, visibilitySeconds } = this.settings;
    return transact(this.#db, () => {
      const visible = rowsOf(
        MESSAGE,
        this.#db
          .prepare(
            'SELECT id, body, sent, received FROM message WHERE queue = ? AND visible <= ? ORDER BY visible, id LIMIT ?',
          )
          .all(arn, now, disorder ? batchSize * 5 : batchSize),
      );
      if (disorder) shuffle(visible, disorder);
      const batch = visible.slice(0, batchSize).map((row) => ({ ...row, received: row.received + 1 }));
      const spent = batch.filter((row) => row.received > maxReceiveCount);
      const bury = this.#db.prepare('UPDATE message SET queue = ?, owner = NULL WHERE id = ?');
      for (const { id } of spent) bury.run(deadLetterArn, id);
      const rows = batch.filter((row) => row.received <= maxReceiveCount);
      const take = this.#db.prepare('UPDATE message SET received = ?, visible = ?, owner = ? WHERE id = ?');
      for (const { id, received } of rows) take.run(received, now + visibilitySeconds * 1000, process.pid, id);
      return { rows, dead: spent.length };
    });
  }

  /** Ids of the messages that failed. */
  async #deliver(handler: QueueHandler, rows: readonly MessageRow[]): Promise<Set<number>> {
    const ids = new Set(rows.map((row) => row.id));
    try {
      const response = await handler({ Records: rows.map((row) => this.#record(row)) });
      if (!this.settings.partialFailures) return new Set();
      const named = (response?.batchItemFailures ?? []).map((f) => Number(f.itemIdentifier));
      // An id that is not in the batch fails the whole batch, as in Lambda:
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
      return named.every((id) => ids.has(id)) ? new Set(named) : ids;
    } catch {
      return ids;
    }
  }

  #record({ id, body, sent, received }: MessageRow): SQSRecord {
    const [, , , region = ''] = this.settings.arn.split(':');
    return {
      messageId: String(id),
      receiptHandle: `${id}-${received}`,
      body,
      attributes: {
        ApproximateReceiveCount: String(received),
        SentTimestamp: String(sent),
        SenderId: 's3.amazonaws.com',
        ApproximateFirstReceiveTimestamp: String(sent),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: this.settings.arn,
      awsRegion: region,
    };
  }

  #retry(id: number): void {
    const now = this.#clock.now().getTime();
    this.#db.prepare('UPDATE message SET visible = ?, owner = NULL WHERE id = ?').run(now, id);
  }

  #count(queue: string): number {
    return this.#db.prepare('SELECT count(*) AS n FROM message WHERE queue = ?').get(queue)?.n as number;
  }
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    // Swaps the two.
    items.splice(i, 1, ...items.splice(j, 1, ...items.slice(i, i + 1)));
  }
}
