import { ofPerson } from './of-person.ts';
import type { PeopleWords } from './people-words.ts';
import { oneOf, type Rule } from './rule.ts';
import { isOfThing } from './things.ts';

// Ages and pay beside a person who is named, or for whom a pronoun stands: the number alone says nothing.

type Check = NonNullable<Rule['valid']>;
const never: Check = () => false;

const AGE = '(?:1[01]\\d|[1-9]\\d?)(?![\\d]|[.,:/-]\\d|\\s?[%€$£°])';
const YEARS = oneOf(
  'years?(?:[ -]old)?|yrs?|y\\.?o\\.?|y/o|ans|años|anos|anni|jahre?|j\\.?|jaar|jr\\.?|lata?|l\\.|[fmwkv]',
);
const OF_AGE = oneOf('lat|w wieku|wiek|im alter von|alter|aged?|âge|âgée? de|edad|de edad|età|idade|leeftijd|oud');
const TURNS = `(?:wird|werde|wordt|turns?|turning|cumple|compie|faz|fête|kończy)(?:\\s${oneOf('er|sie|hij|zij|ze|dann|heute|schon|al|bald|soon')})?`;
const SMALL_NUMBERS = oneOf(
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve',
  'thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen',
  '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?',
  '(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig)',
  'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf',
  'zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig',
);
const NUMBERS_OF_YEARS = oneOf(
  'deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize',
  'quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante',
  'dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta',
  'due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta',
  'dois|três|quatro|sete|oito|dez|doze|vinte|quarenta|cinquenta',
  'sessenta|oitenta|twee|drie|vier|vijf|zes|zeven|acht|negen|tien',
  'dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|dwanaście|dwadzieścia|trzydzieści|czterdzieści|pięćdziesiąt',
);

