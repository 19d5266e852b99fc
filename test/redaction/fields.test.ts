import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { FIELD_WORDS, type FieldType } from '../../lib/redaction/keys/field-words.ts';

const shown = (text: string) => redactText(text, 'code').text;

/** A value of each type, which nothing but the name of its field tells. */
const VALUES = {
  PERSON: 'Marble',
  DATE_OF_BIRTH: '1971-06-08',
  PHONE_NUMBER: '0152 28817 455',
  ID_NUMBER: '4471 0923 88',
  BANK_ACCOUNT: '4401 7782 9910',
  ADDRESS: 'Tor 5 im Park',
  ZIP_CODE: '31066',
  LOCATION: 'Sand',
  HEALTH: 'asma severa',
  NRP: 'quaker',
  AGE: '87',
  MONEY: '4275.00',
  USERNAME: 'ahoogeveen',
  PASSWORD: 'Berg=haus7',
} as const satisfies Readonly<Record<FieldType, string>>;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const STYLES: Readonly<Record<string, (words: readonly string[]) => string>> = {
  snake: (words) => words.join('_'),
  kebab: (words) => words.join('-'),
  camel: ([first = '', ...rest]) => first + rest.map(capital).join(''),
  capitals: (words) => words.join('_').toUpperCase(),
};

/** Records that hold a name, and a second field of some name. */
const RECORDS: Readonly<Record<string, (name: string, value: string) => string>> = {
  json: (name, value) => `{"id": 7, "surname": "Kranenburg", "${name}": "${value}", "ok": true}`,
  'escaped json': (name, value) =>
    `level=warn msg="refused: {\\"surname\\":\\"Kranenburg\\",\\"${name}\\":\\"${value}\\"}" n=2`,
  yaml: (name, value) => `people:\n  - surname: Kranenburg\n    ${name}: "${value}"\n    active: true`,
  xml: (name, value) => `<row><surname>Kranenburg</surname><${name}>${value}</${name}><n>3</n></row>`,
  attributes: (name, value) => `<row n="3" surname="Kranenburg" ${name}="${value}"/>`,
  named: (name, value) => `[{"field":"surname","value":"Kranenburg"},{"field":"${name}","value":"${value}"}]`,
  csv: (name, value) => `n;surname;${name}\n1;Kranenburg;${value}`,
  quoted: (name, value) => `"n","surname","${name}"\n"1","Kranenburg","${value}"`,
  answer: (name, value) => ` n | surname | ${name} \n---+---------+------\n 3 | Kranenburg | ${value}\n(1 row)`,
};

