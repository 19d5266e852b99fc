import { oneOf, type Rule } from './rule.ts';

type Check = NonNullable<Rule['valid']>;
const word = (...lists: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${oneOf(...lists)}(?![\\p{L}\\p{N}])`, 'iu');

/** Words for one person, in eight languages. With one of them in a sentence, a word that also applies to things is about a person. */
const PERSONS = word(
  "he|she|her|his|him|hers|they|them|i|i['’]m|i['’]ve|my|me|we|who|someone|colleague|patient|employee|boss|wife",
  'husband|mother',
  'father|mum|mom|dad|son|daughter|brother|sister|uncle|aunt|cousin|nephew|niece',
  'grand(?:ma|pa|mother|father|son|daughter)',
  'driver|nurse|neighbou?r|tenant|teacher|intern|candidate|applicant|manager|insured|claimant|passenger|pupil',
  'student|client',
  'guest|worker|trainee|apprentice|caller|resident|kid|boy|girl|baby|partner|friend|mate|lad|lass|bloke|lady|guy',
  'next of kin',
  'er|sie|ihr|ihre[rmn]?|ihm|ihn|ich|mein(?:e[rmn]?)?|sein(?:e[rmn]?)?|kolleg\\p{L}{0,5}|patient\\p{L}{0,4}',
  'mitarbeiter\\p{L}{0,5}',
  'chefin?|frau|mann|herrn?|schüler(?:in)?|kundin|kunde|versicherte[rn]?|mieter(?:in)?|azubi|kind|sohn|tochter',
  'bruder|schwester',
  'oma|opa|tante|onkel|mutter|vater|mama|papa|freund(?:in)?|nachbar(?:in)?|bewerber(?:in)?|kandidat(?:in)?',
  'klient(?:in)?|bewohner(?:in)?',
  "il|elle|lui|je|j['’]ai|mon|ma|sa|collègue|patiente?|employée?|salariée?|mari|femme|élève|cliente?|assurée?",
  'bénéficiaire|locataire',
  'enfant|fils|fille|frère|sœur|mère|père|oncle|tante|voisine?|candidate?|famille|agente?|monsieur|madame|mme|mlle',
  'stagiaire',
  'él|ella|yo|mi|su|compañer[oa]|paciente|emplead[oa]|jef[ea]|marido|mujer|hij[oa]|herman[oa]|madre|padre|clienta?',
  'alumn[oa]|vecin[oa]',
  'asegurad[oa]|inquilin[oa]|trabajadora?|niñ[oa]|chic[oa]|varón|familia|señora?|don|doña|abuel[oa]|tí[oa]|nieto|nieta',
  'lei|io|mio|mia|suo|sua|collega|paziente|dipendente|moglie|marito|figli[oa]|fratello|sorella|alunn[oa]|vicin[oa]',
  'assicurat[oa]',
  'lavoratore|lavoratrice|bambin[oa]|ragazz[oa]|candidat[oa]|signora?|sig|nonn[oa]|zi[oa]|nipote|mamma|papà|suocer[oa]',
  'ele|ela|eu|meu|minha|seu|colega|funcionári[oa]|filh[oa]|irmão|irmã|mãe|pai|alun[oa]|vizinh[oa]|segurad[oa]',
  'colaboradora?',
  'criança|menin[oa]|senhora?|dona|avó|avô|ti[oa]|net[oa]|sogr[oa]|esposa|esposo|utente',
  'hij|zij|ze|ik|mijn|haar|zijn|patiënte?|medewerk(?:st)?er|klant|leerling|verzekerde|huurder|zoon|dochter|broer',
  'zus|moeder|vader',
  'buurman|buurvrouw|cliënte?|bewoner|inwoner|heer|dhr|mevr|mevrouw|meneer|mw|man|vrouw|kandidaat|vriendin?',
  'ona|mój|moja|mojego|mojej|jego|jej|kolega|koleżanka|kolegi|pacjent\\p{L}{0,3}|pracowni\\p{L}{0,4}',
  'klient(?:ka|a|em)?|uczeń|uczennica',
  'syn|córka|brat|siostra|matka|mama|ojciec|tata|sąsiad(?:ka)?|kandydat(?:ka)?|dziecko|chłopiec|dziewczynka|pani?',
  'żona|mąż|szef(?:owa)?|babcia|dziadek',
  'mr|mrs|miss|mx|mister',
);
/** Words of care, of leave and of notes about one person: who is not named is meant all the same. */
const CARE = word(
  'diagnos\\p{L}{1,10}|suffer\\p{L}{0,4}|sick|ill|sick leave|signed off|therap\\p{L}{1,5}|hospital\\p{L}{0,6}',
  'doctor|medical|treated',
  'symptoms?|history of|since|has|have|had|having|got|positive|declared|complain\\p{L}{1,3}|reports|admitted',
  'note says|off with|off cos of|dob|nhs',
  'krank\\p{L}{0,14}|arzt|wegen|leidet|hat|haben|hatte|habe|hab|bekam|seit|befund|verdacht auf|z\\. ?n\\.',
  'status post|stationär|ärztlich\\p{L}{0,3}',
  'souffr\\p{L}{1,4}|malad\\p{L}{1,3}|arrêt|atteinte?|médecin|hôpital|suivie? pour|fait|séquelles|prise en charge',
  'hospitalisée?|suite à|antécédents?',
  'baja|padec\\p{L}{1,4}|enferm\\p{L}{1,3}|médic[oa]|hospital|ingresad[oa]|refiere|tiene|tenía|sufre|sufrió|tras',
  'antecedentes|operad[oa]',
  'malat\\p{L}{1,3}|soffr\\p{L}{1,3}|medic[oa]|ospedale|ricoverat[oa]|ricovero|affett[oa]|sospett[oa]|certificato',
  'ha avuto|operat[oa]|causa',
  'doente|doença|sofr\\p{L}{1,3}|atestado|internad[oa]|tem|teve|baixa|diagnóstico|portadora?|devido a|por causa d[aeo]',
  'ziek\\p{L}{0,10}|lijdt|huisarts|bedrijfsarts|heeft|had|kreeg|wegens|vanwege|ziekenhuis|opgenomen|medicijnen',
  'herstellende',
  'chor\\p{L}{1,4}|cierpi|zwolnieni\\p{L}|lekarz\\p{L}{0,2}|szpital\\p{L}{0,2}|rozpoznanie|ma|miał[ao]?|l4|leczy',
  'przeszedł|przeszła|przez|po|doznał(?:em|am|a|y)?|uległ(?:em|am|a)?|sustained|erlitten|erlitt|subie?|sufrí',
  'riportato|riporta|sofri|sofreu|opgelopen|liep',
  'with|mit|avec|wegen einer|allergies?|allergien|allergie',
);

/** Text about an illness and not about one person who has it: an app, a leaflet, a campaign, all of the staff. */
const GENERAL_AFTER = new RegExp(
  `^[\\s-]${oneOf(
    'apps?|leaflets?|flyers?|research|management|awareness|charity|fund|wards?|prevention|clinics?|cent(?:re|er)s?',
    'training|courses?',
    'brochures?|posters?|pages?|units?|stud(?:y|ies)|guide(?:line)?s?|regist(?:er|ry)|statistics|drugs?',
    'vaccin\\p{L}{1,6}|association',
    'society|campaigns?|day|month|women|people|persons|patients|screening|board|market|rates?|risks?|cases|sufferers',
    'policy|treatments?',
    'frauen|menschen|forschung|vorsorge|broschüre|beratung|femmes|personnes|mujeres|personas|donne|persone|pessoas',
    'mensen|patiënten|osoby',
  )}(?!\\p{L})`,
  'iu',
);
/** Many people who are not named, as policies and reports speak of them. */
const MANY = oneOf(
  'people|persons|adults|children|those|anyone|everyone|anybody|staff|employees|women|men|patients|users|colleagues',
  'pupils',
  'workers|customers|menschen|personen|mitarbeitende|mitarbeiter(?:innen)?|kinder|frauen|männer|patienten|kunden',
  'personnes',
  'gens|salariés|enfants|femmes|personas|pacientes|empleados|niños|mujeres|persone|pazienti|dipendenti|bambini|donne',
  'pessoas|funcionários|crianças|mulheres|mensen|medewerkers|kinderen|patiënten|vrouwen|osoby|osób|pracownicy',
  'pacjenci|dzieci',
);
const WHO_HAVE = oneOf(
  "(?:living |who live )?with|who (?:have|had|are|suffer from)|mit|die an|avec|atteint(?:e)?s d[e'’]|ayant|con",
  'que (?:tienen|têm)',
  'com|met|z|chorujący na|cierpiący na',
);
const PAPERS = oneOf(
  'leaflets?|apps?|brochures?|information|articles?|books?|posters?|talks?|seminars?|webinars?|courses?|advice',
  'ratgeber|broschüre',
  'vortrag|artikel|infos?|atelier|folleto|artículo|charla|opuscolo|articolo|folheto|artigo|voorlichting|ulotka',
  'artykuł|poradnik',
  'szkolenie|campaign|campagne|kampagne|support group|register|statistik|studie|study',
);
const ABOUT = oneOf(
  'on|about|for|against|über|zu|zum|gegen|sur|pour|sobre|para|contra|su|sul|sulla|per|contro|over|voor|tegen|o',
  'na temat|dla|przeciw',
);
const AVERTED = oneOf(
  "against|risk of|prevent(?:s|ing)?|causes?|gegen|risiko(?: für)?|contre|risque d[e'’]|contra|riesgo de|contro",
  'rischio di',
  'risco de|tegen|risico op|przeciw(?:ko)?|ryzyko',
);
const GENERAL_BEFORE = new RegExp(
  `(?<!\\p{L})(?:${MANY} ${WHO_HAVE}|${PAPERS} ${ABOUT}(?: \\p{L}{2,3})?|${AVERTED})\\s?$`,
  'iu',
);

/** Whether a text speaks of an illness, a faith or a people in general. */
export const isGeneral = (value: string, line: string, at: number): boolean =>
  GENERAL_AFTER.test(line.slice(at + value.length, at + value.length + 24)) ||
  GENERAL_BEFORE.test(line.slice(Math.max(0, at - 48), at));

/** A full stop that ends no sentence: "Mr. Ito", "sig.ra", "z. B.". */
const SHORTENED = new RegExp(
  `(?<!\\p{L})${oneOf('\\p{L}{1,2}|mrs|herr|hrn|sig|sig\\.ra|dott|dott\\.ssa|mme|sra|srta|dhr|mevr|prof|dra|nr|tel|geb|ur|ing|fam|st')}\\.$`,
  'iu',
);
const END = /[.!?;]\s/g;

/** The sentence of a line in which the value stands: its offsets. */
export function sentenceAround(line: string, at: number, end: number): { start: number; end: number } {
  let start = Math.max(0, at - 160);
  let to = Math.min(line.length, end + 100);
  END.lastIndex = start;
  for (let stop = END.exec(line); stop !== null && stop.index < to; stop = END.exec(line)) {
    if (SHORTENED.test(line.slice(Math.max(0, stop.index - 10), stop.index + 1))) continue;
    if (stop.index >= end) to = stop.index;
    else if (stop.index < at) start = stop.index + 1;
  }
  return { start, end: to };
}

const aroundOf = (value: string, line: string, at: number): string => {
  const { start, end } = sentenceAround(line, at, at + value.length);
  return `${line.slice(start, at)} ${line.slice(at + value.length, end)}`;
};

/** The sentence around a value is about a person. */
export const ofPerson: Check = (value, line, at) => PERSONS.test(aroundOf(value, line, at));

/** The same, or the sentence is about care, leave or a finding. */
export const ofPersonOrCare: Check = (value, line, at) => {
  const around = aroundOf(value, line, at);
  return PERSONS.test(around) || CARE.test(around);
};
