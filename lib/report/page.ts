/** A page of its own: no script, no request to anywhere, readable without colour and on a phone. @param body markup, made safe */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;

const STYLE = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; --line: #8886; --accent: #0b6b53; }
@media (prefers-color-scheme: dark) { :root { --accent: #6fd3b5; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0; letter-spacing: -.02em; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
.lead { margin: .25rem 0 1.5rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.figures li { flex: 1 1 12rem; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.figures b { display: block; font-size: 1.6rem; color: var(--accent); }
.scroll { overflow-x: auto; }
code, li { overflow-wrap: anywhere; }
.changes { list-style: none; padding: 0; }
.changes li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
pre { font: .8rem/1.25 ui-monospace, monospace; }
code { font: .85rem/1.4 ui-monospace, monospace; }
`;

export const section = (title: string, body: string): string => `<section><h2>${safe(title)}</h2>${body}</section>`;

export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) => safe(value === null || value === undefined ? '·' : String(value));
  const head = columns.map((name) => `<th scope="col">${cell(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Everything on the page that is not ours goes through here: a recording may hold markup. */
export const safe = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
