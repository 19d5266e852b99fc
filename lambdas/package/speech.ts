import type { PageLanguage } from '../../lib/ledger/index.ts';
import de from '../page/page/words-de.js';
import en from '../page/page/words-en.js';
import es from '../page/page/words-es.js';
import fr from '../page/page/words-fr.js';
import { PACKAGE_WORDS, type PackageWords } from './words.ts';

/** The messages of the workers' page, which the pages of a package share. */
const PAGE: Readonly<Record<PageLanguage, Readonly<Record<string, string>>>> = { en, de, fr, es };

/** Everything that is said in one language. */
export interface Speech {
  readonly language: PageLanguage;
  /** A message of the package. */
  own(key: keyof PackageWords, values?: Readonly<Record<string, string>>): string;
  /** A message of the workers' page, or `otherwise` if it has none. */
  page(key: string, otherwise?: string, values?: Readonly<Record<string, string>>): string;
  /** A UTC day. */
  day(on: string): string;
  /** A moment, in UTC. */
  moment(at: string): string;
  number(n: number): string;
  /** A place by its code. */
  place(code: string): string;
}

export function speechOf(language: PageLanguage): Speech {
  const filled = (text: string, values: Readonly<Record<string, string>> = {}) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const page: Speech['page'] = (key, otherwise = key, values = {}) => filled(PAGE[language][key] ?? otherwise, values);
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(language);
  return {
    ...{ language, page },
    own: (key, values) => filled(PACKAGE_WORDS[language][key], values),
    day: (on) => days.format(new Date(on)),
    moment: (at) => moments.format(new Date(at)),
    number: (n) => numbers.format(n),
    place: (code) => {
      const [country = '', part] = code === 'UK' ? ['GB'] : code.replace(/^EU-/, '').split('-');
      // XA and XB are invented (ISO 3166 leaves them to users).
      if (/^X[A-Z]$/.test(country)) return page('place-invented', code, { code });
      const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(country);
      return name === undefined ? code : part === undefined ? name : `${name} (${part})`;
    },
  };
}
