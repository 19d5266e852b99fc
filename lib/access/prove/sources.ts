import type { Claim, Proof, WitnessStep } from '../inquiry/proof.ts';

/** Gives each step and guard the file and line of its construct, where `lookup` knows it. */
export function withSources(proof: Proof, lookup: (constructPath: string) => string | undefined): Proof {
  const located = <T extends { construct: string; source: string }>(part: T): T => ({
    ...part,
    source: lookup(part.construct) ?? part.source,
  });
  const path = (steps: readonly WitnessStep[]): WitnessStep[] => steps.map(located);
  const claim = (given: Claim): Claim => ({
    ...given,
    ...(given.witness ? { witness: { ...given.witness, path: path(given.witness.path) } } : {}),
    guards: given.guards.map((guard) => ({
      ...located(guard),
      ...(guard.witness ? { witness: { ...guard.witness, path: path(guard.witness.path) } } : {}),
    })),
  });
  return { ...proof, claims: proof.claims.map(claim) };
}
