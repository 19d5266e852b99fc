import { BETWEEN, PASSWORD } from '../rules/labels.ts';
import { isPassword } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Names of a password in programs, files of settings and options, as a part of a longer name. */
const NAMED = oneOf(
  PASSWORD,
  'parola[ _-]chiave|palabra[ _-]clave|clave[ _](?:secreta|de[ _]acceso)|tajne[ _]has[lł]o',
);
const PART = '[\\w.-]{0,40}';
/** The name of an option, before its value: "--kennwort X", "/pass:X", "-storepass X". */
const OPTION = `(?<=[\\s"'\`])(?:-{1,2}|/)[A-Za-z_-]{0,30}?${NAMED}[\\w-]{0,12}(?:=|:|\\s{1,3})`;

/** How a name and its value stand beside each other, one way a row. Values are read from the end of the match on. */
const WAYS = {
  /** A name, a sign of assignment and a quote, in any language of programs: `password: "a b"`, `"pwd" => 'a b'`. */
  QUOTED: new RegExp(`${NAMED}${PART}${BETWEEN}(?=["'\`])`, 'gi'),
  /** An option of a command, and a quote. */
  OPTION_QUOTED: new RegExp(`${OPTION}(?=["'])`, 'gi'),
  /** A command that keeps a secret in a store, and the value of its option in quotes. */
  STORED: new RegExp(
    `\\b${oneOf(
      'az keyvault secret set|aws (?:secretsmanager|ssm put-parameter)|(?:gh|glab) (?:secret|variable) set|doppler secrets set|vault (?:kv put|write)',
      'op item (?:create|edit)|(?:kubectl|oc) create secret|pulumi config set --secret|dotnet user-secrets set|heroku config:set|fly secrets set|mosquitto_\\w{3,6}|net user',
    )}\\b[^\\n|;]{0,200}?(?:--(?:value|secret-string|body)[= ]|\\s-[bvP] |=|user [\\w.-]{1,40} )(?=["'])`,
    'gi',
  ),
  /** A clause of SQL, in which a quote within the value stands twice. */
  CLAUSE: /\b(?:password|identified by)\s{1,3}(?=')/gi,
  /** A pair of a connection string whose value has braces around it, because it has signs that mean something there (ODBC). */
  BRACED: /\b(?:pwd|password)\s?=\s?(?=\{)/gi,
  /** An option of a command, and a word of the shell. */
  OPTION: new RegExp(`${OPTION}(?=[^\\s"'\`-])`, 'gi'),
  /** A variable of the environment, in front of a command or on its own line. */
  VARIABLE: new RegExp(
    `(?<=^|[\\s;&|("'])[A-Z][A-Z\\d_]{0,30}${oneOf('PASS(?:WORD|WD|PHRASE)?|PWD|KENNWORT|PASSWORT|CONTRASENA|SENHA|MOT_DE_PASSE|MDP')}[A-Z\\d_]{0,20}=(?=[^\\s"'\`])`,
    'gm',
  ),
  /** A line of a file of properties: a name in parts, and its value as far as the line goes. */
  PROPERTY: new RegExp(
    `(?<=^[ \\t]{0,8}|--set(?:-string)? |\\s-[DPe] ?)[\\w-]{1,40}[._][\\w.-]{0,60}${NAMED}[\\w-]{0,12}[ \\t]?[=:][ \\t]?(?=\\S)`,
    'gim',
  ),
  /** A program that asks for the password of an account, and the answer in the same line. */
  ASKED:
    /^(?:[^\n]{0,8}[\w.-]{1,40}(?:@[\w.-]{1,60})?['’]s (?:password|passphrase)|Password|Passphrase|Passwort|Kennwort):[ \t](?=\S)/gm,
} as const satisfies Readonly<Record<string, RegExp>>;
/** For the gate that decides which of them can match. */
export const SETTINGS = WAYS;

/** Parts of a name that only speaks of a password: where it is, how long it may be, what a screen says of it. */
const SPEAKS_OF = new RegExp(
  `^${oneOf(
    'files?|filename|paths?|hints?|policy|policies|len(?:gth)?|min(?:imum)?|max(?:imum)?|expir\\w{0,5}|types?|labels?|titles?|placeholders?|messages?|msg',
    'errors?|help|desc(?:ription)?|names?|urls?|links?|reset|forg\\w{1,6}|requir\\w{1,5}|invalid|wrong|strength|rules?|regex|patterns?|fields?|inputs?',
    'columns?|env|managers?|prompts?|commands?|cmd|modes?|algo\\w{0,8}|hash\\w{0,6}|formats?|counts?|ttl|timeouts?|attempts?|protect\\w{0,4}|changed?',
    'updated?|show|hide|toggle|no|without|verif\\w{1,6}|valid\\w{0,6}|check|lost|text|intro|info|notes?|encryption|encoder|encoding|less|age|ages',
  )}$`,
  'i',
);
/** Words of forms, messages and manuals: a password that a person chose has none of them. */
const OF_FORMS = new RegExp(
  `(?<![\\p{L}])${oneOf(
    `${PASSWORD}|passw\\w{1,6}|enter|type|please|your|must|requir\\w{1,4}|invalid|wrong|incorrect|forgot\\w{0,3}|reset|chang\\w{1,3}|confirm\\w{0,6}`,
    'repeat|again|show|hide|current|least|characters?|minimum|optional|empty|blank|leave|used?|user\\w{0,5}|log ?in|sign|account|secret',
    'keys?|tokens?|files?|strings?|values?|fields?|options?|default|hash\\w{0,3}|encrypt\\w{0,4}|database|server|connect\\w{0,4}|auth\\w{0,12}',
    "credentials?|prompt\\w{0,2}|stored?|cannot|can[’']?t|should|failed|error|match\\w{0,2}|mismatch|example|code|pin|protect\\w{0,3}|verif\\w{1,6}",
    'bitte|eingeben|eingabe|ungültig|falsch|veuillez|saisi\\w{1,3}|introdu\\w{2,4}|inserisci|digite|voer|podaj|obligatoire|erforderlich',
  )}(?![\\p{L}])`,
  'iu',
);
/** Something that a program puts together or looks up, and a tag. */
const COMPUTED = /\$\{|\{\{|\{\d?\}|%[sd(]|<[a-z/][^>\n]{0,80}>|#\{|\\[nrtu]|^\{[\w.]{0,40}\}$|^\s|\s$/;
const WORDS = /^\S{1,40}(?: \S{1,40}){1,9}$/;
const SHORTEST = 3;
const LONGEST = 200;

/**
 * Passwords by the grammar that carries them: which words name one, which signs stand behind the name, and how far the value then goes.
 * What the value looks like is asked last, because passwords of words, with spaces, dots and quotes in them look like nothing.
 *
 * @param possible patterns that can match in the text
 */
export function findSettings(text: string, possible: ReadonlySet<RegExp>): Found[] {
  const found: Found[] = [];
  for (const [way, isOne] of READ) {
    if (!possible.has(way)) continue;
    for (const { 0: named, index } of matchesOf(way, text)) {
      const at = index + named.length;
      const value = valueAt(text, at, way);
      if (
        value === undefined ||
        !/[\p{L}\p{N}]/u.test(value.text) ||
        (way !== WAYS.ASKED && way !== WAYS.STORED && isAbout(text, index, named))
      )
        continue;
      if (!isOne(value.text, named, text.slice(Math.max(0, index - 60), index))) continue;
      found.push({ start: value.start, end: value.start + value.text.length, type: 'PASSWORD', rank: RANK.labelled });
    }
  }
  return found;
}

interface Value {
  readonly text: string;
  readonly start: number;
}

/** The value at a place, by the sign that it begins with. */
function valueAt(text: string, at: number, way: RegExp): Value | undefined {
  const sign = text.charAt(at);
  if (way === WAYS.BRACED) return braced(text, at);
  if (way === WAYS.PROPERTY || way === WAYS.ASKED) {
    const line = /^[^\r\n]{1,200}/.exec(text.slice(at, at + LONGEST))?.[0].trimEnd() ?? '';
    return { text: line, start: at };
  }
  if (sign === '"' || sign === "'" || sign === '`') return quoted(text, at, sign);
  const word = /^(?:\\.|[^\s"'`|;&<>()\\]){1,200}/.exec(text.slice(at, at + LONGEST))?.[0];
  return word === undefined ? undefined : { text: word, start: at };
}

/** A string, which ends at its quote: one that is doubled or escaped belongs to it. Three quotes reach over lines. */
function quoted(text: string, at: number, sign: string): Value | undefined {
  const long = text.startsWith(sign.repeat(3), at);
  const close = long ? sign.repeat(3) : sign;
  const start = at + close.length;
  for (let end = start; end < Math.min(text.length, start + LONGEST); end++) {
    if (!long && text[end] === '\n') return undefined;
    if (text[end] === '\\') end++;
    else if (text.startsWith(close, end)) {
      if (!long && end > start && text[end + 1] === sign) end++;
      else return { text: text.slice(start, end), start };
    }
  }
  return undefined;
}

function braced(text: string, at: number): Value | undefined {
  for (let end = at + 1; end < Math.min(text.length, at + LONGEST); end++) {
    if (text[end] === '\n') return undefined;
    if (text[end] !== '}') continue;
    if (text[end + 1] === '}') end++;
    else return { text: text.slice(at + 1, end), start: at + 1 };
  }
  return undefined;
}

/** Whether the whole name, with its parts before and behind, says that no password follows. */
function isAbout(text: string, index: number, named: string): boolean {
  const before = /[\w.$-]{0,40}$/.exec(text.slice(Math.max(0, index - 40), index))?.[0] ?? '';
  const name = /^[^=:,>"'`\])]{0,60}/.exec(named)?.[0] ?? '';
  return `${before}${name}`.split(/[^\p{L}]{1,60}|(?<=\p{Ll})(?=\p{Lu})/u).some((part) => SPEAKS_OF.test(part));
}

/** Words with spaces between them: no message of a form, and nothing that a program puts together. */
const isPhrase = (value: string): boolean =>
  WORDS.test(value.replaceAll(/\s{1,8}/g, ' ')) &&
  !OF_FORMS.test(value) &&
  !COMPUTED.test(value) &&
  !/[.:?…]$/.test(value);

/** A call between the name and the string, or a list of arguments: only programs that store values put a phrase there. */
const STORES = /\b(?:define|put|set\w{0,20}|add|config\w{0,4}|store|with\w{0,12}|update|create)\s?\([^()\n]{0,40}$/i;
const isQuoted = (value: string, named: string, before: string): boolean => {
  if (value.length < SHORTEST || !realSecret(value) || COMPUTED.test(value) || named.includes('\n')) return false;
  if (/[,|]\s{0,12}$/.test(named) && !STORES.test(before)) return false;
  if (/\s/.test(value)) return isPhrase(value);
  return isPassword(value) || isJoined(value) || /[\w+/]{12,200}={1,2}$/.test(value);
};

/** Words with dots between them, which in a program would be a member of an object. */
const isJoined = (value: string): boolean =>
  /^[\p{L}\p{N}!#%&*+_-]{1,30}(?:\.[\p{L}\p{N}!#%&*+_-]{1,30}){1,6}[!?]?$/u.test(value) &&
  !/^(?:this|self|props|ctx|req(?:uest)?|config|args?|params?|options?|opts|data|user|settings|process|env|var|local|each|module|secrets?|vault)\./i.test(
    value,
  ) &&
  !/\.(?:txt|pem|key|json|ya?ml|js|ts|py|sh|conf|cfg|ini|env|xml|csv|gpg|p12|pfx|jks|crt|cer|html?|md|com|org|net|io|test|local|dev|value|text|length)$/i.test(
    value,
  ) &&
  !new RegExp(`(?:${PASSWORD}|secret|token|key|hash|value)$`, 'i').test(value) &&
  !/^v?[\d.]{1,40}$/.test(value);

const isWord = (value: string): boolean =>
  value.length >= SHORTEST &&
  realSecret(value) &&
  !COMPUTED.test(value) &&
  !/^[-$%@~./\\[{<(]|[,{([;]$|^[A-Z]{1,40}(?:_[A-Z]{1,40}){0,8}$|^\d{1,3}$|:\/\//.test(value) &&
  (isJoined(value) || (isPassword(value) && !OF_FORMS.test(value)));

const isProperty = (value: string): boolean =>
  /\s/.test(value) ? isPhrase(value) : isWord(value) && !/^`|\w\([^\n]{0,200}\)/.test(value);

const READ: readonly (readonly [way: RegExp, isOne: (value: string, named: string, before: string) => boolean])[] = [
  [WAYS.QUOTED, isQuoted],
  [WAYS.OPTION_QUOTED, isQuoted],
  [WAYS.STORED, (value) => realSecret(value) && !COMPUTED.test(value) && value.length >= SHORTEST],
  [WAYS.CLAUSE, (value) => realSecret(value) && !COMPUTED.test(value) && value.length >= SHORTEST],
  [WAYS.BRACED, (value) => realSecret(value) && !/^[\w.]{0,40}$/.test(value)],
  [WAYS.OPTION, isWord],
  [WAYS.VARIABLE, isWord],
  [WAYS.PROPERTY, isProperty],
  [WAYS.ASKED, (value) => isWord(value) && !/\s/.test(value)],
];
