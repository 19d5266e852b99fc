import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Rule } from './rule.ts';

const KNOWN = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
const isUnknown = (part: string) =>
  part.length > 2 && /[a-z]/i.test(part) && (flagsOf(part.toLowerCase()) & KNOWN) === 0;
/** Whether a slug holds something that is no word of the language: a name that somebody chose. */
const hasName = (slug: string) => slug.split(/[^\p{L}]{1,400}/u).some(isUnknown);

const FORGE =
  /\b(?:github|gitlab|bitbucket|gitea|codeberg|sourcehut|pull requests?|merge requests?|issues?|commits?|branch(?:es)?|repositor(?:y|ies)|fork(?:ed)?|actions|workflow runs|releases|main|master|git (?:push|pull|clone|fetch))\b/i;
/** Two words with a stroke between that are no path. */
const STROKES =
  /^(?:and\/or|client\/server|read\/write|input\/output|i\/o|n\/a|tcp\/ip|w\/o|km\/h|24\/7|a\/b|ci\/cd|he\/she|his\/her|yes\/no|on\/off|true\/false|(?:application|text|image|audio|video|multipart|font|message|model)\/.{0,400})$/i;
const CHANNELS = /^#(?:general|random|help|announcements|introductions|\d{1,400}|(?:[a-f0-9]{3}){1,2}|[a-f0-9]{8})$/i;
/** What looks like the key of a ticket. */
const STANDARDS =
  /^(?:UTF|SHA|ISO|IEC|RFC|MD|AES|RSA|CVE|CWE|USB|HTTP|TLS|SSL|MP|H|COVID|SARS|WIN|X|RS|IEEE|PS|EU|US|UK|ASCII|BASE|ECMA|ES|GPT|PDF|HTML|CSS|A|B|F|G|Q|T|V|WEB|IP|IPV|DDR|PCI|GTX|RTX|CAT|EN|DIN|ANSI|LTE|KB|GB|MB|TB)-/;
const PLAIN_AFTER_PROJECT =
  /^(?:settings?|managers?|management|explorer|names?|files?|overview|plans?|planning|status|boards?|details?|structure|dashboards?|members?|lists?|templates?|timelines?|tasks?|properties|options?|types?|owners?|leads?|budgets?|reports?|ids?|info|information|view|home|folders?|goals?|scope|milestones?|teams?|tracker|tracking|roadmap|summary|history|archive|proposal|brief|charter|kickoff|calendar|documents?|docs|notes|updates?|reviews?|permissions?|access|roles?|wiki|tools|window|panel|gutenberg|code|server|cost|costs|phases?|risks?|resources?|schedule|sponsor|stakeholders?|workspace|browser|navigator|configuration|configurations|dependencies|requirements|system|systems|center|centre|mode|error|complete|completed|failed|failure|in|on|of|and|for|by|is|to|with|x|a|the|new|all|my|time|research|online|control|center|success(?:ful)?|cancell?ed|pending|timed|not|aborted|started)$/i;

