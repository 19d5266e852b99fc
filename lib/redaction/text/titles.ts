import { nth } from '../../activity/there.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { oneOf } from '../rules/rule.ts';
import type { Span, Surface } from '../types.ts';
import { isDerivedWord } from './built-word.ts';
import { matchesOf } from './matches.ts';
import { GIVEN_WORDS, UI_WORDS } from './vocabulary.ts';

const CUT = /\s[-–—|·•]\s|\s\(|:\s/g;
/** Names of programs, their views and kinds of document, so that the parts beside them are content. */
const PROGRAMS =
  /^(?:chat|group chat|calls?|contacts?|messages?|messaging|messenger|message \(html\)|calendar|agenda|mail|notes?|maps?|photos|files?|meeting|meetings|opportunit(?:y|ies)|accounts?|leads?|deals?|cases?|service console|crm|customers?|customer|patients?|chart review|epic|performance|payroll|goals?|reviews?|weekly sync|1:1|1:1 notes|channel|dm|board|documents?|slides|sheets|docs|term sheet|quote|invoice|contract|proposal|renewal|onboarding|kickoff|notes app|adobe acrobat(?: reader)?|quickbooks|docusign|workday|bamboohr|lattice|culture amp|datasite|box|lens|gusto|rippling|greenhouse|lever|intercom|front|pipedrive|zoho|sap|concur|expensify|coupa|ariba|netsuite|xero|freshbooks|sage|airtable|coda|loom|gong|chorus|outreach|apollo|marketo|pardot|docs|telegram|whatsapp|viber|line|wechat|kakaotalk|signal|instagram|facebook|linkedin|x|reddit|youtube|(?:microsoft )?visual studio(?: code)?|code(?: - insiders)?|vscodium|cursor|zed|intellij idea|pycharm|webstorm|goland|phpstorm|rubymine|clion|rider|datagrip|dbeaver|tableplus|sequel pro|pgadmin|android studio|sublime text|notepad(?:\+\+)?|textedit|vim|nvim|neovim|emacs|terminal|iterm2?|warp|alacritty|kitty|-?(?:zsh|bash|fish|sh|tmux|screen)|powershell|windows powershell|command prompt|putty|ssh|remote desktop|remote desktop connection|teamviewer|anydesk|finder|file explorer|windows explorer|preview|(?:google )?chrome|(?:mozilla )?firefox|microsoft edge|edge|safari|arc|brave|opera|1password|bitwarden|lastpass|dashlane|keepass|reminders|voice memos|facetime|imessage|skype|discord|docusign|turbotax|venmo|uber|lyft|doordash|airbnb|greenhouse|google docs|google sheets|google slides|google drive|google meet|google calendar|sharepoint|power bi|tableau|looker|metabase|grafana|datadog|sentry|kibana|splunk|pagerduty|opsgenie|statuspage|new relic|kubectl|k9s|postman|insomnia|figma|sketch|miro|mural|lucidchart|zeplin|invision|canva)$/i;
const LONGEST = 4;

/** Characters of a title; a longer text is none. */
const LONGEST_TITLE = 200;
const LAST_PART = /(?<=\s[-–—|·]\s)[^-–—|·]{2,60}$/u;

/** Where the last part of a title begins; undefined for a text of one part. */
export const lastPartOf = (text: string): number | undefined =>
  text.length > LONGEST_TITLE ? undefined : LAST_PART.exec(text)?.index;

/** The parts of a title beside the name of a program: the user's work. None when no part is a program. */
export function contentOf(text: string): { start: number; end: number }[] {
  if (text.length > LONGEST_TITLE) return [];
  const parts: { start: number; end: number }[] = [];
  let from = 0;
  for (const cut of matchesOf(CUT, text)) {
    parts.push({ start: from, end: cut.index });
    from = cut.index + cut[0].length;
  }
  parts.push({ start: from, end: text.replace(/\)\s{0,400}$/, '').length });
  if (parts.length < 2) return [];
  const content = parts.filter(({ start, end }) => !isProgram(text.slice(start, end).trim()));
  return content.length === parts.length ? [] : content;
}

/**
 * "Kestrel Foods - Slack": a part in capitals with a word that the language does not need every day is a name, and so is a
 * word without capitals that it does not know.
 */
