import type { Cause } from './cause.ts';

export { OWN_CONFIGURATION } from './case.ts';
export type { Cause, CauseKind } from './cause.ts';
export { causesOf } from './causes.ts';

/** Gives each cause the file and line of its construct, where `lookup` knows it. */
export const locate = (causes: readonly Cause[], lookup: (constructPath: string) => string | undefined): Cause[] =>
  causes.map((cause) => {
    const source = cause.construct === undefined ? undefined : lookup(cause.construct);
    return source === undefined ? cause : { ...cause, source };
  });
