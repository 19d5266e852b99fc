import type { Language } from '../language/languages.ts';
import { isWordOfAnother } from '../language/recognise.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { findLearned, LENIENT } from '../names/learned.ts';
import { oneOf } from '../rules/rule.ts';
import type { Span, Surface } from '../types.ts';
import { findPosts } from './appositions.ts';
import { findFirms, findJoinedFirms } from './firms.ts';
import { type Found, RANK } from './found.ts';
import { findAccounts, widenJoined, widenOnScreen } from './joined.ts';
import { findListed } from './name-lists.ts';
import { findNames } from './names.ts';
import { isNoAddress } from './ordinary-address.ts';
import { isSmallTalk, NAMED } from './small-talk.ts';
import { findTitleParts, lastPartOf } from './titles.ts';
import type { Token } from './tokens.ts';

/**
 * Persons, organisations, places and addresses in prose and on screens. The model decides. English has a lexicon and cues of its
 * own as well: a name that they find is one, unless even a lenient reading of the model finds nothing there.
 */
export function findPeople(text: string, tokens: readonly Token[], surface: Surface, language: Language): Found[] {
  const english = language === 'en' || language === 'unknown';
  const lenient = surface === 'ui' ? LENIENT.label : english ? LENIENT.english : LENIENT.other;
  const { names, couldBe } = findLearned(text, surface, language, lenient);
  const learned = surface === 'ui' ? names.filter(isNoProgram(text, language, lenient)) : names;
  const guesses = english
    ? findNames(text, tokens, surface).filter(couldBe).filter(isNoForeignLabel(text, surface))
    : [];
  const found: Found[] = [];
  const add = (spans: readonly Span[], rank: number) => {
    for (const span of spans) found.push({ ...span, rank });
  };
  const alone = [...learned.map((span) => placed(span, guesses)), ...guesses].filter(
    (span) =>
      !isIdentifier(text, span) &&
      !isSmallTalk(text, span, language, surface) &&
      !isTerm(text, span) &&
      !(surface === 'prose' && isNoAddress(text, span, language)),
  );
  const shown = surface === 'ui' ? widenOnScreen(text, alone) : alone;
  const listed = english ? findListed(tokens, shown, surface) : [];
  add(
    widenJoined(
      text,
      [...shown, ...listed].map((name) => withForm(text, name)),
      surface,
    ),
    RANK.name,
  );
  if (!english) return found;
  add(findAccounts(text, surface), RANK.name);
  add(findTitleParts(text, surface), RANK.name);
  if (surface === 'prose') add([...findFirms(tokens), ...findJoinedFirms(text), ...findPosts(text, shown)], RANK.firm);
  return found;
}

/**
 * Whether a firm or place that the model read in a title is one. The last part of most titles is the name of the program, "Return a delivery -
 * Tidewater Help": the document before it says nothing of it, so a firm or a place must be found there by that part alone.
 */
function isNoProgram(text: string, language: Language, lenient: number): (span: Span) => boolean {
  const at = lastPartOf(text);
  if (at === undefined) return () => true;
  const alone = findLearned(text.slice(at), 'ui', language, lenient).names;
  return ({ start, end, type }) =>
    start < at ||
    type === 'PERSON' ||
    type === 'ADDRESS' ||
    alone.some((name) => name.start + at < end && name.end + at > start);
}

/**
 * Whether a guess is anything but a word that stands alone on a screen in another language: "Salva", "Cantidad". English has no such word, so its
 * lexicon guesses a name. What the model itself takes for a name is no guess, and neither is a name of a list.
 */
function isNoForeignLabel(text: string, surface: Surface): (span: Span) => boolean {
  const word = text.trim();
  if (surface !== 'ui' || !/^\p{Lu}\p{Ll}{3,20}$/u.test(word)) return () => true;
  const flags = flagsOf(word.toLowerCase());
  const isWord = (flags & NAMED) === 0 && (flags & COMPANY) === 0 && isWordOfAnother(word);
  return () => !isWord;
}

