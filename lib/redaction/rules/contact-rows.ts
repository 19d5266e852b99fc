import { oneOf, type Rule, rule } from './rule.ts';

const TALK = ['prose', 'ui'] as const;
/** The digits in words, in the languages of the office; a run of them is a dictated number. */
const DIGITS = [
  'zero|oh?|one|two|three|four|five|six|seven|eight|nine|double|triple',
  'null|eins?|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun',
  'zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|vingt|trente|quarante|cinquante|soixante',
  'cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|due|tre|quattro|cinque|sei|sette|otto|nove',
  'dois|três|quatro|sete|oito|nul|één|een|twee|drie|vijf|zes|zeven|acht|negen',
  'zero|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć',
].join('|');
const SAID = `(?:${DIGITS})`;
const COMMON =
  /^(?:(?:one|two|three|four|five|six|seven|eight|nine)[ ,-]{1,2}){0,8}(?:one|two|three|four|five|six|seven|eight|nine)$/i;
/** A run that counts up is nobody's number. */
const isCounting = (value: string): boolean =>
  COMMON.test(value) && /one[ ,-]{1,2}two[ ,-]{1,2}three[ ,-]{1,2}four[ ,-]{1,2}five/i.test(value);

/** Signs of an address as people say them aloud, in eight languages. */
const AT_SAID = oneOf('at|ät|arroba|arr?obase|chiocciola|ma[łl]p[aęą]|apenstaartje|klammeraffe');
const DOT_SAID = oneOf('dot|punkt|point|punto|ponto|punt|kropka');
const SIGN_SAID = oneOf(
  'dot|punkt|point|punto|ponto|punt|kropka|underscore|unterstrich|gui[oó]n bajo|tiret (?:du )?bas|trattino basso',
  'sottolineato|laag streepje|liggend streepje|podkre[śs]lnik|pod[łl]oga|dash|hyphen|minus|bindestrich|tiret|gui[oó]n',
  'trattino|tra[çc]o|h[ií]fen|streepje|my[śs]lnik',
);
const SPOKEN_PART = '[\\p{L}\\p{N}]{1,30}';

const DEGREES = '\\d{1,3}°\\s?\\d{1,2}[\'′]\\s?\\d{1,2}(?:\\.\\d{1,4})?["″]\\s?';
/** Meeting rooms, shared documents and booking pages: a reader with the link gets in, or learns who owns it. */
const HOSTS = [
  'zoom\\.(?:us|com)/(?:j|my|s|w|rec(?:/\\w{1,12})?)',
  'meet\\.google\\.com|meet\\.jit\\.si|whereby\\.com|teams\\.live\\.com/meet',
  'teams\\.microsoft\\.com/(?:l/\\w[\\w-]{2,20}|meet|v2)',
  '(?:docs|drive|forms|sites|calendar|photos)\\.google\\.com/[\\w/]{1,40}|forms\\.gle|goo\\.gl(?:/\\w{1,10})?',
  '(?:www\\.)?dropbox\\.com/(?:s|scl|sh|l|request)|1drv\\.ms|onedrive\\.live\\.com|[\\w-]{2,40}\\.sharepoint\\.com',
  'we\\.tl|wetransfer\\.com/downloads',
  'calendly\\.com|cal\\.com|doodle\\.com/(?:meeting|poll|bp)|webex\\.com/(?:meet|join|\\w{2,30})',
  'gotomeet\\.(?:me|com)|bluejeans\\.com|join\\.skype\\.com',
  't\\.me|wa\\.me|m\\.me|api\\.whatsapp\\.com|chat\\.whatsapp\\.com|signal\\.me|discord\\.gg|line\\.me/\\w{1,4}',
  'paypal\\.(?:me|com/paypalme)|venmo\\.com(?:/u)?|cash\\.app|revolut\\.me|ko-fi\\.com|patreon\\.com',
  'buymeacoffee\\.com',
  'bit\\.ly|tinyurl\\.com|t\\.co|ow\\.ly|lnkd\\.in|rebrand\\.ly|pastebin\\.com|gist\\.github\\.com',
  'figma\\.com/(?:file|proto|design)|miro\\.com/app/board|trello\\.com/[bc]|notion\\.so|loom\\.com/share',
  'airtable\\.com',
].join('|');