const CURRENCY = '(?:€|euros?|eur|zł|złotych|pln|£|pounds|gbp|chf|franken|usd|dollars|r\\$|reais)';
const FIGURE = `(?:[€£$]\\s?)?(?:\\d{1,3}(?:[ .,’'\\u00a0\\u202f]\\d{3}){1,2}|\\d{3,6})(?:[.,]\\d{2})?(?:\\s?${CURRENCY})?`;
const SHORT = '\\d{2,3}(?:[.,]\\d)?\\s?k';
const AMOUNT = `(?<![\\d.,/-])(?:${SHORT}|${FIGURE})(?![\\p{L}\\d]|[.,:/-]\\d)`;
/** Pay by the month or the year, before or after tax. */
const RATE = oneOf(
  'brutto|netto|bruts?|nets?|limpi[oa]s?|net[oa]s|brut[oa]s|lord[io]|nett[io]|líquidos?|limpos?|ilíquidos?|bruto|schoon',
  'na rękę|do ręki|p\\.\\s?a\\.?|per annum|(?:a|per) (?:year|month|week|fortnight)',
  'an hour|before tax|after tax|take[- ]home',
  'base|ote|cash in hand|im (?:monat|jahr)|monatlich|par mois|mensuels?|al (?:mes|mese|año)|mensuales|mensili|por mês',
  "anuales|all['’]anno|annui|mensais|per maand|per jaar|miesięcznie",
);
/** What pay, benefits and maintenance are called. */
const PAY = oneOf(
  'salary|salaries|wages?|pay(?:s|roll)?|paid|pension|maintenance|income',
  'earn(?:s|ed|ing)?|gets|on about|pay ?rise|raise[d]?|lift|bonus',
  'gehalt|lohn|entgelt|unterhalt|rente|bezüge|verdient|verdien\\p{L}{0,2}',
  'kriegt|bekommt|netto|brutto|salaire|paie|retraite|gagne|touche',
  'sueldo|salario|nómina|pensión|cobra|gana|subida|retribuzione',
  'stipendio|ral attuale|ral di|pensione|guadagna|prende|richiesta|salário|vencimento',
  'ordenado|aufere|ganha|recebe|salaris|loon|inkomen|uitkering',
  'alimentatie|verdient|pensj\\p{L}{1,2}|wynagrodzeni\\p{L}|alimenty',
  'emerytur\\p{L}|renta|zarabia|podwyżk\\p{L}|passage à|augmentation|aumento|verhoging|opslag|stawka|zasadnicze',
);
const UNITS_EN = oneOf(
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen',
);
const TENS_EN = oneOf('eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred');
const ROMANCE_TENS = oneOf(
  'vingt|trente|quarante|cinquante|soixante|deux|trois|quatre|veinte|treinta|cuarenta|cincuenta|sesenta|dos|tres|cuatro',
  'veinti\\p{L}{3,6}|vinte|quarenta|cinquenta|dois|três|trinta',
  'dwadzieścia|trzydzieści|czterdzieści|dwa|trzy|cztery|pięć|sześć|siedem',
);
const ROMANCE_REST = '(?:[ -](?:\\p{L}{1,3} )?\\p{L}{2,12}(?:cent[os]{0,2}s?|ientos|set)(?:[ie]?e?nta)?)?';
/** Thousands in words: "forty-one thousand five hundred", "viertausend", "trenta y dos mil". */
const SPELLED = oneOf(
  `(?:${TENS_EN}[- ])?(?:${UNITS_EN}|${TENS_EN}) (?:thousand|grand)(?:(?: and)? ${UNITS_EN} hundred)?(?: and \\p{L}{3,9})?`,
  '\\p{L}{3,22}(?<!auf|jahr)tausend(?:\\p{L}{4,24})?|\\p{L}{3,22}duizend(?:\\p{L}{4,24})?|\\p{L}{3,22}mila(?:\\p{L}{5,24})?',
  `(?:${ROMANCE_TENS}(?: ?[y|e|-] ?| ))?${ROMANCE_TENS} (?:mille?|mil|tysi[ąęa]c(?:e|y)?)${ROMANCE_REST}`,
);
/** Pay is one person's: "we pay 900 netto" is a price. */
const ONE = new RegExp(
  `(?<!\\p{L})${oneOf(
    "he|she|his|her|him|my|i|i['’]m|i['’]ve|husband|wife|boss|er|sie|ihr",
    'ihre[rn]?|sein(?:e[rn]?)?|mein(?:e[rn]?)?|ich|ihm|ihn|chef(?:in)?',
    'elle|il|mon|ma|son|sa|él|ella|mi|yo|lui|lei|io|mio|suo|sua',
    'ele|ela|eu|meu|minha|hij|zij|ze|ik|mijn|haar|jego|jej|mój|moja',
    'colleague|kolleg(?:e|in)|collègue|compañer[oa]|collega|colega',
    'kolega|koleżanka|candidat\\p{L}{0,2}|kandidat\\p{L}{0,2}|applicant',
  )}(?!\\p{L})`,
  'iu',
);
const ofOne: Check = (value, line, at) =>
  ONE.test(`${line.slice(Math.max(0, at - 80), at)} ${line.slice(at + value.length, at + value.length + 40)}`);
/** Money with its rate, behind a verb of earning, is pay though nobody is named. */
const EARNS = new RegExp(
  `(?<!\\p{L})${oneOf('gets?|earns?|makes?|cobra|gana|gagne|touche|verdient|kriegt|zarabia|ganha|prende|guadagna|krijgt')}\\s(?:\\p{L}{1,8}\\s){0,2}$`,
  'iu',
);
const earns: Check = (value, line, at, surface) =>
  EARNS.test(line.slice(Math.max(0, at - 32), at)) || ofOne(value, line, at, surface);
const THINGS_COUNTED =
  /^\s(?:rows?|lines?|files?|requests?|users?|views?|hits|messages|steps|km|kg|followers|records|words|tokens)(?!\p{L})/iu;
