import { createHash } from 'node:crypto';
import { CONTROL_ITEMS, type Failure, keyOf, readItem, writeItem } from '../lib/ledger/index.ts';
import type { Control } from '../lib/storage/ports.ts';

/**
 * SQS moves a message to the dead-letter queue by itself and adds nothing to it. So the reason is in the control table, under the
 * id that the message names.
 */
const ROW = CONTROL_ITEMS.failure;

/** The id of a message that names no segment. */
export const messageId = (body: string): string =>
  `message-${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;

export async function readFailure(control: Control, id: string): Promise<Failure | undefined> {
  const { pk, sk } = keyOf(ROW, { id });
  const item = await control.get(pk, sk);
  return item && readItem(ROW, item);
}

/** Writes the reason down. When two do so at once, either is as true. */
export async function writeFailure(control: Control, id: string, failure: Failure): Promise<void> {
  const { pk, sk } = keyOf(ROW, { id });
  const ifRev = (await control.get(pk, sk))?.rev ?? 0;
  await control.write([writeItem(ROW, { id }, { data: failure, ifRev, from: failure.since })]);
}
