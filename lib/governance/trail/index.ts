export { isAccessLog, readAccessLogLine } from './access-log.ts';
export { BAD } from './bad.ts';
export { Facts } from './facts.ts';

export { JsonValues } from './json-values.ts';
export { resultIn } from './notes.ts';
export { readRecord, type Who } from './record.ts';
export { savedQueriesIn } from './saved-query.ts';
export { fromMillis, hourOf, hoursBetween, type Instant, instantOf } from './time.ts';
export { eventsOf, type ObjectUse } from './uses.ts';
export { unwrapped } from './wrapped.ts';
