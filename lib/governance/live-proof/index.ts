export { type FactsBeside, type Findings, findingsOf, type Occasion } from './findings.ts';
export { messageOf } from './message.ts';
