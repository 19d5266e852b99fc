import type { Could, Did, Investigation } from '../../governance/investigation/index.ts';
import { count, lead, sayColumns, sayEvidence, sayRows, sayWho, shortName, spansOf } from './sentences.ts';

/** The report as one page: no script, no request to anywhere, readable without colour and on a phone. */
export function investigationHtml(investigation: Investigation): string {
  const { severity, inputs } = investigation;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Who read ${safe(investigation.class)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Who read ${safe(investigation.class)}</h1>
<p>${safe(investigation.from)} to ${safe(investigation.to)}${investigation.incident.id ? `, incident ${safe(investigation.incident.id)}` : ''}</p>
<p class="lead"><b>${safe(severity.level)}</b> ${safe(lead(investigation))}</p>
</header>
<main>
${section('Timeline', timeline(investigation))}
${section('Who did', investigation.did.length === 0 ? '<p>Nobody, by what the records show.</p>' : investigation.did.map(didPart).join('\n'))}
${section('Who could', couldPart(investigation))}
${section('What is not known', unknownPart(investigation))}
${section('Severity', list(severity.reasons))}
${section('Deadlines', deadlinePart(investigation))}
${section('From what', `<p>${inputs.records} records in ${inputs.log_files} files, ${inputs.duplicates} of them twice; ${inputs.changes} changes of policies; ${investigation.attempts.length} calls refused.</p>${list([...inputs.policies, ...Object.entries(inputs.unusable).map(([reason, n]) => `${n} not usable: ${reason}`), ...investigation.assumptions])}`)}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --could: #7aa6d8; --did: #b3261e; --unknown: #d9822b; --quiet: #8884; }
@media (prefers-color-scheme: dark) { :root { --could: #3f6fa5; --did: #ff8a80; --unknown: #f0a95c; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { margin: 0; letter-spacing: -.02em; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
.lead { font-size: 1.1rem; }
.lane { display: grid; grid-template-columns: minmax(9rem, 18rem) 1fr; gap: 0 .75rem; align-items: center; font-size: .8rem; }
.lane svg { width: 100%; height: 1rem; background: color-mix(in srgb, currentColor 6%, transparent); }
@media (max-width: 40rem) { .lane { grid-template-columns: 1fr; margin-bottom: .4rem; } }
.could { fill: var(--could); } .did { fill: var(--did); } .unknown { fill: var(--unknown); } .quiet { fill: var(--quiet); }
article { border-left: .25rem solid var(--did); padding: .25rem .75rem; margin: .75rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; margin: .25rem 0; font-size: .9rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; } }
dt { opacity: .75; } dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); min-width: 6rem; }
code { font: .85em/1.4 ui-monospace, monospace; }
summary { cursor: pointer; }
`;

/** Lanes: sources with gaps, then principals that read, then others that could. */
function timeline(investigation: Investigation): string {
  const scale = scaleOf(investigation);
  const bar = (from: string, to: string, kind: string, title: string): string => {
    const [x, end] = [scale(from), scale(to)];
    return `<rect class="${kind}" x="${x}" y="0" width="${Math.max(4, round(end - x))}" height="16"><title>${safe(title)}</title></rect>`;
  };
  const lane = (name: string, marks: string): string =>
    `<div class="lane"><span>${safe(name)}</span><svg viewBox="0 0 1000 16" preserveAspectRatio="none" role="img" aria-label="${safe(name)}">${marks}</svg></div>`;
  const sources = [...Map.groupBy(spansOf(investigation.coverage), ({ source }) => source)].map(([source, spans]) =>
    lane(
      `${source} ${spans.some(({ state }) => state === 'unknown') ? '(gaps)' : ''}`,
      spans
        .filter(({ state }) => state !== 'logged')
        .map((span) =>
          bar(
            span.from,
            hoursAfter(span.from, span.hours),
            span.state,
            `${span.state}, ${span.hours} h from ${span.from}: ${span.why}`,
          ),
        )
        .join(''),
    ),
  );
  const did = Map.groupBy(investigation.did, ({ principal }) => principal);
  const could = Map.groupBy(investigation.could, ({ principal }) => principal);
  const marks = (principal: string): string =>
    (could.get(principal) ?? [])
      .map((access) => bar(access.from, access.to, 'could', `could read from ${access.from} to ${access.to}`))
      .join('') +
    (did.get(principal) ?? [])
      .map((read) => bar(read.at, read.until, 'did', `${read.evidence} at ${read.at}: ${read.via}`))
      .join('');
  const rest = [...could.keys()].filter((principal) => !did.has(principal));
  return `<p>Blue: could read. Red: did. Orange: records are missing. Grey: no record, and no proof that there was none.</p>
${[...sources, ...[...did.keys()].map((principal) => lane(`${shortName(principal)} (read)`, marks(principal)))].join('\n')}
${rest.length === 0 ? '' : `<details${rest.length <= 12 ? ' open' : ''}><summary>${count(rest.length, 'other')} who could</summary>${rest.map((principal) => lane(shortName(principal), marks(principal))).join('\n')}</details>`}`;
}

const round = (x: number): number => Math.round(x * 10) / 10;
const hoursAfter = (from: string, hours: number): string =>
  new Date(Date.parse(from) + hours * 3_600_000).toISOString();

function scaleOf({ from, to }: Investigation): (at: string) => number {
  const [start, length] = [Date.parse(from), Math.max(1, Date.parse(to) - Date.parse(from))];
  return (at) => round(Math.min(1000, Math.max(0, ((Date.parse(at) - start) / length) * 1000)));
}

const didPart = (row: Did): string => `<article>
<b>${safe(sayWho(row))}</b> at ${safe(row.at)}${row.approved ? ' (approved)' : ''}
<dl>${pairs([
  ['how', row.via],
  ['evidence', sayEvidence(row)],
  ['columns', sayColumns(row)],
  ['rows', sayRows(row)],
  ['copies', row.copies.join(', ') || 'none known'],
  ['by', row.grants.join('; ') || 'nothing that is known here'],
  ...(row.sql === null ? [] : [['query', row.sql] as const]),
  ...(row.notes.length === 0 ? [] : [['note', row.notes.join('; ')] as const]),
  ['events', row.events.join(', ')],
])}</dl>
</article>`;

const pairs = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([name, value]) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`).join('');

