import { oneOf } from './rule.ts';

// Words of illness: as they are built from Greek and Latin, from parts of the body, and as people say them, in eight languages.

/** Parts of the body as they stand before the ending of an inflammation or of wear: bronchitis, bronchite, bronquite. */
const ORGAN_STEMS = oneOf(
  'arthr|artr|bron(?:ch|qu)|h?[eé]pat|gastr|appendi[cz]|apendi[czt]|sinus|[cz][iy]st|n[eé]phr|nefr|pancr[eé]at|pankreat',
  'm[eéê]ning|dermat|enter|en[cz]e(?:ph|f)al|encéphal|phl[eé]b|fleb|tendin|conjonctiv|con(?:g|j)iu?n[ct]{1,2}iv',
  'konjunktiv',
  'amygdal|amigdal|tonsil{1,2}|lar[iy]ng|(?:ph|f)ar[iy]ng|p[eé]ri[ck]ard|endo[ck]ard|m[iy]o[ck]ard|diverti[ck]ul',
  'prostat',
  'vas[ck]ul|spond[iy]l|burs|mast|p[eé]rit[oó]n|neur|n[eé]vr|k?er?at|epi[ck]ond[iy]l|trach[eé]|pl[eé]ur',
  'th?[iy]reoid|parodont',
);
/** The ends of illnesses that wear and swelling bring, behind a stem that no other word has. */
const WORN = oneOf(
  'arthr|artr|neur|n[eé]vr|spond[iy]l|n[eé]phr|th?rom[bv]|psori|endom[eé]tri|cirr?h?|zirrh|tuber[ck]ul|ost[eé]opor',
  'silic',
  'asbest|mononu[ck]l[eé]|scl[eé]r|skler|escler|fibr|s[ck]oli|tri[ck]in|stenos|ps[iy]?[ck]h?',
);
const SWELLINGS =
  '[ck]arcin|karzin|sar[ck]|l[iy]m(?:ph|f)|linf|m[eé]lan|gliobl?a?s?t?|m[iy][eé]l|ad[eé]n|glau[ck]|h[eä]mat';

/** Words that are built of a part of the body and an ending, or have an ending of no other words. */
export const BUILT_WORDS = oneOf(
  '\\p{L}{2,24}itis|\\p{L}{3,20}(?<!nost)(?:algies?|algi[aęi]|algías?)',
  `\\p{L}{0,14}${ORGAN_STEMS}(?:ites?|ítis|itide)`,
  `\\p{L}{0,14}(?:${WORN})(?:osis|óza|os[ei]s?|osen|oz[aęy])`,
  `\\p{L}{0,14}(?:${SWELLINGS})(?:om[aey]?s?|ome[sn]?|oom)`,
  '\\p{L}{3,20}[eé][ck]tom(?:y|ies?|[ií]as?|i[ęi])|mastectom\\p{L}{1,2}|appendectom\\p{L}{1,2}',
  '(?:hemi|para|t[eé]tra|quadri|hémi)(?:pl[eé]g[ií](?:a|e|c|que|i)|parese?|paresi)',
  '\\p{L}{0,12}(?:neuro|cardio|kardio|nephro|n[eé]fro|encephalo|retino|arthro|artro|myo)pat(?:h?y|h?ies?|ii|[ií]as?|i[ęą])',
  '(?:an|leu[ck]|septi[ck]|is(?:ch|qu)|hypogly[ck]|h?ipogli[ck]|thalass|talass|porph[iy]r)[äaeéæ]{1,2}mi(?:e|a|as|[ęią])',
  '(?:schizo|esquizo|skizo)(?:phr[eé]n|fr[eé]n)(?:ia|ie|ic|i[ęi])|schizofrenie|schizofreni[aęi]',
  '(?:agora|klaustro|claustro|so[cz]ial\\p{L}{0,2} ?)(?:ph|f)obi(?:e|a|c|[ęi])',
  '(?:glaukom|glaucom|myom|fibrom|mielom)[aey]?s?',
);