/** The parts after a firm's name: its trade, and its legal form as it is written in Europe and the Americas. */
const FORM = new RegExp(
  `(?: ${oneOf('Transport(?:e|es|s)?|Logisti[ck]s?|Holdings?|Trading|Consulting|Immobilien|Gruppe|Group|Services|Solutions|Construction', '(?:and|&|et|und|y|e|en|i) (?:Sons?|Daughters?|Brothers|Co|Partners|Associates|Fils|Söhne|Hijos|Figli|Filhos|Zonen|Synowie)|Roofing|Foods|Motors|Marine|Bau|Technik|Elektro|Immobilier|Conseil|Hermanos|Fratelli|Zonen|Zn|Söhne')}(?![\\p{L}]))?(?:,? ${oneOf('AS|ASA|A/S|ApS|AB|Oyj?|AG|KG|OHG|eG|e\\.K\\.|SE|S\\.?A\\.?|SAS|S\\.?L\\.?|S\\.?r\\.?l\\.?|SpA|S\\.p\\.A\\.', 'Ltda\\.?|B\\.?V\\.?|N\\.?V\\.?|VOF|Kft\\.?|d\\.o\\.o\\.|s\\.r\\.o\\.|a\\.s\\.|[Ss]p\\. ?z ?o\\. ?o\\.|Pty|LLP|PLC|plc')}(?![\\p{L}]))?`,
  'uy',
);

/** The trade of a firm behind its name, both in small letters, as people write in chats: "fenwick catering". */
const SMALL_TRADE = new RegExp(
  ` ${oneOf(
    'catering|couriers?|logistics|freight|haulage|plumbing|roofing|dental|vets|bakery|foods|labs|media|design|studios?|analytics',
    'partners|cleaning|printing|electric(?:al)?|motors|security|software|systems|supplies|interiors|landscaping|joinery|brewery',
    'pharmacy|clinic|consulting|insurance|holdings|solutions|dynamics|ventures|capital|legal|recruiting|staffing|construction',
    'builders|flooring|textiles|robotics|networks|telecom|energy|farms|growers|florists|removals|travel|tours|airways|shipping',
  )}(?![\\p{L}\\d-])`,
  'uy',
);

/** Small firms that are called by their owner: "Ada's Kitchen". */
const OWNED = new RegExp(
  `['’]s ${oneOf(
    'Kitchen|Bakery|Diner|Caf[eé]|Garage|Pizza|Pizzeria|Bar|Grill|Deli|Salon|Shop|Gardens?|Flowers|Catering|Place|Pub|Inn',
    'Books|Barbers?|Boutique|Cleaners|Florist|Pharmacy|Tavern|Market|Steakhouse|Burgers|Coffee|Tacos|Auto|Plumbing',
  )}(?![\\p{L}])`,
  'uy',
);

function withForm(text: string, name: Span): Span {
  OWNED.lastIndex = name.end;
  if (OWNED.test(text)) return { start: name.start, end: OWNED.lastIndex, type: 'ORGANIZATION' };
  if (name.type !== 'PERSON' && name.type !== 'ORGANIZATION') return name;
  SMALL_TRADE.lastIndex = name.end;
  if (/^\p{Ll}/u.test(text.slice(name.start, name.start + 1)) && SMALL_TRADE.test(text))
    return { start: name.start, end: SMALL_TRADE.lastIndex, type: 'ORGANIZATION' };
  FORM.lastIndex = name.end;
  FORM.test(text);
  return FORM.lastIndex > name.end ? { start: name.start, end: FORM.lastIndex, type: 'ORGANIZATION' } : name;
}

/** The model takes towns for firms and people more often than the cues of English do: "moved to Thornbury". */
function placed(span: Span, guesses: readonly Span[]): Span {
  if (span.type !== 'ORGANIZATION' && span.type !== 'PERSON') return span;
  const place = guesses.find(({ start, end, type }) => type === 'LOCATION' && start === span.start && end === span.end);
  return place ?? span;
}

/** Words of computing and of forms, in any language: "CDK", "WLAN", "IBAN". Firms that everyone knows can be customers. */
const isTerm = (text: string, { start, end, type }: Span): boolean => {
  if (type === 'ADDRESS' || isTagged(text, start)) return false;
  const words = text.slice(start, end).match(/[\p{L}\p{M}\d]{1,40}/gu) ?? [];
  return words.every((word) => {
    const flags = flagsOf(word.toLowerCase());
    return (flags & TECH_WORD) !== 0 && (flags & (FLAG.first | FLAG.last | FLAG.place | COMPANY)) === 0;
  });
};
/** Handles and tags are names, whatever word they are. */
const isTagged = (text: string, start: number): boolean => text[start - 1] === '@' || text[start - 1] === '#';

