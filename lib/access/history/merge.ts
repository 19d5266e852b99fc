import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import type { Resource } from '../model/app.ts';
import type { AccountState, Untold } from './change.ts';

/** The reported state of an account at one moment: by the templates that were deployed, or by a reading of the account itself. */
export interface Snapshot {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly label: string;
  readonly kind: 'templates' | 'reading';
  readonly state: AccountState;
  /** Of a reading, the answers that were taken for the only thing that they can mean. */
  readonly guessed?: readonly string[];
}

/** A reading lists all resources of these types, so that one missing from it is gone. */
const WHOLE = ['AWS::LakeFormation::PrincipalPermissions', 'AWS::LakeFormation::DataCellsFilter'];

/** Identifies the same resource at different times. */
function keyOf({ type, name, arn, properties }: Resource): string {
  const own = properties as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'AWS::S3::BucketPolicy':
      return `${type} ${own.Bucket}`;
    case 'AWS::IAM::RolePolicy':
    case 'AWS::IAM::UserPolicy':
      return `${type} ${own.RoleName ?? own.UserName} ${own.PolicyName}`;
    case 'AWS::LakeFormation::PrincipalPermissions':
      return `${type} ${JSON.stringify([own.Principal, own.Resource])}`;
    case 'AWS::LakeFormation::DataCellsFilter':
      return `${type} ${own.DatabaseName}.${own.TableName} ${name}`;
    case 'AWS::LakeFormation::DataLakeSettings':
      return type;
    default:
      return `${type} ${arn ?? name}`;
  }
}

const isSame = (a: Resource | undefined, b: Resource): boolean =>
  a !== undefined && canonicalJson(a.properties as Json) === canonicalJson(b.properties as Json);

/**
 * The state after a snapshot. A reading shows the current state. Templates show only the deployment: for a resource that they
 * left unchanged, later changes from the trail still hold.
 * @param before the templates of the snapshot before this one
 */
export function merged(state: AccountState, snapshot: Snapshot, before: Snapshot | undefined): AccountState {
  const old = new Map((before?.state.resources ?? []).map((resource) => [keyOf(resource), resource]));
  const given = new Map(snapshot.state.resources.map((resource) => [keyOf(resource), resource]));
  const isReading = snapshot.kind === 'reading';
  const whole = WHOLE.filter(
    (type) => isReading && snapshot.state.resources.some((resource) => resource.type === type),
  );
  const kept = state.resources.filter((resource) => {
    if (whole.includes(resource.type)) return false;
    const next = given.get(keyOf(resource));
    if (next) return !isReading && isSame(old.get(keyOf(resource)), next);
    // Templates that no longer have it have taken it away.
    return isReading || !old.has(keyOf(resource));
  });
  const has = new Set(kept.map(keyOf));
  // A resource that the trail removed stays removed, if its templates did not change.
  const added = snapshot.state.resources.filter(
    (resource) => !has.has(keyOf(resource)) && (isReading || !isSame(old.get(keyOf(resource)), resource)),
  );
  const grants = [
    ...state.grants,
    ...snapshot.state.grants.filter(({ id }) => !state.grants.some((grant) => grant.id === id)),
  ];
  const resources = [...kept, ...added];
  const versions = new Map([...state.versions, ...snapshot.state.versions]);
  return { resources, grants, versions, untold: untoldAfter(state, snapshot) };
}

/** What an earlier snapshot told stays told; what a later one tells is told from then on. */
function untoldAfter(state: AccountState, { state: given }: Snapshot): Map<string, readonly Untold[]> {
  const arns = (all: readonly Resource[]) => new Set(all.map(({ arn }) => arn));
  const [before, now] = [arns(state.resources), arns(given.resources)];
  const untold = new Map<string, readonly Untold[]>();
  for (const arn of new Set([...state.untold.keys(), ...given.untold.keys()])) {
    const old = before.has(arn) ? (state.untold.get(arn) ?? []) : undefined;
    const fresh = now.has(arn) ? (given.untold.get(arn) ?? []) : undefined;
    const left = old && fresh ? old.filter((gap) => fresh.includes(gap)) : (old ?? fresh ?? []);
    if (left.length > 0) untold.set(arn, left);
  }
  return untold;
}
