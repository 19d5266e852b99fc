import type { HiddenType } from '../hidden-types.ts';
import {
  BUILT_WORDS,
  COMPOUNDS,
  DEVICES,
  ILLNESS_LETTERS,
  ILLNESSES_OF_THINGS,
  INJURIES,
  KINDS,
  MEDICINE_GROUPS,
  SAID_DUTCH_POLISH,
  SAID_ILLNESSES,
  SAID_ROMANCE,
} from './health-words.ts';
import { ofPerson, ofPersonOrCare } from './of-person.ts';
import { careless, type Examples, oneOf, type Rule } from './rule.ts';
import { BELIEFS, CONDITIONS, MEDICINES, ORGANS, UNIONS } from './special-class-words.ts';

type Check = NonNullable<Rule['valid']>;

/** Words that say something of a person. They count where the same sentence names a person, or `unnamed` finds that it is about one. */
export interface PeopleWords {
  readonly id: string;
  readonly type: HiddenType;
  readonly words: RegExp;
  readonly unnamed: Check;
  /** Whether a name counts only right before the value: "Ida Berg, 58,". */
  readonly beside?: boolean;
  /** Words of medicine alone: a person who is named in the same note has it, in whichever sentence. */
  readonly clinical?: boolean;
  /** Uses that are about no person, though one is named in the sentence. */
  readonly except?: Check;
  /** Lines with the value between ⟦ and ⟧, and lines in which it must stay readable: a test runs both. */
  readonly hits: Examples;
  readonly misses: Examples;
}

const WORD_END = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}.-])';
/** Behind an illness: where it is, and of which kind. */
const WHICH = `(?: (?:du|de la|de l['’]|des|de|del|della|di|do|da|van de|der) (?:${ORGANS}))?(?: ${KINDS})?`;
/** Before the letters of an illness: a word by which a person has it. */
const HAS = new RegExp(
  `(?<!\\p{L})${oneOf(
    'has|have|had|with|got|his|her|my|their|has got|diagnosed|for|of|hat|habe|hab|hatte|mit|wegen|seine[rn]?',
    'ihre[rn]?|a|ai|avec|son|sa',
    "tiene|tengo|con|por|ha|ho|tem|tenho|com|heeft|heb|had|met|ma|mam|miał[ao]?|z|atteint d[e’']|positive?|is|jest|na",
    'since|seit',
  )}(?:\\s(?:an?|bad|mild|severe|eine?n?|une?|un[ao]?|uma|een|la|l[ae]s?|el)){0,2}\\s$`,
  'iu',
);
/** Those that are no other words in small letters, and the verb that must then be before them. */
const SMALL = /^(?:ms|adhd|ptsd|ocd|copd|hiv|tdah|adhs|ptss|vih|pcos|ibs)$/i;
const HAS_IT = /(?<!\p{L})(?:has|got|hat|hab|tiene|ha|tem|heeft|heb|ma)\s(?:an? )?$/iu;
/** What is said of one person: the person is so, or has it. */
const SAID_OF_ONE =
  oneOf(
    "is|was|am|i['’]m|he['’]s|she['’]s|has|had|have|got|having|been|went|ist|war|bin|hat|hatte|habe|hab|bekam",
    'bekommen|wird',
    "est|était|suis|a eu|a|ai|j['’]ai|a fait|es|era|soy|está|estoy|tiene|tengo|tuvo|è|sono|ha|ho|ha avuto|é|sou|tem",
    'teve|ficou',
    'is|ben|heeft|heb|kreeg|werd|jest|był[ao]?|jestem|ma|mam|miał[ao]?|przeszedł|przeszła',
  ) +
  `(?:\\s${oneOf('an?|ein(?:e|en)?|une?|un[ao]?|uma?|een|now|still|really|schon|seit|also|completely|fast|la|il|o|almost')}){0,2}`;

