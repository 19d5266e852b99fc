import { isOrdinaryWord } from '../text/ordinary-word.ts';
import { PASSWORD, PASSWORD_BEYOND } from './labels.ts';
import { isPasswordLike, isStrong } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const HAS = (keyword: string) => `(?=[^\\s]{0,59}${keyword})`;
/** A text with a digit that people may have chosen for a password; `chosen` decides whether it is one. */
const FORM = `${HAS('\\d')}[A-Za-z\\d!#$%^&*?][\\w!#$%^&*?.+-]{3,58}[\\w!#$%^&*?+]`;
const END = '(?=["\'”’`)]{0,2}(?:[.,;:]{0,2}(?:\\s|$)|[!?]{1,2}(?:\\s|$)))';
/** Products and standards with a number, which are found beside passwords as well. */
const THINGS = new RegExp(
  `^${oneOf(
    'windows|office|exchange|server|outlook|sharepoint|iphone|ipad|android|galaxy|python|java|php|node|http',
    'sha|md5|aes|base',
    'oauth|saml|utf|iso|covid|log4j|ipv|win|version|chapter|section|part|step|level|room|page|figure|line',
    'apache|postgres',
  )}[ _-]?\\d`,
  'i',
);
const chosen = (value: string) =>
  realSecret(value) && isStrong(value) && !THINGS.test(value) && !/^#[\da-f]{3,8}$|^HEAD\b|^\d{1,4}[-.]/i.test(value);

/** Phrases with which people spell what they have written. */
const SPELLED_WITH = oneOf(
  '(?:with|w/) (?:an? |the |two )?(?:capital|upper|lower|big|small|dollar|exclamation|hash|zero|underscore)',
  'mit (?:einem )?(?:gro[sß]|klein|ausrufe|null|unterstrich)',
  'avec (?:une? |un )?(?:majuscule|minuscule|grand|tiret|dièse)',
  'con (?:la |una )?(?:mayúscula|minúscula|maiuscola|minuscola)|com (?:letra )?maiúscul',
  'met (?:een )?hoofdletter|z (?:wielk|mał)iej',
);
/** "reset it to", in eight languages, with other objects besides "it". */
const CHANGED = oneOf(
  `(?:(?:re)?set|changed|updated|switched|put) ${oneOf('it|that|this|hers|his|theirs|mine|yours|the (?:login|account)')} (?:back )?to`,
  "hab(?:e)? (?:es|ihn|das) auf|je l['’]ai (?:changé|mis|réinitialisé) (?:en|à|sur)",
  'l[oa] (?:cambié|puse|cambiamos) (?:a|por)',
  "l['’]ho (?:cambiat[ao]|impostat[ao]) (?:in|a)|mudei para|heb het (?:veranderd|gezet|aangepast) (?:in|naar|op)",
  '(?:zmieni[łl]|ustawi[łl])(?:[ea]m|i[śs]my) na',
);
const ANSWERS = oneOf(
  "mother['’]?s maiden name|maiden name|first pet['’]?s name|name of (?:my|your|her|his) first pet|security answer",
  'mädchenname(?: der mutter)?|nom de jeune fille(?: de (?:la|ma|sa|votre) mère)?',
  'apellido de soltera(?: de (?:la|mi|su) madre)?',
  'cognome da nubile(?: della madre)?|nome de solteira(?: da mãe)?|meisjesnaam(?: van (?:de|mijn|haar) moeder)?',
  'nazwisko panieńskie(?: matki)?',
);
/** The end of a longer number, which identifies people. */
const LAST_FOUR = oneOf(
  'last (?:4|four)(?: digits)?(?: (?:of|on) [^\\d\\n]{2,30}?)?',
  '(?:card|account|ssn|iban|number)[^\\d\\n]{0,12} ending(?: in| with)?',
  'endziffern|die letzten (?:4|vier)(?: (?:ziffern|stellen))?|endet auf|4 derniers chiffres|se termin(?:e|ant) par',
  'últimos (?:4|cuatro)(?: d[íi]gitos)?|terminad[ao] en|ultime (?:4|quattro)(?: cifre)?',
  'che (?:finisce|termina) (?:con|per)',
  'últimos quatro(?: d[íi]gitos)?|terminad[ao] em|laatste (?:4|vier)(?: cijfers)?|eindigend op',
  'ostatnie (?:4|cztery)(?: cyfry)?|kończąc\\w{1,2} się na',
);

/** No words come between, so the meaning is certain. */
const AS_PASSWORD = new RegExp(
  `^["'”]?\\s(?:as|als|comme|como|come|jako)\\s(?:the |my |il |la |le )?${PASSWORD}`,
  'iu',
);

