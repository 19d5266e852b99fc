import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerSettings } from './settings.ts';

/** The page, beside this module here and beside the bundle on AWS. */
const FOLDER = join(import.meta.dirname, 'page');

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
/** Addresses and the files behind them. There are no others: no path of a request is ever part of a file name. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: HTML },
  '/queue': { file: 'queue.html', type: HTML },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/api.js': { file: 'api.js', type: SCRIPT },
  '/dom.js': { file: 'dom.js', type: SCRIPT },
  '/page.js': { file: 'page.js', type: SCRIPT },
  '/queue.js': { file: 'queue.js', type: SCRIPT },
  '/sections.js': { file: 'sections.js', type: SCRIPT },
  '/sign-in.js': { file: 'sign-in.js', type: SCRIPT },
};

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const read = new Map<string, string>();

/** What is at an address that needs no token, or undefined. */
export function assetAt(path: string, { signIn, demonstration }: WorkerSettings): Asset | undefined {
  if (path === '/settings.json') {
    const { clientId, authorizeUrl, tokenUrl, scope } = signIn;
    return {
      type: 'application/json',
      body: JSON.stringify({ clientId, authorizeUrl, tokenUrl, scope, demonstration }),
    };
  }
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (found === undefined) return undefined;
  const body = read.get(found.file) ?? readFileSync(join(FOLDER, found.file), 'utf8');
  read.set(found.file, body);
  return { type: found.type, body };
}

/**
 * Headers of every answer. Nothing but the page's own script and style runs, nothing but this API and the sign-in is
 * asked, nobody may frame the page, and nothing stays in a cache.
 */
export const headersOf = ({ signIn }: WorkerSettings): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${new URL(signIn.tokenUrl).origin}`,
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
