import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isOrdinaryWord } from '../text/ordinary-word.ts';
import { oneOf, type Rule, rule } from './rule.ts';

/** Forms of address, after which nothing but a name comes. */
const ADDRESSED = oneOf(
  'Herrn?|Frau|Hr\\.|Fr\\.|Fam\\.|Mme|Mlle|MM?\\.|[Mm]aître|[Mm]onsieur|[Mm]adame|Sra?\\.|Srta\\.|doña|señora?',
  'Sig(?:\\.ra|\\.na|\\.)',
  '[Ff]am\\.|hr\\.|[Mm]w\\.|t\\.a\\.v\\.|[Zz]\\. ?Hd\\.|Geom\\.|Rag\\.|Dña\\.|Sz\\. ?P\\.|Exm[oa]\\. Sra?\\.',
  '[Dd]rs\\.|[Ii]r\\.|[Mm]r\\.|[Mm]ec\\.|[Ii]nż\\.|[Mm]gr|Eng\\.?[ºª]|Arq\\.|Cllr|Sgt|[Aa]rch\\.',
  '[Dd]r hab\\.|Dr\\.(?:in|ª)',
  'signora?|dott(?:\\.ssa|\\.)|avv\\.|[Dd]hr\\.|[Mm]evr\\.|meneer|mevrouw|[Pp]an(?:i|a|u|ią|em|ie)?|[Ss]enhora?',
);
/** The same, written small. */
const ADDRESSED_SMALL = oneOf(
  'herrn?|frau|hr\\.|fr\\.|monsieur|madame|mme|mlle|señora?|sra?\\.',
  'signora?|senhora?|meneer|mevrouw|dhr\\.|mevr\\.|pan(?:a|u|em|i|ią)',
  'dott(?:\\.ssa|\\.)|avv\\.|ma[îi]tre|do[ñn]a',
);
/** Roles of a person that are also said of files and numbers. */
const ROLES = oneOf(
  'Kund(?:e|in|en)|Patient(?:in|en)?|Mandant(?:in|en)?|Mieter(?:in|s)?|Kolleg(?:e|in|en)',
  'Mitarbeiter(?:in|s)?|Bewerber(?:in|s)?',
  'Klient(?:in|en)?|Schüler(?:in|s)?|Versicherte[rn]?|Familie|Inhaber(?:in)?|[Ll]ocataire|[Ss]alariée?',
  '[Pp]atiente|[Cc]liente?',
  '[Pp]aciente|[Ee]mpleada|[Ee]mpleado|[Pp]aziente|[Dd]ipendente|[Cc]liënt(?:e)?|[Pp]acjent(?:ka|ki|a)?',
  '[Kk]lient(?:ka|ki|a)?',
);
const TITLES = '(?:(?:Dr|Prof|Dipl|Ing)\\.(?:-Ing\\.)? ){0,2}';
const NAME =
  "\\p{Lu}[\\p{L}'’]\\p{L}['’\\p{L}-]{0,24}(?: (?:de |von |van |del |la |le |El )?\\p{Lu}[\\p{L}'’-]{1,24}){0,2}";
/** Words after a role that are no name: papers, numbers, days, and the beginnings of sentences. */
const NOBODY = new RegExp(
  `^${oneOf(
    '(?:Nummer|Daten|Akte|Konto|Service|Name|Kontakt|Support|Betreuung|Anfrage|Liste|Portal|Nr|ID|Center|Karte|Status|Termin)',
    '(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Und|Oder|Ist|Hat|Bitte|Der|Die|Das|Ein|Eine|Number|Name)',
    '(?:Data|Dane|Numer|Número|Numéro|Numero|Datos|Dados|Portal|Area|Área|Espace|Satisfaction|Manager|Success|Server|Side)',
  )}(?![\\p{L}])`,
  'u',
);

/** English words that nobody is called by: the roles of the other languages are words of English compounds too ("Client Commands"). */
const isWord = (name: string): boolean => {
  const flags = flagsOf(/^\p{L}{1,60}/u.exec(name)?.[0].toLowerCase() ?? '');
  return (flags & (FLAG.common | FLAG.word | TECH_WORD)) !== 0 && (flags & (FLAG.first | FLAG.last)) === 0;
};