/** Compounds of German and Dutch: a part of the body or a faculty, and its illness. */
export const COMPOUNDS = oneOf(
  '\\p{L}{2,16}(?:krebs|karzinom|insuffizienz|entzündung(?:en)?|infarkt|thrombose|embolie|phobie)',
  '\\p{L}{2,16}(?:kanker|ontsteking(?:en)?|insufficiëntie|infarct|verlamming|embolie)|hirnblutung|hersenschudding',
  '(?:arm|bein|knöchel|rippen|schlüsselbein|wirbel|handgelenks?|hüft|oberschenkel(?:hals)?|leisten|schädel)bruch',
  '(?:nasenbein|becken|fuß|finger|zehen|knochen|kiefer|ellbogen|schulter|sprunggelenks?)bruch|gehirnerschütterung',
  '(?:angst|ess|schlaf|persönlichkeits|zwangs|belastungs|anpassungs|entwicklungs|panik|hör|seh|sprach)störung(?:en)?',
  '(?:aufmerksamkeitsdefizit|(?:lese-?)?rechtschreib|herzrhythmus|durchblutungs|gedächtnis|verhaltens)-?störung(?:en)?',
  'lese-(?:und |/)?rechtschreib-?(?:störung|schwäche)|legasthenie|dyskalkulie|(?:herz|seh|blasen|nieren|immun)schwäche',
  '(?:herz|lungen|nieren|leber|krebs|autoimmun|haut|darm|schilddrüsen|erb|nerven|sucht)(?:krankheit|erkrankung|leiden)',
  '(?:schwer|geh|seh|hör|körper|lern)behindert\\p{L}{0,2}|(?:schwer|geh|seh|hör|körper|lern|geistige )?behinderung',
  'grad der behinderung|gdb(?: von)? \\d{2,3}|(?:laktose|gluten|histamin|fruktose)intoleranz',
  '\\p{L}{3,12}allergi(?:e|ker|kerin)',
  '(?:kreuzband|bänder|meniskus|sehnen|muskelfaser)riss|(?:gallen|nieren|blasen)steine?|schleudertrauma|heuschnupfen',
  '(?:been|arm|enkel|pols|heup|rib|sleutelbeen|knie|schouder)breuk|(?:hart|long|nier|lever|darm|huid|spier)ziekte',
  '(?:angst|eet|slaap|persoonlijkheids|dwang|leer|stemmings)stoornis|hartaanval|hartfalen|nierfalen',
  'overspannen(?:heid)?',
  'zwangerschaps(?:diabetes|verlof|vergiftiging)|suikerziekte|verslaafd|hooikoorts',
  '(?:alkohol|drogen|tabletten|spiel|mager)(?:sucht|süchtig|abhängig(?:keit)?)|entziehungskur|entzugsklinik',
  '(?:herz|panik|krampf)anf[aä]ll(?:e|en)?|hörsturz|(?:winter|wochenbett)depression',
);

const ENGLISH_BONES = oneOf(
  'arm|leg|ankle|wrist|hip|collar ?bone|ribs?|foot|toes?|fingers?|nose|jaw|elbow|shoulder|knee|pelvis|femur|hand|back',
);
const FRENCH_BONES =
  'bras|jambe|cheville|poignet|hanche|clavicule|côtes?|pied|doigt|nez|coude|épaule|genou|bassin|fémur|main|tibia';
const SPANISH_BONES =
  'brazo|pierna|tobillo|muñeca|cadera|clavícula|costillas?|pie|dedo|nariz|codo|hombro|rodilla|pelvis|fémur|mano';
const ITALIAN_BONES =
  'braccio|gamba|caviglia|polso|anca|clavicola|costol[ae]|piede|dito|naso|gomito|spalla|ginocchio|bacino|femore';
const PORTUGUESE_BONES =
  'braço|perna|tornozelo|pulso|anca|quadril|clavícula|costelas?|pé|dedo|nariz|cotovelo|ombro|joelho|bacia|f[eéê]mur|mão';
const POLISH_BONES =
  'nogi|ręki|kostki|nadgarstka|biodra|obojczyka|żeber|żebra|stopy|palca|nosa|łokcia|barku|kolana|miednicy|kości';
