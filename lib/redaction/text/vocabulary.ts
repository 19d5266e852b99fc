/** Words that decide the meaning of the words beside them. Lower case, without accents. */
const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s{1,400}/));

export const TITLES =
  set(`mr mrs ms miss mx dr prof professor sir dame lord lady madam herr frau monsieur madame mme mlle senor
  senora signor signora sr sra rev reverend father sister brother judge justice sen senator rep gov governor president
  capt captain col colonel gen general lt lieutenant sgt sergeant maj major officer detective inspector imam rabbi sheikh
  uncle aunt auntie grandma grandpa king queen prince princess pope saint coach`);

/** Words of kinship before a name, also without a capital. */
export const KIN =
  set(`uncle aunt auntie aunty grandma grandpa granny nana mama papa coach lil big little young old dj mc professor prof
  principal officer sister brother father pastor reverend king queen president senator mayor judge captain`);

export const PARTICLES =
  set(`van von der den de del della di da dos das do du la le los las el al bin ibn ben abu ter ten te zu
  zum zur dalla dello delle dei degli nad na no af av y e o' st mac mc san santa u nad pod ob sur sous am im upon sul og`);

export const ORG_TAILS =
  set(`inc incorporated llc llp lp ltd limited plc gmbh ag kg kgaa se sa sas sarl srl spa nv bv oy oyj ab as asa aps
  corp corporation co company group holdings holding partners associates ventures capital foundation institute university
  college school academy hospital clinic bank trust insurance airlines airways motors pharmaceuticals pharma industries
  enterprises solutions technologies technology labs laboratories consulting services systems software logistics
  architects agency ministry council committee association federation union society church museum restaurant hotel
  studios studio media press publishing records entertainment bros brothers & sons department dept llp`);

/** Tails that are ordinary words in a title or label: they need a name or an unknown word before them. */
export const SOFT_TAILS =
  set(`group partners capital trust services systems software solutions technologies technology media press
  records school company agency council committee union society department dept bank insurance hotel hospital clinic
  studio studios labs association institute foundation college university consulting logistics industries holdings
  enterprises church museum restaurant publishing entertainment as se co academy ventures associates limited motors brothers`);

/** Words before a place. */
export const PLACE_CUES =
  set(`in from to at near visit visited visiting around outside inside across toward towards through via leaving
  reached reach downtown city town country capital village moved born live lives lived living travel travelled traveling
  based flew fly flying arrived arriving`);

/** Words before a person. */
export const PERSON_CUES =
  set(`by with and named name called call hi hello hey dear thanks thank cc from to tell ask asked told said says
  met meet meeting friend colleague boss manager wife husband son daughter mother father brother sister partner
  contact regards sincerely cheers best love mr mrs ms dr vs featuring feat ft starring directed written singer actor
  producer author artist novel invite assign assigned assignee owner author reviewer signed attn attention i'm am is under
  customer patient client employee candidate tenant guest student user recipient sender beneficiary guardian`);

export const ORG_CUES =
  set(`at for joined company firm employer vendor supplier works worked working works startup brand acquired founded
  client customer account invested recorded office became`);

/** Words after a person, for sentences that begin with a word that is also something else. */
export const PERSON_VERBS =
  set(`said says asked told wrote writes replied called thinks thought wants wanted sent shared invited assigned
  mentioned commented joined left is was has had will would can could did does shouted lives works went came likes loves
  knows knew gave took made spent and posted tweeted changed edited updated created approved requested`);

