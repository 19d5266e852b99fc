import { entropy } from './checksums.ts';
import { mixed } from './fill.ts';
import { oneOf, type Rule, rule } from './rule.ts';
import { tokenRule } from './token.ts';
import { FORMATS } from './token-formats.ts';
import { ISSUERS } from './token-issuers.ts';

export const TOKENS: readonly Rule[] = [
  ...ISSUERS.map((issuer) => tokenRule(issuer, looksRandom)),
  rule({
    id: 'jwt',
    type: 'JWT',
    value: `(?<![A-Za-z0-9_-])ey[JK][A-Za-z0-9_-]{8,4000}\\.(?:ey[JKI][A-Za-z0-9_-]{4,8000}|[A-Za-z0-9_-]{16,8000})`,
    after: '(?:\\.[A-Za-z0-9_-]{0,2000}){0,3}',
    hits: [`⟦eyJ${mixed(8)}.eyJ${mixed(4)}.${mixed(9)}⟧`, `⟦eyK${mixed(8)}.${mixed(16)}⟧ ends`],
    misses: [`eyJ${mixed(7)}.eyJ${mixed(4)}`, `eyJ${mixed(8)}.${mixed(15)}`, `eyL${mixed(8)}.${mixed(16)}`],
  }),
  ...FORMATS.map((issuer) => tokenRule(issuer, isFilled)),
  rule({
    id: 'ssh.public-key',
    type: 'SECRET',
    value: '(?<![A-Za-z0-9])AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh)[A-Za-z0-9+/=]{12,2000}',
    // In code it is meant to be read. On screens and in talk it identifies the owner of a machine.
    on: ['prose', 'ui'],
    hits: ['cat deploy.pub → ssh-rsa ⟦AAAAB3NzaC1yc2EAAAADAQABAAACAQDLm9⟧', '⟦AAAAC3NzaC1lZDI1NTE5AAA⟧'],
    misses: ['AAAAB3NzaC1yc2EAAAADAQ', 'xAAAAC3NzaC1lZDI1NTE5AAAA', 'AAAAD3NzaC1lZDI1NTE5AAAA'],
  }),
];

/** Documentation fills the form with one sign or with words. */
function isFilled(value: string): boolean {
  return new Set(value.slice(-16)).size >= 5 && !/(?:x{6}|X{6}|\*{4}|0{12}|EXAMPLE|your[-_]|placeholder)/.test(value);
}

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