/** Injuries. Walls and ice have them as well, so a part of the body must be beside them. */
export const INJURIES = oneOf(
  `(?:broken|fractured|dislocated|sprained|twisted|crushed|bruised) (?:left |right |lower |upper )?${ENGLISH_BONES}`,
  `${ENGLISH_BONES} (?:fracture|replacement|surgery|sprain)`,
  `(?:fracture|entorse|luxation|arthrose|prothèse) (?:de (?:la |l['’])?|du |des )(?:${FRENCH_BONES})`,
  `(?:fractura|esguince|luxación|prótesis|rotura) (?:del? )(?:la )?(?:${SPANISH_BONES})`,
  `(?:frattura|distorsione|lussazione|protesi|rottura) (?:del(?:la|lo)? |dell['’]|di |all['’])(?:${ITALIAN_BONES})`,
  `(?:fratura|entorse|luxação|prótese) (?:d[oae] |n[oa] )(?:${PORTUGUESE_BONES})`,
  `(?:złamani|skręceni|zwichnięci)[eau] (?:\\p{L}{3,10} )?(?:${POLISH_BONES})`,
  '\\p{L}{0,10}(?:arm|bein|fuß|finger|rippe|nase|knöchel|handgelenk|schulter|hüfte) (?:gebrochen|verstaucht|ausgekugelt)',
  '\\p{L}{0,10}(?:arm|bein|fuß|finger|hand|rippen?|zeh|rücken) (?:gequetscht|geprellt|gezerrt|verbrüht|verbrannt)',
  `broke (?:his|her|my|their) ${ENGLISH_BONES}|cassé (?:la |le |l['’])(?:${FRENCH_BONES})`,
  `roto (?:la |el )(?:${SPANISH_BONES})|rott[oa] (?:il |la |l['’])(?:${ITALIAN_BONES})`,
  `partiu (?:o |a )(?:${PORTUGUESE_BONES})`,
  'brak (?:zijn|haar|mijn) (?:been|arm|pols|enkel|heup)|złama(?:łem|łam|ła|ł) (?:sobie )?(?:nogę|rękę|palec|biodro)',
  '(?:gebrochene[rns]?|verstauchte[rns]?) (?:arm|bein|fuß|finger|rippe|nase|knöchel)',
  'gebroken (?:been|arm|pols|enkel|heup)|wstrząśnieni[aeu] mózgu',
  'stłuczeni[aeu] (?:kolana|głowy|barku|żeber|kręgosłupa)',
  'pękni[ęe]ci[aeu] (?:żebra|czaszki|kości)|oparzeni[aeu]|uraz(?:u|em)? (?:głowy|kręgosłupa|szyi|kolana)',
  'commotion cérébrale|conmoción cerebral|commozione cerebrale|concussão(?: cerebral)?|traumatismo craneoencefálico',
  'schleudertrauma|colpo di frusta|latigazo cervical|coup du lapin|trauma cranico|traumatisme crânien',
  'zerwane więzadł[oa]',
);
/** Devices that a person needs because of an illness or an injury, in eight languages. */
export const DEVICES = oneOf(
  'epi-?pens?|jext(?: pen)?|adrenaline pens?|auto-?injectors?|insulin (?:pump|pens?)',
  'glucose (?:sensor|monitor)|inhalers?',
  'wheelchair|walking frame|crutches|hearing aids?|cochlear implant|pacemaker|stoma(?: bag)?|catheter',
  'feeding tube|nebuli[sz]er',
  'cpap(?: machine)?|prosthe(?:sis|tic (?:arm|leg|hand))|oxygen cylinder|tracheostomy|leg brace',
  'ankle foot orthosis|spacer',
  'rollstuhl|rollator|krücken|hörgeräte?|herzschrittmacher|insulinpumpe|asthmaspray|notfallspritze',
  'adrenalin-?pen|magensonde',
  'beinprothese|sauerstoffgerät|blutzuckersensor|fauteuil roulant|déambulateur|béquilles',
  'appareils? auditifs?|sonde gastrique',
  "pompe à insuline|stylo d['’]adrénaline|inhalateur|ventoline|prothèse auditive|silla de ruedas|muletas",
  'andador|audífonos?',
  'marcapasos|bomba de insulina|inhalador|sonda gástrica|sedia a rotelle|stampelle|deambulatore',
  'apparecchio acustico',
  "notfallset|notfallmedikament(?:e)?|carrozzina|trousse d['’]urgence|fauteuil électrique|orthesen?|schiene",
  'stoma|elektrische rolstoel',
  'microinfusore|cadeira de rodas|canadianas|andarilho|aparelho auditivo|marca-?passo|bombinha|rolstoel',
  'krukken|gehoorapparaat',
  'gehoorapparaten|insulinepomp|puffer|sondevoeding|pijnpomp|wóz(?:ek|ku|kiem) inwalidzki\\p{L}{0,2}',
  'aparat słuchowy|pompa insulinowa',
  'pompę insulinową|rozrusznik serca|inhalator|kul(?:e|ach) ortopedyczn\\p{L}{1,2}|balkonik',
);

