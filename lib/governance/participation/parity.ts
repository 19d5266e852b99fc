/** One worker who asked for an exemption. */
export interface Asked {
  /** Job level, as the organisation's sign-in says it. */
  readonly level: string;
  /** Whether any request of theirs was granted. */
  readonly granted: boolean;
}

export interface Parity {
  /** By level, in order of their names. `workers` asked, `granted` of them got an exemption. */
  readonly levels: readonly { readonly level: string; readonly workers: number; readonly granted: number }[];
  /** How many levels are left out because too few workers of theirs asked. They are not named: that would say who asked. */
  readonly suppressed: number;
  readonly minCohort: number;
}

/**
 * Whether exemptions are granted alike at every level. A level of which fewer than `minCohort` workers asked is left out,
 * and no sum over all levels is given, because a sum less the levels shown is the level that is not.
 */
export function parityOf(requests: readonly Asked[], minCohort: number): Parity {
  const byLevel = [...Map.groupBy(requests, ({ level }) => level)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shown = byLevel.filter(([, workers]) => workers.length >= minCohort);
  const levels = shown.map(([level, workers]) => ({
    level,
    workers: workers.length,
    granted: workers.filter(({ granted }) => granted).length,
  }));
  return { levels, suppressed: byLevel.length - shown.length, minCohort };
}
