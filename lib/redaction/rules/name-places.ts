import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isOrdinaryWord } from '../text/ordinary-word.ts';
import { oneOf, type Rule, rule } from './rule.ts';

// Names by the place where they stand: behind a word of relation, first in a row of columns, as a part of a trail of folders or menus.

const GIVEN = "\\p{Lu}\\p{Ll}[\\p{Ll}'’-]{1,18}(?:-\\p{Lu}\\p{Ll}{1,18})?";
const SURNAME =
  "(?:(?:O['’]|Mc|Mac|D['’]|Di |De |Van |Von |Le |La |Del |Dos )?\\p{Lu}\\p{Ll}[\\p{Ll}'’]{1,20}(?:-\\p{Lu}\\p{Ll}{1,20})?)";
const CAPITALS = "\\p{Lu}{3,24}(?:[-'’ ]\\p{Lu}{2,24})?";

const flags = (word: string): number => flagsOf(word.toLowerCase());
/** A word that people are called by, or that no language has. */
const isLikeName = (word: string): boolean =>
  !isOrdinaryWord(word) ||
  ((flags(word) & (FLAG.first | FLAG.last)) !== 0 && (flags(word) & (FLAG.common | TECH_WORD)) === 0);

/** Words for whom a person is to another: neighbours, family and friends. German writes them with capitals, as it does all nouns. */
const GERMAN_RELATIONS = oneOf(
  'Nachbar(?:in|n)?|Sohn|Tochter|Bruder|Schwester|Mann|Frau|Partner(?:in)?|Enkel(?:in)?|Cousine?|Onkel|Tante',
  'Neffen?',
  'Ehemann|Ehefrau|Kollegin|Kollegen?|Freundin|Mitbewohner(?:in)?|Nichte',
  'Mutter|Vater|Oma|Opa|Mama|Papa|Schwager|Schwägerin|Schwiegermutter|Schwiegervater|Schwiegersohn|Großmutter',
  'Exfrau|Exmann|Ex-(?:Frau|Mann)|Tagesmutter|Hausmeister(?:in)?|Pflegerin|Pfleger|Betreuer(?:in)?|Patenkind',
);
const RELATIONS = oneOf(
  'neighbou?r|flatmate|housemate|husband|wife|son|daughter|brother|sister|twin|partner|fiancée?|cousin',
  'nephew|niece|uncle',
  'aunt(?:ie)?|grandson|granddaughter|stepson|stepdaughter|godson|toddler|boyfriend|girlfriend|mate',
  'colleague|carer|nanny',
  'voisine?|mari|femme|fils|fille|frère|sœur',
  'soeur|compagn(?:e|on)',
  'conjointe?|cousine?|oncle|neveu|nièce|petit-fils|collègue|vecin[oa]|marid[oo]|esposa|mujer|hij[oa]',
  'herman[oa]|prim[oa]',
  'sobrin[oa]|niet[oa]|compañer[oa]|pareja|vicin[oa]|marito|moglie|figli[oa]|fratello|sorella|cugin[oa]',
  'zi[oa]|nipote|compagn[oa]',
  'colleg[ah]|vizinh[oa]|mulher|filh[oa]|irmão|irmã|prim[oa]|sobrinh[oa]|net[oa]|companheir[oa]|colega',
  'buurman|buurvrouw|zoon',
  'dochter|broer|zus(?:je)?|vrouw|nicht|neef|oom|kleinzoon|vriendin|sąsiad(?:ka|ki|a|owi|em|ce|ką)?|mąż|męża',
  'żona|żony|żonę',
  'syn(?:a|em|owi)?|córk[aięą]|brat(?:a|em|u)?|siostr[aęyą]|wnuk|wnuczk[aęi]|kuzyn(?:ka)?|koleżank[aięą]',
  'partnerk[aięą]',
  'av[óô]|abuel[oa]|nonn[oa]|grand-(?:mère|père)|mamie|papi|papy|gran(?:ny|dma|dpa|ddad|dmother|dfather)?',
  'nan|oma|opa',
  'babci[aięą]|dziadek|dziadka|t[íi][oa]|suegr[oa]|suocer[oa]|sogr[oa]|schoonmoeder|schoonvader|schoonzus',
  'teściow[aąeę]',
  'mum|mom|mummy|dad|mother|father|stepmum|stepdad|godmother|madre|padre|mamm?a|maman|papà|pai|mãe|moeder|vader',
  'matk[aięą]|ojciec|ojca|belle-(?:mère|sœur|fille)|beau-(?:père|frère|fils)|cuñad[oa]|yern[oa]|nuera',
  'cognat[oa]|genero',
  'cunhad[oa]|genro|nora|zwager|schoonzoon|szwagier|zięć|synow[aąeę]',
  'ex-?(?:wife|husband|mujer|marido|moglie|marito)|ex',
  'gardien(?:ne)?|concierge|porteiro|porter[oa]|portier[ea]?|huismeester|dozorc[aęy]|caretaker|childminder',
  'babysitter|oppas',
);

