import { episodeLines } from './episode.ts';
import { families } from './families.ts';
import { sayFigures } from './figures.ts';
import { page, safe, section, table } from './page.ts';
import type { Summary, TeamView } from './summary.ts';
import { whoSees } from './who-sees.ts';

/** The summary as one page. */
export function renderHtml(summary: Summary): string {
  return page(
    'Strongroom report',
    `<header>
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
    ['kept', 'promise', 'state', 'rests on'],
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
${section('Who sees what of redacted activity', matrix(summary.teams))}
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
${summary.episode === null ? '' : section('One episode', `<pre class="scroll" tabindex="0">${safe(episodeLines(summary.episode).join('\n'))}</pre>`)}
${section('Not shown by this run', `<ul>${summary.notShown.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`)}
</main>`,
  );
}

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
    table(['holds', 'claim', 'for', 'under the assumptions below'], rows),
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

function matrix(teams: Summary['teams']): string {
  const { head, rows } = whoSees(teams);
  return table(head, rows);
}

function counts(map: Readonly<Record<string, number>>): string {
  const rows = Object.entries(map).toSorted(([, a], [, b]) => b - a);
  return rows.length === 0 ? '<p>None.</p>' : table(['what', 'how many'], rows);
}
