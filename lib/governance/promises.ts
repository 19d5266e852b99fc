import type { Claim, Proof } from '../access/index.ts';
import type { PromisedClass, WorkerPromise } from './program-config.ts';

/** Outcome of a promise: `kept` under the assumptions of the proof, or the reason why it is not. */
export interface DecidedPromise {
  readonly says: string;
  readonly state: 'kept' | 'refuted' | 'undecided' | 'unproved';
  /** Ids of the claims that the promise depends on. */
  readonly claims: readonly string[];
  /** The guard that the promise names. */
  readonly guard: string | null;
  /** The failing claim or guard of a promise that is not kept. */
  readonly because: string | null;
}

/**
 * Each promise with its outcome. A promise without a claim for one of its zones is `unproved`, because an unchecked
 * promise is not kept. A promise that names a guard needs a proof with guards.
 */
export const ledgerOf = (promises: readonly WorkerPromise[], { claims }: Pick<Proof, 'claims'>): DecidedPromise[] =>
  promises.map((promise) => {
    const resting = promise.zones.flatMap((zone) => claimsAbout(claims, promise.claim, zone));
    const entry = { says: promise.says, claims: resting.map(({ id }) => id) };
    const missing = promise.zones.find((zone) => claimsAbout(claims, promise.claim, zone).length === 0);
    const open =
      resting.find(({ verdict }) => verdict === 'refuted') ?? resting.find(({ verdict }) => verdict !== 'proved');
    const guard = guardIn(resting, promise.guard);
    if (open !== undefined && open.verdict !== 'proved')
      return { ...entry, guard, state: open.verdict, because: `${open.id}: ${open.because ?? open.text}` };
    if (missing !== undefined)
      return { ...entry, guard, state: 'unproved', because: `no claim ${promise.claim} is about ${missing}` };
    if (promise.guard !== undefined && guard === null)
      return { ...entry, guard, state: 'unproved', because: `no claim falls without ${promise.guard}` };
    return { ...entry, guard, state: 'kept', because: null };
  });

/** Promises that prevent a restart of collection. */
export const brokenOf = (ledger: readonly DecidedPromise[]): DecidedPromise[] =>
  ledger.filter(({ state }) => state !== 'kept');

const claimsAbout = (claims: readonly Claim[], name: string, zone: PromisedClass): Claim[] =>
  claims.filter(({ id, class: about }) => about === zone && id.startsWith(`${name}/`));

function guardIn(claims: readonly Claim[], name: string | undefined): string | null {
  if (name === undefined) return null;
  for (const { guards } of claims)
    for (const { statement, without } of guards)
      if (without === 'refuted' && statement.split(' ').includes(name)) return statement;
  return null;
}
