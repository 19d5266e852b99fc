export { type CaseRow, named, readRow } from './cases.ts';

export { type DecidingStatement, type Decision, type Evaluation, evaluate } from './evaluate.ts';
export type { EvaluateInput, Request } from './input.ts';
