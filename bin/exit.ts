/** Exit codes of the commands. Scripts rely on them. */
export const EXIT = {
  /** The question is answered with yes, or the action is done. */
  holds: 0,
  /** A claim is refuted, or a request is refused. */
  refused: 1,
  /** Bad usage or bad input. */
  usage: 2,
  /** Neither proved nor refuted. */
  undecided: 3,
} as const;
