import { isSomebody } from './accounts.ts';
import { digitsBetween } from './checks.ts';
import { mixed } from './fill.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const HOST_PART = oneOf('[\\p{L}\\p{N}-]{0,62}\\.');
const EXTENSION = oneOf('\\s?(?:x|ext\\.?|#)\\s?\\d{1,6}');
const REACHED = oneOf(
  'phone|tel|telephone|mobile|cell(?:phone)?|fax|call(?:ed|ing)?|contact|reach|text(?:ed)?|dial|ring',
  'whatsapp|sms|hotline|telefon|handy|answering|office|extension|ext',
);
const NETWORK = oneOf(
  '(?:www\\.)?(?:twitter|x|instagram|facebook|tiktok|linkedin|medium|t)\\.(?:com|me)/(?:in/|u/|@)?',
);
/**
 * Folders in which systems keep the folders of people: at the root, or in the places that Solaris, FreeBSD, Fedora Atomic, NFS,
 * file servers and storage boxes use. A path made of words ("/srv/home/from/there") is told apart by `isSomebody`.
 */
const HOMES = '(?:(?:/export|/usr|/var|/nfs|/net|/srv|/mnt|/data|/vol(?:ume\\d{1,2})?)?/homes?|/Users)';
/** Names of that folder in Windows, by language and version. */
const FOLDERS = oneOf('Users|Profiles|Benutzer|Utilisateurs|Usuarios|Utenti|Gebruikers|Documents and Settings|Home');
const WORDS_OF_CODE = oneOf(
  'media|import|param|returns?|override|keyframes|font-face|charset|supports|here|channel|everyone|all',
  'types|scope',
  // Tags of comments that describe code: JSDoc, TSDoc, Javadoc.
  'abstract|alias|async|augments|author|beta|callback|class|classdesc|constant|constructor|constructs',
  'copyright|default(?:value)?|deprecated|description|enum|event|eventProperty|example|experimental',
  'exports|extends|external|fileoverview|fires|function|generator|hideconstructor|ignore|implements',
  'inheritdoc|inner|instance|interface|internal|license|listens|member(?:of)?|method|mixes|mixin|module',
  'namespace|package(?:documentation)?|privateRemarks|protected|public|readonly|remarks|requires',
  'satisfies|sealed|serial(?:Data|Field)?|since|static|summary|this|throws|todo|tutorial|typedef',
  'typeparam|variation|version|virtual|yields',
  'jsx(?:Frag|ImportSource|Runtime)?',
);
/** One of these words alone. With a dot and more behind it, it begins a name: "@media.okon". */
const NO_WORD = `(?!${WORDS_OF_CODE}(?!\\w|\\.\\w))`;

/** A day with the time of it: "2026-04-12 12:36", "12.04.2026 09:05". Its hour looks like the last group of a number. */
const MOMENT = new RegExp(
  `^${oneOf(
    '(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])',
    '(?:0[1-9]|[12]\\d|3[01])\\.(?:0[1-9]|1[0-2])\\.(?:19|20)\\d\\d',
  )} (?:[01]\\d|2[0-3]):[0-5]\\d$`,
);

