import type { Profile } from './schema.ts';

/** A field without which a profile cannot have its stated status. */
export interface MissingReference {
  readonly field: string;
  readonly why: string;
}

interface Demand {
  readonly field: string;
  readonly asked: (profile: Profile) => boolean;
  readonly given: (profile: Profile) => unknown;
}

/** References that an adopter needs before any worker is recorded. */
const DEMANDS: readonly Demand[] = [
  { field: 'dpia.ref', asked: ({ dpia }) => dpia.required, given: ({ dpia }) => dpia.ref },
  { field: 'dpia.approved_on', asked: ({ dpia }) => dpia.required, given: ({ dpia }) => dpia.approved_on },
  {
    field: 'works_council.agreement_ref',
    asked: ({ works_council }) => works_council.required,
    given: ({ works_council }) => works_council.agreement_ref,
  },
  {
    field: 'works_council.agreement_hash',
    asked: ({ works_council }) => works_council.required,
    given: ({ works_council }) => works_council.agreement_hash,
  },
  {
    field: 'notice.versions',
    asked: ({ notice }) => notice.required,
    given: ({ notice, purposes }) =>
      notice.versions.some((version) => purposes.every((purpose) => version.purposes.includes(purpose))) || null,
  },
  {
    field: 'notice.versions.wording_ref',
    asked: ({ notice, status }) => notice.required && status === 'verified',
    given: ({ notice }) => notice.versions.every(({ wording_ref }) => wording_ref !== null) || null,
  },
  { field: 'lawful_basis', asked: ({ status }) => status === 'verified', given: ({ lawful_basis }) => lawful_basis },
];

/** Whether anything may be collected under a profile at all. */
export const isInForce = ({ status }: Pick<Profile, 'status'>): boolean =>
  status === 'verified' || status === 'demonstration';

/**
 * References that a profile lacks. A profile in force needs all of them. Taking part is never mandatory without them,
 * not even in a draft, which might only need a signature. Where collection is forbidden no one is recorded, so none is
 * required.
 */
export function missingReferences(profile: Profile): MissingReference[] {
  const { collect } = profile;
  const mandatory = collect === 'mandatory_with_objection';
  if (collect === 'forbidden' || !(isInForce(profile) || mandatory)) return [];
  const why = mandatory
    ? 'taking part is not mandatory without this reference'
    : 'a profile in force needs this reference';
  return DEMANDS.filter(({ asked, given }) => asked(profile) && given(profile) === null).map(({ field }) => ({
    field,
    why,
  }));
}

/** Whether a profile's works agreement has expired on `today` (YYYY-MM-DD). */
export const agreementExpired = ({ works_council }: Profile, today: string): boolean =>
  works_council.required && works_council.expires !== null && works_council.expires < today;