/** Behind a word that people also say of things: "blind to it", "deaf ears of", "flu rules". */
const NO_THING = '(?!\\s(?:to|spots?|of|auf|für|à|test\\p{L}{0,4}|copy|trust|rules)(?!\\p{L}))';
const hasLetters: Check = (value, line, at, surface) => {
  const before = line.slice(Math.max(0, at - 32), at);
  if (value !== value.toUpperCase()) return SMALL.test(value) && HAS_IT.test(before);
  return ofPerson(value, line, at, surface) && HAS.test(before);
};
/** Conditions that never apply to a thing. All others need a person who has them. */
const CLINICAL = new RegExp(
  `^${oneOf('hiv|ptsd|adhd|suicid|schizophreni|chemotherap|mastectomy|hysterectomy|miscarriage|methadone|hepatitis', 'leuk|lymphoma|brustkrebs|fehlgeburt|angststörung|essstörung|s[ée]ropositi|sieropositiv|miskraam', 'poronieni|esclerosis|sclerosi|multiple sclerosis|anorexi|bulimi|epilep|fibromyalgia|endometriosis')}`,
  'iu',
);
const isCondition: Check = (value, line, at, surface) =>
  !/\bgreat\s$/i.test(line.slice(Math.max(0, at - 7), at)) &&
  (CLINICAL.test(value) ||
    ofPersonOrCare(value, line, at, surface) ||
    /^(?:schwanger|enceinte|embarazad|incinta|grávida|zwanger|pregnant)/iu.test(value));

const isNamePart: Check = (value, line, at) =>
  /^(?:Christian|Jude|Ate[ao]|Roman)$/.test(value) || /^\s\p{Lu}\p{Ll}/u.test(line.slice(at + value.length));
/** A union is not always named with its member: "in der IG Metall", "joined UNISON". */
const isMember: Check = (value, line, at, surface) => ofPerson(value, line, at, surface) || MEMBER.test(line);
const MEMBER = new RegExp(
  `(?<!\\p{L})(?:${oneOf('member|mitglied|membre|miembro|afiliad|iscritt|membro|lid|członk|joined|in der|steward')})\\p{L}{0,12}(?!\\p{L})`,
  'iu',
);
const KNOWN_MEDICINE = new RegExp(`^${MEDICINES}`, 'iu');
const isMedicine: Check = (value, line, at, surface) =>
  KNOWN_MEDICINE.test(value) || ofPersonOrCare(value, line, at, surface);
/** Batteries have it as well. */
const LITHIUM = `(?<=(?<!\\p{L})${oneOf(
  'takes?|taking|took|on|nimmt|nehme|sous|prend|toma|prende|slikt|bierze',
)}\\s(?:\\p{L}{2,10}\\s)?)(?:lithium|litio|lítio|lit)`;
/** @param least letters that the first word has at least: at shorter words nothing is tried */
const words = (source: string, least = 1): RegExp =>
  new RegExp(`${START}(?=\\p{L}{${least}})(?:${careless(source)})${WORD_END}`, 'giu');

/** A label of a care plan, before the devices that a person uses. */
const AIDS = new RegExp(
  `(?<!\\p{L})${oneOf('mobility|aids?|hilfsmittel|aides? techniques?|ayudas técnicas|ausili|ajudas técnicas|hulpmiddelen|pomoce')}[ \\t]{0,3}:\\s{0,8}$`,
  'iu',
);

