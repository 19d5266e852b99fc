/**
 * The exports of `strongroom/access`, for apps and scripts of other projects: docs/access.md. Imports only types from
 * aws-cdk-lib.
 */
export { type AccessQuestion, type WhoCanAnswer, whoCan } from '../access/ask/who-can.ts';
export { awsManagedPolicies } from '../access/aws-managed/index.ts';
export { type Cause, type CauseKind, causesOf } from '../access/causes/index.ts';
export { environmentOf, sourcesOf } from '../access/files/assembly.ts';
export { readAllTemplates, readTemplates } from '../access/files/templates.ts';
export {
  type Acceptance,
  type AcceptanceState,
  CLAIM_FAMILIES,
  type Claim,
  compare,
  type DataClass,
  type Declaration,
  type Environment,
  evaluate,
  type Guard,
  type Proof,
  prove,
  readApp,
  type TeamAccess,
  type Templates,
  type Verdict,
  type Witness,
  type WitnessStep,
  withSources,
} from '../access/index.ts';
export { type FirstClaims, firstClaims } from '../access/init/first-claims.ts';
export { readClaimsFile } from '../governance/claims-file.ts';
export { AccessClaims, type Claims } from './access-claims.ts';