/** What screens show of people's work: channels, repositories, hosts, tickets, code names. */
export const SCREEN: readonly Rule[] = [
  {
    id: 'channel',
    type: 'CHANNEL',
    pattern: /(?<![\w&/#.])#[\p{L}][\p{L}\p{N}_-]{1,79}(?![\w])/iu,
    valid: (value) => !CHANNELS.test(value),
    on: ['ui'],
  },
  {
    id: 'repository',
    type: 'REPOSITORY',
    pattern: /(?<![\w/.:@#~-])[A-Za-z0-9][\w.-]{1,38} ?\/ ?[A-Za-z0-9][\w.-]{1,80}(?![\w/])/,
    valid: (value, line) => {
      if (STROKES.test(value) || /^[\d.]{1,400} ?\/ ?[\d.]{1,400}$/.test(value)) return false;
      const [owner, name] = value.split(/ ?\/ ?/) as [string, string];
      if (FORGE.test(line.replace(value, ' ')))
        return /[-_.\d]/.test(value) || hasName(owner) || hasName(name) || !value.includes(' ');
      return !value.includes(' ') && hasName(owner) && (hasName(name) || /[-_]/.test(name));
    },
    on: ['ui'],
  },
  {
    id: 'git.remote',
    type: 'REPOSITORY',
    pattern: /(?<![\w.])git@[\w.-]{3,60}:[\w.-]{1,60}\/[\w./-]{1,120}/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'user.host',
    type: 'USERNAME',
    pattern:
      /(?<![\w.@/+-])[a-z_][a-z0-9_.-]{0,31}@(?:\d{1,3}(?:\.\d{1,3}){3}|[a-z][a-z0-9-]{1,62}(?:\.[a-z0-9-]{1,62}){0,4})(?![\w@/.])/i,
    valid: (value) => !/^(?:npm|node|react|vue|version)@/i.test(value),
    on: ['ui', 'prose'],
  },
  {
    id: 'host.internal',
    type: 'HOSTNAME',
    pattern:
      /(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}(?:internal|local|lan|corp|intra|intranet|prod|priv|private|svc|home|example)(?![\w.-])/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'host.stage',
    type: 'HOSTNAME',
    pattern:
      /(?<![\w@.#/-])[a-z][a-z0-9]{2,30}(?:-[a-z0-9]{1,30}){0,3}-(?:prod|production|staging|stage|stg|dev|uat|prd|preprod)(?:-[a-z0-9]{1,12}){0,3}(?![\w-])/i,
    valid: hasName,
    on: ['ui'],
  },
  {
    id: 'host.address',
    type: 'HOSTNAME',
    pattern: /(?<![\w.-])ip-\d{1,3}(?:-\d{1,3}){3}(?![\w-])/,
    on: ['ui', 'prose'],
  },
  {
    id: 'bucket',
    type: 'URL',
    pattern: /(?<!\w)(?:s3|gs|abfss?|wasbs?|hdfs|smb|sftp|ftp|ssh|file):\/\/[^\s"'<>()]{3,400}/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'site.tenant',
    type: 'URL',
    pattern:
      /(?<![\w.-])[a-z0-9][a-z0-9-]{1,40}\.(?:atlassian\.net|slack\.com|sharepoint\.com|zendesk\.com|my\.salesforce\.com|lightning\.force\.com|okta\.com|service-now\.com|bamboohr\.com|workday\.com|myworkday\.com|freshdesk\.com|hubspot\.com|github\.io|vercel\.app|netlify\.app|herokuapp\.com|azurewebsites\.net|amazonaws\.com|notion\.site|webex\.com|zoom\.us|monday\.com|airtable\.com|looker\.com|snowflakecomputing\.com|cloudfront\.net)(?:\/[^\s"'<>]{0,400})?/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'ticket',
    type: 'ID_NUMBER',
    pattern: /(?<![\w./-])[A-Z][A-Z0-9]{1,12}-\d{1,7}(?![\w-]|\.\d)/,
    valid: (value) => !STANDARDS.test(value),
    on: ['ui'],
  },
  {
    id: 'codename',
    type: 'CODE_NAME',
    pattern:
      /\b(?:Project|Operation|Initiative|Programme)\s["“'‘]?\p{Lu}[\p{L}\p{N}]{2,24}(?:\s\p{Lu}[\p{L}\p{N}]{2,24}(?=\s?(?:$|[-–—|·:,.)])))?/u,
    valid: (value) => !PLAIN_AFTER_PROJECT.test(value.split(/\s["“'‘]?/)[1]!),
    on: ['ui', 'prose'],
  },
  {
    id: 'codename.said',
    type: 'CODE_NAME',
    pattern:
      /(\b(?:code[ -]?named?|project called|project named|internally called)\b:?\s["“'‘]?)(\p{L}[\p{L}\p{N}-]{2,30})/iu,
    valid: (value) => !PLAIN_AFTER_PROJECT.test(value),
    on: ['ui', 'prose'],
  },
  {
    id: 'path',
    type: 'PATH',
    pattern:
      /((?:~|\/home\/[\w.-]{1,32}|\/Users\/[\w.-]{1,32}|[A-Z]:\\Users\\[\w.-]{1,32})[/\\])([\w.-]{1,60}(?:[/\\][\w.-]{1,60}){0,8})(?![\w.-])/i,
    valid: (value) =>
      value
        .replace(/\.\w{1,5}$/, '')
        .split(/[^A-Za-z]{1,8}/)
        .some((part) => part.length > 2 && (flagsOf(part.toLowerCase()) & (FLAG.common | FLAG.word | TECH_WORD)) === 0),
    on: ['ui'],
  },
  {
    id: 'cloud.resource',
    type: 'ID_NUMBER',
    pattern: /(?<!\w)arn:aws[\w-]{0,12}:[\w-]{1,30}:[\w-]{0,20}:\d{12}:[^\s"'<>,)]{1,200}/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'cloud.account',
    type: 'ID_NUMBER',
    pattern: /(?<![\d.])\d{12}(?![\d.])|(?<![\d-])\d{4}-\d{4}-\d{4}(?![\d-])/,
    valid: (_value, line) => /\b(?:aws|amazon|account|console|iam|organization)\b/i.test(line),
    on: ['ui', 'prose'],
  },
  {
    id: 'object.id',
    type: 'ID_NUMBER',
    pattern:
      /(?<!\w)(?:cus|sub|pi|ch|in|acct|evt|pm|seti|txn|src|card|ba|usr|user|org|team|proj|ws|conv|msg|inv|ord|cust|ctr)_[A-Za-z0-9]{8,40}(?!\w)/,
    valid: (value) => /\d/.test(value),
    on: ['ui', 'prose'],
  },
  {
    id: 'locator',
    type: 'ID_NUMBER',
    pattern:
      /(\b(?:confirmation|booking|reservation|locator|pnr|record locator|itinerary)\b(?:\s(?:code|number|no|nr|#))?\.?\s?[:#–-]?\s?)((?=[A-Z]{0,5}\d)[A-Z0-9]{5,8})(?!\w)/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'parcel',
    type: 'ID_NUMBER',
    pattern: /(?<!\w)(?:1Z[A-Z0-9]{16}|[A-Z]{2}\d{9}[A-Z]{2})(?!\w)/,
    on: ['ui', 'prose'],
  },
  {
    id: 'network',
    type: 'NETWORK',
    pattern: /(\b(?:wi-?fi|ssid|hotspot|wlan)\b\s?(?:network\s?)?[:=–-]\s{0,2}["'“]?)([^\s"'”,;]{3,32})/i,
    valid: (value) =>
      !/^(?:on|off|enabled|disabled|connected|disconnected|not|no|none|available|settings|networks?|password|calling|direct|hotspot)$/i.test(
        value,
      ),
    on: ['ui', 'prose'],
  },
  {
    id: 'reddit',
    type: 'HANDLE',
    pattern: /(?<![\w/])\/?u\/[\w-]{3,30}(?![\w/])/,
    on: ['ui', 'prose'],
  },
  {
    id: 'otp',
    type: 'PASSWORD',
    pattern:
      /(\b(?:otp|one[- ]time (?:code|password|pin)|verification code|security code|login code|2fa code|auth(?:entication)? code|passcode|sms code|your code)\b\s?(?:is|:|=|–|-)?\s{0,2})(\d{3}[ -]?\d{3}|\d{4,8})(?!\d)/i,
    on: ['ui', 'prose'],
  },
  {
    id: 'money.plain',
    type: 'MONEY',
    pattern:
      /(\b(?:balance|salary|amount due|total due|amount paid|net pay|gross pay|revenue|arr|mrr|deal size|bonus)\b\s?[:=]?\s?)(\d{1,3}(?:[ ,.']\d{3}){1,4}(?:[.,]\d{1,2})?)(?!\w)/i,
    on: ['ui', 'prose'],
  },
];
