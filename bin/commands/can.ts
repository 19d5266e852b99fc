import { answer } from './ask-access.ts';

/** `strongroom can ROLE VERB WHAT`: exits 0 for yes, 1 for no, 3 where it is not known. */
export const run = (args: readonly string[]): Promise<number> =>
  answer(
    args,
    ([principal = '', verb = '', ...what]) => ({ principal, verb, what: what.join(' ') }),
    'can ROLE reach CLASS',
  );