/** Behind a word of relation: the words of a sentence that begins there. */
const NOBODY = new RegExp(
  `^${oneOf(
    'Please|Thanks|The|This|That|Then|When|Also|And|But|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday',
    'Sunday|May|June',
    'Bitte|Danke|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Merci|Lundi|Gracias|Lunes|Grazie',
    'Obrigad[oa]',
    'Language|Company|Portal|Network|Program(?:me)?|Process|Element|Page|Class|Table|Records?|Nodes?',
  )}$`,
  'u',
);

/** "LEFRANC Odile": the family in capitals is no English word of every day, and the given name is on the lists or in no language. */
function isFamilyAndGiven(value: string): boolean {
  const given = /\p{Lu}\p{Ll}\S{0,40}$/u.exec(value)?.[0] ?? '';
  const family = value.slice(0, value.length - given.length).match(/\p{Lu}{3,24}/gu) ?? [];
  const called = (flags(given) & FLAG.first) !== 0 && (flags(given) & FLAG.common) === 0;
  const comma = value.includes(',');
  return (called || (comma && !isOrdinaryWord(given))) && family.every(isFamily);
}

const isFamily = (word: string): boolean =>
  (flags(word) & (FLAG.common | TECH_WORD)) === 0 && (flags(word) & (FLAG.word | FLAG.last)) !== FLAG.word;

/** Words for an age in years. */
const YEARS = oneOf('ans|años|anos|anni|Jahre?|J\\.|jaar|jr\\.?|lat|lata|years?(?: old)?|yrs?|y/?o|mois|Monate|months');
/** Words for a class at school, before its number. */
const CLASSES = oneOf(
  '[Yy]ear|Yr\\.?|Grade|[Cc]lass|Klasse|Kl\\.|[Gg]roep|[Kk]las|[Cc]lasse|[Cc]urso|kl\\.|klasa|[Tt]urma|ano',
);
/** The beginning of a line, with the sign of a list or a box to tick. */
const BULLET = '^[ \\t]{0,6}(?:[•●○*☐☑✓-] )?';
/** The end of a cell: a wide gap, a tab, the end of the line or a sign that parts cells. */
const CELL_ENDS = '(?= {2}|\\t| ?$| [·|–—] )';
const TRAIL = '[>›»→▸]';