describe('fields that name a value of a person', () => {
  const types = Object.keys(FIELD_WORDS) as FieldType[];

  test('alone tell these values: behind another name each of them stays readable', () => {
    const hidden = types.flatMap((type) =>
      Object.entries(RECORDS).flatMap(([record, write]) =>
        shown(write('memo', VALUES[type])).includes(VALUES[type]) ? [] : [[type, record]],
      ),
    );
    expect(hidden).toEqual([]);
  });

  test('hide it in each record, however the name is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), fc.constantFrom(...FIELD_WORDS[type]))),
        fc.constantFrom(...Object.keys(STYLES)),
        fc.constantFrom(...Object.keys(RECORDS)),
        ([type, words], style, record) => {
          const name = STYLES[style]?.(words.split(' ')) ?? '';
          const text = RECORDS[record]?.(name, VALUES[type]) ?? '';
          expect(shown(text), text).not.toContain(VALUES[type]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    ["guardando Cliente{nombre='Azucena Berrueta', movil='655 018 274', vip=false}", ['Azucena', '655 018 274']],
    ['INFO przyjmij imie=Bogusława nazwisko=Trzaskowska-Wilk status=OK', ['Bogusława', 'Trzaskowska']],
    ['Name           : Blessing Achterberg\nMobile         : +44 7700 900562', ['Blessing', '900562']],
    ['<a:Attribute Name="displayName"><a:Value>Padraig Hanrahan</a:Value></a:Attribute>', ['Padraig']],
    ['EXPEDIENTE|ALUMNO|MÓVIL TUTORA\n2031/07|LIZARAZU PEÑA, NEREA|622 40 17 93', ['LIZARAZU', '622 40']],
    ['código,nome_completo,renda_mensal\n55,"Raimunda Nonata Bessa","R$ 2.340,00"', ['Raimunda', '2.340,00']],
    ['Name            Alter   Entgelt\nRosamunde Ihle   61    2.915 €', ['Rosamunde', '61']],
    ['| Chambre | Locataire | Nationalité |\n|---|---|---|\n| 1 | Amarante Vauclair | belge |', ['Amarante', 'belge']],
    ['pessoa:\n  nome_completo: Deolinda Figueiroa\n  salário_base: 1.640,00\n  turno: noite', ['Deolinda', '640,00']],
    ['dn: ou=staff\ngivenName: Roderick\nsn: van Tongeren', ['Roderick', 'Tongeren']],
    ['./koppel.sh --gebruiker fkuipers --omgeving acceptatie', ['fkuipers']],
    ['net user x Vo9 /add /fullname:"Thekla Oehlinger" /comment:"Lager"', ['Thekla', 'Oehlinger']],
    ['Choisissez un mot de passe (8 car. min.) : trois-canards-boiteux\nOK', ['canards']],
    ['Wybierz hasło: kotlet#schabowy', ['kotlet']],
    ['{"cognome":"Zanardelli","allergie":["penicillina","lattice"]}', ['Zanardelli', 'penicillina', 'lattice']],
  ])('hide it: %s', (text, values) => {
    for (const value of values) expect(shown(text)).not.toContain(value);
  });

  test.each([
    'export interface Person { surname: string; phone?: string; age: number }',
    'const name = "Row header"; const owner = this.owner;',
    '{"firstName": "First name", "surname": "Surname", "phone": "Phone number"}',
    '{"vorname": "Vorname", "nachname": "Nachname eingeben", "plz": "PLZ"}',
    '{"name": "fast-check", "version": "4.3.0", "city": null, "max_age": 3600}',
    'type: union\nunion: left\nfile_name: Bericht.pdf\nproduct: Tisch',
    'struct Props { int age = 3; string address = "0.0.0.0:8080"; }',
    'haslo_min_dlugosc: 12\nclave: primaria',
    'surname,\nforename,\n"blue",\n"green",',
    'codice;descrizione;prezzo\nVT-40012;vite testa svasata;0,08',
    'Choose a password (8 characters): see below',
    'npm run build --name worker --title=Report',
    'accountId: "111122223333"',
    '{"diagnosis": "network timeout", "age": 14}',
  ])('leave what is no value of a person: %s', (text) => {
    expect(shown(text)).toBe(text);
  });
});

describe('a form on a screen, without a sign behind its labels', () => {
  const seen = (text: string) => redactText(text, 'ui').text;

  test.each([
    ['Nombre Fructuoso\nApellidos Peñalver Gil\nTeléfono móvil 622 000 480', ['Fructuoso', 'Peñalver', '622 000']],
    ['Nom de naissance Abgrall  Prénom Nolwenn  Caisse 595', ['Abgrall', 'Nolwenn']],
    ['Network name  Driftwood-Guest\nPassword  seven-otters-snore   [Hide]', ['otters']],
    ['Pacjentka: JADWIGA SOCHACZ\nRozp.: NIEDOCZYNNOŚĆ TARCZYCY', ['SOCHACZ', 'TARCZYCY']],
  ])('hides it: %s', (text, values) => {
    for (const value of values) expect(seen(text)).not.toContain(value);
  });

  test.each([
    'Customer Service | Phone | Address book',
    'First name  Last name  Password',
    'Password  Change',
    'Name A to Z · City Guide · Date of birth optional',
    'Nome do arquivo  relatório  Tipo  PDF',
  ])('leaves labels and buttons: %s', (text) => {
    expect(seen(text)).toBe(text);
  });
});

describe('a message between hospital systems', () => {
  test('hides the patient, the relatives and the diagnosis by the place of the field', () => {
    const text = [
      'MSH|^~\\&|ADT|WARD7|EPR|TRUST|203004110915||ADT^A01|88123|P|2.4',
      'PID|1||9434765013^^^NHS||SCRIVENS^MARIGOLD||19470802|F|||11 PUMP LANE^^LUDLOW',
      'NK1|1|SCRIVENS^DEREK|HUSBAND',
      'DG1|1||C50.9^Mammakarzinom^ICD10',
    ].join('\n');
    for (const value of ['9434765013', 'SCRIVENS', 'MARIGOLD', '19470802', 'PUMP LANE', 'DEREK', 'Mammakarzinom'])
      expect(shown(text)).not.toContain(value);
    expect(shown(text)).toContain('WARD7');
  });

  test('is told from other lines with bars', () => {
    const text = 'PIDS|1|2|3|4|5\nOBX|1|ST|x||negative';
    expect(shown(text)).toBe(text);
  });
});
