import type { HiddenType } from '../hidden-types.ts';
import { isOrdinaryWord } from '../text/ordinary-word.ts';
import { PASSWORD } from './labels.ts';
import { ANY_DAY } from './months.ts';
import { isPassphrase } from './password-words.ts';
import { PREDICATES } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { careless, type Examples, oneOf, type Rule } from './rule.ts';

// Codes, passwords and numbers as colleagues tell them: what is opened, a word that tells or nothing, and the value. In eight languages.

type Check = NonNullable<Rule['valid']>;

export interface Telling {
  readonly id: string;
  readonly type: HiddenType;
  readonly words: RegExp;
  /** Values that are none. */
  readonly except?: Check;
  /** Lines with the value between ⟦ and ⟧, and lines in which it must stay readable: a test runs both. */
  readonly hits: Examples;
  readonly misses: Examples;
}

/** What nothing but a code opens. */
const KEEPERS = oneOf(
  'key (?:cupboard|cabinet|locker)|shutter|siren|combination lock|intercom|zahlenschloss|gegensprechanlage|interphone',
  'portero(?: automático)?|videoportero|telefonillo|citofono|fechadura',
  'porteiro|interfone|deurtelefoon|skrzynk[aię] na klucze',
  'key ?safe|key ?box|lock ?box|padlock|alarm|bike cage',
  'schlüssel(?:tresor|kasten|box|safe)|spind|tresor|alarmanlage|vorhängeschloss',
  'boîte à clés|cadenas|alarme|coffre-fort|casier|alarma|candado',
  'caja fuerte|taquilla|allarme|lucchetto|cassaforte|armadietto',
  'cadeado|cofre|cacifo|sleutelkluis(?:je)?|kluis(?:je)?|hangslot',
  'sejfu?|kłódk[aię]|skrytk[aię]|szafk[aię]|domofonu?|alarmu',
  '(?:sleutel)?kastje|schlüsselsafe|boîtier|keypad|tastenfeld',
);
/** What a code or a key opens. */
const OPENS = oneOf(
  'doors?|gate|garage|locker|safe|shed|entry|entrance|barrier',
  'stockroom|front|back|cage|keypad|spare key|key|building',
  'tür|tor|tors|schrank|garage|keller|eingang|lager|schranke',
  'haustür|büro|porte|portail|immeuble|entrée|barrière|interphone',
  'puerta|portal|garaje|verja|almacén|porta|portone|cancello',
  'magazzino|portão|garagem|armazém|deur|poort|hek|schuur|ingang',
  'drzwi|bramy?|bramk[aię]|furtk[aię]|garażu?|wejści[ae]|magazynu?|klatk[aię]|wi-?fi|wlan',
);
const CODE = '(?:\\p{L}{2,14}-?code|pin|code|combo|combination|codice|c[óo]digo|clave|kod|geheimzahl|digicode|klucz)';
const DIGITS = oneOf(
  '[A-Za-z]?\\d{4,8}[A-Za-z]?|[A-Z]\\d{1,4}[A-Z]\\d{0,4}',
  '\\d{3,4}[ -]\\d{1,4}|\\d(?:[ .-]\\d){3,7}|\\d{2}[ -]\\d{2}(?:[ -]\\d{2})?',
);
const NUMBER = `(?<![\\d.,:/€£$#-])${DIGITS}[#*]?(?![\\p{L}\\d€$£%]|[.,:/-]\\d|\\s\\d(?!\\p{L}))`;
/** A word before a number that makes it a time, a year, or the number of a thing. */
const OF_THING = new RegExp(
  `(?<!\\p{L})${oneOf(
    'room|ticket|order|article|item|page|ext|extension|model|type',
    'version|batch|flight|invoice|year|since|at|um|seit|ab|art|modell?',
    'nr|série|serie|modelo|réf|ref|raum|zimmer|sala|salle|kamer',
    'pokój|depuis|desde|dal|sinds|od|alle|às|om|bis|until|line|error',
  )}[.:]?\\s$`,
  'iu',
);
const COUNTED = new RegExp(
  `^\\s(?:${oneOf('%|€|euros?|eur|zł|kg|km|m|cm|mm|mb|gb|lines?|rows?|files?|people|minutes?|hours?|days?|years?|uhr|stück|times|units?')})(?!\\p{L})`,
  'iu',
);
const ofThing: Check = (value, line, at) =>
  OF_THING.test(line.slice(Math.max(0, at - 16), at)) ||
  COUNTED.test(line.slice(at + value.length)) ||
  // Something in the plural is counted: "4400 pages".
  /^\s(?!this|is|as|was|pls|plus|des|dans|les|puis|dos|mas|pues|depois|despues|después)\p{L}{3,14}s(?!\p{L})/iu.test(
    line.slice(at + value.length),
  ) ||
  /^(?:19|20)\d{2}$/.test(value);