/** Trades whose firms bear the name of their owner. */
const TRADES = oneOf(
  'Garage|Boulangerie|Pharmacie|Cabinet|Étude|Menuiserie|Plomberie|Bâtiments|Bakkerij|Slagerij|Garagebedrijf',
  'Notariskantoor',
  'Bäckerei|Autohaus|Kanzlei|Praxis|Apotheke|Schreinerei|Tischlerei|Metzgerei|Steuerbüro|Spedition|Druckerei',
  'Weingut|Zimmerei|Malerbetrieb|Metallbau|Gärtnerei|Konditorei|Elektro|Sanitär|Gasthof|Gasthaus|Brauhaus|Hausverwaltung',
  'Fahrschule|Architekturbüro|Ingenieurbüro|Bestattungen|Reinigung|Dachdeckerei|Fleischerei|Optik|Immobilien|Transporte',
  'Restaurant|Brasserie|Librairie|Fromagerie|Charpente|Maçonnerie|Électricité|Transports|Traiteur|Imprimerie',
  'Clínica|Construcciones|Transportes|Carpintería|Taberna|Restaurante|Inmobiliaria|Studio|Impresa|Autofficina|Pasticceria',
  'Aannemersbedrijf|Schildersbedrijf|Installatiebedrijf|Dakbedekking|Drukkerij|Loodgietersbedrijf|Kapsalon|Restauracja',
  'Panadería|Farmacia|Bufete|Gestoría|Talleres?|Ferretería|Ristorante|Trattoria|Officin[ae]|Tessitura',
  'Falegnameria|Panificio',
  'Padaria|Oficina|Advogados|Piekarnia|Zakład|Kancelaria|Apteka|Hurtownia',
);

/** Labels of controls in programs of sound and film: trades of other languages are words of English as well. */
const CONTROL = new RegExp(
  `^(?:Studio|Restaurant|Cabinet) ${oneOf('Modes?|Settings|Options|Preferences|View|Preview|Controls|Layout|Theme|Panel|Menu|List')}$`,
  'u',
);

/** The beginning of a request or question to one person, in eight languages. */
const CALLS = oneOf(
  '(?:is|are|was|did|do|have|has) (?:you|your)|(?:can|could|will|would) you',
  "please|what(?:'s| is) your|when (?:are|will|can) you",
  'kannst du|können Sie|könntest du|könnten Sie|hast du|haben Sie',
  'bist du|sind Sie|peux-tu|pouvez-vous|tu peux|as-tu|avez-vous',
  '¿?(?:puedes|puede|podrías|has|tienes|estás)|(?:puoi|può|potresti|hai|sei) ',
  '(?:podes|você pode|pode|tens) |kun je|kunt u|heb je|ben je',
  '(?:czy )?(?:możesz|może pan|może pani|masz|jesteś) ',
);

/** What two people do, in titles and calendars. */
const MET = oneOf(
  '(?:Anruf|Nachricht|Rückruf) von|(?:Anruf|Gespräch|Chat|Termin|Besprechung|Telefonat|Mittagessen) mit',
  '(?:Appel|Message) de|(?:Appel|Réunion|RDV|Rendez-vous|Déjeuner|Point) avec|(?:Llamada|Mensaje) de',
  '(?:Llamada|Reunión|Cita|Comida|Charla) con|(?:Chiamata|Messaggio) (?:da|di)|(?:Chiamata|Riunione|Pranzo) con',
  '(?:Chamada|Mensagem) de|(?:Chamada|Reunião|Almoço|Conversa) com|(?:Gesprek|Afspraak|Lunch|Overleg) met|Oproep van',
  '(?:Rozmowa|Spotkanie) z|(?:Call|Meeting|Lunch|Coffee|Sync|Chat|Interview|Catch-up) with',
);
/** Whom a team meets without meeting a person. */
const NO_PARTNER = new RegExp(
  `^${oneOf(
    'Kunde|Kunden|Vertrieb|Team|Einkauf|Personal|Partner|Bank|Betriebsrat|Geschäftsleitung|Client|Clients|Équipe|Direction',
    'Ventas|Soporte|Compras|Equipo|Cliente|Clientes|Dirección|Vendite|Clienti|Squadra|Vendas|Equipa|Equipe|Directie|Klant',
    'Verkoop|Zarząd|Klient|Sales|Legal|Support|Finance|Marketing|Engineering|Everyone|HR|IT|PR|Ops',
  )}(?![\\p{L}])`,
  'u',
);

