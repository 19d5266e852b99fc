import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';

/** What a column of secrets is called. */
const HEAD =
  /^["'`]?(?:[\p{L}\d]{1,16}[ _-]){0,2}(?:pass(?:word|wd|code|phrase|wort)?|pwd|secret|token|pin|otp|api[ _-]?key|private[ _-]?key|access[ _-]?key|secret[ _-]?access[ _-]?key|contraseña|mot de passe|kennwort|senha|wachtwoord|hasło)["'`]?$/iu;
/** Keys that everybody may know stand beside them. */
const PUBLIC = /\b(?:id|public|name|hint|type|expir\w{0,4}|age|length|policy)["'`]?$/i;
const SEPARATORS: readonly RegExp[] = [/,/g, /;/g, /\t/g, /\s{0,4}\|\s{0,4}/g, /[ \t]{2,40}/g];
/** Rows of one table that are looked at. */
const ROWS = 400;
const LONGEST = 1_000;

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** A quick look: part of some name of such a column, and of some separator. */
const HINT = /pass|pwd|secret|token|pin|otp|key|contrase|kennwort|senha|wachtw|has[łl]o|phrase|code/i;
const MANY = /[,;\t|]|\S[ \t]{2,40}\S/;

/** Secrets in tables: the row at the top says which column holds them. Separated by commas, semicolons, tabs, bars or spaces. */
export function findSecretColumns(text: string): Found[] {
  if (!HINT.test(text) || !text.includes('\n')) return [];
  const lines: Cell[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    lines.push({ text: text.slice(start, Math.min(end, start + LONGEST)).replace(/\r$/, ''), start });
    start = end + 1;
  }
  return lines.flatMap((line, at) =>
    MANY.test(line.text) && HINT.test(line.text) ? tableBelow(line, lines.slice(at + 1, at + 1 + ROWS)) : [],
  );
}

function tableBelow(head: Cell, below: readonly Cell[]): Found[] {
  for (const separator of SEPARATORS) {
    const heads = cellsOf(head, separator);
    const columns = heads.flatMap(({ text }, i) => (HEAD.test(text) && !PUBLIC.test(text) ? [i] : []));
    // A sentence with commas is no row of names of columns.
    if (heads.length < 2 || columns.length === 0 || heads.some(({ text }) => text.length > 30)) continue;
    const found: Found[] = [];
    for (const row of below) {
      if (/^[\s|+:=-]{0,400}$/.test(row.text)) continue;
      const cells = cellsOf(row, separator);
      if (cells.length !== heads.length) break;
      for (const column of columns) {
        const { text, start } = cells[column]!;
        if (text.length >= 3 && realSecret(text) && !/^(?:true|false|yes|no|\d{1,3})$/i.test(text))
          found.push({ start, end: start + text.length, type: 'PASSWORD', rank: 1 });
      }
    }
    if (found.length > 0) return found;
  }
  return [];
}

function cellsOf({ text, start }: Cell, separator: RegExp): Cell[] {
  const cells: Cell[] = [];
  let from = /^\s{0,40}\|?\s{0,4}/.exec(text)![0].length;
  const body = text.replace(/\s{0,4}\|?\s{0,40}$/, '');
  const push = (to: number) => {
    const raw = text.slice(from, to);
    const lead = /^\s{0,40}["'`]?/.exec(raw)![0].length;
    cells.push({ text: raw.slice(lead).replace(/["'`]?\s{0,40}$/, ''), start: start + from + lead });
  };
  for (const { 0: sign, index } of body.matchAll(separator)) {
    if (index < from) continue;
    push(index);
    from = index + sign.length;
  }
  push(Math.max(from, body.length));
  return cells;
}
