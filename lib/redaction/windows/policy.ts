import type { EventOf } from '../../activity/events.ts';
import type { PrivateWindows } from '../types.ts';
import policy from './policy.json' with { type: 'json' };

/** One class of windows that are private by nature. All parts are written in lower case. */
interface PolicyRule {
  /** What everything in such a window is masked as. */
  readonly class: string;
  /** Names of applications. */
  readonly apps?: readonly string[];
  /** Hosts, with all below them. */
  readonly hosts?: readonly string[];
  /** Parts of a title. */
  readonly titles?: readonly string[];
  /** Classes of applications, as recorders give them. */
  readonly classes?: readonly string[];
  /** Parts of a title that make an exception of a rule by class. */
  readonly unless?: readonly string[];
}

/** The version of the list that the project ships; it stands in what is published about redaction. */
export const POLICY_VERSION: number = policy.version;

/** "performance review" is also something that databases have. */
const NOT_ABOUT_PEOPLE =
  /\b(?:query|quer(?:y|ies)|database|index|latency|load|cpu|benchmark|profil(?:er|ing)|lighthouse|pull request|code)\b/i;
const CODE_CLASS = /^(?:terminal|console|shell|editor|ide|code|development)/i;
const CODE_APP =
  /\b(?:terminal|iterm2?|konsole|xterm|powershell|cmd|visual studio|vs ?code|code|intellij|pycharm|webstorm|goland|emacs|n?vim|sublime text|xcode|alacritty|kitty|warp|wezterm|tmux)\b/i;

/** Which windows are private: the shipped list and what an adopter adds to it. Nothing can be taken out of the list. */
export class WindowPolicy {
  readonly #rules: readonly PolicyRule[];
  readonly #harmless: ReadonlySet<string>;

  constructor(own: PrivateWindows = {}) {
    const lower = (words: readonly string[] = []) => words.map((word) => word.trim().toLowerCase());
    const added: PolicyRule = {
      class: 'PRIVATE_WINDOW',
      apps: lower(own.apps),
      hosts: lower(own.hosts),
      titles: lower(own.titles),
    };
    this.#rules = [added, ...policy.rules];
    this.#harmless = new Set(policy.harmless);
  }

  /** The class of private window that this is, or undefined for one whose texts are judged one by one. */
  privateClass({ app, app_class, title, url }: EventOf<'focus'>['d']): string | undefined {
    const name = app.toLowerCase().trim();
    const host = url?.host.toLowerCase();
    const shown = title?.toLowerCase() ?? '';
    for (const rule of this.#rules) {
      if (rule.apps?.includes(name)) return rule.class;
      if (host !== undefined && rule.hosts?.some((one) => host === one || host.endsWith(`.${one}`))) return rule.class;
      if (rule.titles?.some((part) => shown.includes(part)) && !NOT_ABOUT_PEOPLE.test(shown)) return rule.class;
      if (rule.classes?.includes(app_class.toLowerCase()) && !rule.unless?.some((part) => shown.includes(part)))
        return rule.class;
    }
    return undefined;
  }

  /** Whether a window of one of these classes can be private: it shows in the frame of another. */
  anyPrivate(classes: readonly string[]): boolean {
    return classes.some((one) => this.#rules.some((rule) => rule.classes?.includes(one.toLowerCase())));
  }

  /** What is typed into a terminal or an editor is code unless the field says otherwise. */
  typedSurface({ app, app_class }: Pick<EventOf<'focus'>['d'], 'app' | 'app_class'>): 'prose' | 'code' {
    return CODE_CLASS.test(app_class) || CODE_APP.test(app) ? 'code' : 'prose';
  }

  /** Whether all that an application ever shows may be seen, so that its frames need no boxes. */
  isHarmless(app: string): boolean {
    return this.#harmless.has(app.toLowerCase().trim());
  }
}
