export type { Acceptance, DataClass, Declaration, KeptTable, TeamAccess } from '../inquiry/declaration.ts';
export type { AcceptanceState, Claim, Guard, Proof, Step, Tier, Verdict, Witness } from '../inquiry/proof.ts';
<<<<<<< HEAD
export { CLAIM_FAMILIES, type ClaimFamily } from './families.ts';
export { prove } from './prove.ts';
=======
export { CLAIM_FAMILIES } from './families.ts';
export { prove, proveAccount } from './prove.ts';
>>>>>>> 2ed3f1a (Prove an account as it is: read its policies, decide the same claims, and name where it differs)
export { type ExportedQuery, exportQueries } from './queries.ts';
export { CLAIM_REASONS } from './reasons.ts';
export { withSources } from './sources.ts';
