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
export { CLAIM_FAMILIES, type ClaimFamily } from './families.ts';
export { prove, proveAccount } from './prove.ts';
export { type ExportedQuery, exportQueries } from './queries.ts';
export { CLAIM_REASONS } from './reasons.ts';
export { withSources } from './sources.ts';