export function findTitleParts(text: string, surface: Surface): Span[] {
  if (surface !== 'ui') return [];
  return contentOf(text).flatMap(({ start, end }): Span[] => {
    const part = text.slice(start, end);
    if (isNameOf(part))
      return [
        {
          start: start + part.length - part.trimStart().length,
          end: start + part.trimEnd().length,
          type: 'ORGANIZATION',
        },
      ];
    const firms = matchesOf(FIRM, part).filter((match) => isFirm(nth(match, 1)));
    if (firms.length > 0)
      return firms.map(({ 0: firm, index }) => ({
        start: start + index,
        end: start + index + firm.length,
        type: 'ORGANIZATION',
      }));
    return matchesOf(LOWER, part).flatMap((match) =>
      isChosen(match[0])
        ? [{ start: start + match.index, end: start + match.index + match[0].length, type: 'REPOSITORY' }]
        : [],
    );
  });
}
/** A name and the kind of firm behind it, among other words of a title: "Kestrel Holdings Q3 forecast.xlsx". */
const FIRM = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\p{Lu}[\\p{L}’'-]{2,20}(?: \\p{Lu}[\\p{L}’'-]{2,20}){0,2}) ${oneOf(
    'Holdings?|Partners|Associates|Industries|Foods|Logistics|Labs|Laboratories|Consulting|Ventures|Pharma|Biologics',
    'Pharmaceuticals|Motors|Airlines|Insurance|Inc|LLC|Ltd|GmbH|Enterprises|Brewing|Textiles|Dental|Realty|Freight',
    'Technologies|Robotics|Therapeutics|Shipping|Packaging|Outfitters|Roofing|Plumbing|Bakery|Orthopa?edics|Vineyards',
  )}(?![\\p{L}\\p{N}])`,
  'gu',
);
/** One word of it at least belongs to no program. */
const isFirm = (name: string): boolean =>
  name.split(' ').every((word) => !UI_WORDS.has(word.toLowerCase()) && (flagsOf(word.toLowerCase()) & TECH_WORD) === 0);
const LOWER = /(?<![\p{L}\p{N}_./\\@-])[a-z][a-z0-9]{1,24}(?:[-_][a-z0-9]{1,24}){0,5}(?![\p{L}\p{N}_/\\@-]|\.\p{L})/gu;
const SERVICES =
  /[-_](?:api|svc|service|web|app|backend|frontend|worker|infra|core|server|client|ui|lib|sdk|prod|staging|dev|eu|us|cluster|db)\d?$/;

/** A slug with a distinctive word, or one that is named like a service. */
function isChosen(slug: string): boolean {
  if (SERVICES.test(slug)) return true;
  return slug.split(/[-_]/).some((word) => {
    const letters = word.replace(/\d{1,400}$/, '');
    return letters.length > 4 && flagsOf(letters) === 0 && !isDerivedWord(letters);
  });
}

function isProgram(part: string): boolean {
  if (PROGRAMS.test(part)) return true;
  const words = part.toLowerCase().split(/\s{1,400}/);
  return (
    words.length <= 3 &&
    words.some((word) => (flagsOf(word) & (TECH_WORD | COMPANY)) !== 0) &&
    words.every((word) => (flagsOf(word) & (TECH_WORD | COMPANY | FLAG.common | FLAG.word | FLAG.rare)) !== 0)
  );
}

/** One to four words with capitals, one of which is uncommon, or two of which are a name and a surname that are words. */
function isNameOf(part: string): boolean {
  const words = part.trim().split(/\s{1,400}/);
  if (words.length > LONGEST || !words.every((word) => /^(?:\p{Lu}[\p{L}'’.-]{0,400}|&|and|of|the)$/u.test(word)))
    return false;
  const flags = words.map((word) => flagsOf(word.toLowerCase().replace(/['’]s$|[.,]$/, '')));
  if (flags.some((bits) => (bits & TECH_WORD) !== 0)) return false;
  if (flags.some((bits) => (bits & (FLAG.common | FLAG.word)) === 0)) return true;
  if (words.some((word) => UI_WORDS.has(word.toLowerCase()))) return false;
  if (words.length > 1 && flags.some((bits) => (bits & FLAG.common) === 0)) return true;
  if (words.length === 2 && GIVEN_WORDS.has(nth(words, 0).toLowerCase())) return true;
  return words.length === 2 && (nth(flags, 0) & FLAG.first) !== 0 && (nth(flags, 1) & (FLAG.last | FLAG.first)) !== 0;
}
