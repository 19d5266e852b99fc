const VALUE = String.raw`'[\w.:-]+'`;
const TERM = new RegExp(`^"(\\w+)" (?:= (${VALUE})|IN \\((${VALUE}(?:, ${VALUE})*)\\))$`);

/** A row filter in words; the filter itself where its form is unknown, so that no part of it is lost. */
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
