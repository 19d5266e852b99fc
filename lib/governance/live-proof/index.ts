export { type Findings, findingsOf, type Known, type Occasion } from './findings.ts';
export { messageOf } from './message.ts';