const couldRow = (row: Could) => [
  shortName(row.principal),
  `${row.from} to ${row.to}`,
  row.certain ? 'certain' : 'perhaps: part of what decides it is not known or not understood',
  row.approved ? 'approved' : 'not approved',
  `${row.rests_on.join('; ')} · since ${row.since}`,
];

const couldPart = ({ could, others }: Investigation): string =>
  table(['who', 'when', '', '', 'rests on'], could.map(couldRow)) +
  (others.length === 0
    ? '<p>Nobody else.</p>'
    : table(
        ['and beyond these', 'when', 'rests on'],
        others.map((row) => [row.who, `${row.from} to ${row.to}`, row.rests_on.join('; ')]),
      ));

function unknownPart({ coverage, unknown }: Investigation): string {
  const rows = [
    ...spansOf(coverage)
      .filter(({ state }) => state === 'unknown')
      .map((span) => [span.source, span.from, count(span.hours, 'hour'), span.why]),
    ...unknown.map(({ from, to, why, event }) => [
      'policies',
      from,
      `until ${to}`,
      `${why}${event ? ` (event ${event})` : ''}`,
    ]),
  ];
  return rows.length === 0 ? '<p>No gap was found.</p>' : table(['source', 'from', 'for', 'why'], rows);
}

const deadlinePart = ({ deadlines }: Investigation): string =>
  deadlines.length === 0
    ? '<p>None: nobody but approved readers could read.</p>'
    : table(
        ['place', 'who is told', 'within', 'due', 'rests on'],
        deadlines.map((deadline) => [
          deadline.place,
          deadline.who,
          deadline.within,
          `${deadline.due}${deadline.assumed ? ', counted from the end of the time looked at: name an incident' : ''}`,
          deadline.source,
        ]),
      );

const section = (title: string, body: string): string => `<section><h2>${safe(title)}</h2>${body}</section>`;
const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`;

function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const head = heads.map((name) => `<th scope="col">${safe(name)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((value) => `<td>${safe(String(value))}</td>`).join('')}</tr>`)
    .join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Log content comes from any caller of AWS: names of sessions and agents may hold markup. */
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
