import { nth } from '../../lib/activity/there.ts';
import type { Speech } from './speech.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A piece of a page. Every text that is put into one is escaped: records hold whatever stood on a screen. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Html | readonly Part[];

const textOf = (part: Part): string =>
  part instanceof Html
    ? part.text
    : typeof part === 'string'
      ? part.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string)
      : part.map(textOf).join('');

export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, i) => text + (i < parts.length ? textOf(nth(parts, i)) : '')).join(''));

const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0 auto;padding:1rem;max-width:60rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{padding:.35rem .6rem;border-bottom:1px solid #8886;text-align:start;vertical-align:top}
th.n,td.n{text-align:end;font-variant-numeric:tabular-nums}
figure{margin:1rem 0}img{max-width:100%;height:auto;border:1px solid #8886}
.note{border-inline-start:4px solid #58a;padding:.2rem 1rem}`;

/** A page that opens from a folder: no script, nothing from a network. */
export const pageOf = ({ language }: Speech, title: string, ...body: readonly Part[]): string =>
  html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; connect-src 'none'"><title>${title}</title>
<style>${new Html(STYLE)}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`.text;

/** A table; cells that are numbers stand to the right. */
export const tableOf = (
  speech: Speech,
  heads: readonly string[],
  rows: readonly (readonly (Part | number)[])[],
): Html =>
  html`<table><thead><tr>${heads.map((head, i) => html`<th scope="col" class="${typeof rows[0]?.[i] === 'number' ? 'n' : ''}">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell) =>
        typeof cell === 'number' ? html`<td class="n">${speech.number(cell)}</td>` : html`<td>${cell}</td>`,
      )}</tr>
`,
  )}</tbody></table>`;

export const list = (items: readonly Part[]): Html => html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

export const paragraph = (...text: readonly Part[]): Html => html`<p>${text}</p>
`;
