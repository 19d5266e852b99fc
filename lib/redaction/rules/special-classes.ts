import { all } from './checks.ts';
import { oneOf, type Rule, rule } from './rule.ts';

/**
 * The special categories of Article 9 GDPR: origin, belief, party, union, health, sexual orientation. They are masked when a text
 * applies them to a person. Words that also apply to things count only beside a word for a person.
 */
type Check = NonNullable<Rule['valid']>;

const TALK = ['prose', 'ui'] as const;
const WORD_END = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}.-])';

/**
 * Words for a person in eight languages; with one of them in the sentence, a word that also applies to things is about a person.
 */
const PERSON = [
  `\\b${oneOf("he|she|her|his|him|hers|they|them|i|i'm|i’m|my|me|we|who|someone|colleague|patient|employee|boss|wife", 'husband|mother|father|son|daughter|driver|nurse|neighbou?r|tenant|teacher|intern|candidate|applicant|manager')}\\b`,
  '\\b(?:er|sie|ihr|ihre|ihm|ihn|ich|mein|meine|kolleg\\w{0,5}|patient\\w{0,4}|mitarbeiter\\w{0,5}|chefin?|frau|mann)\\b',
  '\\b(?:il|elle|lui|je|mon|ma|collègue|patiente?|employée?|salariée?|mari|femme)\\b',
  '\\b(?:él|ella|yo|mi|su|compañer[oa]|paciente|emplead[oa]|jef[ea]|marido|mujer)\\b',
  '\\b(?:lui|lei|io|mio|mia|suo|sua|collega|paziente|dipendente|moglie|marito)\\b',
  '\\b(?:ele|ela|eu|meu|minha|seu|colega|paciente|funcionári[oa])\\b',
  '\\b(?:hij|zij|ze|ik|mijn|haar|zijn|collega|patiënt|medewerker)\\b',
  '\\b(?:ona|mój|moja|jego|jej|kolega|koleżanka|pacjent\\w{0,3}|pracowni\\w{0,4})\\b',
].join('|');
const PERSONS = new RegExp(PERSON, 'iu');
/** The sentence around a value is about a person. */
const ofPerson: Check = (value, line, at) => {
  const before = line.slice(Math.max(0, at - 80), at);
  const after = line.slice(at + value.length, at + value.length + 60);
  const sentence = `${before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('! ')) + 1)} ${after.split(/[.!?;]\s/)[0]}`;
  return PERSONS.test(sentence);
};