/** A name that a program gives, among prose: `appendRight`, `bundle.toString`. People's names do not begin small and go on large. */
function isIdentifier(text: string, { start, end }: Span): boolean {
  if (isTagged(text, start)) return false;
  let from = start;
  let to = end;
  while (from > 0 && start - from < LONGEST_IDENTIFIER && IN_IDENTIFIER.test(text.charAt(from - 1))) from--;
  while (to < text.length && to - end < LONGEST_IDENTIFIER && IN_IDENTIFIER.test(text.charAt(to))) to++;
  const written = text.slice(from, to);
  return (
    isOfPage(text, start, end) ||
    IDENTIFIER.test(written) ||
    MEMBER.test(written) ||
    (MEMBER_CALLED.test(written) && text[to] === '(') ||
    isOfWords(written)
  );
}
/** The spaces and signs that a page writes as words: "&nbsp;". */
const ENTITY = /^(?:(?:nbsp|amp|lt|gt|quot)[;&]{0,2}){1,12}$/;
/** The end of the name of a module, as projects are called: "zlib.js". */
const MODULE = /^\.(?:[cm]?[jt]sx?|css|scss|ya?ml|toml)(?![\p{L}\d])/u;
const BACKTICKS = 40;

/** A sign of a page, the beginning of the name of a module, or code. */
const isOfPage = (text: string, start: number, end: number): boolean =>
  ENTITY.test(text.slice(start, end)) || MODULE.test(text.slice(end, end + 8)) || inBackticks(text, start, end);

/**
 * Code between backticks, in one piece, of which no part is a name that people have. People put names between them too ("ping `kowalewska`"), so a
 * word alone is code only where a language or computing has it.
 */
function inBackticks(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - BACKTICKS);
  const before = text.slice(from, start).lastIndexOf('`');
  const after = before < 0 ? -1 : text.slice(end, end + BACKTICKS).indexOf('`');
  if (after < 0) return false;
  const open = from + before;
  const close = end + after;
  const code = text.slice(open + 1, close);
  if (/\s/.test(code.trim())) return false;
  const parts = code.match(/\p{L}{2,30}/gu) ?? [];
  if (parts.some((part) => (flagsOf(part.toLowerCase()) & (FLAG.first | FLAG.last)) !== 0)) return false;
  return LIKE_CODE.test(code) || parts.every((part) => isPlain(flagsOf(part.toLowerCase())));
}
/** Signs and digits that names have not, or a capital inside of a word. A hyphen joins names as well. */
const LIKE_CODE = /[_./\\:=()<>[\]{}$#@"'\d]|\p{Ll}\p{Lu}/u;
const LONGEST_IDENTIFIER = 60;
const IN_IDENTIFIER = /[\w$.]/;
/** A member of a class: `SourceNode.prototype.walk`, `ArrayBuffer.isView(`; people and firms have no full stop inside. */
const MEMBER = /^[A-Z][a-z\d]{1,30}(?:[A-Z][a-z\d]{1,30}){0,5}\.prototype(?:\.[\w$]{1,60})?$/;
const MEMBER_CALLED = /^[A-Z][A-Za-z\d]{1,60}\.[a-z][\w$]{0,60}$/;
/** A class named by three words of every day or more, or by two where it is called; a handle of a person has a name among them. */
const HUMPS = /^(?:[A-Z][a-z]{1,20}){2,8}$/;
/** The last words of classes of programs, with which no firm is called. */
const CLASS = new RegExp(
  `[a-z]${oneOf(
    'Error|Event|Target|Queue|Handler|Factory|Builder|Controller|Exception|Iterator|Buffer|Parser|Listener|Callback|Promise',
    'Array|Map|Options|Config|Props|Element|Node|Request|Response|Observer|Component|Interface|Registry|Adapter|Wrapper',
  )}s?$`,
);
const isOfWords = (written: string): boolean => {
  if (!HUMPS.test(written)) return false;
  const humps = written.match(/[A-Z][a-z]{1,20}/g) ?? [];
  return (humps.length > 2 || CLASS.test(written)) && humps.every((hump) => isPlain(flagsOf(hump.toLowerCase())));
};
const isPlain = (flags: number) =>
  (flags & (FLAG.common | FLAG.word | TECH_WORD)) !== 0 && (flags & (FLAG.first | FLAG.last)) === 0;
const IDENTIFIER = /^[a-z][a-z\d$]{0,60}(?:\.[a-z][a-z\d$]{0,60}){0,4}[A-Z][\w$.]{0,120}$/;
