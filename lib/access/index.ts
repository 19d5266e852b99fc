export { type Comparison, type Difference, isPolicy } from './compare/compare.ts';
export { compareDocuments as compare } from './compare/documents.ts';
export type { DecidingStatement, Decision, EvaluateInput, Evaluation, Request } from './evaluate/index.ts';
export { type CaseRow, evaluate, named, readRow } from './evaluate/index.ts';
export type { CallNeed, GrantNeed, Need, SightNeed } from './inquiry/needs.ts';
export type { App, Environment, Templates } from './model/index.ts';
export { readApp } from './model/index.ts';
export { arnParts } from './policy/pattern.ts';
export { isRecord } from './policy/record.ts';
export {
  type Acceptance,
  type AcceptanceState,
  CLAIM_FAMILIES,
  CLAIM_KINDS,
  type Claim,
  type ClaimFamily,
  type DataClass,
  type Declaration,
  type ExportedQuery,
  exportQueries,
  familyOf,
  type Guard,
  type KeptTable,
  type Proof,
  prove,
  proveAccount,
  type TeamAccess,
  type Tier,
  type Verdict,
  type Witness,
  type WitnessStep,
  withSources,
  worst,
} from './prove/index.ts';
export { decide, type RequestQuestion } from './query/decide.ts';
export { type LakePermission, lakePermissions } from './query/lake-permissions.ts';
