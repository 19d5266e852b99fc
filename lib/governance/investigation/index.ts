export type { Could } from './could.ts';
export type { Coverage } from './coverage.ts';
export { darkHours } from './dark.ts';
export { type Did, EVIDENCE } from './did.ts';
export { type Incident, readIncident } from './incident.ts';
export { type Investigation, investigate } from './investigate.ts';
export { jsonValues, readLogFile } from './log-content.ts';
export { type LogFile, logFileOf } from './log-files.ts';
export { type Unused, unusedOf } from './unused.ts';