/** Peoples in English, by the ends of their words; other words with such ends are left out by `NO_PEOPLE`. */
const PEOPLES = [
  'afghan|albanian|algerian|american|andorran|angolan|argentin(?:e|ian)|armenian|australian|austrian|azeri',
  'azerbaijani|bahraini',
  'bangladeshi|belarusian|belgian|bolivian|bosnian|brazilian|british|bulgarian|burmese|cambodian',
  'cameroonian|canadian|chilean',
  'chinese|colombian|congolese|croatian|cuban|cypriot|czech|danish|dominican|dutch|ecuadorian|egyptian',
  'english|eritrean|estonian',
  'ethiopian|filipin[ao]|finnish|french|georgian|german|ghanaian|greek|guatemalan|guyanese|haitian|honduran',
  'hungarian|icelandic',
  'indian|indonesian|iranian|iraqi|irish|israeli|italian|ivorian|jamaican|japanese|jordanian|kazakh|kenyan',
  'korean|kosovar|kurdish',
  'kuwaiti|laotian|latvian|lebanese|liberian|libyan|lithuanian|macedonian|malaysian|malian|maltese|mexican',
  'moldovan|mongolian',
  'moroccan|mozambican|namibian|nepal(?:ese|i)|nicaraguan|nigerian|norwegian|omani|pakistani|palestinian',
  'panamanian|paraguayan',
  'peruvian|polish|portuguese|puerto rican|qatari|romanian|russian|rwandan|salvadoran|samoan|saudi|scottish',
  'senegalese|serbian',
  'singaporean|slovak|slovenian|somali|south african|spanish|sri lankan|sudanese|swedish|swiss|syrian',
  'taiwanese|tajik|tanzanian',
  'thai|tibetan|tunisian|turkish|turkmen|ugandan|ukrainian|uruguayan|uzbek|venezuelan|vietnamese|welsh',
  'yemeni|zambian|zimbabwean',
  'roma(?:ni)?|sinti|african[- ]american|afro[- ]\\p{L}{4,12}|black|hispanic|latin[oax]|native american',
  'aboriginal|m[aā]ori',
].join('|');
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
const SAID_TO_BE = `${oneOf('ist|sind|bin|war|est|suis|sont|était|es|soy|son|era|è|sono|é|sou|são|is|ben|zijn|jest|jestem|als|comme', 'como|jako|citoyen(?:ne)?|ressortissante?|d.origine|de origen|di origine|de origem|van')}\\s${oneOf('(?:ein|eine|un|une|una|uma|een|von|d.origine|de origen|di origine|de origem|gebürtiger?|z pochodzenia)\\s')}?`;
const STEMS = [
  'deutsch|amerikan|marokk|türk|syr|afghan|iran|irak|poln|pole(?:n|\\b)|russ|ukrain|ital(?:ien|ian)|span',
  'portug|französ|franzos|griech|serb|kroat|bosn|ruman|rumän|ungar|alban|kurd|chines|japan|korean|vietnam',
  'ind(?:er|isch|ien)|nigerian|ghana|somal|eritre|äthiop',
  'maroc|algér|tunis|turc|turqu|syri|afghan|irani|irak|polon|russe|ukrain|itali|espagn|portuga|allemand',
  'grec|grecque|serbe|croate|roumain|albanais|kurde|chinois|japonais|coréen|vietnam|indien|malien|sénégal',
  'ivoirien|camerounais|congolais|belge|suisse|anglais|américain|brésil',
  'marroqu|argelin|tunecin|turc|siri[oa]|afgan|iran|polac|ruso|rusa|ucrani|italian|español|alem[aá]n|grieg',
  'rumano|rumana|albanes|chin[oa]|japon|corean|colomb|venezol|peruan|ecuator|argentin|mexican|cuban',
  'dominican|bolivian|chilen|brasile',
  'marocchin|algerin|tunisin|turc|sirian|polacc|russ[oa]|ucrain|spagnol|portoghes|tedesc|frances|grec|rumen',
  'albanes|cines|giappones|corean|nigerian|senegales|peruvian|brasilian|egizian',
  'marroquin|angolan|moçambican|caboverdian|brasileir|ucranian|chin[eê]s|italian|espanhol|francês|francesa',
  'alemã|polac',
  'marokkaan|turk(?:s|se)?|syri[eë]r|pool(?:s|se)?|rus(?:sisch)?|oekraïen|italiaan|spaan|portugees|duits',
  'frans|surinaams|surinam|chinees|japan',
  'marokań|turk|syryj|niem(?:iec|k)|rosjan|ukrai|włoch|włosz|hiszpan|portugal|francuz|grek|wietnam|chińczyk',
  'chink|białorusin|czech|słowa',
].join('|');

const BELIEFS = [
  'muslims?|catholics?|protestants?|jew(?:s|ish)?|hindus?|buddhists?|sikhs?|atheists?|agnostics?|mormons?',
  'evangelicals?|lutherans?',
  "jehovah['’]?s witness(?:es)?|orthodox (?:christian|jew)|born[- ]again christian|baptists?|methodists?",
  "anglicans?|quakers?|shiites?|sunnis?|bah[aá]['’]?[ií]",
  'muslim(?:a|in|isch\\w{0,2})|katholi(?:k|kin|ken|sch\\w{0,2})|evangelisch\\w{0,2}|jüdin|juden?',
  'jüdisch\\w{0,2}|atheistin|konfessionslos|zeug(?:e|in|en) jehovas',
  'musulmane?s?|catholiques?|protestante?s?|juif|juive|juifs|juives|bouddhistes?|athées?|témoins? de jéhovah',
  'musulm[aá]n(?:a|es|as)?|católic[oa]s?|jud[ií][oa]s?|evangélic[oa]s?|ate[oa]s?|testigos? de jehová',
  'musulman[oi]|cattolic[oahi]{1,2}|ebre[oai]|buddist[aei]|ate[oi]|testimon[ei] di geova',
  'muçulman[oa]s?|judeus?|judia|evangélic[oa]s|testemunhas? de jeová|moslims?|katholiek\\w{0,2}|joods\\w{0,2}',
  'hindoes?|boeddhist\\w{0,2}|gelovig|muzułman\\w{1,4}|katoli(?:k|czka|cki|cka)|żyd(?:em|ówk\\w)?',
  'prawosławn\\w{1,3}|ateist\\w{1,3}',
].join('|');

