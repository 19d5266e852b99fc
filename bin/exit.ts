/** Exit codes of the commands. Scripts rely on them. */
export const EXIT = {
  /** What was asked holds, or was done. */
  holds: 0,
  /** A claim is refuted, or something is refused. */
  refused: 1,
  /** Bad usage or bad input. */
  usage: 2,
  /** Neither proved nor refuted. */
  undecided: 3,
} as const;
