/** Public time of what is typed has this precision, in microseconds: rhythm tells what was typed, and who typed it. */
const TYPING_US = 50_000;

export const coarse = (us: number): number => Math.floor(us / TYPING_US) * TYPING_US;
