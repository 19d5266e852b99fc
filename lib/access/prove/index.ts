export { CLAIM_FAMILIES, type ClaimFamily } from '../claims/families.ts';
export { CLAIM_REASONS } from '../claims/reasons.ts';
export type { Acceptance, DataClass, Declaration, KeptTable, TeamAccess } from '../inquiry/declaration.ts';
export type {
  AcceptanceState,
  Claim,
  Guard,
  Proof,
  Step,
  Tier,
  Verdict,
  Witness,
} from '../inquiry/proof.ts';
export { prove, proveAccount } from './prove.ts';
export { type ExportedQuery, exportQueries } from './queries.ts';
export { withSources } from './sources.ts';