const UNIONS = [
  'ver\\.?di|ig metall|ig bau|ig bce|gew|unison|gmb|usdaw|unite the union|teamsters|seiu|uaw|afl-cio|cgt',
  'cfdt|cfe-cgc|force ouvrière',
  'ccoo|comisiones obreras|ugt|cgil|cisl|uil|fnv|cnv vakmensen|solidarność|opzz|dgb|ötv|cgtp|ivg|unionen',
  'trade union|labou?r union|works council|gewerkschaft\\w{0,12}|betriebsrat\\w{0,6}|syndicat|sindicato',
  'sindacato|vakbond|związ(?:ek|ku) zawodow\\w{2}',
].join('|');
const PARTIES = [
  'green|greens|labour|conservatives?|tory|tories|republicans?|democrats?|lib dems?|libertarian|socialists?',
  'communists?|cdu|csu|spd|afd|fdp|die linke|linke|grüne|grünen|psoe|vox|podemos|partido popular|lega|pd',
  'fratelli d.italia|rn|lfi|les verts|rassemblement national|pvv|vvd|groenlinks|pvda|pis|platform[aęy]',
  'konfederacj[aęi]|trump|biden',
].join('|');

const CONDITIONS = [
  'asthme|asmátic[oa]|asma|astm[aęyą]|astmatycz\\p{L}{2}|artrose',
  'artros[ei]s?|artretyzm\\p{L}{0,2}|reuma(?:tism[eo])?|artrit[ei]',
  'anorexie|anoressia|anorexia|anoreksj[aęi]|boulimie|bulimia|bulimie|bulimi[aęi]|burn-?out|épuisement professionnel',
  'épilepti(?:que|c)|epiléptic[oa]|epilettic[oa]|epilepsja|padaczk[aęi]',
  'allergie sévère|hépatite|hepatitis|epatite|hepatite|żółtaczk[aęi]',
  'alcoholism[eo]|alcoolisme|alcolismo|alkoholizm\\p{L}{0,3}',
  'toxicoman[oiae]\\p{L}{0,3}|tossicodipenden\\p{L}{2,3}|verslaafd|verslaving',
  'trouble bipolaire|trastorno bipolar|disturbo bipolare|transtorno bipolar|bipolaire stoornis|choroba dwubiegunowa',
  'crises? de panique|ataques? de pánico|attacch?[io] di panico',
  'ataques? de pânico|paniekaanval(?:len)?|nerwic[aęy]|stany lękowe',
  'handicapée?|discapacidad|invalidez|disabilità|deficiência',
  'schwerbehindert\\p{L}{0,2}|arbeidsongeschikt|niepełnosprawn\\p{L}{1,4}',
  'hiv(?:[ -]positive)?|aids|cancer|leuk(?:a)?emia|lymphoma|tumou?rs?|diabet(?:es|ic)|epilep(?:sy|tic)',
  "asthma(?:tic)?|hepatitis(?: [abc])?|dementia|alzheimer(?:['’]s)?|parkinson(?:['’]s)?|multiple sclerosis",
  "crohn['’]?s|lupus|endometriosis|psoriasis|arthritis|fibromyalgia",
  'ptsd|adhd|autis(?:m|tic)|bipolar(?: disorder)?|schizophreni[ac]|borderline personality|anxiety disorder',
  'panic attacks?|eating disorder|anorexi[ac]|bulimi[ac]|suicid(?:al(?: ideation| thoughts)?|e attempt)',
  'self[- ]harm|alcoholi(?:c|sm)|addiction|rehab|burn-?out',
  'pregnan(?:t|cy)|miscarriage|abortion|ivf|chemotherapy|chemo|dialysis|mastectomy|hysterectomy',
  'psychotherapy|antidepressants?|insulin|methadone|atrial fibrillation|hypertension|high blood pressure',
  'heart attack',
  'heart failure|stroke|copd|migraines?|thyroid disease|kidney (?:disease|failure)|ulcerative colitis',
  'an(?:a)?emia|sepsis',
  'type [12] diabetes|(?:lower )?back pain|slipped disc|pneumonia|concussion|kidney stones?|appendicitis',
  'shingles|sciatica|vertigo|gout',
  'c(?:o)?eliac(?: disease)?|celíac[oa]|celiac[oa]|c(?:œ|oe)liaque|zöliakie|nadciśnieni\\p{L}{1,3}',
  'cukrzyc\\p{L}{1,2}',
  'bipolaire|bipolare|bipolär|vorhofflimmern|bluthochdruck|herzinsuffizienz|migräne|burn-?out',
  'hypertension artérielle|migraines?',
  'insuffisance cardiaque|hipertensión|migrañas?|insuficiencia renal|ipertensione|emicrania|hipertensão',
  'enxaqueca|hoge bloeddruk',
  'migraine|nadciśnieni[ea]|migren[aęy]|cirrhos(?:is|e)|zirrhose|parkinson\\p{L}{0,4}|multiple\\p{L}? sklerose',
  'depression(?:en)?|depressed|depressive episode|diabetiker(?:in)?|krebs\\w{0,12}|brustkrebs|schlaganfall',
  'herzinfarkt|schwanger\\w{0,12}|fehlgeburt|suizid\\w{0,10}|essstörung\\w{0,3}|angststörung\\w{0,3}|epilepsie',
  'rheuma|bandscheibenvorfall|chemotherapie|alkoholsucht|suchtkrank\\w{0,3}|magersucht|psychose|demenz',
  'dépression|dépressi(?:f|ve)|cancer du \\w{3,10}|diabète|diabétique|épilepsie|enceinte|fausse couche',
  'grossesse|séropositi(?:f|ve)|vih|schizophrénie|toxicomanie|chimiothérapie|sclérose en plaques|infarctus',
  'avc',
  'depresión|depresi[óo]n|cáncer(?: de \\w{3,10})?|epilepsia|embarazad[ao]|embarazo|aborto|esquizofrenia',
  'ansiedad|quimioterapia|esclerosis múltiple|infarto|alcoholismo|depressione|cancro|tumore|diabete',
  'diab[eé]tic[oa]s?|incinta|gravidanza|aborto spontaneo|ansia|chemioterapia|sclerosi multipla|ictus',
  'sieropositiv[oa]',
  'depressão|cancro da \\w{3,10}|câncer(?: de \\w{3,10})?|grávida|gravidez|esquizofrenia|quimioterapia',
  'esclerose múltipla|depressie|kanker|borstkanker|suikerziekte|zwanger\\w{0,6}|miskraam|angststoornis',
  'chemokuur|hersenbloeding|depresj[aęi]|rak(?:a|iem)? (?:piersi|płuc)|nowotw[óo]r\\w{0,3}|cukrzyc[aęy]',
  'padaczk[aęi]|ciąż[aęy]|poronieni[ea]|schizofreni[aęi]|chemioterapi[aęi]|zawał\\w{0,2}|udar\\w{0,2}',
].join('|');
/** Parts of the body behind the name of a condition. */
const ORGANS = [
  'poumons?|foie|sein|prostate|peau|col|côlon|colon|rein|reins|pancréas|sang|estomac|ovaire|cerveau|gorge|os',
  'pulm[óo]n|pulmones|h[íi]gado|mama|pr[óo]stata|piel|colon|riñ[óo]n|sangre|est[óo]mago|ovario|cerebro|garganta',
  'polmon[ei]|fegato|seno|mammella|pelle|rene|reni|sangue|stomaco|ovaio|cervello|gola',
  'pulmão|fígado|pele|cólon|rim|estômago|ovário|cérebro|long|lever',
  'borst|huid|darm|nier|maag|leber|lunge|haut|brust|schilddrüse',
].join('|');
/** Conditions that never apply to a thing. All others need a person who has them. */
const CLINICAL = new RegExp(
  `^${oneOf('hiv|ptsd|adhd|suicid|schizophreni|chemotherap|mastectomy|hysterectomy|miscarriage|methadone|hepatitis', 'leuk|lymphoma|brustkrebs|fehlgeburt|angststörung|essstörung|s[ée]ropositi|sieropositiv|miskraam', 'poronieni|esclerosis|sclerosi|multiple sclerosis|anorexi|bulimi|epilep|fibromyalgia|endometriosis')}`,
  'iu',
);
const CARE = new RegExp(
  `\\b${oneOf('patient|diagnos|suffer|sick|ill\\b|leave|therap|clinic|hospital|doctor|medical|treat|symptom|history of', 'krank|arzt|wegen|leidet|diagnostiqu|souffre|malad|arrêt|baja|padece|enferm|malat|soffre|doente|sofre', 'ziek|lijdt|chor|cierpi|zwolnieni|since|after her|after his|has|have|hat|haben|hatte|had|avoir|tiene|tem', 'ma|heeft|with|mit|positive|lekarz|szpital|médecin|hôpital|médico|ospedale|ziekenhuis|huisarts|note says')}\\w{0,12}`,
  'iu',
);
const isCondition: Check = (value, line, at, surface) =>
  !/\bgreat\s$/i.test(line.slice(Math.max(0, at - 7), at)) &&
  !/^\s(?:women|people|persons|patients|frauen|femmes|mujeres|donne|research|awareness|charity|fund|ward|prevention)\b/i.test(
    line.slice(at + value.length),
  ) &&
  (CLINICAL.test(value) ||
    ofPerson(value, line, at, surface) ||
    CARE.test(line.slice(Math.max(0, at - 50), at)) ||
    /^(?:schwanger|enceinte|embarazad|incinta|grávida|zwanger|pregnant)/iu.test(value));

