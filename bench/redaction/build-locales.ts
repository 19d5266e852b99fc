import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes lib/redaction/lexicon/locales.json: names of languages, of regions and of time zones, as lists of settings show them. From
 * the CLDR that Node brings (`process.versions.cldr`), under the Unicode License V3; lib/redaction/lexicon/SOURCES.md names it.
 */
const READ = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));

const own = (locale: string, type: 'language' | 'region') =>
  new Intl.DisplayNames([locale], { type, fallback: 'none', languageDisplay: 'dialect' });

function languages(): string[] {
  const codes = PAIRS.filter((code) => own('en', 'language').of(code) !== undefined);
  return codes.flatMap((code) =>
    [...READ, code].flatMap((locale) =>
      Intl.DisplayNames.supportedLocalesOf([locale]).length === 0 ? [] : (own(locale, 'language').of(code) ?? []),
    ),
  );
}

function regions(): string[] {
  const codes = PAIRS.map((pair) => pair.toUpperCase()).filter((code) => !/^(?:ZZ|XA|XB|EU|EZ|UN|QO)$/.test(code));
  return READ.flatMap((locale) => codes.flatMap((code) => own(locale, 'region').of(code) ?? []));
}

const sorted = (names: readonly string[]): string =>
  [...new Set(names.map((name) => name.toLowerCase()))].sort().join('|');

const path = join(import.meta.dirname, '../../lib/redaction/lexicon/locales.json');
/** Names of today for zones that CLDR lists under an older one. */
const TODAY = [
  'UTC,Etc/UTC,Etc/GMT,Asia/Kolkata,Asia/Kathmandu,Asia/Yangon,Asia/Ho_Chi_Minh,Europe/Kyiv,America/Nuuk,Atlantic/Faroe',
  'America/Argentina/Buenos_Aires,America/Argentina/Cordoba,America/Argentina/Mendoza,America/Argentina/Catamarca',
  'America/Argentina/Jujuy,America/Indiana/Indianapolis,America/Kentucky/Louisville,America/Atikokan,Africa/Asmara',
  'Pacific/Chuuk,Pacific/Pohnpei,Pacific/Kanton,Asia/Ulaanbaatar,Asia/Thimphu,Asia/Dhaka,Asia/Macau,Asia/Ashgabat',
].flatMap((names) => names.split(','));
for (const timeZone of TODAY) new Intl.DateTimeFormat('en', { timeZone });
const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), ...TODAY])].sort().join('|');
const lists = { cldr: process.versions.cldr, languages: sorted(languages()), regions: sorted(regions()), zones };
writeFileSync(path, `${JSON.stringify(lists, null, 2)}\n`);
console.log(path);
