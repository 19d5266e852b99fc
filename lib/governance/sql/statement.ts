/** The target of a statement that writes a copy of its input. */
export interface CopyOut {
  readonly kind: 'UNLOAD' | 'CREATE TABLE AS' | 'INSERT' | 'function';
  /** `s3://…`, a table, or a function. */
  readonly to: string;
  /** The table of the copy, as the statement names it. */
  readonly table?: string;
}

/** The rest of a statement to parse, and the parts that were removed. */
export interface Unwrapped {
  /** Undefined when it reads no columns. */
  readonly sql?: string;
  readonly copies: readonly CopyOut[];
  /** Why every column counts as read, when the text does not show which ones. */
  readonly all?: string;
}

/** Prefixes of statements that read no column of a table. */
const READS_NOTHING =
  /^(SHOW|DESCRIBE|DESC|MSCK|ALTER|DROP|CREATE\s+(EXTERNAL|DATABASE|SCHEMA|(OR\s+REPLACE\s+)?(PROTECTED\s+)?VIEW)|PREPARE|DEALLOCATE|USE|SET|RESET|GRANT|REVOKE|CALL|TRUNCATE|EXPLAIN(?!\s+ANALYZE\b))\b/i;

const QUOTED = `'((?:[^']|'')*)'`;
const unquoted = (text: string): string => text.replaceAll("''", "'");

/**
 * Removes the parts around a query that only Athena's dialect has, and reports the copies that they write.
 * https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
export function unwrap(text: string, prepared: (name: string) => string | undefined = () => undefined): Unwrapped {
  let sql = withoutComments(text)
    .trim()
    .replace(/;+\s*$/, '')
    .trim();
  const copies: CopyOut[] = [];
  if (READS_NOTHING.test(sql)) return { copies };
  if (/^(OPTIMIZE|VACUUM)\b/i.test(sql)) return { copies, all: 'it rewrites the whole table' };
  const functions = /^USING\s+EXTERNAL\s+FUNCTION\b/i;
  if (functions.test(sql)) {
    for (const [, name = ''] of sql.matchAll(new RegExp(`LAMBDA\\s+${QUOTED}`, 'gi')))
      copies.push({ kind: 'function', to: unquoted(name) });
    const at = sql.search(/\b(SELECT|WITH|INSERT|UNLOAD|CREATE)\b(?![^(]*\)\s*RETURNS)/i);
    if (at < 0) return { copies, all: 'it calls a function outside' };
    sql = sql.slice(at);
  }
  const immediate = new RegExp(`^EXECUTE\\s+IMMEDIATE\\s+${QUOTED}`, 'is').exec(sql);
  if (immediate) return unwrap(unquoted(immediate[1] ?? ''), prepared);
  const execute = /^EXECUTE\s+("?)([\w$-]+)\1/i.exec(sql);
  if (execute) {
    const found = prepared(execute[2] ?? '');
    return found === undefined
      ? { copies, all: 'it runs a prepared statement whose text was not saved' }
      : unwrap(found, prepared);
  }
  const unload = new RegExp(`^UNLOAD\\s*\\((.*)\\)\\s*TO\\s+${QUOTED}`, 'is').exec(sql);
  if (unload)
    return { sql: (unload[1] ?? '').trim(), copies: [...copies, { kind: 'UNLOAD', to: unquoted(unload[2] ?? '') }] };
  return { sql: sql.replace(/^EXPLAIN\s+ANALYZE\s+(VERBOSE\s+)?/i, ''), copies: [...copies, ...writes(sql)] };
}

function writes(sql: string): CopyOut[] {
  const created = /^CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w."$-]+)(.*?)\bAS\b/is.exec(sql);
  if (created) {
    const [, name = '', options = ''] = created;
    const location = new RegExp(`(?:external_location|location)\\s*=\\s*${QUOTED}`, 'i').exec(options)?.[1];
    return [{ kind: 'CREATE TABLE AS', to: location === undefined ? name : unquoted(location), table: name }];
  }
  const [, inserted] = /^INSERT\s+INTO\s+([\w."$-]+)/i.exec(sql) ?? [];
  return inserted === undefined ? [] : [{ kind: 'INSERT', to: inserted, table: inserted }];
}

/** Removes comments; text in quotes stays. */
const withoutComments = (text: string): string =>
  text.replace(/('(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? ' ');