const ENGLISH_ORGANS = oneOf(
  'kidney|heart|liver|lung|skin|breast|bowel|colon|prostate|thyroid|blood|pancreatic|ovarian|cervical|brain|stomach',
  'bladder',
);
/** Illness, disability and pregnancy as people say them in English and German. */
export const SAID_ILLNESSES = oneOf(
  `${ENGLISH_ORGANS} (?:cancer|tumou?r|failure|disease|transplant|condition|problems|attack|surgery|infection|bypass)`,
  '(?:learning|physical|mental|intellectual) (?:disabilit(?:y|ies)|health (?:issues|problems|condition|crisis|leave))',
  'mentally ill|wheelchair user|hard of hearing|visually impaired|partially sighted|registered blind|hay fever',
  'gallstones',
  'dyslexi[ac]|dyspraxi[ac]|tinnitus|eczema|psychosis|psychotic|angina|whiplash|hernia|incontinent|fibroids',
  'menopaus(?:e|al)',
  'expecting (?:twins|triplets|a baby|(?:her|their) (?:first|second|third)(?: child| baby)?)|nervous breakdown',
  'long covid',
  "tuberculosis|lyme disease|tourette['’]?s?|asperger['’]?s?|down['’]?s syndrome|cystic fibrosis|cerebral palsy",
  'chickenpox',
  'muscular dystrophy|sickle cell|hearing (?:loss|aids?)|pacemaker|colostomy|prosthetic leg|(?:pea)?nut allergy',
  'ovarian cysts?',
  'zöliakie|grippe|windpocken|gürtelrose|ekzem|neurodermitis|hexenschuss|gehörlos|rollstuhlfahrer(?:in)?|schwerhörig',
  '(?:psychisch|chronisch|unheilbar|depressiv|manisch) (?:krank|erkrankt)|manisch-depressiv|autist(?:in|isch)?',
  'querschnitts?gelähmt|herzschrittmacher|epileptiker(?:in)?|allergiker(?:in)?|alkoholiker(?:in)?',
);
/** The same in French, Spanish, Italian and Portuguese. */
export const SAID_ROMANCE = oneOf(
  "troubles? (?:anxieux|bipolaires?|alimentaires?|du (?:comportement|spectre \\p{L}{4,12}|sommeil)|de l['’]attention)",
  'dyslexi(?:e|que)|dysphasi(?:e|que)|eczéma|lumbago|sciatique|hernie(?: discale)?|surmenage|hémophile|autis(?:me|te)',
  "insuffisance (?:rénale|cardiaque|respiratoire|hépatique)|maladie d(?:e |['’])\\p{Lu}\\p{L}{2,14}|pneumonie|varicelle",
  'maladie (?:chronique|auto-immune|rare|mentale|cœliaque)|malentendante?|malvoyante?|fausse-couche|alcoolique',
  'toxicomane',
  "allergi(?:e|que) (?:aux? |à l['’]|à la |à )\\p{L}{3,14}|allergie \\p{L}{5,12}|tumeur(?: au cerveau)?|coqueluche",
  'cólico (?:nefrítico|renal|biliar)|hernia(?: discal| de hiato)|lumbalgia|ciática|dislexi[ac]o?|disléxic[oa]',
  'trastorno (?:de ansiedad|alimentario|bipolar|mental|límite|obsesivo)',
  'insuficiencia (?:cardíaca|cardiaca|respiratoria)',
  'enfermedad (?:de \\p{Lu}\\p{L}{2,14}|celíaca|crónica|rara|renal|coronaria)|neumonía|varicela|autis(?:mo|ta)|soriasis',
  'alérgic[oa] (?:a|al|ao|à|às|aos) (?:l[oa]s? )?\\p{L}{3,14}|minusválid[oa]|minusvalía|discapacitad[oa]|alcohólic[oa]',
  'otite|otitis|rougeole|oreillons|coqueluche|scarlatine|angine blanche|sarampión|paperas|tosferina|escarlatina',
  'morbillo|orecchioni|pertosse|scarlattina|rosolia|sarampo|caxumba|papeira|escarlatina|rubéola',
  'ernia(?: del disco)?|sciatica|colica renale|dislessi[ac]o?|tumore (?:al|del|alla) \\p{L}{4,10}|polmonite|varicella',
  "disturb[oi] (?:bipolare|alimentar[ei]|d[’']ansia|mentale|dello spettro \\p{L}{4,10})",
  'insufficienza (?:renale|cardiaca)',
  'malattia (?:di \\p{Lu}\\p{L}{2,14}|celiaca|cronica|rara|renale)|morbo di \\p{Lu}\\p{L}{2,14}|autis(?:mo|tic[oa])',
  'allergic[oa] (?:a|al|alla|ai|alle) \\p{L}{3,14}|invalid(?:o|a|ità) civile|legge 104|esaurimento nervoso',
  'alcolizzat[oa]',
  'hérnia(?: discal| de disco)?|cólica renal|transtorno (?:de ansiedade|bipolar|alimentar)',
  'perturbação (?:de|bipolar) ?\\p{L}{0,10}',
  'doença (?:de \\p{Lu}\\p{L}{2,14}|celíaca|crónica|crônica|rara|renal)|esgotamento nervoso|congé maternité',
  'insulinodépendante?',
  'baja por (?:ansiedad|depresión|maternidad|estrés)|cesárea|paraplégic[oa]|parapléjic[oa]|cardíac[oa] de nacimiento',
);
/** The same in Dutch and Polish. */
export const SAID_DUTCH_POLISH = oneOf(
  'dyslexie|dyslectisch|eczeem|ziekte van \\p{Lu}\\p{L}{2,14}|(?:chronisch|psychisch) ziek|depressief|autis(?:me|tisch)',
  'kinkhoest|mazelen|roodvonk|krentenbaard|spit in (?:de|mijn|haar|zijn) rug',
  'półpasiec|półpaśc\\p{L}{1,2}|różyczk[aęi]|krztusiec',
  'slechthorend|slechtziend|rolstoelgebruiker|gehandicapt|schildklier\\p{L}{0,10}|waterpokken|gordelroos',
  'allergisch voor \\p{L}{3,14}|notenallergie|in verwachting|alcoholist|alcoholverslaafd|afkickkliniek|psychose',
  'zapaleni[eau] (?:stawów|płuc|oskrzeli|zatok|ucha|wyrostka|opon|nerek|pęcherza|trzustki|wątroby|korzonków|ścięgna)',
  'rak(?:a|iem)? (?:trzustki|prostaty|mózgu|skóry|jelita|żołądka|szyjki|krtani|nerki|wątroby|tarczycy|jajnika)',
  'białaczk[aęi]|chorob[aęy] (?:\\p{Lu}\\p{L}{2,14}|wieńcow\\p{L}|psychiczn\\p{L}|nowotworow\\p{L})|gruźlic[aęy]',
  'łuszczyc[aęy]',
  'zaburzeni[aeu] (?:lękow\\p{L}|odżywiania|depresyjn\\p{L}|osobowości|afektywn\\p{L})',
  'niewydolnoś[cć]i? (?:nerek|serca|wątroby)',
  'dysleksj[aęi]|przepuklin[aęy]|(?:nad|niedo)czynnoś[cć]i? tarczycy|autyzm\\p{L}{0,3}|zakrzepic[aęy]|miażdżyc[aęy]',
  'niesłysząc[aey]|niewidom[aey]|wózku inwalidzkim|uczulon[aey] na \\p{L}{3,14}|alkoholik(?:iem)?',
  'uzależnion[aey] od \\p{L}{4,12}',
  'w ciąży|załamanie nerwowe|padaczk[ęe]|wylew(?:u|em)?|udar(?:u|em|ze)? mózgu|zawał(?:u|em)? serca|migrenami',
);
/** Abbreviations. In small letters most of them are other words. */
export const ILLNESS_LETTERS = oneOf(
  'MS|COPD|PCOS|OCD|IBS|ALS|TB|ADHD|ADHS|DVT|PMDD|BPD|KPTBS|PTBS|PTSS|PTSD|TDAH|TDA|TSA|VIH|HIV|SIDA|BPCO|EPOC|DPOC',
  'TOC|TEPT',
  'COLD|POChP|ASS|LRS|AVC|ACV|MRSA|ME/CFS|CFS|IVF|FIV|GdB(?: \\d{2,3})?|IVG|EHS|SLA|EM|SM|PTSM|DSPT',
);

