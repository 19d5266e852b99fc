import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { fieldTypeOf } from '../../lib/redaction/text/field-type.ts';

/** Values that must be gone: what stands between ⟦ and ⟧. */
const marked = (line: string): { text: string; values: string[] } => ({
  text: line.replaceAll(/[⟦⟧]/g, ''),
  values: [...line.matchAll(/⟦([^⟧]+)⟧/g)].map(([, value = '']) => value),
});

const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  'JSON and YAML': [
    '{"surname":"⟦Brackenbury⟧","dob":"⟦1984-07-19⟧","home_phone":"⟦0161 496 0772⟧"}',
    '{"nachname":"⟦Oberhofer⟧","gebDatum":"⟦19.07.1984⟧","konfession":"⟦katholisch⟧","bruttogehalt":⟦4120⟧}',
    '{"nom_famille":"⟦Le Goffic⟧","date_naiss":"⟦19/07/1984⟧","tel_fixe":"⟦02 99 55 18 40⟧","syndicat":"⟦FO⟧"}',
    'alumno:\n  apellido1: ⟦Echeverría⟧\n  fec_nac: ⟦19-07-1984⟧\n  localidad: ⟦Getxo⟧\n',
    'cognome: ⟦Passalacqua⟧\ndataNascita: ⟦19/07/1984⟧\ncitta: ⟦Lodi⟧\n',
    '{"sobrenome":"⟦Bragança⟧","dt_nasc":"⟦1984-07-19⟧","nome_mae":"⟦Conceição Alves⟧","salario_liquido":"⟦1 480,00⟧"}',
    '{"achternaam":"⟦van Oosterzee⟧","geboortedatum":"⟦19-07-1984⟧","godsdienst":"⟦gereformeerd⟧"}',
    '{"nazwisko":"⟦Wróbel-Gajda⟧","nr_telefonu":"⟦601000277⟧","data_urodzenia":"⟦1984-07-19⟧","miasto":"⟦Łódź⟧"}',
  ],
  'XML, elements and attributes': [
    '<Versicherter><Nachname>⟦Oberhofer⟧</Nachname><GebDatum>⟦19840719⟧</GebDatum></Versicherter>',
    '<salarie nom="⟦Kervella⟧" prenom="⟦Maëlys⟧" dateNaissance="⟦1984-07-19⟧"/>',
    '<os:pracownik><os:nazwisko>⟦Gąsior⟧</os:nazwisko><os:wyznanie>⟦prawosławne⟧</os:wyznanie></os:pracownik>',
    '<field name="cognome">⟦Passalacqua⟧</field><field name="diagnosi">⟦sclerosi multipla⟧</field>',
    '<input type="text" name="achternaam" value="⟦Hoogendijk⟧">',
  ],
  'queries, forms and settings': [
    'https://app.test/suche?nachname=⟦Oberhofer⟧&page=2',
    'GET /clientes?apellidos=⟦Echeverría⟧&ordenar=fecha',
    'nome=⟦Ermes⟧&cognome=⟦Passalacqua⟧&codFiscale=⟦PSSRMS84L19F205X⟧',
    '[kunde]\nnachname = ⟦Oberhofer⟧\ntelefonnr = ⟦0711 5550184⟧\n',
    "UPDATE eleves SET nom_famille = '⟦Kervella⟧', date_naiss = '⟦1984-07-19⟧' WHERE id = 4",
  ],
  'tables with headings': [
    'Kundennr;Nachname;Vorname;Strasse;PLZ;Ort\n10233;⟦Oberhofer⟧;⟦Liesl⟧;⟦Deichreihe 2⟧;⟦25980⟧;⟦Sylt⟧',
    'emp_no|name|salary|bank\n081|⟦Rukmini Nair⟧|⟦5210.00⟧|x\n082|⟦Tomasz Bielak⟧|⟦4890.50⟧|y',
    'tessera\tcognome\tnome\tnato il\n0217\t⟦Passalacqua⟧\t⟦Ermes⟧\t⟦19/07/1984⟧',
    "INSERT INTO pacjenci (nazwisko, imie, data_ur) VALUES ('⟦Gąsior⟧', '⟦Zofia⟧', '⟦1984-07-19⟧')",
  ],
};

const KEPT: readonly string[] = [
  '{"name":"left-pad","version":"1.3.0","title":"Pads a string","status":"active","host":"db01"}',
  '{"name":"Berlin","country":"DE","city":"Berlin","population":3700000}',
  'interface Person {\n  lastName: string;\n  birthDate: Date;\n  city: City;\n  salary: number;\n}',
  'const lastName = form.lastName;\nconst dob = parse(row.dob);\n',
  '{"birthDate":"Geburtsdatum","salary":"Gehalt","nationality":"Nationalität"}',
  'nachname: ""\ngeburtsdatum: null\nreligion: none\n',
  '<xs:element name="nachname" type="xs:string"/>',
  'SELECT nachname, geb_datum FROM kunden WHERE ort = ?',
  'type;name;status\nlibrary;Redux;active',
  'country = DE\ncity = Frankfurt\nzone = eu-central-1a\n',
];

describe('fields whose name says what they hold', () => {
  for (const [form, lines] of Object.entries(HIDDEN))
    for (const line of lines) {
      const { text, values } = marked(line);
      test(`${form}: ${text.slice(0, 60)}`, () => {
        const shown = redactText(text, 'code').text;
        for (const value of values) expect(shown).not.toContain(value);
      });
    }

  for (const line of KEPT)
    test(`stays as it is: ${line.slice(0, 60)}`, () => {
      expect(redactText(line, 'code').text).toBe(line);
    });

  test.each([
    ['gebDatum', 'DATE_OF_BIRTH'],
    ['DT_NASC', 'DATE_OF_BIRTH'],
    ['customer-last-name', 'PERSON'],
    ['nom_de_famille', 'PERSON'],
    ['kontakt.telefonNr', 'PHONE_NUMBER'],
    ['nr_dowodu_osobistego', 'ID_NUMBER'],
    ['empfaengerName', 'PERSON'],
  ])('%s is a name of %s', (name, type) => {
    expect(fieldTypeOf(name)).toBe(type);
  });

  test.each(['hostName', 'fileName', 'product_name', 'title', 'status', 'lastNameIndex', 'compass', 'sinus', 'id'])(
    '%s is the name of nothing private',
    (name) => {
      expect(fieldTypeOf(name)).toBeUndefined();
    },
  );
});
