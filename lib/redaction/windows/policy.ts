import type { EventOf } from '../../activity/events.ts';
import policy from './policy.json' with { type: 'json' };

interface PolicyRule {
  readonly class: string;
  readonly apps?: readonly string[];
  readonly hosts?: readonly string[];
  /** Parts of a title, in lower case. */
  readonly titles?: readonly string[];
}

const RULES: readonly PolicyRule[] = policy.rules;
/** "performance review" is also something that databases have. */
const NOT_ABOUT_PEOPLE =
  /\b(?:query|quer(?:y|ies)|database|index|latency|load|cpu|benchmark|profil(?:er|ing)|lighthouse|pull request|code)\b/i;
const CODE_CLASS = /^(?:terminal|console|shell|editor|ide|code|development)/i;
const CODE_APP =
  /\b(?:terminal|iterm2?|konsole|xterm|powershell|cmd|visual studio|vs ?code|code|intellij|pycharm|webstorm|goland|emacs|n?vim|sublime text|xcode|alacritty|kitty|warp|wezterm|tmux)\b/i;

/** The class of private window that this is, or undefined for one whose texts are judged one by one. */
export function privateClass({ app, title, url }: EventOf<'focus'>['d']): string | undefined {
  const name = app.toLowerCase().trim();
  const host = url?.host.toLowerCase();
  const shown = title?.toLowerCase() ?? '';
  for (const rule of RULES) {
    if (rule.apps?.includes(name)) return rule.class;
    if (host !== undefined && rule.hosts?.some((one) => host === one || host.endsWith(`.${one}`))) return rule.class;
    if (rule.titles?.some((part) => shown.includes(part)) && !NOT_ABOUT_PEOPLE.test(shown)) return rule.class;
  }
  return undefined;
}

/** What is typed into a terminal or an editor is code unless the field says otherwise. */
export const typedSurface = ({ app, app_class }: Pick<EventOf<'focus'>['d'], 'app' | 'app_class'>): 'prose' | 'code' =>
  CODE_CLASS.test(app_class) || CODE_APP.test(app) ? 'code' : 'prose';

const HARMLESS: ReadonlySet<string> = new Set(policy.harmless);

/** Whether all that an application ever shows may be seen, so that its frames need no boxes. */
export const isHarmless = (app: string): boolean => HARMLESS.has(app.toLowerCase().trim());
