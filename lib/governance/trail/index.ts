export { isAccessLog, readAccessLogLine } from './access-log.ts';
export { BAD, MEND } from './bad.ts';
export { KnownFacts } from './facts.ts';

export { JsonValues } from './json-values.ts';
export { resultIn } from './notes.ts';
export { readRecord, type Who } from './record.ts';
export { savedQueriesIn } from './saved-query.ts';
export { centrePerson } from './sessions.ts';
export { TableRows, tableKind } from './table.ts';
export { fromMillis, hourOf, hoursBetween, type Instant, instantOf } from './time.ts';
export { eventsOf, type ObjectUse } from './uses.ts';
export { unwrapped } from './wrapped.ts';
