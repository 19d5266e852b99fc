import { isWordOfAnother } from '../language/recognise.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const KNOWN = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
const isUnknown = (part: string) =>
  part.length > 2 && /[a-z]/i.test(part) && (flagsOf(part.toLowerCase()) & KNOWN) === 0;
/** Whether a slug holds a word that is not in the language: a name that a person chose. */
const hasName = (slug: string) => slug.split(/[^\p{L}]{1,400}/u).some(isUnknown);

const FORGE = new RegExp(
  `\\b${oneOf('github|gitlab|bitbucket|gitea|codeberg|sourcehut|pull requests?|merge requests?|issues?|commits?', 'branch(?:es)?|repositor(?:y|ies)|fork(?:ed)?|actions|workflow runs|releases|main|master', 'git (?:push|pull|clone|fetch)')}\\b`,
  'i',
);
/** A package of a registry, in a version by its tag. */
const TAGGED = /@(?:next|latest|beta|alpha|canary|rc|nightly|legacy|lts|stable|experimental|insiders)$/i;
/** Two words with a stroke between that are no path. */
const STROKES = new RegExp(
  `^${oneOf('and/or|client/server|read/write|input/output|i/o|n/a|tcp/ip|w/o|km/h|24/7|a/b|ci/cd|he/she|his/her', 'yes/no|on/off|true/false|(?:application|text|image|audio|video|multipart|font|message|model)/.{0,400}')}$`,
  'i',
);
const CHANNELS = /^#(?:general|random|help|announcements|introductions|\d{1,400}|(?:[a-f0-9]{3}){1,2}|[a-f0-9]{8})$/i;
/** Texts that look like the key of a ticket. */
const STANDARDS = new RegExp(
  `^${oneOf('UTF|SHA|ISO|IEC|RFC|MD|AES|RSA|CVE|CWE|USB|HTTP|TLS|SSL|MP|H|COVID|SARS|WIN|X|RS|IEEE|PS|EU|US|UK|ASCII', 'BASE|ECMA|ES|GPT|PDF|HTML|CSS|A|B|F|G|Q|T|V|WEB|IP|IPV|DDR|PCI|GTX|RTX|CAT|EN|DIN|ANSI|LTE|KB|GB|MB|TB')}-`,
);
const PLAIN_AFTER_PROJECT = new RegExp(
  `^${oneOf('settings?|managers?|management|explorer|names?|files?|overview|plans?|planning|status|boards?|details?', 'structure|dashboards?|members?|lists?|templates?|timelines?|tasks?|properties|options?|types?|owners?', 'leads?|budgets?|reports?|ids?|info|information|view|home|folders?|goals?|scope|milestones?|teams?', 'tracker|tracking|roadmap|summary|history|archive|proposal|brief|charter|kickoff|calendar|documents?|docs', 'notes|updates?|reviews?|permissions?|access|roles?|wiki|tools|window|panel|gutenberg|code|server|cost', 'costs|phases?|risks?|resources?|schedule|sponsor|stakeholders?|workspace|browser|navigator|configuration', 'configurations|dependencies|requirements|system|systems|center|centre|mode|error|complete|completed', 'failed|failure|in|on|of|and|for|by|is|to|with|x|a|the|new|all|my|time|research|online|control|center', 'success(?:ful)?|cancell?ed|pending|timed|not|aborted|started')}$`,
  'i',
);
const MACHINE = oneOf('\\d{1,3}(?:\\.\\d{1,3}){3}|[a-z][a-z0-9-]{1,62}(?:\\.[a-z0-9-]{1,62}){0,4}');
const INTERNAL = oneOf('internal|local|lan|corp|intra|intranet|prod|priv|private|svc|home|example');
const STAGE = oneOf('prod|production|staging|stage|stg|dev|uat|prd|preprod');
const TENANTS = oneOf(
  'atlassian\\.net|slack\\.com|sharepoint\\.com|zendesk\\.com|my\\.salesforce\\.com|lightning\\.force\\.com',
  'okta\\.com|service-now\\.com|bamboohr\\.com|workday\\.com|myworkday\\.com|freshdesk\\.com|hubspot\\.com',
  'github\\.io|vercel\\.app|netlify\\.app|herokuapp\\.com|azurewebsites\\.net|amazonaws\\.com|notion\\.site',
  'webex\\.com|zoom\\.us|monday\\.com|airtable\\.com|looker\\.com|snowflakecomputing\\.com|cloudfront\\.net',
);
const SECOND_WORD = oneOf('\\s\\p{Lu}[\\p{L}\\p{N}]{2,24}(?=\\s?(?:$|[-–—|·:,.)]))');
const OBJECT = oneOf(
  'cus|sub|pi|ch|in|acct|evt|pm|seti|txn|src|card|ba|usr|user|org|team|proj|ws|conv|msg|inv|ord|cust|ctr',
);
const BOOKING = oneOf('ref(?:erence)?|confirmation|booking|reservation|locator|pnr|record locator|itinerary');
const CODE_NAME = oneOf(
  'otp|one[- ]time (?:code|password|pin)|verification code|security code|login code|2fa code',
  'auth(?:entication)? code|passcode|sms code|your code',
);
const SUM_NAME = oneOf(
  'balance|salary|amount due|total due|amount paid|net pay|gross pay|revenue|arr|mrr|deal size|bonus',
);

