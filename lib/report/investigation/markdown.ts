import type { Investigation } from '../../governance/investigation/index.ts';
import { lead, sayColumns, sayEvidence, sayRows, sayWho, shortName, spansOf } from './sentences.ts';

const cell = (text: unknown): string =>
  String(text)
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ');

const table = (heads: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  rows.length === 0
    ? 'None.\n'
    : [heads, heads.map(() => '---'), ...rows]
        .map((row) => `| ${row.map(cell).join(' | ')} |`)
        .join('\n')
        .concat('\n');

const PERHAPS = 'no: part of what decides it is not known or not understood';

/** The report as Markdown; each row ends with its evidence. */
export function investigationMarkdown(investigation: Investigation): string {
  const { severity, inputs } = investigation;
  return `# Who read ${investigation.class}, ${investigation.from} to ${investigation.to}

${lead(investigation)}

**${severity.level}** on the scale \`${severity.scale}\`:

${severity.reasons.map((reason) => `- ${reason}`).join('\n')}

## Who did

${table(
  ['at', 'who', 'how', 'evidence', 'columns', 'rows', 'copies', 'notes', 'events'],
  investigation.did.map((row) => [
    ...[row.at, sayWho(row), row.via, sayEvidence(row), sayColumns(row), sayRows(row)],
    ...[
      row.copies.join(', ') || 'none',
      [...(row.approved ? ['approved'] : []), ...row.notes].join('; '),
      row.events.join(', '),
    ],
  ]),
)}
## Who could

${table(
  ['who', 'from', 'to', 'certain', 'approved', 'rests on', 'since'],
  investigation.could.map((row) => [
    ...[shortName(row.principal), row.from, row.to, row.certain ? 'yes' : PERHAPS],
    ...[row.approved ? 'yes' : 'no', row.rests_on.join('; '), row.since],
  ]),
)}
Beyond these:

${table(
  ['who', 'from', 'to', 'rests on'],
  investigation.others.map((row) => [row.who, row.from, row.to, row.rests_on.join('; ')]),
)}
## What is not known

${table(
  ['source', 'from', 'hours', 'why'],
  [
    ...spansOf(investigation.coverage)
      .filter(({ state }) => state === 'unknown')
      .map((span) => [span.source, span.from, span.hours, span.why]),
    ...investigation.unknown.map(({ from, to, why, event }) => [
      'policies',
      from,
      `until ${to}`,
      `${why}${event ? ` (event ${event})` : ''}`,
    ]),
  ],
)}
## Refused

${investigation.attempts.length} calls on the class were refused.

## Deadlines

${table(
  ['place', 'who is told', 'within', 'due', 'rests on'],
  investigation.deadlines.map((deadline) => [
    deadline.place,
    deadline.who,
    deadline.within,
    `${deadline.due}${deadline.assumed ? ' (counted from the end of the time looked at)' : ''}`,
    deadline.source,
  ]),
)}
## From what

${inputs.records} records in ${inputs.log_files} files, ${inputs.duplicates} of them twice; ${inputs.changes} changes of policies; ${inputs.policies.join(', ')}.
Not usable: ${
    Object.entries(inputs.unusable)
      .map(([reason, n]) => `${n} (${reason})`)
      .join(', ') || 'nothing'
  }.
${inputs.unused.map(({ code, problem, fix }) => `\n- \`${code}\`: ${problem}; ${fix}`).join('')}

${investigation.assumptions.map((assumption) => `- ${assumption}`).join('\n')}
`;
}
