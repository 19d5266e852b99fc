import type { EventOf } from '../../activity/events.ts';
import { type HiddenType, typeNamed } from '../hidden-types.ts';
import type { PrivateWindows } from '../types.ts';
import { isPrivateBrowsing, showsOthers, sitesOf } from './browsers.ts';
import { hostOf, namesOf, plain, squash } from './names.ts';
import policy from './policy.json' with { type: 'json' };

/** One class of windows that are private by nature. All parts are written in lower case. */
interface PolicyRule {
  /** The type under which everything in such a window is masked. */
  readonly class: string;
  /** Names of applications, compared as in `namesOf`. */
  readonly apps?: readonly string[];
  /** Bundle ids and packages that do not name their application; with `*`, all that begin with it. */
  readonly ids?: readonly string[];
  /** Hosts, with all below them. */
  readonly hosts?: readonly string[];
  /** Beginnings of hosts: people run these programs under a domain of their own. */
  readonly hostBeginnings?: readonly string[];
  /** Parts of a title. */
  readonly titles?: readonly string[];
  /** Classes of applications, as recorders give them. */
  readonly classes?: readonly string[];
  /** Parts of a title that make an exception of a rule by application, host or class. */
  readonly unless?: readonly string[];
}

/** The version of the list that the project ships; published facts about redaction name it. */
export const POLICY_VERSION: number = policy.version;

/**
 * The types under which everything in a private window is masked. A focus event that shows one of them is the beginning of such a
 * window.
 */
export const PRIVATE_CLASSES: ReadonlySet<string> = new Set([
  ...policy.rules.map((rule) => rule.class),
  ...['PRIVATE_WINDOW', 'PRIVATE_BROWSING'],
]);

/** "performance review" is also something that databases have. */
const NOT_ABOUT_PEOPLE =
  /\b(?:query|quer(?:y|ies)|database|index|latency|load|cpu|benchmark|profil(?:er|ing)|lighthouse|pull request|code)\b/i;
const ABOUT_PEOPLE = 'PERFORMANCE_REVIEW';
const CODE_CLASS = /^(?:terminal|console|shell|editor|ide|code|development)/i;
const CODE_APP =
  /\b(?:terminal|iterm2?|konsole|xterm|powershell|cmd|visual studio|vs ?code|code|intellij|pycharm|webstorm|goland|emacs|n?vim|sublime text|xcode|alacritty|kitty|warp|wezterm|tmux)\b/i;

/** The properties that a window is judged by, in the form in which they are compared. */
interface Window {
  readonly id: string;
  readonly names: ReadonlySet<string>;
  readonly host: string | undefined;
  /** The name of the application and the title: recorders put either in the place of the other. */
  readonly shown: readonly string[];
  readonly appClass: string;
}

/** Decides which windows are private: the shipped list and the adopter's additions. Nothing can be taken out of the list. */
export class WindowPolicy {
  readonly #rules: readonly Rule[];
  readonly #harmless: ReadonlySet<string>;

  constructor(own: PrivateWindows = {}) {
    this.#rules = [{ class: 'PRIVATE_WINDOW', ...own }, ...policy.rules].map((rule) => new Rule(rule));
    this.#harmless = new Set(policy.harmless);
  }

  /** The class of the private window, or undefined for a window whose texts are judged one by one. */
  privateClass(focus: EventOf<'focus'>['d']): HiddenType | undefined {
    if ([focus.app, focus.title ?? ''].some(isPrivateBrowsing)) return 'PRIVATE_BROWSING';
    const window = windowOf(focus);
    return this.#rules.find((rule) => rule.covers(window))?.class;
  }

  /** Whether a window of one of these classes can be private: it shows in the frame of another. */
  anyPrivate(classes: readonly string[]): boolean {
    return classes.some((name) => this.#rules.some((rule) => rule.hasClass(plain(name))));
  }

  /** Text typed into a terminal or an editor is code unless the field says otherwise. */
  typedSurface({ app, app_class }: Pick<EventOf<'focus'>['d'], 'app' | 'app_class'>): 'prose' | 'code' {
    return CODE_CLASS.test(app_class) || CODE_APP.test(app) ? 'code' : 'prose';
  }

  /** Whether an application never shows anything sensitive, so that its frames need no boxes. */
  isHarmless(app: string): boolean {
    return this.#harmless.has(app.toLowerCase().trim());
  }
}

/** A page is identified by its host; if the recorder saw none, the browser's title names the site. */
function windowOf({ app, app_class, title = '', url }: EventOf<'focus'>['d']): Window {
  const names = new Set(namesOf(app));
  if (url === undefined && showsOthers(names, app_class))
    for (const site of [app, title].flatMap(sitesOf)) for (const name of namesOf(site)) names.add(name);
  const host = url === undefined ? undefined : hostOf(url.host);
  return { id: plain(app), names, host, shown: [plain(app), plain(title)], appClass: plain(app_class) };
}

/** A rule, made ready for comparison once. */
class Rule {
  readonly class: HiddenType;
  readonly #apps: ReadonlySet<string>;
  readonly #part: Required<Omit<PolicyRule, 'class' | 'apps'>>;

  constructor({ class: name, apps, ...part }: PolicyRule) {
    this.class = typeNamed(name);
    this.#apps = new Set((apps ?? []).map(squash));
    const { ids = [], hosts = [], hostBeginnings = [], titles = [], classes = [], unless = [] } = part;
    this.#part = { ids, hosts: hosts.map(hostOf), hostBeginnings, titles: titles.map(plain), classes, unless };
  }

  covers(window: Window): boolean {
    return this.#byTitle(window) || (this.#byKind(window) && !shows(window, this.#part.unless));
  }

  hasClass(name: string): boolean {
    return this.#part.classes.includes(name);
  }

  #byTitle(window: Window): boolean {
    if (!shows(window, this.#part.titles)) return false;
    return this.class !== ABOUT_PEOPLE || !window.shown.some((text) => NOT_ABOUT_PEOPLE.test(text));
  }

  #byKind({ id, names, host, appClass }: Window): boolean {
    const { ids, hosts, hostBeginnings, classes } = this.#part;
    if (classes.includes(appClass) || [...names].some((name) => this.#apps.has(name))) return true;
    if (ids.some((kind) => (kind.endsWith('*') ? id.startsWith(kind.slice(0, -1)) : id === kind))) return true;
    if (host === undefined) return false;
    return (
      hosts.some((domain) => host === domain || host.endsWith(`.${domain}`)) ||
      hostBeginnings.some((hostBeginning) => host.startsWith(hostBeginning))
    );
  }
}

const shows = ({ shown }: Window, parts: readonly string[]): boolean =>
  parts.some((part) => shown.some((text) => text.includes(part)));