const STATES = new RegExp(
  `^${oneOf('on|off|enabled|disabled|connected|disconnected|not|no|none|available|settings|networks?|password|calling', 'direct|hotspot')}$`,
  'i',
);

/** Words for parts of a project that a purchase does not have. */
const PLANS =
  'launch|rollout|roll-out|kick-?off|go-live|cutover|war room|migration plan|test plan|steering|task force|roadmap|pitch';
/** Things that are launched and planned anywhere. */
const PLANNED = new RegExp(
  `^${oneOf(
    'Product|Data|Database|Cloud|Server|Email|Mail|Software|Application|Website|System|Feature|Service',
    'Platform|Office',
    'Windows|Linux|Exchange|Team|Project|Company|Brand|Campaign|Store|Book|Press|Soft|Beta|Alpha|Final|Meeting|Client',
    'Customer|Sales|Marketing|Engineering|Design|Quarterly|Annual|Technical|Technology|Event|Release|Version|Mobile',
    'Program|Programme|Security|Network|Rocket|Quick|Global|Partner|Public|Internal|Vendor|Hiring|Content|Phase',
    'Monday|Tuesday|Wednesday|Thursday|Friday|Weekly|Monthly|Portfolio|Business|Digital|Process|Payroll|Finance',
  )}$`,
);

