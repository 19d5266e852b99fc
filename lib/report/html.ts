import { attemptsGrid } from './document/attempts.ts';
import {
  claimSections,
  type Evidence,
  reachSections,
  refutedSections,
  reportPage,
  type Sections,
} from './document/proof-page.ts';
import { episodeLines } from './episode.ts';
import { sayFigures } from './figures.ts';
import { safe, table } from './page.ts';
import type { ShownEpisode, Summary, TeamView } from './summary.ts';

/**
 * The summary of a run as one page: failing claims first, then the drawing of who reaches which class, then the actions
 * of the run.
 */
export function renderHtml(summary: Summary, evidence: Evidence): string {
  const teams = Object.entries(summary.teams).map(
    ([name, team]) => [`Team ${name}`, teamPart(team)] as const satisfies Sections[number],
  );
  return reportPage('Strongroom report', evidence, lead(summary), [
    ...refutedSections(evidence),
    ...reachSections(evidence),
    ['Attempts to read', attemptsGrid(summary.attempts)],
    ...claimSections(evidence),
    ['Promises to workers', promises(summary)],
    ...teams,
    [
      'Gate',
      table(
        ['state', 'why'],
        summary.gate.map(({ state, note }) => [state, note]),
      ),
    ],
    ['Ingested', ingested(summary)],
    [
      'Redacted',
      counts(summary.redaction) +
        sub('Frames', counts({ published: summary.frames.published, ...summary.frames.withheld })),
    ],
    ['Retention', retention(summary)],
    ['One episode', summary.episode === null ? '' : episode(summary.episode)],
    ['Not shown by this run', `<ul>${summary.notShown.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`],
  ]);
}

const lead = (summary: Summary): string =>
  `<p class="lead">${safe(summary.ingest.recording)}: ${summary.ingest.events} events in ${summary.ingest.segments} segments, in ${summary.seconds} s</p>
<ul class="figures">
${figure(held(summary), 'claims hold, under stated assumptions')}
${figure(leaked(summary.leakage.characters, summary.leakage.of), 'labelled characters readable by a team')}
${figure(leaked(summary.leakage.pixels, summary.leakage.ofPixels), 'labelled pixels readable by a team')}
${figure(String(summary.attempts.filter(({ decision }) => decision === 'Allowed').length), `of ${summary.attempts.length} forbidden reads succeeded`)}
</ul>`;

const promises = (summary: Summary): string =>
  table(
    ['kept', 'promise', 'state', 'rests on'],
    summary.promises.map(({ says, state, claims, because }) => [
      state === 'kept' ? '✓' : '✗',
      says,
      state === 'kept' ? 'kept, under the assumptions above' : `${state}: ${because}`,
      `${claims.length} claims`,
    ]),
  );

const ingested = ({ ingest }: Summary): string =>
  counts(ingest.byKind) +
  sub('Refused', counts(ingest.refused)) +
  sub('Not understood by the importer', counts(ingest.unknownByReason));

const retention = ({ retention: { objects, bytes, note } }: Summary): string =>
  `<p>${objects} objects, ${bytes} bytes destroyed: ${safe(note)}</p>`;

const episode = (shown: ShownEpisode): string =>
  `<pre class="scroll" tabindex="0">${safe(episodeLines(shown).join('\n'))}</pre>`;

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
