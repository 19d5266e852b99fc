import type { TeamView } from './summary.ts';

const VALUE = String.raw`'[\w.:-]+'`;
const TERM = new RegExp(`^"(\\w+)" (?:= (${VALUE})|IN \\((${VALUE}(?:, ${VALUE})*)\\))$`);

/** A filter of rows in words; the filter itself where it is of another form, so that nothing of it is left out. */
export function rowsInWords(filter: string): string {
  const terms = filter.replace(/^\((.*)\)$/s, '$1').split(' AND ');
  const said = terms.map((term) => {
    const [, column, one, several] = TERM.exec(term) ?? [];
    const values = (one ?? several)?.replaceAll("'", '').split(', ');
    return values === undefined ? undefined : `${column} is ${alternatives(values)}`;
  });
  return said.includes(undefined) ? filter : `where ${said.join(', and ')}`;
}

const alternatives = (values: readonly string[]): string =>
  [values.slice(0, -1).join(', '), values.at(-1)].filter(Boolean).join(' or ');

/** Which team sees which columns, and of which rows. Columns that the same teams see share a line, those of most teams first. */
export function whoSees(teams: Readonly<Record<string, Pick<TeamView, 'filter' | 'columns' | 'hidden'>>>): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const all = Object.values(teams);
  const names = new Set(all.flatMap(({ columns, hidden }) => [...columns, ...hidden]));
  const seenBy = (column: string) => all.map(({ columns }) => (columns.includes(column) ? '✓ sees' : '✗'));
  const lines = [...Map.groupBy(names, (name) => JSON.stringify(seenBy(name))).values()].map((group) => [
    group.join(', '),
    ...seenBy(group[0] ?? ''),
  ]);
  const seers = (line: readonly string[]) => line.filter((cell) => cell === '✓ sees').length;
  return {
    head: ['columns', ...Object.keys(teams)],
    rows: [
      ['(rows)', ...all.map(({ filter }) => rowsInWords(filter))],
      ...lines.toSorted((a, b) => seers(b) - seers(a)),
    ],
  };
}