/** People by the form of address, or the role, before their name, in the languages whose nouns have capitals too. */
export const FORMS_OF_ADDRESS: readonly Rule[] = [
  rule({
    id: 'person.addressed',
    type: 'PERSON',
    before: `(?<![\\p{L}.])${ADDRESSED} ${TITLES}`,
    value: NAME,
    flags: 'u',
    on: ['prose', 'ui'],
    hits: [
      'Habe mit Herrn ⟦Wieczorek⟧ telefoniert',
      'dla Pani ⟦Kowalczyk⟧',
      'M. ⟦Yannick Le Goff⟧',
      'Frau Dr. ⟦Oduya⟧ kommt',
      'es fehlte fam. ⟦Abernathy⟧ gestern',
      't.a.v. ⟦Hoekstra⟧, z.Hd. der Leitung',
      'Exmo. Sr. ⟦Bragança⟧',
      'Geom. ⟦Passalacqua⟧ ha chiamato',
      'Sz. P. ⟦Wróbel⟧ prosi o kontakt',
      'Mr. ⟦Cazemier⟧ belt donderdag',
      'drs. ⟦Wassenaar⟧ is akkoord',
      'Eng.º ⟦Sarmento⟧ aprovou',
      'mec. ⟦Zawistowski⟧ wniósł',
    ],
    misses: ['Herr der Lage', 'Frau wieczorek', 'MM Kowalczyk', 'a pan lid'],
  }),
  rule({
    id: 'person.addressed.small',
    type: 'PERSON',
    before: `(?<![\\p{L}.])${ADDRESSED_SMALL} `,
    value: "\\p{Ll}[\\p{Ll}'’-]{2,24}",
    after: '(?![\\p{L}-])',
    flags: 'u',
    on: ['prose'],
    // "la señora de la limpieza", "frau und mann": words of the language go on.
    valid: (value) => !isOrdinaryWord(value),
    hits: ['hab mit frau ⟦brandhuber⟧ telefoniert', 'monsieur ⟦lefébure⟧ rappelle', 'mevrouw ⟦hoogendijk⟧ belde'],
    misses: ['frau und mann', 'la señora tiene prisa', 'a pan lid', 'Frau Wieczorek', 'herr der lage'],
  }),
  rule({
    id: 'person.role',
    type: 'PERSON',
    before: `(?<![\\p{L}-])${ROLES} ${TITLES}`,
    value: NAME,
    after: '(?=[\\s,.;:!?)–-]|$)',
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value, line) => !NOBODY.test(value) && !isWord(value) && !/^(?:\p{Lu}[\p{L}-]{1,24} ?){1,4}$/u.test(line),
    hits: [
      'Kunde ⟦Brandl⟧ hat heute eingezahlt',
      'Befund: Patient ⟦Uwe Strohschein⟧ leidet',
      'la empleada ⟦Itziar Goñi⟧ pidió la baja',
    ],
    misses: [
      'Kunde Nummer 12 wartet',
      'Kunden wünschen mehr',
      'Neukunde Brandl',
      'Patient Akte',
      '## Client Commands (all)',
    ],
  }),
  rule({
    id: 'person.titled',
    type: 'PERSON',
    before: '(?<![\\p{L}.])(?:M(?:r|rs|s|x)\\.?|Dr\\.?|Prof\\.?)\\s',
    value: NAME,
    flags: 'u',
    on: ['code'],
    valid: (value) => !/^(?:Who|Robot|Data|None|Null)/.test(value),
    hits: ["VALUES (7, 'call Mrs. ⟦Tremblay⟧ back')", '// Dr ⟦Noor de Wit⟧ asked for it'],
    misses: ['Mr. tremblay', 'DMr Tremblay', 'Mrs = Tremblay'],
  }),
  rule({
    id: 'person.by',
    type: 'PERSON',
    before: '(?:-by|[Aa]uthor|[Oo]wner|[Cc]ontact|[Aa]ssignee|[Mm]aintainer)["\']?:\\s{1,3}["\']?',
    value:
      "\\p{Lu}\\p{Ll}[\\p{L}'’-]{0,24} (?:(?:de|van|von|der|den|del|la|le|el|al|bin|da|do|dos) ){1,2}\\p{Lu}[\\p{L}'’-]{1,24}",
    flags: 'u',
    on: ['code'],
    hits: ['Reviewed-by: ⟦Noor de Wit⟧', 'owner: "⟦Inés de la Vega⟧"'],
    misses: ['Reviewed-by: noor de wit', 'author: see the readme', 'Reviewed-by: Noor Wit'],
  }),
  rule({
    id: 'person.called',
    type: 'PERSON',
    value: '(?<=^|[.!?] )\\p{Lu}\\p{Ll}{3,20}',
    after: `(?=, ${CALLS})`,
    flags: 'u',
    on: ['prose'],
    // English words of every day begin sentences so: "Also, can you", "Sorry, is".
    valid: (value) => (flagsOf(value.toLowerCase()) & FLAG.common) === 0,
    hits: ['⟦Tansy⟧, is your report done?', 'Thanks. ⟦Fennimore⟧, can you call back'],
    misses: ['Also, can you call back', 'tansy, is it done', 'Tansy, the report is done', 'the Tansy, is it'],
  }),
  rule({
    id: 'person.greeted',
    type: 'PERSON',
    before: '\\b(?:Hello|Hi|Dear|Bonjour|Hallo|Hola|Ciao|Olá|Cześć|Liebe|Lieber|Beste|Witaj|Salut|Gentile)\\s',
    value: NAME,
    after: '(?=[,!])',
    flags: 'u',
    on: ['code'],
    valid: (value) =>
      !/^(?:World|User|There|All|Team|Welt|Monde|Mundo|Mondo|Everyone|Customer|Kunde|Friend|Again)$/.test(value),
    hits: ['"Hello ⟦Marcelline⟧,\\n\\nyour order"', 'Liebe ⟦Henrike⟧, anbei'],
    misses: ['print("Hello World!")', 'Hello Marcelline', 'hello Marcelline,', 'Othello Marcelline,'],
  }),
  rule({
    id: 'person.met',
    type: 'PERSON',
    before: `(?<![\\p{L}-])${MET} `,
    value: NAME,
    after: '(?=[\\s,.;:!?()–|-]|$)',
    flags: 'u',
    on: ['ui'],
    valid: (value) => !NOBODY.test(value) && !NO_PARTNER.test(value) && !isWord(value),
    hits: [
      'Llamada con ⟦Quorvane⟧',
      'Besprechung mit ⟦Ilse Brandl⟧ – Kalender',
      'Réunion avec ⟦Yannick⟧',
      'Call with ⟦Tadhg⟧',
    ],
    misses: [
      'Llamada con Ventas',
      'Call with Sales',
      'Besprechung mit dem Team',
      'Recall with Tadhg',
      'Meeting with no agenda',
    ],
  }),
  rule({
    id: 'firm.trade',
    type: 'ORGANIZATION',
    value: `(?<![\\p{L}])${TRADES} (?:(?:de |du |des |da |do |del |della |di |De |La |Le |El |Il |Het )?\\p{Lu}[\\p{L}'’-]{2,24}){1,2}`,
    after: '(?![\\p{L}])',
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) => !NOBODY.test(value.split(' ')[1] ?? '') && !CONTROL.test(value),
    hits: ['Facture ⟦Garage Moreau⟧ n° 22', 'bij ⟦Bakkerij De Korenbloem⟧', 'Termin mit ⟦Kanzlei Riedl⟧'],
    misses: ['Garage door', 'the garage Moreau', 'Praxis Nummer', 'Studio Mode', 'Studio Settings'],
  }),
];
