import { findBlocks } from '../blocks/index.ts';
import { besides, findOtherLanguages } from '../blocks/other-languages.ts';
import { isKnownLabel } from '../language/labels.ts';
import type { Language } from '../language/languages.ts';
import { languageOf, languageOfLabel } from '../language/recognise.ts';
import type { Span, Surface, TenantLists } from '../types.ts';
import { findAddresses } from './address.ts';
import { findAgain } from './again.ts';
import { findBesideAddresses } from './beside-address.ts';
import { findOfPeople } from './beside-people.ts';
import { findByRules } from './by-rules.ts';
import { closingsIn } from './closings.ts';
import { findCodeNames } from './code-names.ts';
import { findContactBlocks } from './contact-block.ts';
import { findDocumentNames } from './document-names.ts';
import { findEncoded } from './encoded.ts';
import { lettersOf, together, writtenLetters } from './fold.ts';
import { type Found, RANK, united } from './found.ts';
import { findFullNames } from './full-names.ts';
import { findLabelledNames } from './labelled-names.ts';
import { isLabelOfValue } from './labelled-values.ts';
import { isLocale, localesIn } from './locales.ts';
import { findLoginsOfNames } from './logins-of-names.ts';
import { isNoName } from './no-name.ts';
import { hasRareWord } from './ordinary-word.ts';
import { findPathNames } from './path-names.ts';
import { findPeople } from './people.ts';
import { placeholdersIn } from './placeholders.ts';
import { isProduct } from './products.ts';
import { findInColumn } from './same-column.ts';
import { SeenLines } from './seen-lines.ts';
import { sizesIn } from './sizes.ts';
import { findTenantWords, isAllowed } from './tenant.ts';
import { tokenize } from './tokens.ts';
import { findUnknownNames } from './unknown-names.ts';
import { type FoldedText, toOriginal } from './view.ts';
import { possibleIn } from './wide.ts';

/**
 * Everything sensitive in a text, sorted, not overlapping, placeholders left out.
 * @param lines findings in lines of the text that were examined before; those of the others are kept there
 */
export function detect(text: string, surface: Surface, tenant?: TenantLists, lines = new SeenLines(text)): Span[] {
  if (surface === 'secure')
    return outside(text, text.trim() === '' ? [] : [{ start: 0, end: text.length, type: 'SECURE' }]);
  const language = languageOn(surface, text);
  const blocks = findOtherLanguages(text, surface, language);
  const possible = possibleIn(text);
  const found: Found[] = [...findBlocks(text, surface, possible), ...findByRules(text, surface, possible, lines)];
  if (tenant !== undefined) found.push(...findTenantWords(text, tenant));
  const named =
    language === 'unknown' && surface === 'ui' && isKnownLabel(text)
      ? []
      : namesIn(text, surface, language, found, lines);
  // The model's findings in a language that it never saw mean nothing.
  found.push(...named.filter((name) => !blocks.some(({ start, end }) => name.start < end && name.end > start)));
  if (surface !== 'code')
    found.push(...findBesideAddresses(text, found).map((span) => ({ ...span, rank: RANK.address })));
  if (surface !== 'code') found.push(...findOfPeople(text, surface, found));
  found.push(...findInColumn(text, surface, found));
  found.push(...findEncoded(text), ...findLoginsOfNames(text, found), ...findAgain(text, found));
  const locales = found.length === 0 ? [] : localesIn(text);
  const spans = united(found).filter(
    (span) => !isAllowed(text, span, tenant) && !isProduct(text, span) && !isLocale(locales, span),
  );
  const rest = besides(text, blocks, spans).filter((span) => !isAllowed(text, span, tenant));
  const all = rest.length === 0 ? spans : [...spans, ...rest].toSorted((a, b) => a.start - b.start);
  return outside(text, all);
}

const languageOn = (surface: Surface, text: string): Language =>
  surface === 'code' ? 'en' : surface === 'ui' ? languageOfLabel(text) : languageOf(text);

const NAMES: ReadonlySet<string> = new Set(['PERSON', 'ORGANIZATION', 'LOCATION', 'ADDRESS']);

/**
 * Persons, organisations, places and addresses.
 * @param hits of the rules: names come above addresses and numbers
 */
function namesIn(
  text: string,
  surface: Surface,
  language: Language,
  hits: readonly Found[],
  lines: SeenLines,
): Found[] {
  const letters = lettersOf(text);
  if (surface === 'code') {
    const names = [
      ...findFullNames(text),
      ...findUnknownNames(text),
      ...findCodeNames(text, lines),
      ...findDocumentNames(text, surface),
      ...findPathNames(text),
    ];
    if (letters !== null) names.push(...findUnknownNames(letters.text).map((name) => toOriginal(letters, name)));
    return names.map((span) => ({ ...span, rank: RANK.name }));
  }
  const tokens = tokenize(text);
  const secrets = hits
    .filter(({ type }) => type === 'PASSWORD' || type === 'USERNAME')
    .toSorted((a, b) => a.start - b.start);
  const closings = closingsIn(text);
  const addresses = findAddresses(text, tokens).flatMap((span) =>
    apartFrom(text, { ...span, rank: RANK.address }, secrets),
  );
  const anchors = [...hits, ...addresses].filter(({ type }) => type === 'ADDRESS' || type === 'PHONE_NUMBER');
  const contacts = findContactBlocks(text, anchors).map((span) => ({ ...span, rank: RANK.contact }));
  const numbers = hits.filter(({ type }) => type !== 'ADDRESS').toSorted((a, b) => a.start - b.start);
  const sizes = sizesIn(text);
  const papers = [...findDocumentNames(text, surface), ...findPathNames(text), ...findLabelledNames(text)];
  const written = letters === null ? [] : writtenLetters(text);
  const people = findPeople(text, tokens, surface, language)
    .filter((name) => !isNoName(text, name) && !touches(written, name))
    .flatMap((name) => apartFrom(text, name, secrets))
    .flatMap((name) => unsized(text, name, sizes).flatMap((part) => unnumbered(text, part, numbers)));
  people.push(...peopleInViews(text, surface, language));
  const values = hits.filter(({ type }) => !NAMES.has(type));
  const labelled = values.length > 0 || text.includes('[');
  const named = [...addresses, ...people].filter((name) => !(labelled && isLabelOfValue(text, name, values)));
  return [...named, ...contacts, ...papers].flatMap((name) => withoutClosings(text, name, closings));
}

