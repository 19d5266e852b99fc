import { answer } from './ask-access.ts';

/** `strongroom why [can] ROLE VERB WHAT`, or `why can anybody …`: the path, or what stops each request. */
export const run = (args: readonly string[]): Promise<number> =>
  answer(
    args,
    (words) => {
      const [principal = '', verb = '', ...what] = words[0] === 'can' ? words.slice(1) : words;
      return { principal, verb, what: what.join(' ') };
    },
    'why can ROLE reach CLASS',
  );
