import { prove } from '../../../lib/access/index.ts';
import type { Claim } from '../../../lib/access/inquiry/proof.ts';
import { hasCode } from '../../../lib/activity/errors.ts';
import type { Breach } from './breaches/breach.ts';
import { Edit, FORMS, type Form } from './edit.ts';
import { type Subject, type Target, targetsOf } from './subjects.ts';

/** A change in one form to one class of one app. */
export interface Case {
  readonly app: string;
  readonly change: string;
  readonly form: Form;
  readonly target: string;
  readonly verdict: 'proved' | 'refuted' | 'undecided';
  readonly fallen: readonly Claim[];
}

const has = (target: Target, { needs }: Pick<Breach, 'needs'>): boolean =>
  needs.every((need) => target[need] !== undefined);

/** Forms that a change can take: one that only adds can stand anywhere, one that takes away or changes can be conditional. */
const formsOf = ({ adds }: Pick<Breach, 'adds'>): readonly Form[] => (adds ? FORMS : FORMS.slice(0, 2));

function caseOf(subject: Subject, target: Target, change: Pick<Breach, 'id' | 'make'>, form: Form): Case {
  const edit = new Edit(subject, target, form);
  change.make(edit);
  const named = { app: subject.name, change: change.id, form, target: target.name };
  try {
    const { verdict, claims } = prove(edit.done(), subject.declaration, subject.environment);
    return { ...named, verdict, fallen: claims.filter((claim) => claim.verdict !== 'proved') };
  } catch (error) {
    // The change took away what the declaration names, so that nothing is claimed at all.
    if (!hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return { ...named, verdict: 'undecided', fallen: [] };
  }
}

/** Every change in every form to every class that it can be made to; of `every` only each so many-th, in turn. */
function* casesOf(subject: Subject, changes: readonly Breach[], every = 1): Generator<() => Case> {
  let at = 0;
  for (const target of targetsOf(subject))
    for (const change of changes)
      for (const form of has(target, change) ? formsOf(change) : [])
        if (at++ % every === 0) yield () => caseOf(subject, target, change, form);
}

/** The results of the cases of one app. */
export interface Tally {
  readonly app: string;
  readonly cases: number;
  readonly changes: number;
  readonly refuted: number;
  readonly undecided: number;
  readonly proved: number;
  /** Breaches that stay proved, or harmless changes that do not. */
  readonly wrong: readonly Case[];
}

/** Decides the cases, and says which came out otherwise than their kind should. */
export function tally(subject: Subject, changes: readonly Breach[], right: (found: Case) => boolean, every = 1): Tally {
  const cases = [...casesOf(subject, changes, every)].map((decide) => decide());
  const count = (verdict: Case['verdict']) => cases.filter((example) => example.verdict === verdict).length;
  return {
    app: subject.name,
    cases: cases.length,
    changes: new Set(cases.map(({ change }) => change)).size,
    refuted: count('refuted'),
    undecided: count('undecided'),
    proved: count('proved'),
    wrong: cases.filter((example) => !right(example)),
  };
}

export const isCaught = ({ verdict }: Case): boolean => verdict !== 'proved';
export const isCalm = ({ verdict }: Case): boolean => verdict === 'proved';
