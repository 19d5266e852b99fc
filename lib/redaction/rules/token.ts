import { there } from '../../activity/there.ts';
import { type Examples, type Rule, rule } from './rule.ts';

/**
 * Tokens of an issuer: their beginning and the rest, and one of each form, as short as it can be. When a word must precede it,
 * the token is between ⟦ and ⟧.
 */
export type Issuer = readonly [
  issuer: string,
  form: string,
  shortest: readonly string[],
  /** The same with a part that can be left out. */
  longer?: readonly string[],
];

/** The beginnings of an issuer's tokens, each before the shortest rest that one can have. */
export const starts = (beginnings: string, rest: string): readonly string[] =>
  beginnings.split(' ').map((beginning) => beginning + rest);

const marked = (token: string): string => (token.includes('⟦') ? token : `⟦${token}⟧`);

/** A token stands alone, and a character less is none. */
function examplesOf(form: string, shortest: readonly string[], longer: readonly string[]) {
  const [hit, ...hits] = [...shortest, ...longer].map(marked).flatMap((token) => [token, `say "${token}", please`]);
  const [miss, ...misses] = shortest.map(marked).flatMap((token) => {
    const cut = token.replace(/.⟧/, '').replace('⟦', '');
    const whole = token.replace(/[⟦⟧]/g, '');
    return [
      cut,
      // Only where the form begins with a sign of the issuer does a letter before it make it another word.
      ...(/^(?:\[|\(\?<|\\d)/.test(form) ? [] : [`x${whole}`]),
      // Only where its length is fixed does a letter behind it.
      ...(/[^,]\{\d{1,3}\}$/.test(form) ? [`${whole}9`] : []),
    ];
  });
  return { hits: [there(hit, 'an example'), ...hits], misses: [there(miss, 'a counterexample'), ...misses] } satisfies {
    hits: Examples;
    misses: Examples;
  };
}

/** The rule of an issuer's tokens. */
export const tokenRule = ([issuer, form, shortest, longer = []]: Issuer, valid: (value: string) => boolean): Rule =>
  rule({
    id: `token.${issuer}`,
    type: 'SECRET',
    value: `(?<![A-Za-z0-9])(?:${form})`,
    after: '(?![A-Za-z0-9])',
    valid,
    ...examplesOf(form, shortest, longer),
  });