export const WORDS_OF_PEOPLE: readonly PeopleWords[] = [
  {
    id: 'health.built',
    type: 'HEALTH',
    words: words(`${BUILT_WORDS}${WHICH}`, 5),
    clinical: true,
    unnamed: ofPersonOrCare,
    hits: [
      'her ⟦tendinitis⟧ is back',
      'Pani Zofia ma ⟦artrozę⟧',
      'er hat seit Mai ⟦Arthrose⟧',
      'mon fils a une ⟦bronchite⟧',
      'Mme Lune (⟦lombalgie chronique⟧) est en arrêt',
      'mi hijo tiene ⟦otitis⟧',
      'zijn moeder heeft ⟦leukemie⟧',
      'after her ⟦mastectomy⟧',
    ],
    misses: [
      'gratis für alle Kollegen, er hat es gesagt',
      'her nostalgia for the office',
      'ses collègues sont pericolosi',
      'an article on bronchitis',
    ],
  },
  {
    id: 'health.compound',
    type: 'HEALTH',
    words: words(`${COMPOUNDS}${WHICH}`, 3),
    clinical: true,
    unnamed: ofPersonOrCare,
    hits: [
      'Frau Ehlert hat einen ⟦Oberschenkelhalsbruch⟧',
      'mijn vader heeft ⟦darmkanker⟧',
      'Er hat eine ⟦Lese-Rechtschreib-Störung⟧',
      'reden volgens de bedrijfsarts ⟦overspannenheid⟧',
    ],
    misses: [
      'er hat einen Rohrbruch gemeldet',
      'sie hat eine Netzstörung',
      'Beratung gegen Darmkrebs',
      'hij heeft een doorbraak',
    ],
  },
  {
    id: 'health.injury',
    type: 'HEALTH',
    words: words(INJURIES),
    unnamed: ofPersonOrCare,
    hits: [
      'he is off with a ⟦broken ankle⟧',
      "l'assicurato è caduto, con ⟦frattura del femore⟧",
      'elle a une ⟦entorse de la cheville⟧',
      'mój brat ma ⟦złamanie nogi⟧',
    ],
    misses: ['she saw a fracture in the dike', 'the broken armrest of her chair', 'a fracture of the rock'],
  },
  {
    id: 'health.said',
    type: 'HEALTH',
    words: words(`${SAID_ILLNESSES}${WHICH}`),
    unnamed: ofPersonOrCare,
    hits: [
      'she is ⟦expecting twins⟧',
      'my son is ⟦dyslexic⟧',
      'he had ⟦kidney failure⟧',
      'Kollegin ist ⟦gehörlos⟧',
      'ich hab ⟦grippe⟧',
      'the passenger complained of ⟦whiplash⟧',
    ],
    misses: [
      'a talk about tinnitus',
      'we are expecting a delivery',
      'the engine has heart rate sensors',
      'the kidney beans she had',
    ],
  },
  {
    id: 'health.romance',
    type: 'HEALTH',
    words: words(`${SAID_ROMANCE}${WHICH}`),
    unnamed: ofPersonOrCare,
    hits: [
      "son ⟦eczéma sévère⟧ n'est pas couvert",
      'acude por ⟦cólico nefrítico⟧, paciente estable',
      'mio figlio ha la ⟦polmonite⟧',
      'a minha irmã tem ⟦doença celíaca⟧',
    ],
    misses: [
      'brochure sur la sciatique',
      'su enfermedad favorita',
      'ha la malattia del gioco',
      'uma doença de tipo novo',
    ],
  },
  {
    id: 'health.dutch-polish',
    type: 'HEALTH',
    words: words(`${SAID_DUTCH_POLISH}${WHICH}`),
    unnamed: ofPersonOrCare,
    hits: [
      'mijn zus is ⟦in verwachting⟧',
      'chłopiec ma ⟦dysleksję⟧',
      'Rozpoznanie: ⟦rak trzustki⟧',
      'ona jest ⟦w ciąży⟧',
    ],
    misses: ['w ciągu dnia ona dzwoni', 'brochure over eczeem', 'mijn verwachting is hoog'],
  },
  {
    id: 'health.letters',
    type: 'HEALTH',
    words: new RegExp(`${START}${ILLNESS_LETTERS}${WORD_END}`, 'giu'),
    unnamed: hasLetters,
    // A form of address: "Dear Ms. Larkmeadow".
    except: (value) => value === 'Ms',
    hits: [
      'my father has ⟦COPD⟧',
      'mein Sohn hat ⟦ADHS⟧',
      'ma fille a un ⟦TDAH⟧',
      'she was diagnosed with ⟦MS⟧',
      'hij heeft ⟦PTSS⟧',
      'u know gareth has ⟦ms⟧ right',
    ],
    misses: [
      'the page took her 200 MS',
      'he has an SMS',
      'my file is in MS Word',
      'support for MS',
      'she is Ms. Larkmeadow',
    ],
  },
  {
    id: 'health.of-things',
    type: 'HEALTH',
    words: new RegExp(`(?<=(?<![\\p{L}])${SAID_OF_ONE}\\s)${ILLNESSES_OF_THINGS}${WORD_END}(?!-)${NO_THING}`, 'giu'),
    unnamed: ofPerson,
    hits: [
      'my father had a ⟦stroke⟧ in May',
      'she is ⟦deaf⟧, so write',
      'mein Bruder ist ⟦blind⟧',
      'mia nonna è ⟦sorda⟧',
      'hij heeft ⟦griep⟧',
      'moja siostra jest ⟦głucha⟧',
    ],
    misses: ['she is blind to it', 'the key stroke is slow', 'the new wall is deaf', 'der Blindtext ist ihr egal'],
  },
  {
    id: 'health.known',
    type: 'HEALTH',
    words: words(`(?:${CONDITIONS})${WHICH}`),
    unnamed: isCondition,
    hits: [
      'Krankmeldung wegen einer ⟦Depression⟧ bis Freitag',
      'Patient reports ⟦suicidal ideation⟧; started a drug',
      'she is ⟦pregnant⟧',
      'elle souffre d’⟦épilepsie⟧',
      'mi compañera tiene ⟦cáncer⟧',
      'mon collègue a un ⟦cancer du foie⟧',
      'on ma ⟦cukrzycę⟧',
      'a minha mãe tem ⟦enxaqueca com aura⟧',
      'Jannik Maurer: ⟦Bandscheibenvorfall⟧, drei Wochen',
    ],
    misses: [
      'the Great Depression of the thirties',
      'cancer research fund',
      'a tumour board',
      'staff with asthma should tell the first-aider',
      'our app for diabetes management',
      'staff with asthma should tell the first-aider',
      'our app for diabetes management',
    ],
  },
  {
    id: 'health.device',
    type: 'HEALTH',
    words: words(DEVICES, 3),
    unnamed: (value, line, at, surface) =>
      ofPerson(value, line, at, surface) || AIDS.test(line.slice(Math.max(0, at - 40), at)),
    // A building has ramps for wheelchairs, whatever person is named beside it.
    except: (value, line, at) =>
      /^[ -](?:access|accessible|ramps?|users?|friendly|space|lift)/i.test(line.slice(at + value.length)),
    hits: [
      'Ezra will keep one ⟦EpiPen⟧ in the office, his mother says',
      'her son has an ⟦insulin pump⟧',
      'sie braucht einen ⟦Rollstuhl⟧',
      'ma fille a un ⟦appareil auditif⟧',
      'mi madre usa ⟦silla de ruedas⟧',
      'zijn zoon heeft een ⟦insulinepomp⟧',
      'moja córka ma ⟦aparat słuchowy⟧',
    ],
    misses: ['the hall has wheelchair access for her', 'order ten wheelchairs', 'the spacer of the form'],
  },
  {
    id: 'health.medicine',
    type: 'HEALTH',
    words: words(
      `(?:${MEDICINES}|${LITHIUM}|${MEDICINE_GROUPS})(?: (?:for|gegen|contre|para|contra|per|voor|na) (?:${CONDITIONS}|${ILLNESS_LETTERS}))?`,
      3,
    ),
    unnamed: isMedicine,
    hits: [
      'she takes ⟦lithium⟧, so no nights',
      'er nimmt ⟦Sertralin⟧',
      'elle est sous ⟦méthotrexate⟧',
      'he still takes ⟦methylphenidate for ADHD⟧',
      'mi madre toma ⟦antidepresivos⟧',
      'sein Vater spritzt ⟦Insulin⟧',
      'mi madre toma ⟦antidepresivos⟧',
      'sein Vater spritzt ⟦Insulin⟧',
      'Ottoline Greer is on ⟦bisoprolol⟧',
    ],
    misses: [
      'lithium batteries ship by road',
      'a lithium mine',
      'the battery has lithium',
      'a study of antidepressants',
      'a study of antidepressants',
      'insulin prices went up',
    ],
  },
  {
    id: 'belief',
    type: 'NRP',
    words: words(BELIEFS),
    unnamed: ofPerson,
    except: isNamePart,
    hits: [
      'my colleague is ⟦muslim⟧',
      'sie ist ⟦katholisch⟧',
      'il est ⟦juif⟧',
      'he was raised ⟦Mormon⟧',
      'Herr Ida ist ⟦Zeuge Jehovas⟧, deshalb',
      'a colaboradora é ⟦adventista do sétimo dia⟧',
      'zijn vrouw is ⟦gereformeerd⟧',
      'klient jest ⟦grekokatolikiem⟧',
      'È ⟦testimone di Geova⟧, mio zio',
      'Imran Sadiq is ⟦muslim⟧',
      'Cliente Benedita Rolim, ⟦adventista⟧',
    ],
    misses: [
      'the catholic church of the town',
      'Orthodox methods of testing',
      'catholic school is near',
      'orthodox methods',
    ],
  },
  {
    id: 'union',
    type: 'NRP',
    words: words(UNIONS),
    unnamed: isMember,
    hits: [
      'He is a member of ⟦ver.di⟧',
      'ich bin Mitglied der ⟦IG Metall⟧',
      'elle est à la ⟦CFDT⟧',
      'she joined ⟦UNISON⟧',
      'Marguerite Osei has joined ⟦Unison⟧',
    ],
    misses: ['the union of two sets', 'a works council meets', 'the works council meets'],
  },
];
