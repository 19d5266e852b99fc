import { ofPerson } from './of-person.ts';
import { oneOf, type Rule, rule } from './rule.ts';
import { OBSERVANCES, PARTIES, PEOPLES, STEMS } from './special-class-words.ts';

/**
 * The special categories of Article 9 GDPR: origin, belief, party, union, health, sexual orientation. They are masked when a text
 * applies them to a person. Words that also apply to things count only beside a word for a person.
 */
type Check = NonNullable<Rule['valid']>;

const TALK = ['prose', 'ui'] as const;
const WORD_END = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}.-])';

/** Uses of a people's name that are no person: a language, a way to cook, a kind of text. */
const THINGS = new RegExp(
  `^\\s${oneOf('languages?|keyboard|translations?|version|subtitles?|locale|text|words?|layout|course|lessons?|grammar', 'food|restaurant|cuisine|dictionary|spelling|letters?|characters?|market|\\(|coffee|beer|wine|bread', 'pounds?|dollars?|yen|speaking|breakfast|kitchen|history|week|friday|screen|box|list|and white|door|hole', 'toast|fries|press|dressing|wall')}`,
  'i',
);
const LANGUAGE = /\b(?:in|into|to|from|speaks?|speak|learn|learning|write|writes|translate[sd]?|the)\s$/i;
const LANGUAGES = new RegExp(
  `^${oneOf('chinese|czech|danish|dutch|english|finnish|french|german|greek|hungarian|italian|japanese|korean', 'norwegian|polish|portuguese|russian|spanish|swedish|thai|turkish|vietnamese|welsh')}$`,
  'i',
);
/** "They are Korean", "half Danish": the person may be named far away, or be "I". */
const SAID = /\b(?:am|i['’]m|is|are|was|were|born|half|part|originally|being)\s(?:an?\s|originally\s|half[- ])?$/i;
/** Words for one person who is not the speaker: "we support Korean" is about no Korean. */
const THIRD = new RegExp(
  `\\b${oneOf('he|she|her|his|him|colleague|patient|employee|boss|wife|husband|mother|father|neighbou?r|nurse|friend', 'girl|boy|woman|man|people|citizen|national|passport|immigrant|descent|origin')}\\b`,
  'i',
);
const isPeople: Check = (value, line, at) => {
  const after = line.slice(at + value.length, at + value.length + 20);
  if (THINGS.test(after)) return false;
  if (/^\s(?:citizen|national|passport)/i.test(after)) return true;
  const before = line.slice(Math.max(0, at - 80), at);
  if (
    !SAID.test(before) &&
    !THIRD.test(
      `${before.slice(before.lastIndexOf('. ') + 1)} ${line.slice(at + value.length, at + value.length + 60)}`,
    )
  )
    return false;
  if (/^(?:black|english|polish|roma)$/i.test(value))
    return /\b(?:is|are|am|'m|'s|as|being)\s(?:a\s)?$/i.test(line.slice(0, at));
  const isLanguage = LANGUAGES.test(value) && LANGUAGE.test(line.slice(Math.max(0, at - 14), at));
  return !isLanguage || /^\s\p{Ll}{3,40}/u.test(after);
};

/** Peoples in the other languages, where they describe a person: "ist Marokkaner", "elle est portugaise". */
const SAID_TO_BE = `${oneOf('ist|sind|bin|war|est|suis|sont|était|es|soy|son|era|è|sono|é|sou|são|is|ben|zijn|jest|jestem|als|comme', 'como|jako|citoyen(?:ne)?|ressortissante?|cittadin[oa]|ciudadan[oa]|cidadão|cidadã|obywatel(?:ka)?', 'nationalité|nacionalidad|nazionalità|nacionalidade|nationaliteit|narodowości|obywatelstwo', 'staatsangehörigkeit|d.origine|de origen|di origine|de origem|van')}\\s${oneOf('(?:ein|eine|un|une|una|uma|een|von|d.origine|de origen|di origine|de origem|gebürtiger?|z pochodzenia)\\s')}?`;
/** What people do who keep the rules of a faith. */
const OBSERVES = oneOf(
  'eats?|wears?|wearing|keeps?|keeping|observes?|fasting for|isst|trägt|fastet im|mange|porte|fait le|respecte le',
  'come|lleva|hace el',
  'mangia|porta|fa il|usa|faz o|eet|draagt|houdt|je|nosi|obchodzi|only',
);
/** Before the name of a union. */
const BELONGS = oneOf(
  '(?:afiliad|sindicalizad)[oa] (?:al?|en|n[oa]|à)(?: la)?|delegad[oa] (?:sindical )?(?:de|d[oa]|del)',
  'délégu[ée]e?s?(?: syndicale?)?(?: de la| du)?',
  'iscritt[oa] (?:all?a|al|alla)|tessera(?: della)?|należy do',
  '(?:union|shop) (?:rep|steward) (?:for|of|is from|from)(?: the)?',
  'Vertrauens(?:mann|frau|person) der|Gewerkschaftsmitglied(?: bei)?(?: der)?|vakbondslid van|kaderlid (?:van|bij)',
  'członk(?:iem|inią)(?: NSZZ)?',
);
const WITH_MEASURES = new RegExp(
  `^${oneOf('contain|within|between|again|online|engine|machine|above|combine|define|outline|rate|water|maximum', 'minimum|protein')}\\s`,
  'i',
);

const NOTHING_KNOWN = new RegExp(
  `^${oneOf('none|unknown|pending|required|this|that|what|how|when|where|from|with|keine|tool|error|output|result', 'information|performance|poor|slow|bugs?|lack|delays?')}\\b`,
  'i',
);

export const SPECIAL_CLASSES: readonly Rule[] = [
  rule({
    id: 'class.people',
    type: 'NRP',
    value: `${START}(?:${PEOPLES})`,
    after: `s?${WORD_END}`,
    flags: 'iu',
    on: ['prose'],
    valid: isPeople,
    hits: [
      'she is ⟦moroccan⟧, her flat is in Aarhus',
      'The ⟦Portuguese⟧ customs office stopped her',
      'the ⟦Korean⟧ colleague from payroll called',
      "I'm ⟦Lebanese⟧ by birth",
      'and holds ⟦Polish⟧ citizenship',
    ],
    misses: [
      'the Italian restaurant is closed',
      'we support Korean input',
      'she speaks French',
      'switch to the German keyboard',
      'he wrote it in English',
    ],
  }),
  rule({
    id: 'class.people-abroad',
    type: 'NRP',
    before: `${START}${SAID_TO_BE}`,
    value: `(?:${STEMS})\\p{L}{0,10}`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    hits: [
      'Er ist ⟦Marokkaner⟧ und wohnt hier',
      'elle est ⟦portugaise⟧',
      'mi jefe es ⟦colombiano⟧',
      'lei è ⟦rumena⟧',
      'zij is ⟦Turkse⟧',
      'ona jest ⟦Ukrainką⟧',
      'cittadina ⟦moldava⟧',
      'de nationalité ⟦belge⟧',
    ],
    misses: [
      'das ist richtig',
      'est une page',
      'das ist spannend',
      'het is rustig',
      'the connection is pooled',
      'es ist romantisch',
      'this is letting me down',
    ],
  }),
  rule({
    id: 'class.nationality',
    type: 'NRP',
    before: `\\b${oneOf('nationality|citizenship|ethnicity|ethnic origin|staatsangehörigkeit|nationalität|staatsbürgerschaft', 'nationalité|nacionalidad|cittadinanza|nazionalità|nacionalidade|nationaliteit|narodowość|obywatelstwo', 'religion|faith|denomination|konfession|religionszugehörigkeit|religión|religione|religião|religie', 'wyznanie')}\\s?(?:[:=–-]|is|ist|est|es|è|é|jest|\\t)\\s{0,3}`,
    value: "\\p{L}[\\p{L}.'’-]{2,24}(?: \\p{L}[\\p{L}-]{2,20})?",
    flags: 'iu',
    on: TALK,
    valid: (value) =>
      !/^(?:not|required|optional|unknown|select|please|none|keine|the|a|important|personal|private)\b/i.test(value),
    hits: [
      'Nationality: ⟦Danish⟧',
      'Konfession: ⟦evangelisch⟧',
      'Nacionalidad: ⟦colombiana⟧',
      'Obywatelstwo: ⟦polskie⟧',
    ],
    misses: ['Nationality: required', 'the nationality of ships'],
  }),
  rule({
    id: 'class.observance',
    type: 'NRP',
    before: `(?<![\\p{L}])${OBSERVES}\\s(?:\\p{L}{1,5}\\s){0,2}`,
    value: OBSERVANCES,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    valid: ofPerson,
    hits: ['he only eats ⟦halal⟧', 'sie trägt ein ⟦Kopftuch⟧', 'elle mange ⟦casher⟧', 'she is fasting for ⟦Ramadan⟧'],
    misses: ['the halal shop opens at 9', 'kosher salt for her soup', 'she sells kopftuch'],
  }),
  rule({
    id: 'class.disability',
    type: 'HEALTH',
    before: `(?<![\\p{L}])${oneOf(
      "Grad der Behinderung|GdB|taux d[’']incapacité|grado (?:de|di) (?:discapacidad|invalidità)|invalidità civile",
      'grau de incapacidade|stopień niepełnosprawności|degree of disability|mate van arbeidsongeschiktheid',
    )}\\s?(?::|von|del?|di|al|of|is)?\\s?`,
    value: '\\d{2,3}(?: ?%)?',
    after: '(?![\\d.,]\\d)',
    flags: 'iu',
    on: TALK,
    hits: [
      'Grad der Behinderung ⟦50⟧ liegt vor',
      'GdB: ⟦80⟧',
      'invalidità civile al ⟦74%⟧',
      'grado de discapacidad del ⟦33 %⟧',
    ],
    misses: ['Grad der Behinderung ist offen', 'GdB 5', 'Grad 50'],
  }),
  rule({
    id: 'class.absence',
    type: 'HEALTH',
    before: `(?<![\\p{L}])${oneOf(
      '(?:signed off|off sick|off work|on sick leave) (?:for|with)|krank(?:geschrieben|gemeldet) wegen|arrêt(?:ée?)? pour',
      'de baja por|in malattia per|de baixa por|ziekgemeld (?:met|wegens)|(?:L4|zwolnieni\\p{L}{1,2}) z powodu',
    )}\\s(?:an? |une? |una |um |uma |een |eine[rs]? )?`,
    value: '\\p{Ll}[\\p{L}-]{3,24}',
    after: '(?![\\p{L}])',
    flags: 'u',
    on: TALK,
    valid: (value) => !/^(?:none|good|days|weeks|reasons|personal|release|production|until)$/.test(value),
    hits: [
      'signed off for ⟦anxiety⟧, back in January',
      'krankgeschrieben wegen ⟦gürtelrose⟧',
      'está de baja por ⟦ciática⟧',
    ],
    misses: ['signed off for release', 'signed off for good', 'off sick with none', 'the design was signed off'],
  }),
  rule({
    id: 'class.union-member',
    type: 'NRP',
    before: `(?<![\\p{L}])${BELONGS}\\s["'“„«]?`,
    value: '\\p{Lu}[\\p{Lu}\\p{Ll}.]{1,11}(?: \\p{Lu}{2,4}\\.?)?',
    after: '(?![\\p{L}\\p{N}])',
    flags: 'u',
    on: ['prose'],
    hits: [
      'está afiliada a ⟦CSIF⟧ desde mayo',
      'o delegado do ⟦SITAVA⟧ falou',
      'déléguée syndicale ⟦FO⟧',
      'è iscritto alla ⟦FIOM⟧',
      'należy do „⟦Solidarności⟧”',
      'his union rep is from ⟦NASUWT⟧',
    ],
    misses: ['afiliada a la empresa', 'iscritto alla lista', 'należy do zespołu', 'he belongs to IT'],
  }),
  rule({
    id: 'class.party',
    type: 'NRP',
    before: `\\b${oneOf('votes?|voted|voting|wählt|gewählt|wähle|vote pour|votó|votó a|vota|voto|stemt|stemde|głosuje|głosował\\w?', '(?:party )?member of|mitglied der|member for|supports|supporter of|campaigns? for')}\\s(?:for |the |die |für |pour |a |al |o |op |na )?(?:the )?`,
    value: `(?:${PARTIES})`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    hits: ['and he votes ⟦Green⟧', 'sie wählt ⟦SPD⟧', 'she voted for the ⟦Greens⟧', 'Mitglied der ⟦FDP⟧'],
    misses: ['the vote was green on the board', 'voted for option two'],
  }),
  rule({
    id: 'class.icd',
    type: 'HEALTH',
    before: `\\b${oneOf('icd(?:-?1[01])?(?:-?(?:gm|cm))?|diagnos(?:is|e|tic|i|is code)|dx|diagnóstico|diagnosi|rozpoznanie')}\\b[^\\p{L}\\p{N}\\n]{1,4}`,
    value: '[A-TV-Z]\\d{2}(?:\\.\\d{1,3})?[A-Z]?(?:[ ,]{1,2}\\p{L}[\\p{L}-]{2,24}(?: \\p{L}[\\p{L}-]{2,20}){0,3})?',
    flags: 'iu',
    on: TALK,
    hits: ['ICD-10 ⟦F43.1 PTSD⟧', 'Diagnose: ⟦M54.5⟧'],
    misses: ['ICD-10 is a list', 'diagnosis: none yet'],
  }),
  rule({
    id: 'class.diagnosis',
    type: 'HEALTH',
    before: `\\b${oneOf(
      'diagnosed with|diagnosis(?: is| was)?:?|diagnose:|diagnostiqué\\p{L}{0,2} (?:d.un |avec |comme )?',
      'diagnosticad[oa] (?:de|con|com)|allergic to|allergies:|allergien?:|allergique (?:à|aux)|alérgic[oa] a',
      "allergic[oa] (?:a|al)|suffers from|suffering from|leidet (?:an|unter)|erkrankt an|souffre d[e’']",
      'padece(?: de)?|soffre di|sofre de|lijdt aan|cierpi na|prescribed',
      'hx of|h/o|(?:medical )?history of|tested positive for|takes \\d{1,3} ?mg(?: of)?',
      'verschrieben:?',
    )}\\s?(?:a |an |the |einer |einem |une |un |una |uma |een )?`,
    value: '\\p{L}[\\p{L}-]{3,30}(?: (?:and |und |et |y |e )?\\p{Ll}[\\p{L}-]{3,24}){0,2}',
    flags: 'iu',
    on: TALK,
    valid: (value) => !NOTHING_KNOWN.test(value),
    hits: [
      'she was diagnosed with ⟦rosacea⟧',
      'er leidet an ⟦Migräne⟧',
      'allergic to ⟦penicillin⟧',
      'Allergien: ⟦Erdnüsse⟧',
    ],
    misses: ['the build suffers from bugs', 'diagnosis: pending'],
  }),
  rule({
    id: 'class.dose',
    type: 'HEALTH',
    value:
      '(?<![\\p{L}])\\p{L}{3,20}(?:in|ol|am|ine|ate|pril|tan|pam|zol|cil|mab|statin|ide|one|en) \\d{1,4} ?(?:mg|µg|mcg|i\\.?e\\.?)',
    after: '(?![\\p{L}])',
    flags: 'iu',
    on: ['prose'],
    hits: ['started ⟦sertraline 50 mg⟧', 'nimmt ⟦Ramipril 5 mg⟧'],
    misses: ['contain 50 mg', 'a pill of 5 mg'],
    valid: (value) => !WITH_MEASURES.test(value),
  }),
  rule({
    id: 'class.orientation',
    type: 'NRP',
    value: `${START}${oneOf('gay|lesbian|bisexual|homosexual|transgender|transsexual|trans (?:man|woman)|non-?binary|queer|schwul', 'lesbisch|transfrau|transmann|homosexuel(?:le)?|lesbienne|lesbiana|transexual|bisessuale|omosessuale', 'lesbica|homoseksueel|lesbijka|lesbijką|gejem|transpłciow\\w{1,4}|bisexuell|homosexuell|asexuell|nicht-?binär', 'transident|bisexuelle?|pansexuelle?|asexuelle?|non binaire|pansexual|asexual|no binari[oa]|transgénero|transgênero', 'não[- ]bin[aá]ri[oa]|lésbica|biseksueel|aseksueel|non-?binair|transpersoon|biseksualn\\p{L}|homoseksualn\\p{L}|gej', 'niebinarn\\p{L}|transgenere|non binari[oa]|pansessuale')}`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    valid: ofPerson,
    hits: [
      'my boss is ⟦gay⟧',
      'sie ist ⟦lesbisch⟧',
      'he came out as ⟦bisexual⟧',
      'mi primo es ⟦no binario⟧',
      'mój brat jest ⟦gejem⟧',
    ],
    misses: ['a non-binary file', 'homosexual rights in law'],
  }),
];
