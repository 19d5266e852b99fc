import { table } from './terminal.ts';

/** The result of a query: names and rows, in the requested order. */
export interface Answered {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Widest cell of a table (characters): an id is never cut. */
const WIDEST = 120;

/** The text of a value in every format but JSON: nothing for null. */
export const cellText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** RFC 4180: quotes where a value has one, a comma or a line end. */
const csvCell = (value: unknown): string => {
  const text = cellText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A pipe would end the cell, and a line end the row (GitHub Flavored Markdown, section 4.10). */
const markdownCell = (value: unknown): string =>
  cellText(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const markdownRow = (cells: readonly unknown[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;

/** Names of columns, each once: a second `kind` is `kind_2`. Formats that hold values by name would lose one of the two. */
export function distinctNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  for (const column of columns) {
    let name = column;
    for (let n = 2; taken.has(name); n++) name = `${column}_${n}`;
    taken.add(name);
  }
  return [...taken];
}

/** The formats of a query's result, by name, but Parquet, which is no text. Each text ends with a newline. */
export const FORMATS = {
  table: ({ columns, rows }: Answered) => `${table(columns, rows, WIDEST).join('\n')}\n`,
  csv: ({ columns, rows }: Answered) => [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''),
  jsonl: ({ columns, rows }: Answered) => {
    const names = distinctNames(columns);
    return rows
      .map((row) => `${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])))}\n`)
      .join('');
  },
  markdown: ({ columns, rows }: Answered) =>
    `${[markdownRow(columns), markdownRow(columns.map(() => '---')), ...rows.map(markdownRow)].join('\n')}\n`,
  json: ({ columns, rows }: Answered) => `${JSON.stringify({ columns, rows })}\n`,
} as const satisfies Record<string, (answered: Answered) => string>;

export type AnswerFormat = keyof typeof FORMATS;