const LOCKED = oneOf(
  '(?:encrypted|protected|locked|unlocks?|unlocked|opens?) (?:with|by)|(?:verschlüsselt|geschützt|entsperrt) mit',
  '(?:chiffré|protégé|verrouillé)e? (?:avec|par)|(?:cifrad|protegid|bloquead)[oa] (?:con|com)',
  '(?:cifrat|protett)[oa] con',
  '(?:versleuteld|beveiligd|vergrendeld) met|(?:zaszyfrowan|zabezpieczon)[yae] (?:hasłem )?',
);
const isWordsOrLike = (value: string): boolean =>
  (isPasswordLike(value) || /^\p{L}{2,20}(?:[ -]\p{L}{2,20}){1,8}$/u.test(value)) &&
  !/\b(?:is|must|should|required|your|the|field|reset|change|forgot|enter|wrong|incorrect|invalid|and|or|not)\b/i.test(
    value,
  );

/** "Put it to", said to another person. */
const PUTS = oneOf(
  'zet|stel|verander|wijzig|stell(?:e|t)?|setz(?:e|t)?',
  'änder(?:e|t)?|mets|mettez|change[rz]?|pon|cambia|cámbia(?:la)?',
  'metti|imposta|muda|altera|coloca|ustaw|zmień|set|reset|change',
);
const CHOSE = oneOf(
  'picked|chose|set|went with|made it|made up|settled on|used|uses|tried',
  'genommen|gewählt|benutzt|verwendet|choisi|mis|utilisé|elegí|elegido|puse|usé|scelto|messo|usato|escolhi|usei|pus',
  'gekozen|gebruikt|wybra[łl]em|wybra[łl]am|użyłem|użyłam',
);
/** A word that has more form than a word of the language: a capital further in, an underscore, a sign. */
const hasForm = (value: string): boolean =>
  /^[\w!#$%^&*?+-]{6,40}$/.test(value) && /[a-z][A-Z_!#$%^&*?+]|_[A-Z]/.test(value);

/** Other names of a password, most of which are said of other things as well. */
const KEY_WORDS = oneOf(
  "clave|palabra clave|palabra de paso|parola chiave|parola d[’']ordine",
  'palavra-chave|palavra chave|slagzin|sleutelwoord',
  'safe ?word|code ?word|magic word|secret word|passwort-?satz|losung',
  'schlüsselwort|codewort|mot magique|mot secret|phrase secrète',
  'frase secreta|frase segreta|hasło-klucz|słowo klucz',
);
/** What needs a secret, or is done with it. */
const UNLOCKS = new RegExp(
  `(?<![\\p{L}])${oneOf('open|unlock|log ?in|sign ?in|access|vault|archiv|zip|tresor|brauch|öffn|entsperr|zugang|anmeld|ouvrir', 'coffre|accès|abrir|caja|entrar|aprire|entrare|cassaforte|acesso|cofre|openen|kluis|toegang|otworzy|sejf', 'dostęp')}`,
  'iu',
);

const MAIL = '[\\w.+-]{1,64}@[\\w-]{1,60}(?:\\.[\\w-]{1,60}){1,4}';
const AND = 'with|and|mit|und|avec|et|con|y|e|com|met|en|z|i|plus';

/** Before a password that a person proposes or remembers, in eight languages. */
const TRIED = oneOf(
  'try|tried|trying|(?:the |my |our )?(?:old|new|other|usual|last) one(?:,| is| was|:)?|otherwise|or else|if not,?',
  'probier(?:e|t|’?s)?(?: mal)?|versuch(?:e|s|’s)?(?: mal)?|sonst',
  "(?:das|die) alte|essa(?:ye|ie|yez)|sinon|l[’'](?:ancien|autre)",
  'prueba(?: con)?|intenta(?: con)?|si no,?|prova(?: con)?',
  'altrimenti|tenta|experimenta|senão|probeer|anders|spróbuj|inaczej',
);

const NETWORK_KEY = oneOf(
  '(?:wi-?fi|wlan|network|wireless|wpa\\d?|router)[ -]?(?:key|password|passphrase)',
  '(?:wlan-?)?netzwerkschlüssel|wlan-?schlüssel',
  'cl[eé] (?:réseau|wi-?fi|wpa\\d?|de sécurité(?: réseau)?)|clave (?:de (?:la )?red|wi-?fi|wpa\\d?|del router)',
  'chiave (?:di rete|wi-?fi|wpa\\d?|del router)|chave (?:de|da) rede',
  'netwerksleutel|wifi-?sleutel|klucz (?:sieci(?:owy)?|wi-?fi)',
);

/** Secrets that a word in their sentence gives away, however far apart and in whatever word order. */
export const SECRETS_NEARBY: readonly Rule[] = [
  rule({
    id: 'wifi.key',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${NETWORK_KEY}(?:\\s?\\([^()\\n]{1,40}\\))?\\s?[:=]\\s{0,3}["']?`,
    value: '[^\\s"\'<>]{8,63}',
    flags: 'iu',
    valid: (value) => realSecret(value) && (/\d/.test(value) || !isOrdinaryWord(value)),
    hits: [
      'WLAN-Netzwerkschlüssel (WPA2): ⟦58830174462291036675⟧',
      'Clé réseau (WPA2): ⟦77120045918833⟧',
      'Wi-Fi key (printed on the router): ⟦77120045918833⟧',
      'Netwerksleutel (WPA2-PSK): ⟦kaasplank7712⟧',
      'Chiave di rete: ⟦77120045918833⟧',
    ],
    misses: ['Wi-Fi key: required', 'Network keys: 77120045918833', 'Wi-Fi key: 7712', 'Clave de red: desconocida'],
  }),
  rule({
    id: 'password.near',
    type: 'PASSWORD',
    before: `(?<![\\w])(?:${PASSWORD}|${PASSWORD_BEYOND})[^\\n]{0,90}?[\\s"'“(:：–—-]`,
    value: FORM,
    after: END,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: chosen,
    hits: [
      'Wachtwoord van de printer staat op ⟦Kanaal19zee⟧, graag niet delen',
      'pw is the usual one but with an exclamation mark: ⟦Juniper2023!⟧',
      'Передай пароль Олегу: ⟦Winter-9921⟧',
      'the password, as I said on the phone, should be "⟦lantern4471⟧"',
    ],
    misses: [
      'the password of the Windows11 machine',
      'compass on the way to Kanaal19zee',
      'passwords in SHA-256 form',
      'Passwort bis 2026-03-04 ändern',
      'the password is on page 12',
    ],
  }),
  rule({
    id: 'password.ahead',
    type: 'PASSWORD',
    value: `(?<=^|[\\s"'“(:])${FORM}`,
    after: `(?=["'”)]{0,2},?\\s(?:(?:is|was|ist|war|est|es|è|é|jest|as|als|comme|como|come|jako|for|für|pour)\\s[^\\n.]{0,30}?(?:${PASSWORD})|${SPELLED_WITH}))`,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value, line, at) => chosen(value) || (realSecret(value) && AS_PASSWORD.test(line.slice(at + value.length))),
    hits: [
      'per entrare usa marta.c e ⟦Primavera.9⟧ come password',
      'dollar - ⟦Kes7$⟧ is the password',
      '⟦Fjord-Lampe9⟧ ist jetzt das Passwort',
      '⟦Girafe-Bleue7⟧ comme mot de passe',
      "it's ⟦Sunflower22!⟧ with a capital S",
      'nimm ⟦fliederbusch88⟧ mit großem F',
    ],
    misses: ['Kes7 is the password', 'Windows11 is for passwords', 'Kes7$ is the compass', 'lantern is the password'],
  }),
  rule({
    id: 'password.changed',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${CHANGED}\\s{1,2}["'“\`]?`,
    value: FORM,
    after: END,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: chosen,
    hits: [
      'I reset it to ⟦Welcome-Aboard-9⟧, she has to change it',
      'hab es auf ⟦Birke-2291⟧ geändert',
      'je l’ai changé en ⟦Lavande!22⟧',
      'zmieniłem na ⟦Brzoza_44x⟧',
    ],
    misses: ['I set it to Windows11', 'we set it to 2026-03-04', 'I reset it to zero', 'changed it to #ff00aa'],
  }),
  rule({
    id: 'password.tried',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${TRIED},?\\s{1,2}["'“\`]?`,
    value: FORM,
    after: END,
    flags: 'iu',
    on: ['prose', 'ui'],
    // Seasons, towns and names with a year or a sign, not names of products.
    valid: (value) => chosen(value) && /[!#$%^&*?]|_\d/.test(value),
    hits: [
      "try ⟦Autumn2027!⟧ and if it fails it's the old one, ⟦Maple#1988⟧",
      'sonst ⟦Nordsee!77⟧',
      'the old one was ⟦Otter_2019⟧',
    ],
    misses: ['try Windows11', 'try again!', 'the old one, Python3!', 'country Autumn2027!'],
  }),
  rule({
    id: 'password.mail',
    type: 'PASSWORD',
    before: `${MAIL}(?:\\s?[/:|,;]\\s?|\\s[–-]\\s|\\s(?:${AND})\\s)["'“\`]?`,
    value: FORM,
    after: END,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => realSecret(value) && isPasswordLike(value) && !THINGS.test(value) && !/^\d/.test(value),
    hits: ['films are at lena@post.test with ⟦popcornNight8⟧', 'a.bell@mail.test / ⟦Heron!4x⟧'],
    misses: ['lena@post.test and Windows11', 'lena@post.test, 12 of them', 'lena with popcornNight8'],
  }),
  rule({
    id: 'password.word',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])(?:${KEY_WORDS})(?![\\p{L}])[^\\n.!?]{0,40}?(?:\\s(?:ist|lautet|est|es|era|será|è|é|is|jest|to|heißt)|\\s?[:=])\\s["'“„«\`]?`,
    value: '\\p{L}{6,30}\\d{0,4}',
    after: '(?=["\'”“»`]?(?:[.,;!)]{0,2}\\s{0,3}$|[.;]\\s|,\\s))',
    flags: 'iu',
    on: ['prose', 'ui'],
    // Spanish joins its pronouns to verbs: "hacerlo".
    valid: (value) =>
      !isOrdinaryWord(value.replace(/\d{1,4}$/, '')) && !/(?:[aei]r|ndo)(?:l[oae]s?|se|me|te|nos)$/.test(value),
    hits: [
      'La clave del portátil viejo es ⟦melocotonrojo⟧',
      'parola chiave: ⟦gattosulsofà⟧',
      'safe word is ⟦butterplum⟧.',
    ],
    misses: [
      'la clave del éxito es paciencia',
      'la clave es esencial',
      'the password is melocotonrojo',
      'la clave es hacerlo',
    ],
  }),
  rule({
    id: 'password.phrase.quoted',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])(?:${KEY_WORDS}|phrase|satz|frase|zin|zdanie)(?:\\s(?:ist|lautet|est|es|è|é|is|jest|to)|\\s?[:=])?\\s["“„«]`,
    value: '[^"”“»\\n]{4,60}',
    after: '(?=["”“»])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value, line) => realSecret(value) && isWordsOrLike(value) && UNLOCKS.test(line),
    hits: ['für das Archiv brauchst du die Phrase „⟦drei müde Esel⟧“', 'safe word “⟦blue heron⟧” opens the vault'],
    misses: ['die Phrase „drei müde Esel“ klingt gut', 'he said “blue heron” to open it', 'safe word “” opens'],
  }),
  rule({
    id: 'password.put',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${PUTS}\\b[^\\n.!?]{0,24}?(?:${PASSWORD})[^\\n.!?]{0,24}?\\s(?:op|auf|sur|à|en|a|in|para|na|to|naar)\\s["'“\`]?`,
    value: '[\\p{L}\\d][\\p{L}\\w!#$%^&*?.+-]{3,39}',
    after: END,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => realSecret(value) && (isPasswordLike(value) || hasForm(value)) && !THINGS.test(value),
    hits: [
      'zet het wachtwoord op ⟦Tulp!boter⟧',
      'Stell das Passwort bitte auf ⟦Gurke!salat⟧ um',
      'mets le mot de passe à ⟦Poire!9⟧',
    ],
    misses: ['zet het wachtwoord op de lijst', 'stell das Passwort auf Windows11', 'set the compass to Tulp!boter'],
  }),
  rule({
    id: 'password.chosen',
    type: 'PASSWORD',
    before: `(?<![\\w])(?:${PASSWORD})[^\\n]{0,60}?\\b(?:${CHOSE})\\s{1,2}["'“\`]?`,
    value: '[A-Za-z][\\w!#$%^&*?+-]{5,39}',
    after: END,
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) => realSecret(value) && hasForm(value),
    hits: ['the drive has a password now, I picked ⟦Lamb_Chops⟧ for all', 'password? we went with ⟦greenTurtle⟧.'],
    misses: ['the password is what we picked yesterday', 'a compass, I picked Lamb_Chops', 'password set Lamb-like'],
  }),
  rule({
    id: 'password.slash',
    type: 'PASSWORD',
    before: '(?<![\\w./])[A-Za-z][\\w.@-]{1,40}\\s/\\s',
    value: FORM,
    after: END,
    flags: 'u',
    on: ['prose', 'ui'],
    valid: chosen,
    hits: ['the router sticker says admin / ⟦7hJk29xQ⟧', 'vpn: n.haddad / ⟦Cedar!441⟧ (do not share)'],
    misses: ['iOS / Windows11', 'a/7hJk29xQ', 'input / output', 'either / 2026-03-04'],
  }),
  rule({
    id: 'password.signed',
    type: 'PASSWORD',
    value: `(?<![^\\s"'“(:])${HAS('\\d')}${HAS('[A-Za-z]')}[A-Za-z\\d.+-]{1,20}[!$^][\\w!#$%^*.+-]{2,40}`,
    after: END,
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) => chosen(value) && /[A-Za-z\d][!$^][A-Za-z\d]/.test(value) && !/^\p{Lu}{1,3}\$\d/u.test(value),
    hits: ['it was ⟦Cedar!441⟧ last week', 'and then ⟦m4ple$tree⟧?'],
    misses: ['it costs US$1200', 'Cedar!', 'x!=y2', 'cedar$tree'],
  }),
  rule({
    id: 'secret.answer',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${ANSWERS}(?:\\s(?:is|was|ist|war|lautet|est|es|è|é|jest|to)\\s|\\s?[:=?–-]\\s{0,3}|\\s)["'“]?`,
    value: "\\p{Lu}[\\p{L}’'-]{1,24}",
    after: '(?![\\p{L}])',
    flags: 'u',
    hits: ["mother's maiden name ⟦Pruitt⟧", 'mädchenname der mutter: ⟦Aschenbrenner⟧', 'security answer: ⟦Biscuit⟧'],
    misses: ["mother's maiden name is required", 'maiden names', 'a maiden name: yes'],
  }),
  rule({
    id: 'number.last-four',
    type: 'ID_NUMBER',
    before: `(?<![\\p{L}\\d])${LAST_FOUR}(?:\\s(?:is|are|ist|lauten|sont|son|sono|são|zijn|to)\\s|\\s?[:=]\\s{0,3}|\\s)["'“(]?[*•x.…]{0,16}\\s?`,
    value: '\\d{4}',
    after: '(?!\\d|[.,]\\d)',
    flags: 'iu',
    on: ['prose', 'ui'],
    hits: [
      'last 4 of SSN ⟦8841⟧',
      'the card ending in ⟦4471⟧ was declined',
      'die letzten vier Ziffern lauten ⟦9012⟧',
      'tarjeta terminada en ⟦3306⟧',
    ],
    misses: ['the last 4 of 2000 rows', 'last four weeks', 'card ending', 'the last 4 of SSN 88412'],
  }),
  rule({
    id: 'password.words.next',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])(?:${PASSWORD})\\s["“„]`,
    value: '[^"”“\\n]{3,60}',
    after: '(?=["”“])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => realSecret(value) && isWordsOrLike(value),
    hits: ['guest network "Lobby", passcode "⟦coffee beans⟧"', 'Kennwort „⟦Apfel-Baum⟧“'],
    misses: ['the password "is required"', 'compass "coffee beans"', 'password ""', 'the password "field"'],
  }),
  rule({
    id: 'password.locked',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${LOCKED}\\s(?:the\\s(?:pass\\w{0,6}|code)\\s)?["'“]?`,
    value: `${FORM}|[a-z]{3,12}(?:-[a-z]{3,12}){2,6}|\\d{6,10}`,
    after: END,
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) =>
      realSecret(value) && !THINGS.test(value) && (isStrong(value) || !/[A-Za-z]\d|\d[A-Za-z]/.test(value)),
    hits: [
      'the zip is encrypted with ⟦frosted-lemon-tart⟧',
      'his laptop unlocks with ⟦31415926⟧',
      'geschützt mit ⟦Birke-2291⟧',
    ],
    misses: ['it is encrypted with AES256', 'unlocks with a key', 'encrypted with state-of keys', 'unlocks with 314'],
  }),
  rule({
    id: 'secret.base32',
    type: 'SECRET',
    before: '\\b(?:seed|secret|setup key|set-up key|manual key|2fa key|totp)\\b[^\\n]{0,24}?[:=\\s]\\s?',
    value: '(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{4}',
    after: '(?![\\w])',
    on: ['prose', 'ui'],
    hits: ['MFA seed: ⟦JBSW Y3DP EHPK 3PXP⟧', 'enter this setup key ⟦KVKF KRCP NZQU YMLX⟧'],
    misses: ['MFA seed: JBSW Y3DP', 'seeded: JBSW Y3DP EHPK 3PXP', 'seed: JBSW 13DP EHPK 3PX'],
  }),
];