/** Signs of people's work on screens: channels, repositories, hosts, tickets, code names. */
export const SCREEN: readonly Rule[] = [
  rule({
    id: 'channel',
    type: 'CHANNEL',
    value: '(?<![\\w&/#.])#[\\p{L}][\\p{L}\\p{N}_-]{1,79}',
    after: '(?![\\w])',
    flags: 'iu',
    valid: (value) => !CHANNELS.test(value),
    on: ['ui'],
    hits: ['⟦#hr-payroll⟧', '⟦#équipe⟧'],
    misses: ['#general', '#fff', 'a#payroll', '#1234'],
  }),
  rule({
    id: 'repository',
    type: 'REPOSITORY',
    value: '(?<![\\w/.:@#~-])[A-Za-z0-9][\\w.-]{1,38} ?/ ?[A-Za-z0-9][\\w.-]{1,80}',
    after: '(?![\\w/])',
    valid: (value, line) => {
      if (STROKES.test(value) || /^[\d.]{1,400} ?\/ ?[\d.]{1,400}$/.test(value)) return false;
      const [owner, name] = value.split(/ ?\/ ?/) as [string, string];
      if (FORGE.test(line.replace(value, ' ')))
        return /[-_.\d]/.test(value) || hasName(owner) || hasName(name) || !value.includes(' ');
      if (value.includes(' ') || (isWordOfAnother(owner) && isWordOfAnother(name.replace(/\.$/, '')))) return false;
      return hasName(owner) && (hasName(name) || /[-_]/.test(name));
    },
    on: ['ui'],
    hits: [
      '⟦kestrelworks/ledger-api⟧ pull requests',
      'clone ⟦birchmere / payroll-sync⟧ from GitHub',
      '⟦kestrelworks/birchmere⟧',
    ],
    misses: [
      'and/or',
      'client/server',
      '10/12',
      'src/kestrelworks/ledger-api',
      'maiuscole/minuscole',
      'entrada/salida',
    ],
  }),
  rule({
    id: 'git.remote',
    type: 'REPOSITORY',
    value: '(?<![\\w.])git@[\\w.-]{3,60}:[\\w.-]{1,60}/[\\w./-]{1,120}',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['⟦git@forge.test:kestrelworks/ledger.git⟧'],
    misses: ['git@forge.test', 'xgit@forge.test:a/b', 'git@forge.test:ledger'],
  }),
  rule({
    id: 'user.host',
    type: 'USERNAME',
    value: `(?<![\\w.@/+-])[a-z_][a-z0-9_.-]{0,31}@${MACHINE}`,
    after: '(?![\\w@/.])',
    flags: 'i',
    valid: (value) => !/^(?:npm|node|react|vue|version)@/i.test(value) && !TAGGED.test(value),
    on: ['ui', 'prose'],
    hits: ['⟦swhitfield@fs02⟧', 'ssh ⟦bob@10.4.22.1⟧'],
    misses: ['npm@10.4.1.2', 'a@', '@fs02', 'npm@latest', 'npm install -D typescript@next'],
  }),
  rule({
    id: 'host.internal',
    type: 'HOSTNAME',
    value: `(?<![\\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,5}${INTERNAL}`,
    after: '(?![\\w.-])',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['⟦db1.birchmere.internal⟧', '⟦printer.local⟧'],
    misses: ['internal', 'db1.internals', 'a@b.local', 'local.birchmere.test'],
  }),
  rule({
    id: 'host.stage',
    type: 'HOSTNAME',
    value: `(?<![\\w@.#/-])[a-z][a-z0-9]{2,30}(?:-[a-z0-9]{1,30}){0,3}-${STAGE}(?:-[a-z0-9]{1,12}){0,3}`,
    after: '(?![\\w-])',
    flags: 'i',
    valid: hasName,
    on: ['ui'],
    hits: ['⟦zephyrdb-api-prod⟧', '⟦zephyrdb-staging-2⟧'],
    misses: ['api-prod', 'kestrel-api-product', 'database-dev'],
  }),
  rule({
    id: 'host.remote',
    type: 'HOSTNAME',
    before: '\\[(?:SSH|Remote|Tunnel|Codespaces|Dev Container)(?: [A-Za-z]{2,12})?: ',
    value: '[\\w.@-]{3,120}',
    after: '(?=\\])',
    on: ['ui'],
    hits: ['main.py - app [SSH: ⟦gate.rivermead.example⟧] - editor', '[Tunnel: ⟦kbell-desk⟧]'],
    misses: ['[SSH: ]', '[Note: gate.rivermead.example]', 'SSH: gate', '[SSH: two words]'],
  }),
  rule({
    id: 'host.title',
    type: 'HOSTNAME',
    value: '(?<![\\w./@-])[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){1,4}',
    after: '(?=: ?[~/])',
    on: ['ui'],
    hits: ['⟦db-thistledown-03⟧: ~/src - Visual Studio Code', '⟦hr-web⟧:/srv'],
    misses: ['db: ~/src', 'db-thistledown-03 ~/src', './db-web: /src'],
  }),
  rule({
    id: 'host.address',
    type: 'HOSTNAME',
    value: '(?<![\\w.-])ip-\\d{1,3}(?:-\\d{1,3}){3}',
    after: '(?![\\w-])',
    on: ['ui', 'prose'],
    hits: ['⟦ip-10-4-22-1⟧'],
    misses: ['ip-10-4-22', 'zip-10-4-22-1', 'ip-10-4-22-1-9'],
  }),
  rule({
    id: 'bucket',
    type: 'URL',
    value: '(?<!\\w)(?:s3|gs|abfss?|wasbs?|hdfs|smb|sftp|ftp|ssh|file)://[^\\s"\'<>()]{3,400}',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['⟦s3://kestrel-raw/2026⟧', '⟦smb://fs02/hr⟧'],
    misses: ['s3:/kestrel', 'xs3://kestrel', 's3://a'],
  }),
  rule({
    id: 'site.tenant',
    type: 'URL',
    value: `(?<![\\w.-])[a-z0-9][a-z0-9-]{1,40}\\.${TENANTS}(?:/[^\\s"'<>]{0,400})?`,
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['⟦kestrel.atlassian.net⟧', '⟦birchmere.slack.com/archives/C1⟧'],
    misses: ['atlassian.net', 'kestrel.atlassian.com', '.kestrel.slack.com'],
  }),
  rule({
    id: 'ticket',
    type: 'ID_NUMBER',
    value: '(?<![\\w./-])[A-Z][A-Z0-9]{1,12}-\\d{1,7}',
    after: '(?![\\w-]|\\.\\d)',
    valid: (value) => !STANDARDS.test(value),
    on: ['ui'],
    hits: ['⟦PAYR-4821⟧', '⟦HR2-7⟧'],
    misses: ['UTF-8', 'COVID-19', 'PAYR-', 'payr-4821', 'PAYR-48210773', 'SHA-256'],
  }),
  rule({
    id: 'codename',
    type: 'CODE_NAME',
    value: `\\b(?:Project|Operation|Initiative|Programme)\\s["“'‘]?\\p{Lu}[\\p{L}\\p{N}]{2,24}${SECOND_WORD}?`,
    flags: 'u',
    valid: (value) => !PLAIN_AFTER_PROJECT.test(value.split(/\s["“'‘]?/)[1] ?? ''),
    on: ['ui', 'prose'],
    hits: ['⟦Project Nightjar⟧', '⟦Operation “Blue⟧', '⟦Project Grey Heron⟧ - plan'],
    misses: ['Project Settings', 'project nightjar', 'Projects Nightjar', 'Project Plan'],
  }),
  rule({
    id: 'codename.plan',
    type: 'CODE_NAME',
    value: '(?<![\\p{L}\\p{N}] ?)\\p{Lu}\\p{Ll}{3,20}',
    after: `(?=\\s(?:${PLANS})(?![\\p{L}]))`,
    flags: 'u',
    on: ['ui'],
    valid: (value) => !PLANNED.test(value),
    hits: ['⟦Magpie⟧ launch checklist - Confluence', 'Docs | ⟦Nightjar⟧ rollout plan'],
    misses: ['Product launch checklist', 'Magpie launches', 'the Magpie launch', 'Database migration'],
  }),
  rule({
    id: 'codename.said',
    type: 'CODE_NAME',
    before: '\\b(?:code[ -]?named?|project called|project named|internally called)\\b:?\\s["“\'‘]?',
    value: '\\p{L}[\\p{L}\\p{N}-]{2,30}',
    flags: 'iu',
    valid: (value) => !PLAIN_AFTER_PROJECT.test(value),
    on: ['ui', 'prose'],
    hits: ['codename: ⟦nightjar⟧', 'a project called ⟦Heron⟧'],
    misses: ['codename: settings', 'code names', 'encode name heron'],
  }),
  rule({
    id: 'path',
    type: 'PATH',
    before: '(?:~|/home/[\\w.-]{1,32}|/Users/[\\w.-]{1,32}|[A-Z]:\\\\Users\\\\[\\w.-]{1,32})[/\\\\]',
    value: '[\\w.-]{1,60}(?:[/\\\\][\\w.-]{1,60}){0,8}',
    after: '(?![\\w.-])',
    flags: 'i',
    valid: (value) =>
      value
        .replace(/\.\w{1,5}$/, '')
        .split(/[^A-Za-z]{1,8}/)
        .some((part) => part.length > 2 && (flagsOf(part.toLowerCase()) & (FLAG.common | FLAG.word | TECH_WORD)) === 0),
    on: ['ui'],
    hits: ['~/⟦kestrelworks/plan.xlsx⟧', '/home/bob/⟦birchmere⟧'],
    misses: ['~/documents/notes', '/srv/kestrelworks', '~kestrelworks/plan'],
  }),
  rule({
    id: 'cloud.resource',
    type: 'ID_NUMBER',
    value: '(?<!\\w)arn:aws[\\w-]{0,12}:[\\w-]{1,30}:[\\w-]{0,20}:\\d{12}:[^\\s"\'<>,)]{1,200}',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['⟦arn:aws:iam::448210773391:role/hr⟧'],
    misses: ['arn:aws:iam::44821077339:role/hr', 'arn:gcp:iam::448210773391:role/hr', 'arn:aws:s3:::bucket'],
  }),
  rule({
    id: 'cloud.account',
    type: 'ID_NUMBER',
    value: '(?<![\\d.])\\d{12}(?![\\d.])|(?<![\\d-])\\d{4}-\\d{4}-\\d{4}(?![\\d-])',
    valid: (_value, line) => /\b(?:aws|amazon|account|console|iam|organization)\b/i.test(line),
    on: ['ui', 'prose'],
    hits: ['AWS account ⟦448210773391⟧', 'console ⟦4482-1077-3391⟧'],
    misses: ['AWS account 44821077339', 'order 448210773391', 'AWS account 4482107733910'],
  }),
  rule({
    id: 'object.id',
    type: 'ID_NUMBER',
    value: `(?<!\\w)${OBJECT}_[A-Za-z0-9]{8,40}`,
    after: '(?!\\w)',
    valid: (value) => /\d/.test(value),
    on: ['ui', 'prose'],
    hits: ['⟦cus_N4kZ8qLm2⟧', '⟦team_48210773⟧'],
    misses: ['cus_N4kZ8qL', 'focus_N4kZ8qLm2', 'cus_abcdefgh'],
  }),
  rule({
    id: 'locator',
    type: 'ID_NUMBER',
    before: `\\b${BOOKING}\\b(?:\\s(?:code|number|no|nr|#))?\\.?\\s?[:#–-]?\\s?`,
    value: '(?=[A-Z]{0,5}\\d)[A-Z0-9]{5,8}',
    after: '(?!\\w)',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['booking code: ⟦K7XQ2P⟧', 'PNR ⟦4QX7LM⟧'],
    misses: ['booking code: K7XQ', 'booking office', 'rebooking K7XQ2P', 'booking: KXQLMP'],
  }),
  rule({
    id: 'parcel',
    type: 'ID_NUMBER',
    value: '(?<!\\w)(?:1Z[A-Z0-9]{16}|[A-Z]{2}\\d{9}[A-Z]{2})',
    after: '(?!\\w)',
    on: ['ui', 'prose'],
    hits: ['⟦1Z999AA10123456784⟧', '⟦RB123456785GB⟧'],
    misses: ['1Z999AA1012345678', 'RB12345678GB', 'XRB123456785GB'],
  }),
  rule({
    id: 'network',
    type: 'NETWORK',
    before: '\\b(?:wi-?fi|ssid|hotspot|wlan)\\b\\s?(?:network\\s?)?(?:[:=–]|-\\s)\\s{0,2}["\'“]?',
    value: '(?<=["“])[^"”\\n]{3,32}(?=["”])|[^\\s"\'”,;]{3,32}',
    flags: 'i',
    valid: (value) => !STATES.test(value),
    on: ['ui', 'prose'],
    hits: ['Wi-Fi: ⟦KestrelOffice⟧', 'SSID = "⟦Birch 5G⟧"'],
    misses: ['Wi-Fi: connected', 'WiFi settings', 'wifi: on', 'SSIDs: KestrelOffice'],
  }),
  rule({
    id: 'reddit',
    type: 'HANDLE',
    value: '(?<![\\w/])/?u/[\\w-]{3,30}',
    after: '(?![\\w/])',
    on: ['ui', 'prose'],
    hits: ['⟦u/kestrel_mia⟧', '⟦/u/mia-okon⟧'],
    misses: ['u/ab', 'menu/kestrel', 'u/kestrel/x'],
  }),
  rule({
    id: 'otp',
    type: 'PASSWORD',
    before: `\\b${CODE_NAME}\\b\\s?(?:is|:|=|–|-)?\\s{0,2}`,
    value: '\\d{3}[ -]?\\d{3}|\\d{4,8}',
    after: '(?!\\d)',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['verification code: ⟦481 920⟧', 'OTP is ⟦4819⟧', 'your code ⟦48192077⟧'],
    misses: ['verification code: 481', 'your codes 4819', 'OTP is 481920775', 'laptop 4819'],
  }),
  rule({
    id: 'money.plain',
    type: 'MONEY',
    before: `\\b${SUM_NAME}\\b\\s?[:=]?\\s?`,
    value: "\\d{1,3}(?:[ ,.']\\d{3}){1,4}(?:[.,]\\d{1,2})?",
    after: '(?!\\w)',
    flags: 'i',
    on: ['ui', 'prose'],
    hits: ['Balance: ⟦12 480,00⟧', 'salary ⟦92,500⟧'],
    misses: ['Balance: 480', 'balanced 12,480', 'salary 92500x', 'bonus 12,48'],
  }),
];
