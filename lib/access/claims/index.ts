export type { DataClass, Declaration, TeamAccess } from '../inquiry/declaration.ts';
export type { Claim, Guard, Proof, Step, Tier, Verdict, Witness } from '../inquiry/proof.ts';
export { prove } from './prove.ts';
export { type ExportedQuery, exportQueries } from './queries.ts';
export { withSources } from './sources.ts';
