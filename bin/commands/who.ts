import { answer } from './ask-access.ts';

/** `strongroom who can VERB WHAT`: everybody who can, with the path, and everybody of whom it is not known. */
export const run = (args: readonly string[]): Promise<number> =>
  answer(
    args,
    ([can, verb = '', ...what]) => (can === 'can' ? { verb, what: what.join(' ') } : undefined),
    'who can read raw',
  );
