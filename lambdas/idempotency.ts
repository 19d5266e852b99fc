import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
  IdempotencyRecordStatus,
} from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer, IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import { CONTROL_ITEMS, keyOf, readItem, writeItem } from '../lib/ledger/index.ts';
import type { Control, Item, ItemWrite } from '../lib/storage/ports.ts';

type Status = (typeof IdempotencyRecordStatus)['INPROGRESS' | 'COMPLETED' | 'EXPIRED'];

/** Keeps powertools' idempotency records in the control table, so that a function runs the same way on both adapters. */
export class ControlPersistence extends BasePersistenceLayer {
  readonly #control: Control;

  constructor(control: Control) {
    super();
    this.#control = control;
  }

  protected async _getRecord(key: string): Promise<IdempotencyRecord> {
    const item = await this.#item(key);
    if (item === undefined) throw new IdempotencyItemNotFoundError();
    return recordOf(key, item);
  }

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    const item = await this.#item(record.idempotencyKey);
    const earlier = item && recordOf(record.idempotencyKey, item);
    const free = earlier === undefined || earlier.isExpired() || abandoned(earlier);
    if (free && (await this.#write(record, item?.rev ?? 0))) return;
    throw new IdempotencyItemAlreadyExistsError('the same invocation is under way or done', earlier);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    await this.#write(record, (await this.#item(record.idempotencyKey))?.rev ?? 0);
  }

  /** After an error, the next attempt must not find a record. An expired record counts as none. */
  protected async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    const item = await this.#item(record.idempotencyKey);
    if (item === undefined) return;
    const data = { ...readItem(rowOf(record.idempotencyKey).row, item), expiry: 0, inProgressExpiry: 0 };
    await this.#control.write([writeOf(record.idempotencyKey, data, item.rev)]);
  }

  #item(key: string): Promise<Item | undefined> {
    const { row, names } = rowOf(key);
    const { pk, sk } = keyOf(row, names);
    return this.#control.get(pk, sk);
  }

  #write(record: IdempotencyRecord, ifRev: number): Promise<boolean> {
    const data = {
      status: record.getStatus(),
      expiry: record.expiryTimestamp ?? 0,
      inProgressExpiry: record.inProgressExpiryTimestamp ?? 0,
      response: JSON.stringify(record.responseData ?? null),
    };
    return this.#control.write([writeOf(record.idempotencyKey, data, ifRev)]);
  }
}

type Data = ReturnType<typeof readItem<typeof CONTROL_ITEMS.retainOnce>>;

/** Finds the function of a key: powertools puts its prefix and a `#` before it. */
function rowOf(key: string): { row: typeof CONTROL_ITEMS.retainOnce; names: { key: string } } {
  const [prefix, ...rest] = key.split('#');
  const row = [CONTROL_ITEMS.retainOnce, CONTROL_ITEMS.sentinelOnce].find(({ pk }) =>
    pk.startsWith(`idempotency#${prefix}#`),
  );
  if (row === undefined) throw new Error('no item of the control table is for this function');
  return { row: row as typeof CONTROL_ITEMS.retainOnce, names: { key: rest.join('#') } };
}

function writeOf(key: string, data: Data, ifRev: number): ItemWrite {
  const { row, names } = rowOf(key);
  return writeItem(row, names, { data, ifRev, from: new Date(data.expiry * 1000) });
}

const abandoned = (record: IdempotencyRecord): boolean =>
  record.getStatus() === IdempotencyRecordStatus.INPROGRESS &&
  (record.inProgressExpiryTimestamp ?? Number.POSITIVE_INFINITY) < Date.now();

const recordOf = (idempotencyKey: string, { data }: Item): IdempotencyRecord =>
  new IdempotencyRecord({
    idempotencyKey,
    status: data.status as Status,
    expiryTimestamp: Number(data.expiry),
    inProgressExpiryTimestamp: Number(data.inProgressExpiry),
    responseData: JSON.parse(String(data.response)),
  });
