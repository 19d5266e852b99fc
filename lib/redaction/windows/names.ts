import { FLAG, flagsOf } from '../lexicon/index.ts';

/**
 * One application has many spellings: `WhatsApp.exe`, `WhatsApp Desktop`, `(3) WhatsApp`, `net.whatsapp.WhatsApp`,
 * `5319275A.WhatsAppDesktop_cv1g1gvanyjgm!App`, `/Applications/WhatsApp.app/Contents/MacOS/WhatsApp`. A policy that compares
 * whole names misses all but one of them, so names are compared by their letters and digits, without the parts that name a copy,
 * edition, version or place.
 */

const FILE_ENDING = /\.(?:exe|app|appimage|desktop|lnk|msix|bin|jar|py|com)$/i;
/** Between the parts of a window's title. A hyphen counts when spaces are around it, or `signal-desktop` would be two parts. */
const BETWEEN_PARTS = /\s+[-–—―|·•»:]+\s+|\s*[|—―]\s*/u;
/** `com.apple.mail`, and a package with the identity of its publisher: `Vendor.Name_8wekyb3d8bbwe!App`. */
const DOTTED = /^[\p{L}\p{N}_-]+(?:[.!][\p{L}\p{N}_-]+)+$/u;
/** The first part of a dotted name is a domain or a publisher. */
const WITHIN_DOTTED = /[.!_]/;
/** Endings of an application's name that do not identify the application. */
const ENDINGS = [
  ...['desktop', 'app', 'application', 'client', 'messenger', 'privatemessenger', 'passwordmanager', 'mail'],
  ...['beta', 'alpha', 'nightly', 'canary', 'dev', 'preview', 'insiders', 'stable', 'esr', 'classic', 'new', 'neu'],
  ...['business', 'enterprise', 'personal', 'home', 'free', 'lite', 'pro', 'premium', 'plus', 'portable', 'edition'],
  ...['web', 'online', 'store', 'workplace', 'macos', 'osx', 'mac', 'ios', 'windows', 'win', 'linux', 'android', 'for'],
  ...['x64', 'x86', 'amd64', 'arm64', '64bit', '32bit', 'helper', 'renderer', 'gpu', 'main', 'launcher', 'setup'],
];
const ENDING = new RegExp(`(?:${ENDINGS.join('|')}|nativefier[0-9a-f]*|v?\\d+)$`);
const BEGINNING = /^(?:microsoft|ms|apple|gnome|mozilla)/;
/** `(2)`, `[EU]`, `(new)`: a count, a place, an edition. */
const BRACKETED = /\([^()]*\)|\[[^[\]]*\]/g;
const MAX_STEPS = 6;

/** A text in one case and one width, without invisible characters, and with single spaces. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** The letters and digits of a name. */
export const squash = (text: string): string => plain(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');

/** The parts of a title, as programs join the name of a document to their own. */
export const partsOf = (title: string): string[] =>
  plain(title)
    .split(BETWEEN_PARTS)
    .map((part) => part.trim())
    .filter(Boolean);

/**
 * All names that an application's name can mean, squashed. A window's title in the place of the name counts by its last part,
 * because programs put their name there; and by its first, unless that is a common word, which documents begin with too.
 */
export function namesOf(app: string): ReadonlySet<string> {
  const names = new Set<string>();
  const whole = app
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const file = whole.split(/[\\/]/).findLast((part) => part.trim() !== '') ?? whole;
  const parts = partsOf(file.replace(FILE_ENDING, ''));
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  for (const name of [whole, file, file.replace(BRACKETED, ' '), last]) addForms(name, names);
  if ((flagsOf(first) & FLAG.common) === 0) addForms(first, names);
  if (DOTTED.test(file) && !FILE_ENDING.test(file))
    for (const part of file.split(WITHIN_DOTTED).slice(1)) addForms(part, names);
  return names;
}

/** A name, and its remainder while it ends or begins with generic words. */
function addForms(name: string, names: Set<string>): void {
  let form = squash(name.replace(BRACKETED, ' ').replace(FILE_ENDING, ''));
  for (let step = 0; step <= MAX_STEPS && form !== ''; step++) {
    names.add(form);
    const begun = form.replace(BEGINNING, '');
    if (begun !== '') names.add(begun);
    const shorter = form.replace(ENDING, '');
    if (shorter === form || shorter === '') return;
    form = shorter;
  }
}

/** A host as it is compared: without port and without the dot of the root. */
export const hostOf = (host: string): string => plain(host).replace(/:\d+$/, '').replace(/\.+$/, '');
