import type { AccountState, Change, Changed } from './change.ts';
import { IDENTITY_CHANGES } from './identity-changes.ts';
import { LAKE_CHANGES } from './lake-changes.ts';
import { STORE_CHANGES } from './store-changes.ts';

export type { Reach } from './candidates.ts';
export { type AccountState, type Change, NOTHING } from './change.ts';

export { merged, type Snapshot } from './merge.ts';
export { ReaderFinder, type Readers, type ReadWay } from './readers.ts';
export { readingOf } from './readings.ts';
export { isMeantToRead, type Stores, storesOf } from './stores.ts';

const CHANGES = { ...IDENTITY_CHANGES, ...LAKE_CHANGES, ...STORE_CHANGES };

/** Whether a call, `service:Name`, may change who can read data. */
export const changesAccess = (call: string): boolean => Object.hasOwn(CHANGES, call);

/** The account after a call. If the trail left out the parameters, any resource of its service may have changed. */
export function applied(state: AccountState, change: Change): Changed {
  if (change.omitted)
    return { state, doubt: `the record of ${change.call} leaves out its parameters, so what it changed is not known` };
  return CHANGES[change.call]?.(state, change) ?? { state };
}
export { appOf } from '../model/index.ts';
