/**
 * A cell of a table. A text that a spreadsheet would take for a formula gets an apostrophe before it: it may be anything that
 * stood on a screen (https://owasp.org/www-community/attacks/CSV_Injection). Quotes as in RFC 4180.
 */
function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of a table, each with its end. The first says in which encoding it is: without it Excel guesses. */
export function* csvLines(
  heads: readonly string[],
  rows: Iterable<readonly (string | number | boolean | null | undefined)[]>,
): Generator<string> {
  yield `\uFEFF${heads.map(cell).join(',')}\r\n`;
  for (const row of rows) yield `${row.map(cell).join(',')}\r\n`;
}
