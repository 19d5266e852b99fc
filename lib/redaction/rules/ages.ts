import { oneOf, type Rule, rule } from './rule.ts';
import { isOfThing } from './things.ts';

const AGE = '(?:1[01]\\d|[1-9]?\\d)(?![\\d]|[.,:/-]\\d|\\s?[%€$£°])';
const TALK = ['prose', 'ui'] as const;
const some = (value: string): boolean => Number(value) > 0 && Number(value) < 120;
/** Words that make a number of years a duration, and not an age. */
const TIME = new RegExp(
  `^\\s?(?:years?|jahren?|ans|años|anni|anos|jaar|lat)\\s${oneOf("of experience|experience|ago|old contract|later|in|de garant|de experiencia|d'exp|d.esperienza|erfahrung", 'lang|vor|später|garantie|de antig')}`,
  'i',
);
const ofPerson = (value: string, line: string, at: number): boolean =>
  some(value) && !isOfThing(line, at, value.length);
const noTime = (value: string, line: string, at: number): boolean =>
  ofPerson(value, line, at) && !TIME.test(line.slice(at + value.length, at + value.length + 30));

const BIRTHDAY = 'birthday|geburtstag|anniversaire|cumpleaños|compleanno|aniversário|verjaardag|urodziny|bday';
/** Verbs that go on about a person. */
const GOES_ON = 'is|has|was|who|said';
/** People by their relation to the writer, in eight languages. */
const KIN = oneOf(
  '(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir) (?:(?:grand)?(?:mother|father|son|daughter)|mum|mom|dad)',
  '(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir) (?:wife|husband|brother|sister)',
  '(?:[Mm]ein|[Ss]ein|[Ii]hr|[Uu]nser)e? (?:Mutter|Vater|Sohn|Tochter|Frau|Mann|Bruder|Schwester|Oma|Opa)',
  '(?:[Mm]a|[Mm]on|[Ss]a|[Ss]on) (?:mère|père|fils|fille|femme|mari|frère|sœur|grand-mère|grand-père)',
  '(?:[Mm]i|[Ss]u) (?:madre|padre|hij[oa]|mujer|marido|herman[oa]|abuel[oa])',
  '(?:[Mm]ia|[Mm]io|[Ss]ua|[Ss]uo) (?:madre|padre|figli[oa]|moglie|marito|fratello|sorella|nonn[oa])',
  '(?:[Mm]inha|[Mm]eu|[Ss]ua|[Ss]eu) (?:mãe|pai|filh[oa]|mulher|marido|irmã|irmão|avó|avô)',
  '(?:[Mm]ijn|[Hh]aar|[Zz]ijn) (?:moeder|vader|zoon|dochter|vrouw|man|broer|zus|oma|opa)',
  '(?:[Mm]oja|[Mm]ój|[Jj]ego|[Jj]ej) (?:matka|mama|ojciec|tata|syn|córka|żona|mąż|brat|siostra|babcia|dziadek)',
);

const ROLE = oneOf(
  '[Cc]lient|[Pp]atient|[Tt]enant|[Cc]aller|[Rr]esident|[Aa]pplicant',
  '[Cc]ustomer|[Dd]river|[Cc]laimant|[Pp]upil|[Ss]tudent',
  'Kund(?:e|in)|Patientin|Mieter(?:in)?|Bewohner(?:in)?|Klient(?:in)?',
  '[Pp]atiente|[Ll]ocataire|[Cc]liente|[Pp]aciente|[Pp]aziente',
);

