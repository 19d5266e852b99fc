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
  const [one = '', two = '', three = ''] = words;
  const halves = two.split('-');
  const named = isOnlyName(one) || halves.some(isOnlyName);
  const pair = (isOnlyName(one) && halves.some(isStranger)) || (halves.some(isOnlyName) && isStranger(one));
  const first = (flags(one) & FLAG.first) !== 0 || (flags(two) & FLAG.first) !== 0;
  const capitals = /^\p{Lu}\p{Ll}/u.test(one) && /^\p{Lu}\p{Ll}/u.test(two);
  if (!((pair && first) || (named && personal) || (personal && capitals && isStranger(one) && halves.some(isStranger))))
    return 0;
  return three !== '' && isOnlyName(three) ? 3 : 2;
}
