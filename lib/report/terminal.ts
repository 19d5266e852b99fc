import { sayDead } from './dead-letters.ts';
import { episodeLines } from './episode.ts';
import { families } from './families.ts';
import { sayFigures } from './figures.ts';
import { ledgerLines } from './gate.ts';
import type { Style } from './style.ts';
import type { Attempt, Summary, TeamView } from './summary.ts';

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const same = (text: string) => text;
export const COLOUR: Style = { bold: ansi(1), dim: ansi(2), good: ansi(32), bad: ansi(31) };
export const PLAIN: Style = { bold: same, dim: same, good: same, bad: same };

const CELL = 28;
/** Content of a recording is printed: an escape sequence in it must not reach the terminal. */
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

/** The summary that `npm start` prints for a person. */
export function renderSummary(summary: Summary, style: Style): string {
  const sections: [string, string[]][] = [
    ['Proof', proof(summary, style)],
    ['Promises to workers', ledgerLines(summary.promises, style)],
    [
      'Gate',
      summary.gate.flatMap(({ state, note }) => [
        `${state === 'running' ? style.good(state) : style.bold(state)}  ${note}`,
      ]),
    ],
    ['Ingested', ingested(summary)],
    ['Redacted', redacted(summary)],
    ...Object.entries(summary.teams).map(([name, team]): [string, string[]] => [
      `Team ${name}`,
      teamLines(team, style),
    ]),
    ['Attempts to read', attemptLines(summary.attempts, style)],
    [
      'Retention',
      [`${summary.retention.objects} objects, ${bytes(summary.retention.bytes)} destroyed: ${summary.retention.note}`],
    ],
    ['Leakage', leakage(summary, style)],
    ['Not shown by this run', summary.notShown.map((line) => `- ${line}`)],
    ...(summary.episode === null ? [] : [['One episode', episodeLines(summary.episode)] as [string, string[]]]),
  ];
  return `${sections.map(([title, lines]) => `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`).join('\n\n')}\n`;
}

/** One line per family, and every unproved claim in full. */
function proof({ proof: { verdict, claims }, synthesized }: Summary, style: Style): string[] {
  return [
    `${synthesized.stacks} stacks, ${synthesized.resources} resources; ${claims.length} claims, under the assumptions in proof.json: ${style.bold(verdict)}`,
    ...families(claims).flatMap(({ says, classes, open }) => [
      `${open.length === 0 ? style.good('✓') : style.bad('✗')} ${says} (${classes.join(', ')})`,
      ...open.map((claim) => `    ${style.bad(claim.verdict)} ${claim.text}`),
    ]),
  ];
}

function ingested({ ingest }: Summary): string[] {
  return [
    `${ingest.recording} (${ingest.format}): ${ingest.events} events in ${ingest.segments} segments`,
    `kinds: ${counts(ingest.byKind)}`,
    `refused: ${counts(ingest.refused)}`,
    ...sayDead(ingest.dead),
    ...(ingest.unknown > 0 ? [`not understood by the importer: ${counts(ingest.unknownByReason)}`] : []),
  ];
}

const OCR_ABSENT = [
  'frame.unreported: the recorder reports no text of these frames, and nothing reads it; once this is installed, they are',
  'read, masked and published:  npm install tesseract.js@7.0.0 @tesseract.js-data/eng@1.0.0',
];

function redacted({ redaction, frames }: Summary): string[] {
  return [
    `values masked: ${counts(redaction)}`,
    `frames: ${frames.published} masked and published, withheld: ${counts(frames.withheld)}`,
    ...(frames.masked === undefined ? [] : [`of their pixels ${(100 * frames.masked).toFixed(1)} % are blacked out`]),
    ...(frames.withheld['frame.unreported'] === undefined ? [] : OCR_ABSENT),
  ];
}

function teamLines(team: TeamView, style: Style): string[] {
  return [
    `${team.rows} rows where ${team.filter}`,
    ...sayFigures(team.figures),
    `does not have: ${team.hidden.join(', ')}`,
    style.dim(`> ${team.sample.sql}`),
    ...table(team.sample.columns, team.sample.rows),
  ];
}

/** Principals with the same decision are listed together, with the statements that stopped all of them. The report lists each. */
export function attemptLines(tries: readonly Attempt[], style: Style): string[] {
  const alike = Map.groupBy(tries, ({ target, decision }) => JSON.stringify([target, decision]));
  return [...alike.values()].flatMap((group) => {
    const [{ target, decision }] = group as [Attempt];
    const said = group.map(({ statement }) => statement.split('; '));
    const common = (said[0] ?? []).filter((line) => said.every((others) => others.includes(line)));
    const why = common.length > 0 ? common : [...new Set(said.flat())];
    return [
      `${decision === 'Allowed' ? style.bad('allowed') : style.good('refused')}  ${target}`,
      `  to ${group.map(({ principal }) => principal).join(', ')}`,
      ...why.map((line) => `  ${style.dim(line)}`),
    ];
  });
}

function leakage({ leakage: { labelled, characters, of, pixels, ofPixels } }: Summary, style: Style): string[] {
  if (!labelled) return ['this recording has no labels (truth.json), so nothing can be measured'];
  const line = (n: number, all: number, unit: string) =>
    `${(n === 0 ? style.good : style.bad)(`${n} of ${all}`)} labelled ${unit} readable by a team (${all === 0 ? 0 : ((100 * n) / all).toFixed(2)} %)`;
  return [line(characters, of, 'characters'), line(pixels, ofPixels, 'pixels')];
}

const counts = (map: Readonly<Record<string, number>>): string =>
  Object.entries(map)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || 'none';

/** 1 KiB is 1,024 bytes. */
const bytes = (n: number): string =>
  n < 1024 ? `${n} bytes` : n < 1024 ** 2 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1024 ** 2).toFixed(1)} MiB`;

/** Rows under their column names, cut to fit. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[], widest = CELL): string[] {
  const cell = (value: unknown) => {
    const text =
      value === null || value === undefined ? '·' : String(value).replaceAll(/\s+/g, ' ').replaceAll(CONTROL, '�');
    return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
  };
  const cells = [columns.map(cell), ...rows.map((row) => row.map(cell))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.length === 0 ? ['(no rows)'] : cells.map(line);
}
