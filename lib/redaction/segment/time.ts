/** Precision of the public time of typing, in microseconds: the rhythm reveals the typed text, and the typist. */
const TYPING_US = 50_000;

export const coarse = (us: number): number => Math.floor(us / TYPING_US) * TYPING_US;