export const STOP_NAMES =
  set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
  english french german spanish italian dutch russian chinese japanese korean arabic portuguese swedish danish norwegian
  finnish polish turkish greek hebrew hindi american british european asian african canadian australian indian mexican
  christmas easter ramadan hanukkah diwali thanksgiving halloween muslim jewish catholic buddhist hindu
  a an and or to of in on at is be do so no not my me we us it he she they you your his her our their its by for the as if
  can could may might must shall should this that these those what when where which who why how but then than there here now just
  also all any some more most very too out up down over off one two three i i'm i'll i've i'd am pm ok okay lol omg wtf btw fyi asap please thanks thank hello hi hey dear sincerely regards yes no yeah
  god devil christ bible lord heaven internet web online tv dvd cd ad bc utc gmt est pst cet mr mrs ms dr miss sir
  north south east west northern southern eastern western republic island islands state street road avenue apt suite
  unit box po lane drive court place square room floor building department team project meeting report invoice order
  account page chapter section figure table version draft final new untitled copy document folder file untitled default
  admin administrator guest user users owner editor viewer member members everyone anonymous unknown none null true false
  iban ssn swift bic cvv dob mrn nhs vin imei rt via dm imo imho idk tbh smh gonna wanna gotta ain't y'all dont can't won't bot visa mastercard amex hobbits`);

/** Kinds of street in the languages of the larger markets: as a word of their own, or at the end of a name. */
export const STREET_WORDS =
  set(`street st str road rd avenue ave av boulevard blvd bd lane ln drive dr way court ct place pl square sq terrace
  ter parkway pkwy circle cir highway hwy close crescent cres row mews grove gardens hill park alley plaza loop trail trl
  pike turnpike expressway freeway walk quay wharf bypass crossing rue via viale corso piazza calle avenida avda carrera paseo
  camino rua travessa praca largo estrada ulica ul aleja plac ulitsa prospekt strasse weg platz gasse allee ring damm ufer
  straat laan plein gracht kade dreef vej gade gate gata gatan vagen vag tie katu utca ut ter trg cesta chaussee chemin impasse
  quai faubourg boulevard`);
export const STREET_ENDS =
  /(?:stra(?:ss|ß)e|str|weg|platz|gasse|allee|damm|ufer|steig|straat|laan|plein|gracht|kade|dreef|singel|steenweg|vej|gade|gata|gatan|vägen|veien|vegen|stigen|gränd|tie|katu|kuja|tee|utca|ulica|stræde)$/i;

export const ADDRESS_CUES =
  /(?:address(?:es)?|lives?|living|located|live|arrived|sent|send|deliver(?:ed|y)?|ship(?:ped|ping)?|mail(?:ed)?|office|return|taxi|cab|moved?|meet(?:ing)?(?: me)?|resid(?:es|ence|ing)|reside|headquarters|hq|visit|billing|home|property|where|drop(?:ped)?|pick(?: me)? up)\b(?:[^\n\d]|:\s{0,3}\n){0,40}$/i;
export const UNIT =
  /^(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|lot|box|piso|app|wohnung|#)$/i;

/** Words that belong to applications and their screens, so that unknown words around them are content, not labels. */
export const UI_WORDS =
  set(`inbox compose reply forward settings options preferences file edit view insert format tools help window save
  open close cancel apply search filter sort export import print share download upload sign in out log`);

/** Words before a person, whatever else the next word may mean. */
export const STRONG_CUES = set(`mr mrs ms miss dr prof starring named name's hi hello hey dear by sir madam`);

/** Words that are also given names: alone in a sentence with a capital, they are the name. */
export const GIVEN_WORDS =
  set(`mark will rose grace hope faith joy frank jack bill bob art june dawn amber ruby crystal heather iris ivy
  jade daisy lily violet penny robin dean chase grant drew pat sue carol christian dale glen guy hunter jean lance miles norm ray
  rich rob rod rusty skip sonny victor wade wayne austin carter cliff colin colt duke earl gene harry jasmine jordan josh kelly kim
  lee max nick olive patty pearl peter rick sandy scott ted terry tiffany tom tony troy virginia warren wendy angel charity clay
  holly hazel ginger autumn summer savannah brooke paige blake brock mason cooper parker tyler taylor morgan sterling stone reed`);

export const DAYS =
  set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec`);

/** Stop words that also begin or end the names of firms: with a capital, beside other capitals. */
export const FIRM_WORDS =
  set(`new north south east west northern southern eastern western american british european asian african
  canadian australian indian mexican english french german spanish italian web online internet state island project team square street
  building room floor the of first one two general project page account order admin user draft final`);

/** Months that people are called by as well. */
export const MONTH_NAMES = set(`jan april may june august`);

/** Kinds of street that follow their name in English. */
export const ENGLISH_STREETS = set(
  `street avenue road lane drive boulevard court crescent terrace highway parkway mews close way st ave rd blvd ln dr`,
);

/** Suffixes after a person's name. */
export const SUFFIXES = set(`md phd dvm dds jr sr ii iii iv esq cpa rn mba msc bsc do jd`);

/** Words after a firm. */
export const FIRM_NEXT =
  set(`office offices headquarters employees shares stock invested acquired announced launched customers
  executives spokesman spokeswoman investors subsidiary account invoice contract renewal proposal`);

/** Verbs of a firm or a thing, after its name. */
export const SUBJECT_VERBS = set(
  `is was has had will announced said says acquired launched offers provides sent invested became makes`,
);
