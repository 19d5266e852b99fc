import { lastOf, nth } from '../../activity/there.ts';
import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** Headings of a column of secrets. */
const HEAD =
  /^["'`]?(?:[\p{L}\d]{1,16}[ _-]){0,2}(?:pass(?:word|wd|code|phrase|wort)?|pwd|secret|token|pin|otp|api[ _-]?key|private[ _-]?key|access[ _-]?key|secret[ _-]?access[ _-]?key|contraseña|mot de passe|kennwort|senha|wachtwoord|hasło)["'`]?$/iu;
/** Headings of a column with the names of their owners. */
const OWNER =
  /^["'`]?(?:user(?:[ _-]?(?:name|id))?|login|account|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker|użytkownik)["'`]?$/iu;
/** Headings of a column of people, and words that mark a column of names as names of people. */
const PEOPLE =
  /^["'`]?(?:(?:full|first|last|given|family|sur|employee|customer|patient|contact|manager|owner|vor|nach)[ _-]?name|surname|assignee|employee|customer|patient)["'`]?$/iu;
const NAME_COLUMN = /^["'`]?(?:name|nom|nombre|nome|naam|imię|nazwisko)["'`]?$/iu;
const OF_PEOPLE =
  /^["'`]?(?:emp(?:loyee)?|staff|user|person|patient|customer|member|e?-?mail|phone|dob|birth|salary|hired?)(?:[ _-]?\w{1,10})?["'`]?$/i;
/** Headings of public values, which are found beside secret ones. */
const PUBLIC = /\b(?:id|public|name|hint|type|expir\w{0,4}|age|length|policy)["'`]?$/i;
const SEPARATORS: readonly RegExp[] = [/,/g, /;/g, /\t/g, /\s{0,4}\|\s{0,4}/g, /[ \t]{2,40}/g];
/** Most rows of one table that are examined. */
const ROWS = 400;
const LONGEST = 1_000;

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** The row at the top of a table of names and values: each row has a name of its own. */
const PAIRS =
  /^[ \t|]{0,8}(?:key|name|field|property|setting|variable|option|attribute|secret|schlüssel|clé|clave|chiave)[ \t]{0,40}(?:\|[ \t]{0,40}|\t|[ \t]{2,40})(?:value|data|wert|valeur|valor|valore)\b/im;
const PAIR_ROW =
  /^[ \t|]{0,8}([\p{L}\d_.-]{2,40})[ \t]{0,40}(?:\|[ \t]{0,40}|\t|[ \t]{2,40})(\S[^\n|]{2,200}?)[ \t|]{0,40}$/gmu;

/** A quick look: part of some name of such a column, and of some separator. */
const HINT =
  /pass|pwd|secret|token|pin|otp|key|contrase|kennwort|senha|wachtw|has[łl]o|phrase|code|name|emp|customer|patient/i;
const ANY_HINT = new RegExp(HINT.source, 'gi');
/** A name of such a column with the end of its cell right behind it: most lines that hold such a word are no table. */
const CELL =
  /(?:pass(?:word|wd|code|phrase|wort)?|pwd|secret|token|pin|otp|(?:api|private|access)[ _-]?key|contraseña|mot de passe|kennwort|senha|wachtwoord|hasło|name|assignee|employee|customer|patient)["'`]{0,2}\s{0,100}(?:[,;|]|\t|[ \t]{2}|$)/iu;
const MANY = /[,;\t|]|\S[ \t]{2,40}\S/;

/**
 * Secrets and people in tables: the row at the top names the column that holds them. Separated by commas, semicolons, tabs, bars
 * or spaces.
 */
export function findSecretColumns(text: string): Found[] {
  if (!text.includes('\n')) return [];
  const found: Found[] = pairsIn(text);
  ANY_HINT.lastIndex = 0;
  for (let hint = ANY_HINT.exec(text); hint !== null; hint = ANY_HINT.exec(text)) {
    const line = lineAt(text, text.lastIndexOf('\n', hint.index - 1) + 1);
    if (CELL.test(line.text) && MANY.test(line.text) && HINT.test(line.text))
      for (const one of tableBelow(text, line)) found.push(one);
    ANY_HINT.lastIndex = line.end + 1;
  }
  return found;
}

/** Rows of a name and a value, below a row that says so ("Key   Value"), whose name is one of a secret. */
function pairsIn(text: string): Found[] {
  const head = PAIRS.exec(text);
  if (head === null) return [];
  const from = head.index + head[0].length;
  return matchesOf(PAIR_ROW, text.slice(from, from + ROWS * 100)).flatMap((match) => {
    const value = nth(match, 2);
    const name = nth(match, 1).split(/[_.-]/).slice(-2).join('_');
    if (!HEAD.test(name) || PUBLIC.test(name) || !realSecret(value) || /^[-=\s]{1,200}$/.test(value)) return [];
    const start = from + match.index + match[0].lastIndexOf(value);
    return [{ start, end: start + value.length, type: 'PASSWORD', rank: 1 }];
  });
}

interface Line extends Cell {
  readonly end: number;
}

function lineAt(text: string, start: number): Line {
  const stop = text.indexOf('\n', start);
  const end = stop < 0 ? text.length : stop;
  return { text: text.slice(start, Math.min(end, start + LONGEST)).replace(/\r$/, ''), start, end };
}

/** The lines below a line, as far as they are examined. */
function rowsBelow(text: string, { end }: Line): Line[] {
  const rows: Line[] = [];
  for (let start = end + 1; start <= text.length && rows.length < ROWS; start = lastOf(rows).end + 1)
    rows.push(lineAt(text, start));
  return rows;
}

function tableBelow(text: string, head: Line): Found[] {
  let below: readonly Line[] | undefined;
  for (const separator of SEPARATORS) {
    // A row of one cell is no table.
    if (head.text.search(separator) < 0) continue;
    const heads = cellsOf(head, separator);
    // A sentence with commas is no row of names of columns.
    if (heads.length < 2 || heads.some((cell) => cell.text.length > 30)) continue;
    const columns = heads.flatMap((cell, i) => (HEAD.test(cell.text) && !PUBLIC.test(cell.text) ? [i] : []));
    const named = heads.some((cell) => OF_PEOPLE.test(cell.text));
    const people = heads.flatMap((cell, i) =>
      PEOPLE.test(cell.text) || (named && NAME_COLUMN.test(cell.text)) ? [i] : [],
    );
    if (columns.length === 0 && people.length === 0) continue;
    const owners = heads.flatMap((cell, i) => (OWNER.test(cell.text) ? [i] : []));
    const found: Found[] = [];
    below ??= rowsBelow(text, head);
    for (const row of below) {
      if (/^[\s|+:=-]{0,400}$/.test(row.text)) continue;
      const cells = cellsOf(row, separator);
      if (cells.length !== heads.length) break;
      for (const column of columns) {
        const { text: value, start } = nth(cells, column);
        if (value.length >= 3 && realSecret(value) && !/^(?:true|false|yes|no|\d{1,3})$/i.test(value))
          found.push({ start, end: start + value.length, type: 'PASSWORD', rank: 1 });
      }
      for (const column of people) {
        const { text: value, start } = nth(cells, column);
        if (/^\p{Lu}[\p{L}'’.-]{1,30}(?:[ ,]{1,2}\p{Lu}[\p{L}'’.-]{0,30}){0,3}$/u.test(value))
          found.push({ start, end: start + value.length, type: 'PERSON', rank: 1 });
      }
      for (const column of columns.length > 0 ? owners : []) {
        const { text: value, start } = nth(cells, column);
        if (/^[\p{L}\d][\w.@+-]{1,60}$/u.test(value) && !/^(?:root|admin|null|none)$/i.test(value))
          found.push({ start, end: start + value.length, type: 'USERNAME', rank: 1 });
      }
    }
    if (found.length > 0) return found;
  }
  return [];
}

function cellsOf({ text, start }: Cell, separator: RegExp): Cell[] {
  const cells: Cell[] = [];
  let from = /^\s{0,40}\|?\s{0,4}/.exec(text)?.[0].length ?? 0;
  const body = text.replace(/\s{0,4}\|?\s{0,40}$/, '');
  const push = (to: number) => {
    const raw = text.slice(from, to);
    const lead = /^\s{0,40}["'`]?/.exec(raw)?.[0].length ?? 0;
    cells.push({ text: raw.slice(lead).replace(/["'`]?\s{0,40}$/, ''), start: start + from + lead });
  };
  for (const { 0: sign, index } of matchesOf(separator, body)) {
    if (index < from) continue;
    push(index);
    from = index + sign.length;
  }
  push(Math.max(from, body.length));
  return cells;
}
