import type { DeadReason } from '../../lib/activity/dead-letters.ts';
import type { Failure } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { readFailure, writeFailure } from '../failures.ts';
import { begin, finish } from './begun.ts';

/** One message as the queue delivers it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** Deliveries, this one included. */
  readonly tries: number;
  /** When it was delivered for the first time (ms). */
  readonly firstMs: number;
}

/** Progress of the work. It carries no content. */
export interface DeskNotice {
  failed(id: string, reason: DeadReason, tries: number): void;
  error(error: unknown, segments: number): void;
}

/** A message, the segments it announces, and why they failed before. */
export interface Delivery {
  readonly message: Message;
  readonly batches: readonly string[];
  /** The message's own id when it announces something unknown. */
  readonly unknown: string | undefined;
  /** Earlier deliveries ended without an answer, as when the function was killed. */
  readonly suspect: boolean;
  /** How often the function ended while it worked on this. */
  readonly ended: number;
}

/**
 * Keeps the records of one delivery: which messages must be delivered again and why, where the next delivery and operators can
 * read it.
 */
export class Desk {
  /** Ids of messages. */
  readonly again: string[] = [];
  /** Messages that need not come again. */
  done = 0;
  readonly telling: DeskNotice;
  readonly #ports: Ports;

  constructor(ports: Ports, telling: DeskNotice) {
    this.#ports = ports;
    this.telling = telling;
  }

  /** Recorded before a message is tried alone, so that the record stays when the function ends. */
  async begin({ message: { tries }, batches }: Delivery): Promise<void> {
    for (const batch of batches) {
      await this.#note(batch, { reason: 'unanswered', tries });
      await this.#quietly(begin(this.#ports, batch));
    }
  }

  /** @param alone whether `begin` recorded a state that no longer holds */
  async answer(delivery: Delivery, failed: ReadonlyMap<string, DeadReason>, alone: boolean): Promise<void> {
    const { message, batches, unknown } = delivery;
    const { tries } = message;
    for (const batch of batches) {
      const reason = failed.get(batch);
      if (reason !== undefined) await this.#failed(batch, reason, tries);
      else if (alone) await this.#note(batch, { reason: 'published', tries });
      if (alone) await this.#quietly(finish(this.#ports, batch));
    }
    if (unknown !== undefined) await this.#failed(unknown, 'notification.unknown', tries);
    if (unknown !== undefined || batches.some((batch) => failed.has(batch))) this.again.push(message.id);
    else this.done++;
  }

  /** A message that is not tried this time. */
  async postpone({ message: { id, tries }, batches }: Delivery): Promise<void> {
    for (const batch of batches) await this.#failed(batch, 'unanswered', tries);
    this.again.push(id);
  }

  /** Another message's segment came into the lake with its plan; that message may be among the dead letters. */
  async alongside(batch: string): Promise<void> {
    const failure = await readFailure(this.#ports.control, batch).catch(() => undefined);
    if (failure !== undefined) await this.#note(batch, { ...failure, reason: 'published' });
  }

  async #failed(id: string, reason: DeadReason, tries: number): Promise<void> {
    this.telling.failed(id, reason, tries);
    await this.#note(id, { reason, tries });
  }

  #note(id: string, failure: Omit<Failure, 'since'>): Promise<void> {
    const since = this.#ports.clock.now().toISOString();
    return this.#quietly(writeFailure(this.#ports.control, id, { ...failure, since }));
  }

  /** Books that cannot be kept must not keep anything from the lake. */
  async #quietly(work: Promise<void>): Promise<void> {
    await work.catch((error) => this.telling.error(error, 1));
  }
}
