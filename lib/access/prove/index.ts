export { CLAIM_FAMILIES, CLAIM_KINDS, type ClaimFamily, familyOf } from '../inquiry/claim-kinds.ts';
export type { Acceptance, DataClass, Declaration, KeptTable, TeamAccess } from '../inquiry/declaration.ts';
export {
  type AcceptanceState,
  type Claim,
  type Guard,
  type Proof,
  type Tier,
  type Verdict,
  type Witness,
  type WitnessStep,
  worst,
} from '../inquiry/proof.ts';
export { prove, proveAccount } from './prove.ts';
export { type ExportedQuery, exportQueries } from './queries.ts';
export { withSources } from './sources.ts';
