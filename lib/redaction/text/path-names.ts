import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { oneOf } from '../rules/rule.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** A folder or a file between two strokes, or behind the last one. Spaces are part of it on a drive of Windows. */
const UNIX = /(?<=[/])[\p{L}\p{N}][\p{L}\p{N}_.,'’()*@-]{2,60}(?=\/|["'`\s,;?#)]|$)/gu;
const WINDOWS = /(?<=\\)[\p{L}\p{N}][\p{L}\p{N}_.,'’()*@ -]{2,60}(?=\\|["'`;\r\n]|$)/gu;
/** Folders that hold one folder or one file for each person, in eight languages. */
const OF_PEOPLE = new RegExp(
  `(?:^|[/\\\\ _-])${oneOf(
    'hr|people|personnel|employees?|staff|clients?|customers?|patients?|cases?|applicants?|candidates?|onboarding|payroll|students?|pupils?|tenants?|legal',
    'personal|personalakten?|mitarbeiter|kunden|mandanten|patienten|akten?|bewerber|bewerbungen|mieter|schüler|rh|clientes?|dossiers?|salariés?|candidats?|locataires',
    'empleados|pacientes|expedientes?|alumnos|inquilinos|dipendenti|clienti|pazienti|pratiche|alunni|funcionários|funcionarios|processos|alunos',
    'personeel|medewerkers|klanten|patiënten|leerlingen|huurders|kadry|pracownicy|klienci|pacjenci|uczniowie|najemcy|umowy',
  )}[^/\\\\]{0,24}[/\\\\]$`,
  'iu',
);
const NAMES = FLAG.first | FLAG.last;
const WORDS = FLAG.common | FLAG.word | TECH_WORD;
const JOINED =
  /^(\p{L}[\p{L}'’]{1,24})(?:[_. -]|, ?)(\p{L}[\p{L}'’]{1,24}(?:-\p{L}{2,24})?)(?:[_. -](\p{L}[\p{L}'’]{1,24}))?(?=$|[ _.(*-])/u;

const flags = (word: string): number => flagsOf(word.toLowerCase());
const isOnlyName = (word: string): boolean => (flags(word) & NAMES) !== 0 && (flags(word) & WORDS) === 0;
const isStranger = (word: string): boolean => !isOrdinaryWord(word) || isOnlyName(word);

/** People that folders and files are called by: "Kunden/Brandl_Ines", "/cases/garcia-ordonez-divorce". */
export function findPathNames(text: string): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => found.push({ start, end, type: 'PERSON', rank: RANK.name });
  for (const shape of [...(text.includes('/') ? [UNIX] : []), ...(text.includes('\\') ? [WINDOWS] : [])]) {
    for (const { 0: part, index } of matchesOf(shape, text)) {
      const match = JOINED.exec(part);
      if (match === null) continue;
      const words = [match[1] ?? '', match[2] ?? '', match[3] ?? ''].filter((word) => word !== '');
      const personal = OF_PEOPLE.test(text.slice(Math.max(0, index - 60), index));
      const length = namesAtStart(words, personal);
      if (length === 0) continue;
      const last = words[length - 1] ?? '';
      add(index, index + part.indexOf(last, words.slice(0, length - 1).join(' ').length) + last.length);
    }
  }
  return found;
}

/** How many of the first words of a folder are a person's: a first name and a name, or in a folder of people two strangers. */
function namesAtStart(words: readonly string[], personal: boolean): number {
  const [first = '', second = '', third = ''] = words;
  const called = isFirstAndName(first, second) || (personal && isLikelyPerson(first, second));
  if (!called) return 0;
  return third !== '' && isOnlyName(third) ? 3 : 2;
}

/** Two words of which one is only a name, one a given name, and the other no word of a language. A surname may be double. */
function isFirstAndName(first: string, second: string): boolean {
  const halves = second.split('-');
  const pair = (isOnlyName(first) && halves.some(isStranger)) || (halves.some(isOnlyName) && isStranger(first));
  return pair && ((flags(first) | flags(second)) & FLAG.first) !== 0;
}

/** In a folder of people one word that is only a name is enough, or two strangers with capitals. */
function isLikelyPerson(first: string, second: string): boolean {
  const halves = second.split('-');
  if (isOnlyName(first) || halves.some(isOnlyName)) return true;
  const capitals = [first, second].every((word) => /^\p{Lu}\p{Ll}/u.test(word));
  return capitals && isStranger(first) && halves.some(isStranger);
}