const touches = (spans: readonly Pick<Span, 'start' | 'end'>[], name: Span): boolean =>
  spans.some(({ start, end }) => start <= name.end && end >= name.start);

/** People in the text with its spaced words put together, and with its letters back. */
function peopleInViews(text: string, surface: Surface, language: Language): Found[] {
  const [spaced, letters] = [together(text), lettersOf(text)];
  const of = (view: FoldedText, spoken: Language) => findPeople(view.text, tokenize(view.text), surface, spoken);
  return [
    ...(spaced === null ? [] : of(spaced, language).map((name) => toOriginal(spaced, name))),
    // The names of the letters' entities are words of no language.
    ...(letters === null
      ? []
      : of(letters, languageOn(surface, letters.text))
          .filter((name) => !isNoName(letters.text, name))
          .map((name) => toOriginal(letters, name))),
  ];
}

/** Cuts secrets and accounts that rules know out of a name that was taken to reach over them; the rest has to look like one. */
function apartFrom(text: string, name: Found, secrets: readonly Found[]): Found[] {
  if (!secrets.some(({ start, end }) => start < name.end && end > name.start)) return [name];
  return besides(text, [name], secrets)
    .filter(({ start, end }) => hasRareWord(text.slice(start, end)))
    .map((span) => ({ ...span, rank: name.rank }));
}

/** Cuts the closing lines of letters out of a name or an address: above them one ends, and below them the next begins. */
const withoutClosings = (text: string, name: Found, closings: readonly Pick<Span, 'start' | 'end'>[]): Found[] =>
  closings.some(({ start, end }) => start < name.end && end > name.start)
    ? besides(text, [name], closings)
        .map((part) => trimmed(text, part))
        .map((span) => ({ ...span, rank: name.rank }))
    : [name];

const trimmed = (text: string, { start, end, type }: Span): Span => {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length, type };
};

/** Cuts sizes out of a name or an address; of the text around them, parts stay that have a number or look like a name: "Vandermolen weighs 82 kg". */
function unsized(text: string, name: Found, sizes: readonly Pick<Span, 'start' | 'end'>[]): Found[] {
  if (!sizes.some(({ start, end }) => start < name.end && end > name.start)) return [name];
  return besides(text, [name], sizes)
    .filter(({ start, end }) => {
      const part = text.slice(start, end);
      return /\p{L}{3}/u.test(part) && (/\d/.test(part) || hasRareWord(part));
    })
    .map((span) => ({ ...span, rank: name.rank }));
}

/** Cuts numbers that rules know out of an address that the model found; its address-like parts stay. */
function unnumbered(text: string, name: Found, numbers: readonly Found[]): Found[] {
  if (name.type !== 'ADDRESS' || !numbers.some(({ start, end }) => start < name.end && end > name.start)) return [name];
  return besides(text, [name], numbers)
    .map((part) => withoutLabel(text, part, name.end))
    .filter(({ start, end }) => isLikeAddress(text.slice(start, end)))
    .map((span) => ({ ...span, rank: name.rank }));
}

/** The text after the last comma before a number, if it has no number itself, is its label. */
function withoutLabel(text: string, part: Span, last: number): Span {
  const label = /[,;]\s{0,3}[^,;\d]{1,40}$/.exec(text.slice(part.start, part.end));
  return label === null || part.end === last ? part : { ...part, end: part.start + label.index };
}

/** A word, and a name or a number: the label of a number that was cut out of it ("BSN") is none. */
const isLikeAddress = (part: string): boolean => /\p{L}{3}/u.test(part) && /\p{Lu}\p{Ll}{2}|\d/u.test(part);

/** Removes existing placeholders from the spans. */
export function outside(text: string, spans: Span[]): Span[] {
  const fixed = text.includes('[') ? placeholdersIn(text) : [];
  if (fixed.length === 0) return spans;
  return spans.flatMap((span) => {
    const parts: Span[] = [];
    let start = span.start;
    for (const hole of fixed) {
      if (hole.end <= start || hole.start >= span.end) continue;
      if (hole.start > start) parts.push({ start, end: hole.start, type: span.type });
      start = hole.end;
    }
    if (start < span.end) parts.push({ start, end: span.end, type: span.type });
    return parts.filter((part) => /[\p{L}\p{N}]/u.test(text.slice(part.start, part.end)));
  });
}
