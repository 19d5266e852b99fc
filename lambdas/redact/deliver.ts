import type { Failure } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { messageId, readFailure } from '../failures.ts';
import type { Settings } from '../settings.ts';
import { endings } from './begun.ts';
import { type Delivery, Desk, type DeskNotice, type Message } from './desk.ts';
import type { Extras, Tools } from './examine.ts';
import { announcedIn } from './notification.ts';
import { RedactBatch } from './redact.ts';

/** Segments examined at the same time: reading waits for the network, and memory holds each segment in work. */
const AT_ONCE = 4;

/**
 * Works on the messages of one delivery: all together, so that they make few large files. Messages without an answer from an
 * earlier delivery come after, each by itself and freed from its plan, because one of them may have ended the function. Each of
 * these attempts is recorded before it begins. A message whose attempt ended the function is tried only while every other message
 * of this delivery comes back anyway, because a lost answer delivers them all again.
 * @returns ids of the messages to be delivered again
 */
export async function deliver(
  messages: readonly Message[],
  ports: Ports,
  settings: Settings,
  extras: Extras,
  telling: DeskNotice,
): Promise<string[]> {
  const deliveries = await Promise.all(messages.map((message) => deliveryOf(message, ports)));
  const desk = new Desk(ports, telling);
  const tools = { ports, settings, extras };
  const together = deliveries.filter(({ suspect }) => !suspect);
  await work(together, { ...tools, cautious: false }, desk);
  for (const delivery of deliveries.filter(({ suspect }) => suspect).toSorted((a, b) => a.ended - b.ended)) {
    if (delivery.ended > 0 && desk.done > 0) {
      await desk.postpone(delivery);
      continue;
    }
    await desk.begin(delivery);
    await work([delivery], { ...tools, cautious: true }, desk);
  }
  return desk.again;
}

async function work(deliveries: readonly Delivery[], tools: Omit<Tools, 'found'>, desk: Desk): Promise<void> {
  const batches = new Set(deliveries.flatMap((delivery) => delivery.batches));
  const redact = new RedactBatch(tools, (error, some) => desk.telling.error(error, some.length));
  await each(AT_ONCE, [...batches], async (batch) => {
    if (tools.cautious) await redact.separate(batch);
    await redact.examine(batch);
  });
  await redact.publish();
  for (const delivery of deliveries) await desk.answer(delivery, redact.failed, tools.cautious);
  await each(AT_ONCE, [...redact.alongside], (batch) => desk.alongside(batch));
}

async function deliveryOf(message: Message, { control }: Ports): Promise<Delivery> {
  const { batches, unknown } = announcedIn(message.body);
  const known = { message, batches, unknown: unknown > 0 ? messageId(message.body) : undefined };
  if (message.tries === 1) return { ...known, suspect: false, ended: 0 };
  const earlier = await Promise.all(batches.map((batch) => readFailure(control, batch).catch(() => undefined)));
  if (earlier.every((attempt) => isAnswer(attempt, message))) return { ...known, suspect: false, ended: 0 };
  const ended = await Promise.all(batches.map((batch) => endings(control, batch).catch(() => 0)));
  return { ...known, suspect: true, ended: Math.max(...ended) };
}

/** Whether the delivery before this one finished. A delivery from before an operator sent the message again does not count. */
const isAnswer = (failure: Failure | undefined, { tries, firstMs }: Message): boolean =>
  failure !== undefined &&
  Date.parse(failure.since) >= firstMs &&
  (failure.reason === 'published' || (failure.reason !== 'unanswered' && failure.tries >= tries - 1));

async function each<T>(atOnce: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
