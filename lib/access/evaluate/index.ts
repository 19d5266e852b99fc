export { type CaseRow, named, readRow } from './cases.ts';
export type { ContextValue } from './context.ts';
export { type DecidingStatement, type Decision, type Evaluation, evaluate } from './evaluate.ts';
export type { EvaluateInput, KeyGrant, NamedPolicy, PolicyInput, PolicyLevel, PolicyType, Request } from './input.ts';
