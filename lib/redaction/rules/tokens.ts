import { entropy } from './checksums.ts';
import { mixed } from './fill.ts';
import { type Examples, oneOf, type Rule, rule } from './rule.ts';
import { ISSUERS } from './token-issuers.ts';

const marked = (token: string): string => (token.includes('⟦') ? token : `⟦${token}⟧`);

/** A token stands alone, and a character less is none. */
function examplesOf(form: string, shortest: readonly string[], longer: readonly string[]) {
  const [hit, ...hits] = [...shortest, ...longer].map(marked).flatMap((token) => [token, `say "${token}", please`]);
  const [miss, ...misses] = shortest.map(marked).flatMap((token) => {
    const cut = token.replace(/.⟧/, '').replace('⟦', '');
    // Only where the form begins with a sign of the issuer does a letter before it make it another word.
    return /^(?:\[|\(\?<|\\d)/.test(form) ? [cut] : [cut, `x${token.replace(/[⟦⟧]/g, '')}`];
  });
  return { hits: [hit!, ...hits], misses: [miss!, ...misses] } satisfies { hits: Examples; misses: Examples };
}

export const TOKENS: readonly Rule[] = [
  ...ISSUERS.map(([issuer, form, shortest, longer = []]) =>
    rule({
      id: `token.${issuer}`,
      type: 'SECRET',
      value: `(?<![A-Za-z0-9])(?:${form})`,
      after: '(?![A-Za-z0-9])',
      valid: looksRandom,
      ...examplesOf(form, shortest, longer),
    }),
  ),
  rule({
    id: 'jwt',
    type: 'JWT',
    value: `(?<![A-Za-z0-9_-])ey[JK][A-Za-z0-9_-]{8,4000}\\.(?:ey[JKI][A-Za-z0-9_-]{4,8000}|[A-Za-z0-9_-]{16,8000})`,
    after: '(?:\\.[A-Za-z0-9_-]{0,2000}){0,3}',
    hits: [`⟦eyJ${mixed(8)}.eyJ${mixed(4)}.${mixed(9)}⟧`, `⟦eyK${mixed(8)}.${mixed(16)}⟧ ends`],
    misses: [`eyJ${mixed(7)}.eyJ${mixed(4)}`, `eyJ${mixed(8)}.${mixed(15)}`, `eyL${mixed(8)}.${mixed(16)}`],
  }),
];

const FILLED_IN = new RegExp(
  `${oneOf('x{6}|X{6}|\\*{4}|\\.{3}|0{12}|EXAMPLE|(?:^|[_-])your(?:[_-]|[A-Z]|api|tok|key)|placeholder|changeme|dummy', 'replace[_-]?me|insert[_-]|redacted|[_-]here$')}`,
  'i',
);

/** Documentation writes tokens as one letter repeated, with dots or in words: not a value. */
function looksRandom(value: string): boolean {
  return (
    new Set(value.slice(-16)).size >= 5 &&
    !/^[a-z]{1,400}(?:_[a-z0-9]{1,14}){2,400}$/.test(value) &&
    !FILLED_IN.test(value) &&
    (/\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)) || entropy(value) > 3.8)
  );
}