const IS = oneOf(
  "is|its|it['’]s|ist|lautet|est|c['’]est|c|es|era|è|e|é|eh|jest|to|zijn|war|was|war|now|jetzt|[=:→–-]|=>|->|👉|:",
);
const FOR = '(?:for|of|on|to|für|fürs|vom|von|zum|zur|du|de|des|del|della|dello|di|da|do|dos|van|voor|na|dla|od)';
const ARTICLE = "(?:the |our |le |la |les |l['’]|el |los |il |o |a |os |het |de |den |das |die |der )?";
/** "pw", "hasło do wifi", "mot de passe du partage": the name of a password, and perhaps what it is for. */
const NAME = `(?<![\\p{L}-])(?:${PASSWORD})(?:\\s${FOR}\\s${ARTICLE}[\\p{L}][\\p{L}-]{1,14}){0,2}`;
const END = '(?=["\'”]?(?:\\s|$|[.,!;?)]))';

/** Words that languages have, words about passwords, and what stands in the place of a value are none. */
const ordinary: Check = (value) => {
  const word = value.replace(/\d{1,6}$/, '');
  return isOrdinaryWord(word) || !realSecret(value) || PREDICATES.test(value);
};
const noWords: Check = (value) =>
  !isPassphrase(value.toLowerCase()) || value.split(' ').some((word) => PREDICATES.test(word));
