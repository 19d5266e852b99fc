import { episodeLines } from './episode.ts';
import { families } from './families.ts';
import { sayFigures } from './figures.ts';
import type { Summary, TeamView } from './summary.ts';

/** The summary as one page: no script, no request to anywhere, readable without colour and on a phone. */
export function renderHtml(summary: Summary): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Strongroom report</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Strongroom</h1>
<p class="lead">${safe(summary.ingest.recording)}: ${summary.ingest.events} events in ${summary.ingest.segments} segments, in ${summary.seconds} s</p>
<ul class="figures">
${figure(held(summary), 'claims hold, under stated assumptions')}
${figure(leaked(summary.leakage.characters, summary.leakage.of), 'labelled characters readable by a team')}
${figure(leaked(summary.leakage.pixels, summary.leakage.ofPixels), 'labelled pixels readable by a team')}
${figure(String(summary.attempts.filter(({ decision }) => decision === 'Allowed').length), `of ${summary.attempts.length} forbidden reads succeeded`)}
</ul>
</header>
<main>
${section('Proof', proofPart(summary.proof))}
${section(
  'Promises to workers',
  table(
    ['', 'promise', 'state', 'rests on'],
    summary.promises.map(({ says, state, claims, because }) => [
      state === 'kept' ? '✓' : '✗',
      says,
      state === 'kept' ? 'kept, under the assumptions above' : `${state}: ${because}`,
      `${claims.length} claims`,
    ]),
  ),
)}
${section(
  'Gate',
  table(
    ['state', 'why'],
    summary.gate.map(({ state, note }) => [state, note]),
  ),
)}
${section('Ingested', counts(summary.ingest.byKind) + sub('Refused', counts(summary.ingest.refused)) + sub('Not understood by the importer', counts(summary.ingest.unknownByReason)))}
${section('Redacted', counts(summary.redaction) + sub('Frames', counts({ published: summary.frames.published, ...summary.frames.withheld })))}
${Object.entries(summary.teams)
  .map(([name, team]) => section(`Team ${name}`, teamPart(team)))
  .join('\n')}
${section(
  'Attempts to read',
  table(
    ['who', 'what', 'decision', 'decided by'],
    summary.attempts.map((one) => [one.principal, one.target, one.decision, one.statement]),
  ),
)}
${section('Retention', `<p>${summary.retention.objects} objects, ${summary.retention.bytes} bytes destroyed: ${safe(summary.retention.note)}</p>`)}
${summary.episode === null ? '' : section('One episode', `<pre class="scroll">${safe(episodeLines(summary.episode).join('\n'))}</pre>`)}
${section('Not shown by this run', `<ul>${summary.notShown.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`)}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --accent: #0b6b53; }
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
details { margin: .5rem 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
pre { font: .8rem/1.25 ui-monospace, monospace; }
code { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
`;

function proofPart({ claims, trusted, assumptions, residuals }: Summary['proof']): string {
  const list = (lines: readonly string[]) => `<ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`;
  const fold = (title: string, body: string) => `<details><summary>${safe(title)}</summary>${body}</details>`;
  const rows = families(claims).map(({ says, classes, claims: all, open }) => [
    open.length === 0 ? '✓' : '✗',
    says,
    classes.join(', '),
    open.length === 0 ? `${all.length} hold` : open.map(({ verdict, text }) => `${verdict}: ${text}`).join(' '),
  ]);
  return [
    table(['', 'claim', 'for', 'under the assumptions below'], rows),
    fold(
      `All ${claims.length} claims`,
      table(
        ['class', 'claim', 'verdict'],
        claims.map((one) => [one.class, one.text, one.verdict]),
      ),
    ),
    fold('Assumptions', list(assumptions)),
    fold('Trusted base: who could change the rules', list(trusted)),
    fold('What no template can show', list(residuals)),
  ].join('');
}

const section = (title: string, body: string): string => `<section><h2>${safe(title)}</h2>${body}</section>`;
const sub = (title: string, body: string): string => `<h3>${safe(title)}</h3>${body}`;
const figure = (value: string, label: string): string => `<li><b>${safe(value)}</b>${safe(label)}</li>`;
const held = ({ proof: { claims } }: Summary): string =>
  `${claims.filter(({ verdict }) => verdict === 'proved').length} of ${claims.length}`;
const leaked = (n: number, of: number): string => (of === 0 ? 'no labels' : `${n} of ${of}`);

function teamPart({ rows, filter, columns, hidden, sample, figures }: TeamView): string {
  return `<p>${rows} rows where <code>${safe(filter)}</code></p>
<ul>${sayFigures(figures)
    .map((line) => `<li>${safe(line)}</li>`)
    .join('')}</ul>
<p>Has <code>${safe(columns.join(', '))}</code></p>
<p>Does not have <code>${safe(hidden.join(', '))}</code></p>
<p><code>${safe(sample.sql)}</code></p>${table(sample.columns, sample.rows)}`;
}

function counts(map: Readonly<Record<string, number>>): string {
  const rows = Object.entries(map).toSorted(([, a], [, b]) => b - a);
  return rows.length === 0 ? '<p>None.</p>' : table(['what', 'how many'], rows);
}

function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) => safe(value === null || value === undefined ? '·' : String(value));
  const head = columns.map((name) => `<th scope="col">${cell(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Everything on the page that is not ours goes through here: a recording may hold markup. */
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
