/** An advisory that is accepted for a limited time. */
export interface Accepted {
  /** GitHub's id: `GHSA-xxxx-xxxx-xxxx`. */
  readonly id: string;
  /** Why it does no harm here. */
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Advisories that do not stop a change. After their last day they stop it again. */
export const ACCEPTED: readonly Accepted[] = [];
