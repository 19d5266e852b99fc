export type { DataClass, Declaration, TeamAccess } from './declaration.ts';
export type { Claim, Guard, Proof, Step, Tier, Verdict, Witness } from './proof.ts';
export { prove, proveApp, withGuards } from './prove.ts';
export { type ExportedQuery, exportQueries } from './queries.ts';
export { withSources } from './sources.ts';
