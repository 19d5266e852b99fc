/**
 * Texts of prepared statements, by work group and name. A name may have had several texts over time. No record tells which one
 * ran, so each may have. https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export class Prepared {
  readonly #texts = new Map<string, Set<string>>();

  put(workgroup: string, name: string, text: string): void {
    if (name === '' || text === '') return;
    const key = keyOf(workgroup, name);
    const texts = this.#texts.get(key) ?? new Set<string>();
    this.#texts.set(key, texts.add(text));
  }

  /** A query that prepares one: `PREPARE name FROM …`. */
  statement(workgroup: string, sql: string): void {
    const [, , name = '', text = ''] = /^\s*PREPARE\s+("?)([\w$-]+)\1\s+FROM\s+(.*)$/is.exec(sql) ?? [];
    this.put(workgroup, name, text.replace(/;\s*$/, ''));
  }

  /** Texts that the name had in the work group; empty when none was saved. */
  texts(workgroup: string, name: string): readonly string[] {
    return [...(this.#texts.get(keyOf(workgroup, name)) ?? [])].sort();
  }
}

const keyOf = (workgroup: string, name: string): string => `${workgroup || 'primary'}\n${name.toLowerCase()}`;
