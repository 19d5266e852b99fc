import { StrongroomError } from '../activity/errors.ts';
import type { ItemValue, ItemWrite } from './ports.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MOST_WRITES = 100;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (400 KB an item, names included) */
const MOST_BYTES = 400 * 1024;

/** Refuses, in every adapter alike, the writes that DynamoDB would refuse. @throws StrongroomError control.bad-write */
export function checkWrites(writes: readonly ItemWrite[]): void {
  if (writes.length === 0 || writes.length > MOST_WRITES) throw bad(`${writes.length} writes`, `1 to ${MOST_WRITES}`);
  const names = new Set(writes.map((w) => JSON.stringify([w.pk, w.sk])));
  if (names.size !== writes.length) throw bad('two writes of one item', 'one write an item');
  for (const { pk, sk, data, ifRev } of writes) {
    if (pk === '' || sk === '') throw bad('an empty key', 'a key with at least one character');
    if (!Number.isSafeInteger(ifRev) || ifRev < 0)
      throw bad('a negative or broken ifRev', '0 or the rev that was read');
    checkValue(data);
    if (Buffer.byteLength(JSON.stringify(data)) > MOST_BYTES) throw bad('an item over 400 KB', 'smaller items');
  }
}

function checkValue(value: ItemValue): void {
  if (value === undefined) throw bad('an undefined value', 'null, or leave the name out');
  if (typeof value === 'number' && !Number.isFinite(value)) throw bad('NaN or infinity', 'finite numbers');
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) checkValue(inner);
}

const bad = (problem: string, instead: string): StrongroomError =>
  new StrongroomError('control.bad-write', `the control table takes no ${problem}`, `give ${instead}`);
