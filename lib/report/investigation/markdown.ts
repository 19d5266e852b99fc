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
export function investigationMarkdown(found: Investigation): string {
  const { severity, inputs } = found;
  return `# Who read ${found.class}, ${found.from} to ${found.to}

${lead(found)}

**${severity.level}** on the scale \`${severity.scale}\`:

${severity.reasons.map((reason) => `- ${reason}`).join('\n')}

## Who did

${table(
  ['at', 'who', 'how', 'evidence', 'columns', 'rows', 'copies', 'notes', 'events'],
  found.did.map((row) => [
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
  found.could.map((row) => [
    ...[shortName(row.principal), row.from, row.to, row.certain ? 'yes' : PERHAPS],
    ...[row.approved ? 'yes' : 'no', row.rests_on.join('; '), row.since],
  ]),
)}
Beyond these:

${table(
  ['who', 'from', 'to', 'rests on'],
  found.others.map((row) => [row.who, row.from, row.to, row.rests_on.join('; ')]),
)}
## What is not known

${table(
  ['source', 'from', 'hours', 'why'],
  [
    ...spansOf(found.coverage)
      .filter(({ state }) => state === 'unknown')
      .map((span) => [span.source, span.from, span.hours, span.why]),
    ...found.unknown.map(({ from, to, why, event }) => [
      'policies',
      from,
      `until ${to}`,
      `${why}${event ? ` (event ${event})` : ''}`,
    ]),
  ],
)}
## Refused

${found.attempts.length} calls on the class were refused.

## Deadlines

${table(
  ['place', 'who is told', 'within', 'due', 'rests on'],
  found.deadlines.map((each) => [
    each.place,
    each.who,
    each.within,
    `${each.due}${each.assumed ? ' (counted from the end of the time looked at)' : ''}`,
    each.source,
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

${found.assumptions.map((each) => `- ${each}`).join('\n')}
`;
}