/** Ages in each language: the text before, the number, and the text that must follow. */
export const AGES: readonly Rule[] = [
  rule({
    id: 'age.turn',
    type: 'AGE',
    before: `\\b${oneOf("turn(?:s|ed|ing)?|aged|age(?: is| of|:)?|i am|i'm|i’m|(?:he|she)(?: is|'s|’s| was| will be)", "(?:i|he|she)(?:['’]ll| will) be")}\\s{1,2}(?:already |now |only |just |almost |about )?`,
    value: AGE,
    after: `(?=\\s?(?:[,.;!?)]|$|${oneOf('in|on|next|this|last|and|but|now|today|tomorrow|years?|yrs?|y/?o|or so|when', 'already|at|together|soon')}\\b))`,
    flags: 'i',
    on: TALK,
    valid: noTime,
    hits: [
      'we both turn ⟦61⟧ in June',
      'he was ⟦34⟧ when it began',
      'Age: ⟦47⟧',
      "I'm ⟦52⟧ now",
      'she turned ⟦40⟧ last week',
    ],
    misses: ['the page is 61 lines long', 'I am 5 minutes late', 'turn 90 degrees', 'he is 10 years later'],
  }),
  rule({
    id: 'age.beside',
    type: 'AGE',
    before: '\\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\\s[a-z]{3,14}(?:\\s[a-z]{3,14})?(?<!s),\\s',
    value: AGE,
    after: '(?=,\\s)',
    on: TALK,
    valid: some,
    hits: ['our bookkeeper, ⟦29⟧, moved in', 'my oldest nephew, ⟦9⟧, plays chess'],
    misses: ['our rooms, 12 of them', 'the rooms, 12, 14 and 16', 'my list, 500, is long'],
  }),
  rule({
    id: 'age.at',
    type: 'AGE',
    before: '\\b(?:at|at (?:the )?age(?: of)?)\\s',
    value: AGE,
    after: '(?=,?\\s(?:he|she|i|they|years of age|my|his|her|when)\\b)',
    flags: 'i',
    on: TALK,
    valid: some,
    hits: ['at ⟦61⟧ he still runs marathons', 'At ⟦19⟧, she moved out', 'at the age of ⟦33⟧ my uncle left'],
    misses: ['at 10 we start', 'at 61 percent he stopped'],
  }),
  rule({
    id: 'age.birthday',
    type: 'AGE',
    before: `(?:${BIRTHDAY})[^\\n\\d()]{0,40}\\s?[(:–-]\\s?`,
    value: AGE,
    flags: 'i',
    on: TALK,
    valid: some,
    hits: ["Lena's birthday (⟦34⟧)", 'Geburtstag Tante Ilse (⟦80⟧)', 'Geburtstag: ⟦50⟧', 'Cumpleaños (⟦41⟧)'],
    misses: ['birthday party at 8', 'birthday - 12.04'],
  }),
  rule({
    id: 'age.nth',
    type: 'AGE',
    value: '(?<![\\d.])[1-9]\\d?(?:st|nd|rd|th|\\.)',
    after: '(?=\\s(?:birthday|bday|geburtstag|geburtstags\\w{1,12}|verjaardag|urodziny)\\b)',
    flags: 'i',
    on: TALK,
    hits: ['her ⟦40th⟧ birthday', 'zum ⟦50.⟧ Geburtstag'],
    misses: ['the 4th of July', 'zum 3. Mal'],
  }),
  rule({
    id: 'age.years',
    type: 'AGE',
    value: `(?<![\\d.,])${AGE}`,
    after: `(?=[ -]?${oneOf('years?[ -]olds?|yrs?[ -]old|year[ -]old|y/o|yo\\b|jahre? alt|[ -]?jährig|ans d.âge|años de edad', 'anni di età|anos de idade|jaar oud|-?jarig|-?letni|lata? (?:ma|skończ)')})`,
    flags: 'i',
    on: TALK,
    valid: ofPerson,
    hits: [
      'a ⟦61⟧-year-old man',
      'in the house she is ⟦61⟧ years old and alone',
      'er ist ⟦34⟧ Jahre alt',
      'die ⟦45⟧-jährige Kollegin',
      'zij is ⟦52⟧ jaar oud',
      '⟦41⟧ años de edad',
    ],
    misses: [
      'the printer is 6 years old',
      'der Drucker ist 8 Jahre alt',
      'de lift is 12 jaar oud',
      'a 20 year old whisky',
      'a 10-year contract',
      '30 Jahre Garantie',
      '12 jaar garantie',
    ],
  }),
  rule({
    id: 'age.has',
    type: 'AGE',
    before: `${oneOf('âgée?s? de', `(?:^|[\\s,])${oneOf("j'ai|il a|elle a|qui a|tiene|tengo|cumpl\\w{1,5}|ha|ho|compie|compirà|tem|tenho|faz|fará|completa|ma|mam", 'skończy|kończy')}`, '(?:fête|fêter) ses|edad de|età di|idade de|leeftijd van|wieku')}\\s(?:ya |già |już |déjà )?`,
    value: AGE,
    after: '(?=\\s(?:ans|años|anni|anos|lata?|jaar)(?![\\p{L}])(?!\\s(?:de (?:garant|exp)|d.exp|di esp)))',
    flags: 'iu',
    on: TALK,
    valid: ofPerson,
    hits: [
      'âgé de ⟦61⟧ ans',
      'Mi jefa tiene ⟦52⟧ años',
      'mia zia ha ⟦70⟧ anni',
      'ela tem ⟦29⟧ anos',
      'mój brat ma ⟦33⟧ lata',
      "j'ai ⟦45⟧ ans",
    ],
    misses: [
      'la impresora tiene 9 años',
      'il server ha già 10 anni',
      'drukarka ma 9 lat',
      'depuis 10 ans',
      'tiene 10 años de garantía',
      'ha 3 anni di esperienza',
    ],
  }),
  rule({
    id: 'age.german',
    type: 'AGE',
    before: `\\b${oneOf('ist|bin|wird|wurde|werde|im alter von|alter:?|leeftijd:?|[âa]ge ?:|edad:?|età:?|idade:?|wiek:?|ben|wordt', 'werd')}\\s(?:jetzt |schon |bereits |erst |gerade |morgen |heute |al |nu )?`,
    value: AGE,
    after:
      '(?=\\s?(?:[,.;!?)]|$|(?:geworden|jahre?n?|und|im|am|nächst\\w{1,3}|jaar|ans|años|anni|anos|lata?)(?![\\p{L}])))',
    flags: 'iu',
    on: TALK,
    valid: noTime,
    hits: ['Sie ist ⟦50⟧ geworden', 'Alter: ⟦61⟧', 'im Alter von ⟦19⟧ Jahren', 'Edad: ⟦33⟧', 'er wird ⟦60⟧ im Mai'],
    misses: ['das Dach ist 40 Jahre', 'de ketel wordt 15 jaar', 'es ist 10 Uhr', 'wird 12 mal geprüft', 'Seite 61'],
  }),
  rule({
    id: 'age.apposed',
    type: 'AGE',
    before: ',\\slat\\s',
    value: AGE,
    after: '(?=[,;.)]|$|\\s\\p{Ll})',
    flags: 'u',
    on: TALK,
    valid: some,
    hits: ['Bogumiła Sęk, lat ⟦54⟧, pracownica', 'klientka, lat ⟦43⟧'],
    misses: ['lat 43.7, lon 12', 'od wielu lat 5', 'x, lat 52.1, lon 4'],
  }),
  rule({
    id: 'age.bracket',
    type: 'AGE',
    before: '\\p{Lu}[\\p{L}’-]{1,24} \\(',
    value: AGE,
    after: '(?=\\s(?:ans|años|anni|anos|jaar|lata?|Jahre|years|yrs)[,;)])',
    flags: 'u',
    on: TALK,
    valid: some,
    hits: ['Mme Oumou Kervella (⟦72⟧ ans, née ici)', 'Herr Brandl (⟦81⟧ Jahre) rief an', 'Echeverría (⟦29⟧ años)'],
    misses: ['la garantie (10 ans)', 'Kervella (72)', 'Garantie (5 Monate)'],
  }),
  rule({
    id: 'age.dutch',
    type: 'AGE',
    before: '(?<![\\p{L}])(?:[Hh]ij|[Zz]ij|[Zz]e|[Ii]k) (?:is|ben|wordt|word) (?:nu |al |net |bijna )?',
    value: AGE,
    after: '(?=[,.;!?)]|$|\\s(?:en|geworden|jaar)(?![\\p{L}]))',
    flags: 'u',
    on: TALK,
    valid: some,
    hits: ['Hij is ⟦58⟧.', 'zij wordt ⟦40⟧ en blijft', 'Ze is nu ⟦33⟧, denk ik'],
    misses: ['hij is 10 minuten te laat', 'het is 58.', 'hij is 2 keer gebeld'],
  }),
  rule({
    id: 'age.aside',
    type: 'AGE',
    before: `(?:\\p{Lu}[\\p{Ll}'’]{1,20}(?:[ -]\\p{Lu}[\\p{Ll}'’]{1,20}){0,2}|${KIN}|${ROLE})(?:, | \\()`,
    value: '(?:1[89]|[2-9]\\d)',
    after: `(?=(?:,\\s(?:${GOES_ON}|a|an|the|lives?|works?|from|of|\\p{Ll}{2,14})\\b|\\)(?:,| (?:${GOES_ON})| \\p{Ll}{2,12}(?:s|ed|t)?\\b)))`,
    flags: 'u',
    on: ['prose'],
    valid: (_value, line, at) => !AT_PLACES.test(line.slice(Math.max(0, at - 40), at)),
    hits: [
      'Marek Hlavaty, ⟦47⟧, is on leave',
      'Sorrel (⟦52⟧) said no',
      'my mother, ⟦83⟧, lives here',
      'Tenant (⟦71⟧) wants to move',
    ],
    misses: ['Figure 3, 47, is wrong', 'Version, 47, is out', 'Room (47) is free'],
  }),
];

/** Nouns that are written with a number behind them. */
const AT_PLACES = new RegExp(
  `\\b${oneOf('Figure|Table|Version|Room|Section|Chapter|Page|Line|Step|Part|Level|Gate|Platform|Seite|Raum|Kapitel', 'Item|Question|Option|Rule|Article')}(?:, | \\()$`,
);