/** Letters with a digit, a sign or a capital inside, as no word has. */
const noForm: Check = (value) =>
  !realSecret(value) ||
  PREDICATES.test(value) ||
  !/\d|\p{L}[!#$%^&*?+_@/.]\p{L}|\p{Ll}\p{Lu}/u.test(value) ||
  /^\d{1,2}[.:]\d{2}$/.test(value);

/** "on port 8080", "since 2019": the number of a thing. */
const NUMBERED = new RegExp(
  `(?<!\\p{L})${oneOf('since|in|at|for|on|room|of|to|by|until|version|ab|seit|um|bis|depuis|desde|dal|sinds|od|page|line|error|http|port|raum')}[ _-]?\\d{2,6}$`,
  'iu',
);
const LOG_IN = oneOf('log ?in|login|sign in|anmelden|einloggen|connecte-toi|entra|accedi|zaloguj się');

const CERTAIN = oneOf(
  'definitely|surely|just|still|now|na pewno|chyba|bestimmt|sicher',
  'jetzt|sûrement|toujours|maintenant|seguro que|ahora|siempre',
  'sicuramente|adesso|ora|sempre|com certeza|agora|zeker|nu|nog steeds',
);
const ANSWERS = oneOf(
  "mother['’]?s maiden name|maiden name|first pet|first school",
  'favou?rite teacher|childhood (?:nickname|street|friend)|security answer',
  'mädchenname(?: meiner mutter)?|erstes haustier|sicherheitsantwort',
  'nom de jeune fille de ma mère|premier animal|réponse secrète',
  'apellido de soltera de mi madre|primera mascota|respuesta secreta',
  'cognome da nubile di mia madre|primo animale|risposta segreta',
  'nome de solteira da minha mãe|primeiro animal|resposta secreta',
  'meisjesnaam van mijn moeder|eerste huisdier|geheim antwoord',
  'nazwisko panieńskie (?:mojej )?(?:matki|mamy)|pierwsze zwierzę|odpowiedź na pytanie',
);
const TYPE = oneOf(
  'tape[rz]?|type|punch in|press|key in|tippe?|drücke?|marca',
  'teclea|pulsa|digitar?|premi|toets|druk|wpisz|wciśnij|dial',
  '(?:spin|turn|set)(?: (?:the|it|this))?(?: dials?| wheels?)? to|disarm with|arm with|steht auf|stellen auf|stand|ustaw',
  'punch|turn to|tippst|drehst|drehe?|wählst|composez|compose',
  'tournez|gira|introduce|marcas|tecleas|inserisci|componi|gira a',
  'aperta|marque|draai|tik|draai je|tik je|toets je|typ je|przekręć|naciśnij|wybierz|wstukaj',
);
const TO_ENTER = oneOf(
  KEEPERS,
  'parking|tiefgarage|parkhaus|aparcamiento|parcheggio|estacionamento|parkeergarage',
  'to get in|to enter|to open|pour (?:entrer|ouvrir)|zum öffnen|garages?',
  'garaje|garagem|haustür|schuur|hek|furtk[aię]|portail|cancello|portone',
  'para (?:entrar|abrir)|per (?:entrare|aprire)|om (?:binnen|open)',
  'żeby (?:wejść|otworzyć)|door|gate|porte|portail|tür|tor|puerta|porta|portão|deur|poort|drzwi|brama',
);
const TYPE_THEN = oneOf(
  'then|and (?:the )?(?:star|hash|pound|ok|enter)|tippen|drücken',
  'eingeben|dann|und (?:raute|stern|ok)|puis|et (?:dièse|étoile)',
  'y (?:almohadilla|asterisco)|luego|poi|e (?:cancelletto|asterisco)',
  'depois|e (?:cardinal|jogo)|en dan|dan|potem|i krzyżyk',
);
const CALL = oneOf(
  'call|ring|text|phone|tel|mobile|cell|reach|whatsapp|handy|ruf',
  'anrufen|nummer|numer|numéro|appelle|joindre|llama\\p{L}{0,2}|m[óo]vil',
  'chiama\\p{L}{0,2}|numero|cellulare|zap|liga\\p{L}{0,1}|telem[óo]vel',
  'celular|bel|app|mobiel|dzwoń|zadzwoń|nr|telefon\\p{L}{0,1}|risponde',
);
const DIGIT_WORD = '(?:zero|oh?|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)';
const BORN = oneOf(
  'born|dob|date of birth|geb|geboren|geburtsdatum|née?|naissance',
  'nacid[oa]|nacimiento|nat[oa]|nascita|nascid[oa]|nascimento',
  'geboortedatum|ur|urodzon[aye]|urodzenia',
);
const ORDINALS = oneOf(
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth',
  'eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth',
  'twentieth|twenty-\\p{L}{4,7}|thirtieth|thirty-first|\\d{1,2}(?:st|nd|rd|th)?',
);
const MONTHS = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const YEAR_WORDS = '(?:nineteen|twenty|two thousand)(?: and)?[ -]\\p{L}{3,9}(?:[ -]\\p{L}{3,6})?|(?:19|20)\\d{2}';

export const TOLD_CODES: readonly Telling[] = [
  {
    id: 'told.keeper',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${careless(KEEPERS)}(?!\\p{L})(?:[^\\d\\n.!?€£$]{0,36}[\\s:])?\\s?)${NUMBER}`,
      'giu',
    ),
    except: ofThing,
    hits: [
      'keysafe is behind the bins ⟦5913⟧ then pull',
      'lockbox ⟦0937⟧',
      'alarm ⟦4 0 9 2 2 7⟧',
      'code for the alarm ⟦A47B1⟧',
      'la alarma se quita con ⟦0852#⟧, vale',
      'kod do sejfu ⟦7719⟧',
      'le cadenas du local c ⟦4482⟧',
      'boite a cles ⟦3307⟧ a gauche',
    ],
    misses: [
      'the alarm model 4482',
      'alarm since 2019',
      'the alarm rang at 1630',
      'the alarm costs 4500 euros',
      'the safe manual has 4400 pages',
    ],
  },
  {
    id: 'told.opens',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})(?:${CODE}(?!\\p{L})[^\\d\\n.!?]{0,24}(?<!\\p{L})${OPENS}|${OPENS}[ -]?${CODE})(?!\\p{L})[^\\d\\n.!?]{0,20}[\\s:]\\s?)${NUMBER}`,
      'giu',
    ),
    except: ofThing,
    hits: [
      'the gate code ⟦08157⟧',
      'die pin vom tor is fei ⟦0815 7⟧ net die alte',
      'die pin vom schrank ⟦5913⟧',
      'code porte ⟦b4471⟧ 3e gauche',
      'Spare key code is ⟦C1908Z⟧.',
      'codice del cancello ⟦7731⟧',
      'de code van de poort is ⟦6620⟧',
      'kod do bramy ⟦2040⟧',
    ],
    misses: [
      'the code review at the front is at 4',
      'door of room 2041',
      'error code 08157',
      'code of the door since 2019',
    ],
  },
  {
    id: 'told.typed',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${TO_ENTER}(?!\\p{L})[^\\d\\n.!?]{0,24}(?<!\\p{L})${TYPE}\\s(?:du |je |tu )?)${NUMBER}`,
      'giu',
    ),
    except: ofThing,
    hits: [
      'De sleutel zit in het kastje bij de schuur, draai ⟦7720⟧.',
      'Voor de garage tik je ⟦1946A⟧ en dan het hekje.',
      'Key safe by the back door, dial ⟦2580⟧ and pull.',
      'Am Tresor drehst du ⟦7014⟧, dann den Griff nach unten.',
      'per il cancello digita ⟦3377⟧ e cancelletto',
      'pour entrer tape ⟦A47B1⟧ et pousse fort',
      'para abrir marca ⟦7719#⟧',
      'zum öffnen tippe ⟦4471⟧',
    ],
    misses: ['pour entrer tape ton nom', 'to open press 9', 'door tape 50'],
  },
  {
    id: 'told.typed-after',
    type: 'PASSWORD',
    words: new RegExp(`(?<=(?<!\\p{L})(?:${KEEPERS}|${OPENS})\\s?:\\s{1,2})${NUMBER}(?=,?\\s${TYPE_THEN})`, 'giu'),
    except: (value) => /^(?:19|20)\d{2}$/.test(value),
    hits: [
      'Haustür: ⟦3391#⟧ tippen, dann drücken',
      'gate: ⟦4482⟧ then the star',
      'portail : ⟦4471B⟧ puis la touche verte',
    ],
    misses: ['gate: 4482 people', 'Tor: 3391 Euro', 'door: 2019 then'],
  },
  {
    id: 'told.word',
    type: 'PASSWORD',
    words: new RegExp(`(?<=${NAME}\\s)\\p{Ll}{6,24}\\d{0,5}${END}`, 'giu'),
    // "Parola" is also the Italian for any word.
    except: (value, line, at, surface) =>
      value !== value.toLowerCase() || /parola\s$/i.test(line.slice(0, at)) || ordinary(value, line, at, surface),
    hits: [
      'haslo do wifi ⟦kluskislaskie⟧ malymi',
      'pw ⟦tractorbeam⟧',
      'mdp du partage ⟦raclettechaude⟧',
      'senha do pc ⟦paodequeijo⟧',
    ],
    misses: [
      'password manager',
      'Passwort vergessen',
      'mot de passe oublié',
      'hasło wygasło wczoraj',
      'una parola riservata',
    ],
  },
  {
    id: 'told.words-with-number',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<![\\p{L}-])(?:wi-?fi|wlan|ssid|hotspot|${PASSWORD})(?:\\s${FOR}\\s[\\p{L}-]{2,14})?(?:\\s?${IS}){1,2}\\s{0,2})(?:\\p{Ll}{3,14}[ _-]){0,3}\\p{Ll}{3,20}[ _-]?\\d{2,6}(?![\\p{L}\\d]|[.,:/-]\\d)`,
      'giu',
    ),
    except: (value) => PREDICATES.test(value.split(/[ _\d-]/)[0] ?? '') || NUMBERED.test(value),
    hits: [
      'wifi is ⟦soggybiscuit3000⟧',
      'wifi 👉 ⟦soggy biscuit 3000⟧ no caps',
      'wlan: ⟦blauer elefant 77⟧',
      'le wifi c’est ⟦chat gris 44⟧',
    ],
    misses: ['wifi is down since 2019', 'wifi is on port 8080', 'wlan ist in raum 204'],
  },
  {
    id: 'told.asked',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})(?:log-?in|pin|code|${PASSWORD})\\b[^\\n?]{0,24}\\?{1,2}\\s{1,2}(?:its|it['’]s|it is|ist|das ist|c['’]?\\s?est|es|è|é|het is|to)\\s)[^\\s,;]{4,40}`,
      'giu',
    ),
    except: noForm,
    hits: ['u know the till login? its ⟦1234tills⟧ genius', 'mot de passe ? c’est ⟦raclette2030⟧'],
    misses: ['the login? its broken', 'password? it is late', 'login? its 10.30'],
  },
  {
    id: 'told.pair',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${LOG_IN}(?: ${oneOf('as|with|als|mit|avec|con|com|met|jako')})\\s[\\w.-]{2,30}\\s?/\\s?)[^\\s/,;]{4,40}(?=\\s|$|[,;.])`,
      'giu',
    ),
    except: (value) => !realSecret(value) || PREDICATES.test(value),
    hits: ['login as mgarvey / ⟦tractor.beam⟧ till mine gets fixed', 'anmelden mit kasse2 / ⟦butterblume⟧ bitte'],
    misses: ['login as admin', 'log in with read', 'sign in as a / b'],
  },
  {
    id: 'told.bracket',
    type: 'PASSWORD',
    words: new RegExp(`(?<=${NAME}\\s\\(["']?)[^\\s()"']{4,40}(?=["']?\\))`, 'giu'),
    except: noForm,
    hits: ['remove hardcoded pw (⟦Zimtstern24⟧) from the entrypoint', 'mdp du partage (⟦Raclette_30⟧)'],
    misses: ['password (optional)', 'the password (see below)', 'pw (8 characters)'],
  },
  {
    id: 'told.certain',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<![\\p{L}-])(?:${PASSWORD})[^\\n.!?]{0,40}?\\s?(?:${IS}\\s${CERTAIN}|${CERTAIN}\\s${IS})\\s)[^\\s,;"]{5,40}[^\\s,;".!?:]`,
      'giu',
    ),
    except: noForm,
    hits: [
      'Hasło to na pewno ⟦Wiosna!Kormoran⟧, wpisuję je',
      'ho rimesso la password del gestionale: adesso è ⟦Tramontana/22⟧, con la T',
    ],
    misses: ['the password is definitely wrong', 'hasło to na pewno problem'],
  },
  {
    id: 'told.words',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?:${NAME}|(?<!\\p{L})pass ?phrase)\\s(?:como|come|als|jako|is|ist|est|es|è|é|jest)\\s)\\p{Ll}{3,14}(?: \\p{Ll}{3,14}){1,4}(?=,\\s)`,
      'giu',
    ),
    except: noWords,
    hits: [
      'deixou a senha do wi-fi como ⟦jabuticaba roxa⟧, só que não',
      'and the pass phrase is ⟦seven quiet lanterns⟧, all small letters',
    ],
    misses: [
      'the password is too short, sorry',
      'password is not valid, try again',
      'la contraseña es muy corta, cambia',
    ],
  },
  {
    id: 'told.clave',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${oneOf('la clave|el acceso|das kennwort|la parola|o código')}\\s)\\p{Lu}\\p{Ll}{2,14}(?: \\p{Ll}{3,14}){1,3}(?=[.,;]|$)`,
      'gu',
    ),
    except: noWords,
    hits: ['el usuario es inventario y la clave ⟦Nueve gatos pardos⟧. Cámbiala'],
    misses: ['la clave del éxito', 'la clave Es importante'],
  },
  {
    id: 'told.answer',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${ANSWERS}(?:\\s?${IS}|,|\\?){1,2}\\s{1,2}(?:called |named )?)(?!called|named)\\p{L}[\\p{L}'’-]{2,20}`,
      'giu',
    ),
    except: (value) => PREDICATES.test(value) || !realSecret(value),
    hits: [
      'mothers maiden name is ⟦parravicini⟧',
      'first pet: ⟦biscuit⟧',
      'my first pet was called ⟦Biscuit⟧',
      'erstes haustier war ⟦minka⟧',
      'primera mascota es ⟦rufo⟧',
    ],
    misses: ['maiden name is required', 'first pet', 'the first pet shop: open'],
  },
  {
    id: 'told.phone',
    type: 'PHONE_NUMBER',
    words: new RegExp(
      `(?<=(?<!\\p{L})${CALL}(?!\\p{L})[^\\d\\n!?]{0,24}[\\s:(])(?:\\+?\\d|\\(\\d)(?:[ ./()-]{0,2}\\d){7,12}(?![\\p{L}\\d]|[.,:/-]\\d)`,
      'giu',
    ),
    except: (value) => /^(?:19|20)\d{6}$|^\d{1,2}[./]\d{1,2}[./]\d{4}/.test(value),
    hits: [
      'app me op ⟦0612094478⟧ mijn werkmobiel',
      'chiamami sull altro ⟦3 4 7 018 55 21⟧ qst nn prende',
      'se non risponde al ⟦3895550147⟧',
      'ring me on ⟦01632 960 733⟧',
    ],
    misses: ['call it 20190412', 'the app has 12 files', 'text size 12'],
  },
  {
    id: 'told.phone-in-words',
    type: 'PHONE_NUMBER',
    words: new RegExp(
      `(?<=(?<!\\p{L})(?:call|ring|text|phone|cell|mobile|number|on|is)\\s(?:me on |is |me at )?)(?:${DIGIT_WORD}[ ,.-]{1,2}){5,14}${DIGIT_WORD}(?!\\p{L})`,
      'giu',
    ),
    except: (value) => /^one[ ,]{1,2}two[ ,]{1,2}three/i.test(value),
    hits: ['call me on ⟦o seven seven double o nine hundred four five one⟧'],
    misses: ['the number is one two three four five six seven', 'call one two times'],
  },
  {
    id: 'told.birth',
    type: 'DATE_OF_BIRTH',
    words: new RegExp(
      `(?<=(?<!\\p{L})${BORN}\\.?(?!\\p{L})[^\\d\\n]{0,16}?[\\s:*])(?:\\d{1,2}[. ]{1,2}[IVX]{1,4}[. ]{1,2}(?:19|20)?\\d{2}|${ANY_DAY})`,
      'giu',
    ),
    hits: ['ur. ⟦23 IX 1954⟧ w Lublinie', 'née le ⟦14 juillet 1990⟧', 'nacida el ⟦3/4/87⟧', 'geb. ⟦7.11.66⟧'],
    misses: ['ur. 2 razy', 'born in a barn', 'geb. Meier'],
  },
  {
    id: 'told.birth-in-words',
    type: 'DATE_OF_BIRTH',
    words: new RegExp(`(?<!\\p{L})(?:the )?${ORDINALS} (?:of )?${MONTHS},? (?:${YEAR_WORDS})(?!\\p{L})`, 'giu'),
    except: (_value, line, at) =>
      !/(?<!\p{L})(?:birth|born|dob|birthday)(?!\p{L})/iu.test(line.slice(Math.max(0, at - 60), at)),
    hits: ['my date of birth is ⟦the twelfth of November nineteen fifty-one⟧', 'born ⟦the 2nd of June 1999⟧'],
    misses: ['due on the twelfth of November nineteen fifty-one', 'the twelfth of November'],
  },
];
