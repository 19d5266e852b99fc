import lists from '../lexicon/locales.json' with { type: 'json' };
import { oneOf } from '../rules/rule.ts';
import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';

const LANGUAGES = new Set(lists.languages.split('|'));
const REGIONS = new Set(lists.regions.split('|'));
const ZONES = new Set(lists.zones.toLowerCase().split('|'));
/** Names of zones on Windows beside those of cities: "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi". */
const ON_WINDOWS = [
  'abu dhabi|abuja|astana|beijing|bern|bratislava|canberra|caucasus standard time|chennai|chongqing',
  'coordinated universal time||edinburgh|ekaterinburg|greenland|guam|hanoi|harare|hawaii|islamabad|jerusalem|kabul',
  'kolkata|kuala lumpur|kyiv|la paz|ljubljana|midway island|monterrey|mumbai|muscat|new delhi|new caledonia|osaka',
  'pacific time|perth|petropavlovsk-kamchatsky|port moresby|pretoria|quito|rio branco|sapporo|saskatchewan',
  'solomon is.|sri jayawardenepura|st. petersburg|urumqi|wellington|west central africa|central america',
  'central time|eastern time|mountain time|atlantic time|us & canada|canada|indiana|baja california|arizona',
  'international date line west|volgograd|yerevan|kathmandu|yangon|casablanca|monrovia|reykjavik|cabo verde is.',
  'azores|chihuahua',
].flatMap((names) => names.split('|'));
/** The cities after which zones are named, and those that Windows names beside them. */
const CITIES = new Set([
  ...[...ZONES].map((zone) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')),
  ...ON_WINDOWS,
]);
/** Beside a region, in the name of a language. */
const SCRIPTS = new Set(
  'simplified|traditional|latin|cyrillic|arabic|hong kong|vereinfacht|traditionell|simplifié|traditionnel|simplificado|latin america'.split(
    '|',
  ),
);
/** Labels of fields that take a language, a region or a time zone. */
const SETTING = new RegExp(
  `^[\\s*]{0,4}${oneOf(
    '(?:(?:display|preferred|app|system|input|interface|ui|browser|default|your|target|source|profile) )?(?:language|locale)s?',
    'time ?zone|language and region|region|country|country ?/ ?region|country or region|region format|zeitzone|sprache',
    'anzeigesprache|land|land ?/ ?region|langue|fuseau horaire|pays|région|pays ?/ ?région|idioma|zona horaria|país|región',
    'lingua|fuso orario|paese|taal|tijdzone|fuso horário|język|strefa czasowa|kraj',
  )}[\\s:*]{0,4}$`,
  'i',
);

const ZONE = /(?<![\p{L}\d_/.@:-])[A-Z][A-Za-z]{1,20}(?:\/[A-Z][A-Za-z_+-]{1,30}\d{0,2}){1,2}(?![\p{L}\d_/@])/gu;
/** A whole text, or a whole part of one behind a dash or a label: "Harald Deutsch (Deutschland)" is a person. */
const IN_BRACKETS = /(?<=^|\n| [-–] |: )(\p{L}[\p{L}\p{M}’' ]{1,40}) \(([^()\n]{2,60})\)(?=$|\n| [-–] )/gu;
/** A part of a text. */
type Stretch = Pick<Span, 'start' | 'end'>;

const OFFSET = /^\((?:UTC|GMT)(?: ?[+\-−±]\d{1,2}(?::?\d\d)?)?\) /u;

const isIn = (names: ReadonlySet<string>, text: string): boolean => names.has(text.trim().toLowerCase());
const partsOf = (text: string): string[] => text.split(/\s{0,3}[,;/|·\n]\s{0,3}/).filter((part) => part.trim() !== '');
const isRegions = (text: string): boolean => partsOf(text).every((part) => isIn(REGIONS, part) || isIn(SCRIPTS, part));

/** Where a text names a time zone, or a language with its regions, as lists of settings do: parts of it look like places, and are nobody's. */
export function localesIn(text: string): Stretch[] {
  const parts = [...zonesIn(text), ...languagesIn(text)];
  return text.length <= LONGEST && isLocaleOnly(text) ? [...parts, localeAt(0, text.length)] : parts;
}

const localeAt = (start: number, end: number): Stretch => ({ start, end });

function zonesIn(text: string): Stretch[] {
  if (!text.includes('/')) return [];
  const zones = [...matchesOf(ZONE, text)].filter(({ 0: zone }) => isIn(ZONES, zone));
  return zones.map(({ 0: zone, index }) => localeAt(index, index + zone.length));
}

function languagesIn(text: string): Stretch[] {
  if (!text.includes('(')) return [];
  const named = [...matchesOf(IN_BRACKETS, text)].filter(
    ([, language = '', regions = '']) => isIn(LANGUAGES, language) && isRegions(regions),
  );
  return named.map(({ 0: whole, index }) => localeAt(index, index + whole.length));
}

/** Whether the whole text is cities behind an offset, a setting with its value, or a list of languages. */
function isLocaleOnly(text: string): boolean {
  const offset = OFFSET.exec(text)?.[0].length;
  if (offset !== undefined && isCities(text.slice(offset))) return true;
  const [labelled, label = '', value = ''] = LABELLED.exec(text) ?? [];
  if (labelled !== undefined && isSetting(label, value)) return true;
  const parts = text.includes('/') ? [] : partsOf(text);
  return parts.length > 2 && parts.every((part) => isIn(LANGUAGES, part));
}

/** A label with its value in one text. */
const LABELLED = /^([\p{L} /]{2,30}):\s{1,3}(\S.{1,100})$/u;
/** Characters of a name in a list of settings. */
const LONGEST = 160;

const isCities = (text: string): boolean =>
  partsOf(text.replaceAll(/[()]/g, ', ')).every((part) => isIn(CITIES, part) || isIn(REGIONS, part));

/** Whether a field of settings has one of its values: a language, a region or a time zone. */
export function isSetting(label: string, text: string): boolean {
  if (text.length > LONGEST || !SETTING.test(label)) return false;
  const value = text.trim();
  return (
    isIn(LANGUAGES, value) ||
    isIn(REGIONS, value) ||
    isIn(ZONES, value) ||
    localesIn(value).some(({ start, end }) => start === 0 && end === value.length)
  );
}

/** Types that such a name is taken for: "UTC-05" looks like a number of something. */
const NAMES: ReadonlySet<string> = new Set([
  'PERSON',
  'ORGANIZATION',
  'LOCATION',
  'ADDRESS',
  'REPOSITORY',
  'ID_NUMBER',
]);

/** Whether a span taken for a name is inside the name of a time zone, or of a language with its regions. */
export const isLocale = (locales: readonly Stretch[], { start, end, type }: Span): boolean =>
  NAMES.has(type) && locales.some((locale) => locale.start <= start && locale.end >= end);
