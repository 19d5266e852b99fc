import {
  AMOUNT_FIELDS,
  BARE_NAMES,
  BESIDE_FIELDS,
  FIELD_WORDS,
  type FieldType,
  LINE_FIELDS,
  PATIENT_FIELDS,
  PEOPLE_FIELDS,
  REASON_FIELDS,
} from '../keys/field-words.ts';
import { foldLabel } from '../keys/label-pattern.ts';
import { typeOfLabel } from '../keys/labels.ts';

/**
 * What a field holds by its name. `person` is a noun for a person, `name` says only that it is a name: the value must look like a
 * person's. `secret` is a word for a secret that the rules know beside its value, so that it counts in tables alone. The other types
 * are those of hidden values. `line` may be a line of an address.
 */
export type FieldHolds = FieldType | 'CREDIT_CARD' | 'EMAIL_ADDRESS' | 'person' | 'name' | 'secret' | 'line';

/** Numbers of things, and names of things: "order id", "product name", "file name". */
const OF_THINGS =
  /(?:account id|order|invoice|case|contract|reference|product|item|article|file|host|server|table|column|event|project|task|job|app|service|rechnung|bestell|auftrag|facture|commande|factura|pedido|fattura|ordine|fatura|bestelling|faktur)/i;

const joined = (words: string): string => words.replaceAll(' ', '');
const TYPES: ReadonlyMap<string, FieldHolds> = new Map<string, FieldHolds>([
  ...[...BARE_NAMES].map((name) => [name, 'name'] as const),
  ...LINE_FIELDS.map((name) => [joined(name), 'line'] as const),
  ...[...PEOPLE_FIELDS].map((name) => [joined(name), 'person'] as const),
  ...(Object.keys(FIELD_WORDS) as FieldType[]).flatMap((type) =>
    FIELD_WORDS[type].map((words) => [joined(words), type] as const),
  ),
]);

const MOST_WORDS = 6;

/** Another ending of the word before it: "Né(e)", "Kund(in)", "Name(s)". */
export const ENDING = /\(\p{Ll}{1,3}\)/gu;

/** What a form says of the value: "(8 characters at least)". */
const HINT = /\([^()]{1,40}\)/g;

/** The words of a name: `birth_date`, `birthDate`, "Birth date" and "BIRTH DATE" have the same. */
const wordsIn = (name: string): string[] =>
  foldLabel(
    name
      .replaceAll(ENDING, '')
      .replaceAll(HINT, ' ')
      .replaceAll(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\d)/gu, ' ')
      .replaceAll(/[^\p{L}\p{N}]{1,20}/gu, ' '),
  )
    .split(' ')
    .filter((word) => word !== '');

/** Names repeat in every row and record of a text. */
const read = new Map<string, FieldHolds | undefined>();
const MOST_READ = 20_000;

/** What a field of this name holds; undefined when the name says nothing of a person. */
export function fieldTypeOf(name: string): FieldHolds | undefined {
  if (read.has(name)) return read.get(name);
  if (read.size >= MOST_READ) read.clear();
  const type = typeOf(name);
  read.set(name, type);
  return type;
}

function typeOf(name: string): FieldHolds | undefined {
  if (name.length < 2 || name.length > 60) return undefined;
  const words = wordsIn(name);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const own = within(words);
  if (own !== undefined) return own;
  const label = words.join(' ');
  const type = OF_THINGS.test(label) ? undefined : typeOfLabel(label);
  if (type === 'ORGANIZATION') return undefined;
  return type === 'PASSWORD' ? 'secret' : type;
}

const PEOPLE: ReadonlySet<FieldHolds | undefined> = new Set(['PERSON', 'person', 'name', 'BANK_ACCOUNT']);

/**
 * What the columns of a table hold. Some names say it beside others alone: a reason is an illness in a table of patients, and a net amount
 * a pay in a table of people.
 */
export function columnTypesOf(heads: readonly string[]): (FieldHolds | undefined)[] {
  const types = heads.map(fieldTypeOf);
  const named = heads.map((head) => wordsIn(head).join(' '));
  const ofPatients = types.includes('DATE_OF_BIRTH') || named.some((name) => PATIENT_FIELDS.has(name));
  const ofPeople = types.some((type) => PEOPLE.has(type));
  return types.map((type, i) => {
    const name = named[i] ?? '';
    if (type !== undefined) return type;
    if (ofPatients && name.split(' ').some((word) => REASON_FIELDS.has(word))) return 'HEALTH';
    return ofPeople && (AMOUNT_FIELDS.has(name) || AMOUNT_FIELDS.has(name.split(' ').at(-1) ?? ''))
      ? 'MONEY'
      : undefined;
  });
}

/** `empfaengerName` is `empfängerName`, as programs write it that have no umlauts. */
const withoutUmlauts = (name: string): string => name.replaceAll(/(?<=[aou])e/g, '');

/** Short for a patient, before the name of a column. */
const PATIENT = 'pt';

/** The longest run of the words that names a value, where the words before and behind it change nothing. */
function within(words: readonly string[]): FieldHolds | undefined {
  for (let length = words.length; length > 0; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const name = words.slice(from, from + length).join('');
      const type = TYPES.get(name) ?? TYPES.get(withoutUmlauts(name));
      const rest = [...words.slice(0, from), ...words.slice(from + length)];
      if (type === undefined || !rest.every((word) => BESIDE_FIELDS.has(word))) continue;
      return type === 'name' && rest.some((word) => word === PATIENT || PEOPLE_FIELDS.has(word)) ? 'PERSON' : type;
    }
  return undefined;
}
