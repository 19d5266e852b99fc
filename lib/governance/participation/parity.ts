/** A worker who requested an exemption. */
export interface ExemptionAsked {
  /** Job level, from the organisation's sign-in. */
  readonly level: string;
  /** Whether any of the worker's requests was granted. */
  readonly granted: boolean;
}

export interface Parity {
  /** By level, in name order. `workers` is how many asked; `granted`, how many of them got an exemption. */
  readonly levels: readonly { readonly level: string; readonly workers: number; readonly granted: number }[];
  /** Number of levels left out because too few of their workers asked. They are not named: a name would show who asked. */
  readonly suppressed: number;
  readonly minCohort: number;
}

/**
 * Whether exemptions are granted equally at every level. A level where fewer than `minCohort` workers asked is left
 * out. No total over all levels is given, because subtracting the shown levels from it would reveal the hidden one.
 */
export function parityOf(requests: readonly ExemptionAsked[], minCohort: number): Parity {
  const byLevel = [...Map.groupBy(requests, ({ level }) => level)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shown = byLevel.filter(([, workers]) => workers.length >= minCohort);
  const levels = shown.map(([level, workers]) => ({
    level,
    workers: workers.length,
    granted: workers.filter(({ granted }) => granted).length,
  }));
  return { levels, suppressed: byLevel.length - shown.length, minCohort };
}
