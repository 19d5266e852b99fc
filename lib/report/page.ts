import { createHash } from 'node:crypto';
import { STYLE } from './page-style.ts';

/**
 * A self-contained page: no outgoing request, no script but the given one, readable without colour and on a phone.
 * @param body escaped markup
 * @param script one of this project's: the page's policy contains its digest, so that no other script runs
 */
export const page = (title: string, body: string, script = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${script === '' ? '' : `; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`}">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}${script === '' ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;

export const section = (title: string, body: string, id?: string): string =>
  `<section${id === undefined ? '' : ` id="${safe(id)}"`}><h2>${safe(title)}</h2>${body}</section>`;

export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) => safe(value === null || value === undefined ? '·' : String(value));
  const head = columns.map((name) => `<th scope="col">${cell(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Escapes every foreign text on a page: a recording may hold markup. */
export const safe = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
