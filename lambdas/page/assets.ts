import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '../../lib/governance/sign-in.ts';

import { browserHeaders } from './headers.ts';

export interface PageSettings {
  readonly signIn: SignIn;
  /** Shown on the page when the signed-in person is invented. */
  readonly demonstration: boolean;
}

/** The page, beside this module here and beside the bundle on AWS. */
const FOLDER = join(import.meta.dirname, 'page');

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
/** Addresses and the files behind them. There are no others: no path of a request is ever part of a file name. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: HTML },
  '/queue': { file: 'staff.html', type: HTML },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/api.js': { file: 'api.js', type: SCRIPT },
  '/copy.js': { file: 'copy.js', type: SCRIPT },
  '/dom.js': { file: 'dom.js', type: SCRIPT },
  '/page.js': { file: 'page.js', type: SCRIPT },
  '/queue.js': { file: 'queue.js', type: SCRIPT },
  '/sections.js': { file: 'sections.js', type: SCRIPT },
  '/sign-in.js': { file: 'sign-in.js', type: SCRIPT },
  '/staff.js': { file: 'staff.js', type: SCRIPT },
  '/staff-en.js': { file: 'staff-en.js', type: SCRIPT },
  '/staff-de.js': { file: 'staff-de.js', type: SCRIPT },
  '/staff-fr.js': { file: 'staff-fr.js', type: SCRIPT },
  '/staff-es.js': { file: 'staff-es.js', type: SCRIPT },
  '/words.js': { file: 'words.js', type: SCRIPT },
  '/words-en.js': { file: 'words-en.js', type: SCRIPT },
  '/words-de.js': { file: 'words-de.js', type: SCRIPT },
  '/words-fr.js': { file: 'words-fr.js', type: SCRIPT },
  '/words-es.js': { file: 'words-es.js', type: SCRIPT },
};

const read = new Map<string, string>();

export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The content at an address of the page. */
export function pageAt(path: string, settings: PageSettings): PageAnswer {
  const headers = browserHeaders(settings.signIn);
  const found = contentAt(path, settings);
  if (found === undefined) return { statusCode: 404, headers: { ...headers, 'content-type': 'text/plain' }, body: '' };
  return { statusCode: 200, headers: { ...headers, 'content-type': found.type }, body: found.body };
}

function contentAt(path: string, { signIn, demonstration }: PageSettings): { type: string; body: string } | undefined {
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