export const CONTACT_ROWS: readonly Rule[] = [
  rule({
    id: 'phone.words',
    type: 'PHONE_NUMBER',
    value: `(?<![\\p{L}])${SAID}(?:[ ,-]{1,2}${SAID}){6,24}(?![\\p{L}])`,
    flags: 'iu',
    on: TALK,
    valid: (value) => !isCounting(value),
    hits: [
      'call me at ⟦six two eight five five five zero one four seven⟧',
      'die Nummer ist ⟦null eins sieben eins vier fünf sechs sieben acht⟧',
      'mi número es ⟦seis uno dos tres cuatro cinco seis siete ocho⟧',
    ],
    misses: ['one two three four five six seven eight', 'two or three of five', 'one by one'],
  }),
  rule({
    id: 'phone.trunk',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.])(?:\\+|00)[1-9]\\d{0,2}[ .-]?\\(0\\)[ .-]?\\d{1,5}(?:[ ./-]{1,3}\\d{1,6}){0,6}',
    after: '(?![\\w@])',
    hits: ['⟦+49 (0)171 / 45 67 89-0⟧', 'ruf ⟦+44 (0)20 7946 0958⟧ an', '⟦0041 (0)44 668 18 00⟧'],
    misses: ['+49 (0) is the prefix', '49 (0)171'],
  }),
  rule({
    id: 'phone.slash',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.,€$£-])\\(?0\\d{2,5}\\)?\\s?[/–-]\\s?\\d{2,4}(?:[ .-]?\\d{2,4}){1,4}(?:[ -]\\d{1,4})?',
    after: '(?![\\w@/]|[.,]\\d)',
    on: TALK,
    valid: (value) => {
      const digits = value.replace(/\D/g, '').length;
      return digits >= 8 && digits <= 14;
    },
    hits: ['Büro ⟦0711 / 22 33 44 5⟧', '⟦(0341)/97 11 050⟧', '⟦030 - 901820 12⟧'],
    misses: ['04/12 2024', '01-02-2024', '0123/4'],
  }),
  rule({
    id: 'email.spaced',
    type: 'EMAIL_ADDRESS',
    value: [
      '(?<![\\w.])[\\w][\\w.+-]{0,40}\\s?@\\s[\\w-]{1,40}(?:\\s?\\.\\s?[\\w-]{2,24}){1,3}',
      '[\\w][\\w.+-]{0,40}\\s@\\s?[\\w-]{1,40}(?:\\s?\\.\\s?[a-z]{2,24}){1,3}',
    ].join('|'),
    after: '(?![\\w])',
    on: TALK,
    hits: ['Ernail: ⟦s.whitfield @ birchmere . test⟧', 'to ⟦mia.okon @ posta.example⟧'],
    misses: ['meet @ noon', 'latest @ 3 . then', 'we met @ the office. Then we left'],
    valid: (value) =>
      /@\s?[\w-]{0,40}[a-z]/i.test(value) &&
      !/@\s?(?:the|a|an|my|our|this|that)\b/i.test(value) &&
      /\.\s?[a-z]{2,24}$/i.test(value),
  }),
  rule({
    id: 'email.said',
    type: 'EMAIL_ADDRESS',
    value: `(?<![\\p{L}\\p{N}.])[\\p{L}\\p{N}][\\p{L}\\p{N}._+-]{0,40}\\s?[[({<]\\s?${oneOf('at|@|arroba|chiocciola|ät|małpa|apenstaartje')}\\s?[\\])}>]\\s?[\\p{L}\\p{N}-]{1,40}${oneOf('\\s?(?:[[({<]\\s?(?:dot|punkt|point|punto|ponto|kropka|\\.)\\s?[\\])}>]|\\.)\\s?[\\p{L}\\p{N}-]{2,24}')}{1,3}`,
    flags: 'iu',
    on: TALK,
    hits: ['⟦sarah [at] birchmere [dot] test⟧', 'mail ⟦mia (at) posta (punkt) example⟧ an', '⟦jo{at}firm.example⟧'],
    misses: ['see you [at] noon', 'array[at] is undefined'],
  }),
  rule({
    id: 'email.spoken',
    type: 'EMAIL_ADDRESS',
    value: `(?<![\\p{L}\\p{N}])${SPOKEN_PART}(?: ${SIGN_SAID} ${SPOKEN_PART}){0,4} ${AT_SAID} [\\p{L}\\p{N}-]{2,30}(?: ${SIGN_SAID} ${SPOKEN_PART}){0,2}(?: ${DOT_SAID} \\p{L}{2,24}){1,3}`,
    after: '(?![\\p{L}])',
    flags: 'iu',
    on: TALK,
    hits: [
      'write to ⟦sarah dot whitfield at birchmere dot test⟧',
      '⟦mia arroba posta punto example⟧',
      'schick es an ⟦h punkt lindqvist at moorpost punkt de⟧, aber bald',
      'mon mail cest ⟦solene tiret b arobase galetmail point fr⟧ envoie',
      'mandamelo a ⟦fidel guion bajo ocampos arroba brisanet punto es⟧ q el otro esta lleno',
      'la mail è ⟦m trattino basso serra chiocciola postino punto it⟧',
      'wyslij na ⟦halina kropka w malpa sosnomail kropka pl⟧ tylko nie jako zdjecie',
      'stuur naar ⟦joost punt d apenstaartje postvak punt nl⟧',
      'envia pra ⟦rui ponto melo arroba caixa traço norte ponto pt⟧',
    ],
    misses: [
      'der punkt at hand punkt',
      'un point arrobase',
      'we stop at dot point',
      'look at the dot com boom',
      'calls at each point in time',
    ],
    valid: (value) =>
      !/ at (?:the|a|an|this|that|my|any|each|risk|one|some|what) /i.test(value) &&
      !/ at [^ ]{2,30} point /i.test(value),
  }),
  rule({
    id: 'link.shared',
    type: 'URL',
    before: `(?<![\\w@.-])(?:(?:www\\.)?(?:${HOSTS}))`,
    value: '/[\\w@~+%?=&#./-]{2,400}[\\w=-]',
    flags: 'i',
    hits: [
      'zoom.us/j⟦/8231827364⟧',
      'join meet.google.com⟦/abc-defg-hij⟧',
      't.me⟦/kestrel_mia⟧',
      'calendly.com⟦/mia-okon/30min⟧',
    ],
    misses: ['zoom.us/', 'see zoom.us for help'],
  }),
  rule({
    id: 'link.bare',
    type: 'URL',
    value:
      '(?<![\\w@./-])(?:[a-z0-9-]{1,40}\\.){1,4}[a-z]{2,12}(?::\\d{2,5})?/[\\w~+%./-]{0,200}\\?[\\w=&%+.@~,:-]{3,400}',
    flags: 'i',
    on: TALK,
    valid: (value) => /\d{3}|@|[=/][\w-]{12}/.test(value.slice(value.indexOf('?'))),
    hits: ['open ⟦crm.birchmere.test/view?id=4471902⟧', '⟦shop.example.test/order?customer=88102&x=1⟧'],
    misses: ['api.test/list?sort=asc', 'docs.test/a?b=c'],
  }),
  rule({
    id: 'place.words',
    type: 'ADDRESS',
    value: '(?<![\\w/])/{3}[\\p{L}]{3,20}\\.[\\p{L}]{3,20}\\.[\\p{L}]{3,20}(?![\\p{L}.])',
    flags: 'u',
    hits: ['what3words ⟦///filled.count.soap⟧', 'meet at ⟦///lampe.stein.kurve⟧'],
    misses: ['///path/to.file.txt', 'file:///etc.conf.d.x'],
  }),
  rule({
    id: 'place.decimal',
    type: 'LOCATION',
    value: '(?<![\\w.-])-?\\d{1,2}\\.\\d{4,10}°?\\s?[NS]?\\s?,\\s?-?\\d{1,3}\\.\\d{4,10}°?\\s?[EWO]?',
    after: '(?![\\w.])',
    on: TALK,
    hits: ['we are at ⟦52.370216, 4.895168⟧'],
    misses: ['from 0.5, 0.25 to 1', '1.2345, 6'],
  }),
  rule({
    id: 'place.degrees',
    type: 'LOCATION',
    value: `${DEGREES}[NS],?\\s?${DEGREES}[EWO]`,
    after: '(?![\\w.])',
    on: TALK,
    hits: ['⟦48°51\'29.6"N 2°17\'40.2"E⟧'],
    misses: ['48°51 is warm', '12" N'],
  }),
];