export const NAME_PLACES: readonly Rule[] = [
  rule({
    id: 'person.relation',
    type: 'PERSON',
    before: `(?<![\\p{L}-])${RELATIONS},? `,
    value: `${GIVEN}(?: ${SURNAME})?`,
    after: '(?![\\p{L}\\d/_-]|\\.\\p{L})',
    flags: 'u',
    on: ['prose'],
    valid: (value) => value.split(' ').every((word) => !NOBODY.test(word)) && (flags(value) & TECH_WORD) === 0,
    hits: [
      'Leave with neighbour ⟦Stan⟧ at no. 11',
      'chez la voisine ⟦Guilaine⟧',
      'a vecina ⟦Remedios⟧ lo recoge',
      'buurman ⟦Teun⟧ neemt aan',
      'her daughter ⟦Bronagh⟧ is off',
      'zostaw u sąsiadki ⟦Grażyny⟧',
    ],
    misses: ['neighbour Please', 'the son Company', 'sister site', 'wife and son', 'partner Portal'],
  }),
  rule({
    id: 'person.relation-german',
    type: 'PERSON',
    before: `(?<![\\p{L}-])${GERMAN_RELATIONS},? `,
    value: `${GIVEN}(?: ${SURNAME})?`,
    after: '(?![\\p{L}\\d/_-]|\\.\\p{L})',
    flags: 'u',
    on: ['prose'],
    valid: (value) => isLikeName(value.split(' ')[0] ?? '') && !NOBODY.test(value),
    hits: ['bei Nachbarin ⟦Otfrieda⟧ abgeben', 'ihre Tochter ⟦Svenja⟧ ist krank', 'mein Onkel ⟦Gottlieb⟧ kommt'],
    misses: ['Frau Montag', 'Partner Portal', 'Mann und Maus', 'Sohn Bitte'],
  }),
  rule({
    id: 'person.of-class',
    type: 'PERSON',
    value: `(?<![\\p{L}-])${GIVEN}(?: ${SURNAME}){0,2}`,
    after: `(?=,? \\(?${CLASSES} ?\\d{1,2}[.º°]?[ªº]? ?[a-zA-Z]{0,2}(?![\\p{L}\\d]))`,
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) =>
      value.split(' ').every((word) => (flags(word) & (FLAG.common | TECH_WORD)) === 0 && isLikeName(word)),
    hits: [
      '⟦Jolande⟧ (groep 6) heeft RT',
      '⟦Mattis Uhlenbrock⟧ (Klasse 3a)',
      '⟦Zofia Sobczak⟧, kl. 2c',
      '⟦Tyrell⟧ (Year 9)',
    ],
    misses: ['Report (Year 9)', 'the group (groep 6)', 'Vandaag (groep 6)', 'Jolande (6)'],
  }),
  rule({
    id: 'person.row-initial',
    type: 'PERSON',
    before: BULLET,
    value: `\\p{Lu}\\.ª? (?:\\p{Lu}\\. ?)?${SURNAME}`,
    after: CELL_ENDS,
    flags: 'u',
    on: ['ui'],
    hits: ['⟦P. Ashgrove⟧   your deposit for April', '⟦M.ª Olmedo⟧   nómina', '⟦J. K. Pieńkowski⟧\tL4'],
    misses: ['P. Ashgrove wrote', 'A. first answer   12', 'Fig. Two   12', 'p. ashgrove   12'],
  }),
  rule({
    id: 'person.row-surname',
    type: 'PERSON',
    before: BULLET,
    value: `${SURNAME}, \\p{Lu}\\.(?:[ -]?\\p{Lu}\\.)?`,
    after: CELL_ENDS,
    flags: 'u',
    on: ['ui'],
    hits: ['⟦Van Loo, T.⟧   loonstrook', '• ⟦Ashgrove, P. J.⟧ · deposit'],
    misses: ['Van Loo, T. wrote', 'Van Loo, Tom   loonstrook', 'van loo, t.   loonstrook'],
  }),
  rule({
    id: 'person.capitals-given',
    type: 'PERSON',
    value: `(?<![\\p{L}\\d_.-])${CAPITALS},? ${GIVEN}`,
    after: '(?![\\p{L}\\d_])',
    flags: 'u',
    on: ['prose', 'ui'],
    valid: isFamilyAndGiven,
    hits: [
      'Accueil > Lit 14 > ⟦BELHADJ-ROUX Naïm⟧ > Ordonnances',
      'dossier ⟦LEFRANC Odile⟧ clos',
      'Akte ⟦DÖRFELT, Irmela⟧',
    ],
    misses: ['HTTP Server', 'SAVE Button', 'NOTE Anna', 'BELHADJ naïm', 'IMPORTANT Martin'],
  }),
  rule({
    id: 'age.trail',
    type: 'AGE',
    before: `${TRAIL}[ \\t]{0,3}`,
    value: `\\d{1,3} ?${YEARS}`,
    after: `(?=[ \\t]{0,3}(?:${TRAIL}|$))`,
    flags: 'iu',
    on: ['ui'],
    hits: [
      'Lit 14 > ROUX Naïm > ⟦8 ans⟧ > Ordonnances',
      'Station 3 › Kiel, Ida › ⟦61 Jahre⟧',
      'Ward » ⟦8 yrs⟧ » Notes',
    ],
    misses: ['Archive > 12 > 8', 'Retention > 8 years kept', '8 ans > Ordonnances'],
  }),
];
