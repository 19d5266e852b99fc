/** Messages of the page in the reader's language. Dates and numbers follow the same language. */
/** @typedef {() => Promise<{ readonly default: Readonly<Record<string, string>> }>} Load */
/** @type {Readonly<Record<string, Load>>} */
const LOAD = {
  en: () => import('./words-en.js'),
  de: () => import('./words-de.js'),
  fr: () => import('./words-fr.js'),
  es: () => import('./words-es.js'),
};
/** More messages, for pages that name them. */
/** @type {Readonly<Record<string, Readonly<Record<string, Load>>>>} */
const MORE = {
  staff: {
    en: () => import('./staff-en.js'),
    de: () => import('./staff-de.js'),
    fr: () => import('./staff-fr.js'),
    es: () => import('./staff-es.js'),
  },
};
const NAMES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' };
const CHOSEN = 'strongroom.language';

/** The language that was chosen here, or the first of the browser's that the page has. */
function languageOf() {
  const wished = [localStorage.getItem(CHOSEN) ?? '', ...navigator.languages];
  const known = wished.find((one) => Object.hasOwn(LOAD, one.slice(0, 2).toLowerCase()));
  return known?.slice(0, 2).toLowerCase() ?? 'en';
}

const language = languageOf();
/** The reader's own region where it goes with the language: it writes dates as they are used to. */
export const locale = navigator.languages.find((one) => one.slice(0, 2).toLowerCase() === language) ?? language;
/** @param {Load | undefined} load */
const loaded = async (load) => (load === undefined ? {} : (await load()).default);
/** @type {Record<string, string>} */
const words = {
  ...(await loaded(LOAD[language])),
  ...(await loaded(MORE[document.documentElement.dataset.words ?? '']?.[language])),
};

/**
 * A message. What is to stand in it is set by name; a key that the catalogue does not have shows `otherwise`.
 * @param {string} key
 * @param {Readonly<Record<string, string | number>>} [values]
 * @param {string} [otherwise]
 */
export const t = (key, values = {}, otherwise = key) =>
  words[key]?.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) ?? otherwise;

/**
 * A place by its code, in words. XA and XB are invented (ISO 3166 leaves them to users).
 * @param {string} code
 */
export function place(code) {
  const [country = '', part] = code === 'UK' ? ['GB'] : code.replace(/^EU-/, '').split('-');
  if (/^X[A-Z]$/.test(country)) return t('place-invented', { code });
  const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(country);
  return name === undefined ? code : part === undefined ? name : `${name} (${part})`;
}

/** Puts the messages into what the page had from the start, and offers the other languages. */
function translate() {
  document.documentElement.lang = language;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-t]')))
    element.textContent = t(element.dataset.t ?? '');
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-t-label]')))
    element.setAttribute('aria-label', t(element.dataset.tLabel ?? ''));
  const choice = /** @type {HTMLSelectElement | null} */ (document.getElementById('language'));
  if (choice === null) return;
  for (const [value, name] of Object.entries(NAMES)) {
    const option = Object.assign(document.createElement('option'), { value, textContent: name, lang: value });
    option.selected = value === language;
    choice.append(option);
  }
  choice.addEventListener('change', () => {
    localStorage.setItem(CHOSEN, choice.value);
    location.reload();
  });
}

translate();
