import type { SignIn } from '../../lib/governance/sign-in.ts';

/**
 * Headers of every answer to a browser. Only the page's own script and style run, only this API and the sign-in are contacted, no
 * site can frame the page, and nothing stays in a cache.
 */
export const browserHeaders = ({ tokenUrl }: Pick<SignIn, 'tokenUrl'>): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${new URL(tokenUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
});