/** Numbers of goods have groups too. */
const OF_THINGS =
  /\b(?:sku|part|item|art(?:icle|ikel)?|model|isbn|ean|version|build)\b[.:#]?\s?(?:n[or]\.?|number|#)?\s?$/i;

/** Addresses at which people and their pages are reached. */
export const CONTACT: readonly Rule[] = [
  rule({
    id: 'email',
    type: 'EMAIL_ADDRESS',
    value: `(?<![\\w.+%$-])[\\p{L}\\p{N}_][\\p{L}\\p{N}_.+%'-]{0,63}(?:@|%40|\\s?\\[at\\]\\s?)[\\p{L}\\p{N}]${HOST_PART}{1,5}[\\p{L}]{2,24}`,
    flags: 'u',
    valid: (value, line, at) =>
      // A pattern of an address with credentials, as documentation writes it.
      !(
        /:\/\/[^\s:@/]{1,60}:$/.test(line.slice(Math.max(0, at - 80), at)) &&
        /^(?:password|pass|pwd|secret|token)@/i.test(value)
      ) &&
      !/^git@(?:github|gitlab|bitbucket)/i.test(value) &&
      !/^(?:noreply|no-reply|user|username|you|name|email|test|foo)@(?:example|domain|test)\./i.test(value),
    hits: [
      'write ⟦sarah.w@birchmere.test⟧',
      '⟦mia%40posta.example⟧',
      '⟦jörg@firma.example⟧',
      '⟦a [at] birchmere.test⟧',
    ],
    misses: [
      'sarah.w@birchmere',
      'git@github.com',
      'noreply@example.com',
      'https://user:password@host.test',
      '@birchmere.test',
    ],
  }),
  rule({
    id: 'prompt',
    type: 'USERNAME',
    value: '(?<![\\w.@/-])[a-z_][a-z0-9_-]{0,31}@[a-z0-9][\\w.-]{0,62}',
    after: '(?=:\\s?[~/]|\\s[~/][^\\n]{0,80}[$#%]|\\s[\\w.~/-]{1,60}\\][$#%])',
    flags: 'i',
    hits: ['[⟦bob@h1⟧ log]$ tail x', '⟦swhitfield@fs02⟧:~$ ls', '⟦bob@h1⟧ /srv $'],
    misses: ['swhitfield@fs02 said', '@fs02:~$', 'a.b@fs02:~$'],
  }),
  rule({
    id: 'phone.international',
    type: 'PHONE_NUMBER',
    value: `(?<![\\w+/.])\\+[1-9]\\d{0,3}[ .()/-]{0,3}\\d{1,5}(?:[ .()/-]{0,2}\\d{1,5}){1,6}${EXTENSION}?`,
    after: '(?![\\w@])',
    flags: 'i',
    valid: digitsBetween(8, 16),
    hits: ['⟦+49 171 4567890⟧', '⟦+1 (415) 555-0142 x12⟧', '⟦+44 20 7946 0958⟧'],
    misses: ['+49 171 4', '+0 171 4567890', 'x+49 171 4567890', '+12345678901234567'],
  }),
  rule({
    id: 'phone.nanp',
    type: 'PHONE_NUMBER',
    value: `(?<![\\w+/.-])(?:(?:\\+|00)?1[ .-]?)?(?:001[ .-])?(?:\\(\\d{3}\\)\\s?|\\d{3}[ .-])\\d{3}[ .-]?\\d{4}${EXTENSION}?`,
    after: '(?![\\w@])',
    flags: 'i',
    hits: ['⟦(415) 555-0142⟧', '⟦415-555-0142 ext. 9⟧', '⟦1 415 555 0142⟧'],
    misses: ['415-555-014', '/415-555-0142', '15-555-0142'],
  }),
  rule({
    id: 'phone.context',
    type: 'PHONE_NUMBER',
    before: `\\b${REACHED}\\b[^\\d\\n+(]{0,32}`,
    value: '\\+?\\(?\\d[\\d ()./-]{4,22}\\d(?:\\s?(?:x|ext\\.?)\\s?\\d{1,6})?',
    after: '(?![\\w@])',
    flags: 'i',
    valid: (value, line, at, surface) =>
      (digitsBetween(7, 16)(value, line, at, surface) || /^\d{2}[ .]\d{2}[ .]\d{2}$/.test(value)) &&
      !(value.length < 12 && /^\s[\p{L}]{2}/u.test(line.slice(at + value.length))) &&
      !/^\d{4}-\d{2}-\d{2}|^\d{1,2}\/\d{1,2}\/\d{2,4}$|^\d{1,3}(?:\.\d{1,3}){3}$/.test(value),
    hits: ['call me at ⟦555 01 42⟧', 'Telefon: ⟦0711 223344⟧', 'fax ⟦+44 20 7946 0958⟧', 'ext. ⟦4471 209⟧'],
    misses: ['call 555', 'recall 555 01 42', 'call at 2026-04-12', 'call 10.4.22.1', 'contact 12/04/26'],
  }),
  rule({
    id: 'phone.after',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.])\\+?\\(?\\d[\\d ()./-]{5,22}\\d(?:\\s?x\\d{1,6})?',
    after: '(?=[\\s,-]{1,3}\\(?(?:office|mobile|cell|fax|home|work|direct|desk)\\b)',
    flags: 'i',
    valid: digitsBetween(6, 16),
    hits: ['⟦415 555 014⟧ office', '⟦0711-223344⟧, mobile'],
    misses: ['415 5 office', '415 555 014 offices', 'a.415 555 014 cell2'],
  }),
  rule({
    id: 'phone.groups',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.,$€£#-])\\(?0?\\d{1,4}\\)?(?:[ .-]\\d{2,4}){2,5}(?:x\\d{1,6})?',
    after: '(?![\\w@]|[.,]\\d)',
    valid: (value, line, at, surface) =>
      digitsBetween(8, 13)(value, line, at, surface) &&
      !/^\d{4}[-. ]\d{2}[-. ]\d{2}$|^\d{2}[-.]\d{2}[-.]\d{4}$/.test(value) &&
      !MOMENT.test(line.slice(at, at + 16)) &&
      !OF_THINGS.test(line.slice(Math.max(0, at - 24), at)),
    on: ['prose', 'ui'],
    hits: ['⟦01 44 27 18 33⟧', '⟦0711 22 33 44⟧'],
    misses: [
      'SKU 8841-220-17 is out of stock',
      ...['01 44', '2026-04-12', '12.04.2026', '1.01 44 27', 'Run: 2026-04-12 12:36', '12.04.2026 09:05'],
    ],
  }),
  rule({
    id: 'phone.area',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.-])\\(\\d{2,5}\\)\\s?9?\\d{3,5}[ -]?\\d{2,4}(?:[ -]\\d{2,4})?',
    after: '(?![\\w@]|[.,]\\d)',
    on: ['prose', 'ui'],
    valid: digitsBetween(8, 13),
    hits: ['meu zap é ⟦(21) 99874-0213⟧', '⟦(0211) 5587-104⟧'],
    misses: ['(21) 998', 'see (21) 4-5', 'f(21) 99874-0213'],
  }),
  rule({
    id: 'phone.plain',
    type: 'PHONE_NUMBER',
    value: '(?<![\\w+/.,$€£#-])0\\d{2,4}[ /-]\\d{5,8}',
    after: '(?![\\w@]|[.,]\\d)',
    on: ['prose', 'ui'],
    hits: ['⟦0711 223344⟧', '⟦030/9018201⟧'],
    misses: ['0711 2233', '711 223344', '€0711 223344', '0711 223344.5'],
  }),
  rule({
    id: 'url.social',
    type: 'HANDLE',
    value: `(?<![\\w@])${NETWORK}[\\w.-]{2,60}`,
    flags: 'i',
    hits: ['⟦twitter.com/kestrel_mia⟧', '⟦www.linkedin.com/in/mia-okon⟧', '⟦t.me/kestrel⟧'],
    misses: ['twitter.com/', 'mytwitter.com/kestrel', 'twitter.org/kestrel'],
  }),
  rule({
    id: 'handle',
    type: 'HANDLE',
    value: `(?<![\\w@./\`-])@${NO_WORD}[A-Za-z_][\\w.]{1,38}\\w`,
    after: '(?![\\w@/(.-])',
    on: ['prose', 'ui'],
    hits: ['ask ⟦@kestrel_mia⟧', '⟦@mia.okon⟧: hi', 'ask ⟦@media.okon⟧', '⟦@extends_mia⟧ said so'],
    misses: ['@media', '@here', 'a@kestrel', '@ab', '@kestrel/x', "the tag '@extends'", '@jsxFrag', 'see @internal.'],
  }),
  rule({
    id: 'handle.spaced',
    type: 'HANDLE',
    before: `(?:^|(?<!\\w)(?:RT|via|cc|h/t) )@ `,
    value: `(?=[A-Za-z_])\\w{3,30}`,
    after: '(?![\\w@/.(-])',
    on: ['prose'],
    valid: (value) => isSomebody(value),
    hits: ['RT @ ⟦larkmeadow⟧ : so true', '@ ⟦mistbrook⟧ agreed', 'photo via @ ⟦kbell_7⟧'],
    misses: ['see you @ noon', 'RT @ the office', '@ 3pm', 'ART @ larkmeadow'],
  }),
  rule({
    id: 'url',
    type: 'URL',
    value: '(?<![\\w@.])https?://[^\\s"\'<>()[\\]{}|\\\\^`]{3,2000}[^\\s"\'<>()[\\]{}|\\\\^`.,;:!?]',
    flags: 'i',
    on: ['prose', 'ui'],
    hits: ['see ⟦https://birchmere.test/a?b=c⟧.', '⟦http://h1/x⟧'],
    misses: ['https://', 'xhttps://birchmere.test', 'ftp://birchmere.test/a'],
  }),
  rule({
    id: 'url.www',
    type: 'URL',
    value: '(?<![\\w@./])www\\.[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,4}(?:/[^\\s"\'<>()]{0,500})?',
    flags: 'i',
    on: ['prose', 'ui'],
    hits: ['⟦www.birchmere.test⟧', '⟦www.birchmere.test/a?b⟧'],
    misses: ['www.birchmere', 'xwww.birchmere.test', 'www..test'],
  }),
  rule({
    id: 'home',
    type: 'USERNAME',
    before: `(?:(?<![\\w.-])${HOMES}/|[A-Z]:\\\\{1,2}${FOLDERS}\\\\{1,2})`,
    value: '[A-Za-z][\\w.-]{1,31}',
    after: '(?=[/\\\\\\s"\':;,)#$>%\\]]|$)',
    valid: isSomebody,
    hits: [
      'root@web3:/home/⟦swhitfield⟧# ls',
      '/home/⟦swhitfield⟧/a',
      'cp /export/home/⟦bob2⟧ x',
      '/var/home/⟦bo⟧',
      ...['cd /mnt/home/⟦swhitfield⟧', '/srv/home/⟦swhitfield⟧/x', '/data/home/⟦bo⟧', '/volume1/homes/⟦bo⟧/x'],
      '/homes/⟦will⟧/x',
      '/Users/⟦mia.okon⟧',
      'C:\\Users\\⟦bob2⟧\\x',
      'D:\\Profiles\\⟦efernandez⟧\\AppData',
      `/home/⟦b${mixed(31)}⟧;`,
    ],
    misses: [
      '/home/runner/a',
      ...['/Users/Shared/', '/home/from/there', '/home/The/x', 'C:\\Users\\all\\x'],
      ...['mkdir /srv/home/from/there', 'x/home/swhitfield/a', '-/home/swhitfield/a', './Users/swhitfield/a'],
      ...['/home/b/a', `/home/b${mixed(32)}/`, '/home/2bob/a', '/home/bob{x}', '/homey/bob/a', ':\\Users\\bob\\x'],
    ],
  }),
];
