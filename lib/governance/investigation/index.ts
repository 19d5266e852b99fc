export type { Could } from './could.ts';
export type { Coverage } from './coverage.ts';
export { type Did, EVIDENCE } from './did.ts';
export { type Incident, readIncident } from './incident.ts';
export { type Investigation, investigate } from './investigate.ts';
export { isDigestName, type LogFile, logFileOf, readDigest } from './log-files.ts';
export { type Unused, unusedOf } from './unused.ts';
