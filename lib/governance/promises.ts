import type { Claim, Proof } from '../access/index.ts';
import type { PromisedClass, WorkerPromise } from './program-config.ts';

/** What became of a promise: `kept` under the assumptions of the proof, or why it is red. */
export interface LedgerEntry {
  readonly says: string;
  readonly state: 'kept' | 'refuted' | 'undecided' | 'unproved';
  /** Claims that it rests on, by id. */
  readonly claims: readonly string[];
  /** The guard that it names, where it stands. */
  readonly guard: string | null;
  /** Of a promise that is not kept, which claim or guard fails it. */
  readonly because: string | null;
}

/**
 * Each promise with what the proof says of it. A promise that no claim is about, for any of its zones, is `unproved`: a
 * promise nobody checks is not kept. One that names a guard needs a proof with guards.
 */
export const ledgerOf = (promises: readonly WorkerPromise[], { claims }: Pick<Proof, 'claims'>): LedgerEntry[] =>
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

/** Promises that keep collection from being restarted. */
export const brokenOf = (ledger: readonly LedgerEntry[]): LedgerEntry[] =>
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