const notName: Check = (value, line, at) =>
  !/^(?:Christian|Jude|Ate[ao]|Roman)$/.test(value) && !/^\s\p{Lu}\p{Ll}/u.test(line.slice(at + value.length));

/** Medicines that reveal the condition of the person who takes them. */
const MEDICINES = oneOf(
  'lithium|sertralin\\p{L}?|fluoxetin\\p{L}?|citalopram|escitalopram|prozac|zoloft|lexapro|quetiapin\\p{L}?',
  'olanzapin\\p{L}?',
  'ritalin|adderall|concerta|xanax|diazepam|valium|m[eé]thotrexate?|metformin\\p{L}?|warfarin\\p{L}?',
  'marcumar|ramipril',
  'tamoxif[eè]n\\p{L}?|naltrexon\\p{L}?|buprenorphin\\p{L}?|viagra|levothyroxin\\p{L}?|l-thyroxin|humira',
  'ozempic|truvada',
);
const TAKES = /\b(?:takes?|taking|took|on|nimmt|nehme|sous|prend|toma|prende|slikt|bierze)\s(?:\p{L}{2,10}\s)?$/iu;

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
    ],
    misses: ['das ist richtig', 'est une page'],
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
    id: 'class.belief',
    type: 'NRP',
    value: `${START}(?:${BELIEFS})`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    valid: all(ofPerson, notName),
    hits: ['my colleague is ⟦muslim⟧', 'sie ist ⟦katholisch⟧', 'il est ⟦juif⟧', 'he was raised ⟦Mormon⟧'],
    misses: ['the catholic church of the town', 'Orthodox methods of testing'],
  }),
  rule({
    id: 'class.union',
    type: 'NRP',
    value: `${START}(?:${UNIONS})`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    valid: (value, line, at, surface) =>
      ofPerson(value, line, at, surface) ||
      /\b(?:member|mitglied|membre|miembro|afiliad|iscritt|membro|lid|członk|joined|in der|steward)\w{0,12}\b/iu.test(
        line,
      ),
    hits: [
      'He is a member of ⟦ver.di⟧',
      'ich bin Mitglied der ⟦IG Metall⟧',
      'elle est à la ⟦CFDT⟧',
      'she joined ⟦UNISON⟧',
    ],
    misses: ['the union of two sets', 'a works council meets'],
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
    id: 'class.health',
    type: 'HEALTH',
    value: `${START}(?:${CONDITIONS})(?: (?:du|de la|de l['’]|des|de|del|della|di|do|da|van de|der) (?:${ORGANS}))?`,
    after: WORD_END,
    flags: 'iu',
    on: TALK,
    valid: isCondition,
    hits: [
      'Krankmeldung wegen einer ⟦Depression⟧ bis Freitag',
      'Patient reports ⟦suicidal ideation⟧; started a drug',
      'she is ⟦pregnant⟧',
      'elle souffre d’⟦épilepsie⟧',
      'mi compañera tiene ⟦cáncer⟧',
      'mon collègue a un ⟦cancer du foie⟧',
      'on ma ⟦cukrzycę⟧',
    ],
    misses: ['the Great Depression of the thirties', 'cancer research fund', 'a tumour board'],
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
    id: 'class.medicine',
    type: 'HEALTH',
    value: `${START}${MEDICINES}`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    hits: ['she takes ⟦lithium⟧, so no nights', 'er nimmt ⟦Sertralin⟧', 'elle est sous ⟦méthotrexate⟧'],
    misses: ['lithium batteries ship by road', 'a lithium mine', 'the battery has lithium'],
    valid: (value, line, at, surface) =>
      !/^lithium/i.test(value) ||
      (TAKES.test(line.slice(Math.max(0, at - 24), at)) && ofPerson(value, line, at, surface)),
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
    value: `${START}${oneOf('gay|lesbian|bisexual|homosexual|transgender|transsexual|trans (?:man|woman)|non-?binary|queer|schwul', 'lesbisch|transfrau|transmann|homosexuel(?:le)?|lesbienne|lesbiana|transexual|bisessuale|omosessuale', 'lesbica|homoseksueel|lesbijka|lesbijką|gejem|transpłciow\\w{1,4}')}`,
    after: WORD_END,
    flags: 'iu',
    on: ['prose'],
    valid: ofPerson,
    hits: ['my boss is ⟦gay⟧', 'sie ist ⟦lesbisch⟧', 'he came out as ⟦bisexual⟧'],
    misses: ['a non-binary file', 'homosexual rights in law'],
  }),
];
