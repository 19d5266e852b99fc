import { oneOf } from './rule.ts';

// Words of the special categories of Article 9 GDPR, as parts of expressions. `special-classes.ts` judges what they are about.

/** Peoples in English, by the ends of their words; other words with such ends are left out by `NO_PEOPLE`. */
export const PEOPLES = [
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

/** Peoples in the other languages, by the beginnings of their words. */
export const STEMS = [
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

/** Members of a religion, or of none. */
export const BELIEFS = [
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

/** Trade unions, and words for one. */
export const UNIONS = [
  'ver\\.?di|ig metall|ig bau|ig bce|gew|unison|gmb|usdaw|unite the union|teamsters|seiu|uaw|afl-cio|cgt',
  'cfdt|cfe-cgc|force ouvrière',
  'ccoo|comisiones obreras|ugt|cgil|cisl|uil|fnv|cnv vakmensen|solidarność|opzz|dgb|ötv|cgtp|ivg|unionen',
  'trade union|labou?r union|works council|gewerkschaft\\w{0,12}|betriebsrat\\w{0,6}|syndicat|sindicato',
  'sindacato|vakbond|związ(?:ek|ku) zawodow\\w{2}',
].join('|');

/** Political parties and their members. */
export const PARTIES = [
  'green|greens|labour|conservatives?|tory|tories|republicans?|democrats?|lib dems?|libertarian|socialists?',
  'communists?|cdu|csu|spd|afd|fdp|die linke|linke|grüne|grünen|psoe|vox|podemos|partido popular|lega|pd',
  'fratelli d.italia|rn|lfi|les verts|rassemblement national|pvv|vvd|groenlinks|pvda|pis|platform[aęy]',
  'konfederacj[aęi]|trump|biden',
].join('|');

/** Illnesses, disabilities and what is done about them. */
export const CONDITIONS = [
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
export const ORGANS = [
  'poumons?|foie|sein|prostate|peau|col|côlon|colon|rein|reins|pancréas|sang|estomac|ovaire|cerveau|gorge|os',
  'pulm[óo]n|pulmones|h[íi]gado|mama|pr[óo]stata|piel|colon|riñ[óo]n|sangre|est[óo]mago|ovario|cerebro|garganta',
  'polmon[ei]|fegato|seno|mammella|pelle|rene|reni|sangue|stomaco|ovaio|cervello|gola',
  'pulmão|fígado|pele|cólon|rim|estômago|ovário|cérebro|long|lever',
  'borst|huid|darm|nier|maag|leber|lunge|haut|brust|schilddrüse',
].join('|');

/** Medicines that reveal the condition of the person who takes them. */
export const MEDICINES = oneOf(
  'lithium|sertralin\\p{L}?|fluoxetin\\p{L}?|citalopram|escitalopram|prozac|zoloft|lexapro|quetiapin\\p{L}?',
  'olanzapin\\p{L}?',
  'ritalin|adderall|concerta|xanax|diazepam|valium|m[eé]thotrexate?|metformin\\p{L}?|warfarin\\p{L}?',
  'marcumar|ramipril',
  'tamoxif[eè]n\\p{L}?|naltrexon\\p{L}?|buprenorphin\\p{L}?|viagra|levothyroxin\\p{L}?|l-thyroxin|humira',
  'ozempic|truvada',
);
