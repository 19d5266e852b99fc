import { table } from './terminal.ts';

/** The result of a query: names and rows, in the requested order. */
export interface Answered {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Widest cell of a table (characters): an id is never cut. */
const WIDEST = 120;

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** RFC 4180: quotes where a value has one, a comma or a line end. */
const csvCell = (value: unknown): string => {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A pipe would end the cell, and a line end the row (GitHub Flavored Markdown, section 4.10). */
const markdownCell = (value: unknown): string =>
  textOf(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const markdownRow = (cells: readonly unknown[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;

/** The formats of a query's result, by name. Each text ends with a newline. */
export const FORMATS = {
  table: ({ columns, rows }: Answered) => `${table(columns, rows, WIDEST).join('\n')}\n`,
  csv: ({ columns, rows }: Answered) => [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''),
  jsonl: ({ columns, rows }: Answered) =>
    rows
      .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])))}\n`)
      .join(''),
  markdown: ({ columns, rows }: Answered) =>
    `${[markdownRow(columns), markdownRow(columns.map(() => '---')), ...rows.map(markdownRow)].join('\n')}\n`,
  json: ({ columns, rows }: Answered) => `${JSON.stringify({ columns, rows })}\n`,
} as const satisfies Record<string, (answered: Answered) => string>;

export type AnswerFormat = keyof typeof FORMATS;