/** What is counted is no pay, and neither is a year. */
const COUNTED: Check = (value, line, at) =>
  THINGS_COUNTED.test(line.slice(at + value.length)) || /^(?:19|20)\d{2}$/.test(value);

export const NUMBERS_OF_PEOPLE: readonly PeopleWords[] = [
  {
    id: 'age.beside',
    type: 'AGE',
    words: new RegExp(
      `(?<=[,(]\\s?(?:[fmwk]\\s?,?\\s?)?(?:de |di |van |von )?)${AGE}(?:[ -]?${YEARS}(?![\\p{L}]))?(?=\\s?[,;)])`,
      'giu',
    ),
    beside: true,
    unnamed: never,
    hits: [
      'Mr Ifeanyi Strand, ⟦58⟧, NHS no. and notes',
      'Mlle Océane Le Bihan, ⟦19 ans⟧, pour un suivi',
      'Engracia Pujadas, de ⟦81 años⟧, quiere',
      'Ileana Popovici (⟦34 anni⟧) chiede',
      'Moira Aldous (f, ⟦34⟧) called',
      'dhr. Wubbo Zijlstra, ⟦87 j.⟧, belt',
    ],
    misses: ['the rooms, 12, are free', 'version 4, 34 files, done', 'five years (5 years) of warranty'],
  },
  {
    id: 'age.said',
    type: 'AGE',
    words: new RegExp(`(?<=(?<![\\p{L}])${OF_AGE}[:.]?\\s)${AGE}(?:\\s${YEARS}(?!\\p{L}))?`, 'giu'),
    unnamed: ofPerson,
    hits: ['pacjentka, lat ⟦79⟧, skarży się', 'Pracownica Bogumiła Sęk, lat ⟦54⟧', 'mijn vader, leeftijd ⟦66⟧'],
    misses: ['lat 40 means latitude', 'the cheese is aged 24 months', 'oud 12'],
    except: (value, line, at) =>
      /^\s?(?:months?|monate|mois|mesi|meses|maanden|weeks?)/i.test(line.slice(at + value.length)),
  },
  {
    id: 'age.years',
    type: 'AGE',
    words: new RegExp(
      `(?<=(?:[,(]\\s?|^|\\s(?:de|di|von|van|ma|mam|tem|ha|tiene|a|mit)\\s))${AGE}\\s(?:ans|años|anos|anni|lata?|jahre alt|jaar oud|years old)(?=\\s?[,;.)]|$)`,
      'giu',
    ),
    unnamed: ofPerson,
    hits: ['o utente, ⟦63 anos⟧, está bem', 'la signora, ⟦34 anni⟧, cittadina', 'mój wujek ma ⟦61 lat⟧.'],
    misses: [
      'il server ha 10 anni',
      'drukarka ma 9 lat',
      'la garantía es de 10 años.',
      '30 ans, quel bail',
      'un contratto di 4 anni.',
    ],
    except: (value, line, at) =>
      isOfThing(line, at, value.length) ||
      /(?:garant|warran|contra|vertrag|gwaranc|experien|expérien|erfahrung|ervaring|doświad|bail|laufzeit|prestam|mutuo)/i.test(
        line.slice(Math.max(0, at - 40), at + 40),
      ),
  },
  {
    id: 'age.turning',
    type: 'AGE',
    words: new RegExp(
      `(?<=(?<!\\p{L})${TURNS}\\s)${AGE}(?=\\s?(?:[,.;!?)]|$|ans|años|anos|anni|lat|und|en|and|y|e|et|i|im|in|on|next|this|morgen)(?!\\p{L}))`,
      'giu',
    ),
    unnamed: ofPerson,
    hits: [
      'nächste Woche wird er ⟦40⟧, karte?',
      'mijn zus wordt ⟦30⟧ en geeft een feest',
      'mi jefa cumple ⟦50⟧, regalo?',
    ],
    misses: ['it turns 90 degrees', 'das wird 12 mal geprüft', 'er wordt 20 euro betaald'],
  },
  {
    id: 'age.already',
    type: 'AGE',
    words: new RegExp(
      `(?<=\\s(?:al|schon|bereits|already)\\s)${AGE}(?=\\s(?:is|ist|wird|wordt|geworden)(?!\\p{L}))`,
      'giu',
    ),
    unnamed: ofPerson,
    hits: ['wist je dat Bartholomeus al ⟦67⟧ is?', 'dass mein Chef schon ⟦60⟧ ist'],
    misses: ['dat het al 10 uur is', 'schon 12 Punkte'],
  },
  {
    id: 'age.is',
    type: 'AGE',
    words: new RegExp(
      `(?<=\\s(?:is|ist|was|war|wird|jest)\\s(?:only |just |now |erst |schon |jetzt )?)${AGE}(?=\\s?(?:[,.;!?)]|$|(?:and|but|und|aber|years|jahre)(?!\\p{L})))`,
      'giu',
    ),
    beside: true,
    unnamed: never,
    hits: ['Marek Hlavaty is ⟦47⟧ and still plays', 'Frau Ehlert ist ⟦34⟧ und neu'],
    misses: ['the score is 47 and rising'],
  },
  {
    id: 'age.words',
    type: 'AGE',
    words: new RegExp(
      `(?<=\\s(?:is|ist|wird|turns|turned)\\s(?:only |just |now |erst |schon )?)${SMALL_NUMBERS}(?=\\s?(?:[,.;!?)]|$|(?:and|so|now|next|this|in|und|jahre|years)(?!\\p{L})))`,
      'giu',
    ),
    beside: true,
    unnamed: (_value, line, at) =>
      /(?<!\p{L})(?:he|she|son|daughter|er|sie|sohn|tochter|kid|baby)\s\p{L}{2,6}\s(?:\p{L}{3,5}\s)?$/iu.test(
        line.slice(Math.max(0, at - 30), at),
      ),
    hits: ['Her eldest, Jonty, is ⟦six⟧, so she stays', 'my son is ⟦nine⟧.', 'meine Tochter ist ⟦sieben⟧ und krank'],
    misses: ['the score is six, so we lead', 'the answer is nine.', 'das Ergebnis ist sieben und stimmt'],
  },
  {
    id: 'age.years-in-words',
    type: 'AGE',
    words: new RegExp(
      `(?<=(?<!\\p{L})(?:a|ai|tiene|tengo|ha|ho|tem|tenho|ma|mam|cumple|compie)\\s)${NUMBERS_OF_YEARS}(?:(?:-|\\s(?:y\\s|e\\s)?)\\p{L}{3,10})?\\s(?:ans|años|anos|anni|lata?)(?!\\p{L})`,
      'giu',
    ),
    unnamed: ofPerson,
    hits: [
      'sa fille a ⟦six ans⟧',
      'mi hijo tiene ⟦siete años⟧',
      'mia nonna ha ⟦ottanta anni⟧',
      'mój syn ma ⟦pięć lat⟧',
    ],
    misses: ['il y a six ans', 'hace siete años', 'la ditta ha sei sedi'],
    except: (_value, line, at) => /\by a $/i.test(line.slice(Math.max(0, at - 6), at)),
  },
  {
    id: 'age.birthday',
    type: 'AGE',
    words: new RegExp(
      `(?<=\\p{L}(?:['’]s|s)\\s)(?:[1-9]0|18|21|[2-9]5)th(?=\\s?(?:[,.;!?]|$|${oneOf('on|is|do|bash|party|this|next|in|sat|sun|tomorrow|coming|bday')}(?!\\p{L})))`,
      'giu',
    ),
    beside: true,
    unnamed: (_value, line, at) =>
      /(?:mum|mom|dad|gran|nan|boss|wife|husband|sister|brother)['’]?s\s$/i.test(line.slice(Math.max(0, at - 12), at)),
    except: (_value, line, at) =>
      /(?:uary|march|april|may|june|july|august|ber)['’]?s\s$/i.test(line.slice(Math.max(0, at - 12), at)),
    hits: ["mum's ⟦60th⟧ is on friday", "It is Beryl's ⟦70th⟧ on Saturday"],
    misses: ["july's 20th is a monday", 'the lines 50th on'],
  },
  {
    id: 'pay.rate',
    type: 'MONEY',
    words: new RegExp(`${AMOUNT}(?=\\s(?:€ |euros? |eur )?${RATE}(?!\\p{L}))(?:\\s${RATE}(?!\\p{L}))?`, 'giu'),
    unnamed: earns,
    except: COUNTED,
    hits: [
      'sabias q borja cobra ⟦2300 limpios⟧ y llega tarde',
      'mein Bruder kriegt jetz ⟦4100 brutto⟧',
      'moja siostra ma ⟦5480 zł na rękę⟧',
      'she is on ⟦52k base⟧',
      'Nelson Évora Pinto aufere ⟦1 480 € líquidos⟧',
    ],
    misses: ['the printer costs 900 netto', 'preis 1200 brutto je Gerät', 'la porte coûte 450 net'],
  },
  {
    id: 'pay.named',
    type: 'MONEY',
    words: new RegExp(`(?<=(?<!\\p{L})${PAY}(?!\\p{L})[^\\d\\n.;]{0,40})${AMOUNT}`, 'giu'),
    unnamed: ofOne,
    except: COUNTED,
    hits: [
      'Ornella Bartolomei: RAL attuale ⟦31.500 euro⟧',
      'apparently rhiannon gets ⟦52k⟧ for the same job, her boss said',
      'der Unterhalt für ihre Tochter ist ⟦612 Euro⟧',
      'selbstauskunft: Tsegaye Haile, netto ⟦2.340 euro⟧',
      'podwyżka dla Justyny Wróbel do ⟦7 950 zł⟧',
      'Garnet Pruitt is a nurse on about ⟦34k⟧',
    ],
    misses: ['it gets 5200 requests', 'the minimum wage is 2024', 'we paid 300 for the desk', 'payroll runs at 1700'],
  },
  {
    id: 'pay.further',
    type: 'MONEY',
    words: new RegExp(
      `(?<=(?<!\\p{L})${PAY}(?!\\p{L})[^\\d\\n.;]{0,40}${FIGURE}(?: (?:brutto|brut|lordi|anuales|gross))?,? (?:to|auf|à|a|al|para|naar|na|do|richiesta|pidió|then|statt|y|et) )${AMOUNT}`,
      'giu',
    ),
    unnamed: ofOne,
    hits: ['Yolanda Bermúdez, subida de 27.300 € a ⟦29.000 €⟧', 'podwyżka dla Justyny Wróbel z 7 200 zł na ⟦7 950 zł⟧'],
    misses: ['subida de 27.300 a 29.000 puntos', 'lift from 10 to 12'],
  },
  {
    id: 'pay.spelled',
    type: 'MONEY',
    words: new RegExp(`(?<!\\p{L})${SPELLED}(?:\\s${CURRENCY})?(?!\\p{L})`, 'giu'),
    unnamed: ofOne,
    except: (_value, line, at) => !PAY_WORDS.test(line.slice(Math.max(0, at - 100), at + 90)),
    hits: [
      'we agreed to lift Caradoc Venn from £38,200 to ⟦forty-one thousand five hundred⟧',
      'sie verdient ⟦viertausendzweihundert⟧ im Monat',
      'mi jefa gana ⟦treinta y dos mil⟧ al año',
      'lui prende ⟦trentamila⟧ lordi',
      'zij verdient ⟦veertigduizend⟧ per jaar',
    ],
    misses: [
      'a thousand times',
      'she counted forty-one thousand birds',
      'duizend dank voor haar hulp',
      'zweitausend Schrauben',
    ],
  },
];
const PAY_WORDS = new RegExp(`(?<!\\p{L})${PAY}(?!\\p{L})`, 'iu');