/** Words that are said of machines, markets and buildings as well: a person must be said to be so, or to have it. */
export const ILLNESSES_OF_THINGS = oneOf(
  'deaf|blind|flu|a breakdown|strokes?|covid(?:-19)?|tumou?rs?|cysts?|a seizure|seizures|fits|addict(?:ed)?|sober',
  'burnt out',
  'taub|blind|gelähmt|süchtig|depressiv|ausgebrannt|sourde?|aveugle|paralysée?|dépendante?|la grippe|un avc',
  'un burn-?out',
  'sord[oa]|cieg[oa]|paralític[oa]|deprimid[oa]|gripe|ciec[oa]|paralizzat[oa]|depress[oa]|esaurit[oa]|influenza',
  'surd[oa]',
  'ceg[oa]|paralítico|doof|verlamd|griep|opgebrand|beroerte|głuch[aey]|grypę|inwalidą|wylew|an infection|a fracture',
);

/** Behind the name of an illness: its kind, how long it lasts and how bad it is. */
export const KINDS = oneOf(
  'chroni\\p{L}{1,6}|crónic[oa]|crônic[oa]|przewlek\\p{L}{1,3}|s[ée]v[èe]re?\\p{L}{0,2}|grave|aigu[eë]?|aiguë|acut[aeo]',
  'ag[uú]d[oa]|akut\\p{L}{0,2}|ostr[aey]|mentale|nervos[ao]|vas[ck]ul\\p{L}{1,5}|r[eé]n[ai]le?|n[eé]fr[íi]tic[oa]',
  'post-?partum',
  'ciążow[aeyą]|gestation\\p{L}{1,3}|gestacional|insulin\\p{L}{3,14}|disease|disorder',
  '(?:typ[eu]?|tipo) ?(?:[12]|i{1,2})',
  '[abc]|(?:con|com|avec|mit|met|with|z) aur[aąe]|reumatoid[ea]|rh?[eé]umato[iï]de|positi(?:ve|f|vo|va|v)|discale?',
  'lombaire',
  'malign[oa]?|metastatic|métastatique|metastásico|in remission|en rémission|piersi|płuc|mózgu|serca|korzonków',
);

