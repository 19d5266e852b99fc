export { accountOf, type LiveAccount } from './account.ts';
export { LIVE_ACTIONS, LIVE_CALLS } from './calls.ts';
export { type Drift, type Drifts, driftOf } from './drift.ts';
export type { AccountReading, CallAnswer } from './reading.ts';