/** The same by their endings, for what no list has: "rheumatoid arthritis", "hernie inguinale", "neumonía bilateral". */
export const KIND_BEFORE = /(?<![\p{L}\p{N}])\p{Ll}{3,16}(?:oid|ic|al|ous|ary|ar|ive) $/u;
export const KIND_BEHIND = /^ \p{Ll}{3,16}(?:al|ale|ar|aire|ique|ica|ico|osa|oso|euse|eux|ante|ínea)(?![\p{L}\p{N}])/u;

/** Groups of medicines, and the ends that the names of their members share. */
export const MEDICINE_GROUPS = oneOf(
  'antid[eé]pr[eé]ss\\p{L}{3,9}|antidepres\\p{L}{2,8}|antipsy[ck]\\p{L}{3,9}|antipsicóti\\p{L}{2,4}',
  '(?:leki|lek) (?:przeciwdepresyjn|psychotropow|nasenn)\\p{L}',
  '(?:metil|méthyl|methyl|metyl)(?:ph|f)[eé]nidat[oe]?|ins[uú]lin[aeęyo]?|blood thinners|blutverdünner',
  'bloedverdunners|chemo',
  '(?:sleeping|anxiety|heart|blood pressure|epilepsy) (?:pills|tablets|medication|meds)|schlaftabletten|psychopharmaka',
  'somnifères|anxiolytiques?|ansiol[ií]tic[oi]s?|psicofarmaci|slaappillen|kalmeringsmiddelen|anticoagulants?',
  'anticoagulantes?',
  '\\p{L}{3,12}(?:azepam|azolam|setron|oxetin[ae]?|triptan|sart[aá]n|floxacin[ae]?|mycine?|cillin[ae]?)u?',
  '(?:aten|metopr|bisopr|propran|nebiv|carved|labet)(?:o?ol)?ol[aeu]?|(?:rami|enala|lisino|perindo|capto)pril[aeu]?',
  '(?:ator|simv|rosuv|prav)(?:va)?astatin[aey]?|\\p{L}{3,10}(?:li|tu|zu|xi|mu|nu)mab[aue]?|eutirox|eltroxin|tegretol',
  'depakin[ea]|lamictal|keppra|seroquel|risperdal|abilify|strattera|medikinet|elvanse|levothyroxine?|levotiroxina',
  'lewotyroksyn[aęy]',
);
