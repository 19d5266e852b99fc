import { APP_CLASSES } from './app-classes.ts';
import { AUTOFILL } from './autofill.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { CONTROL_REASONS } from './reasons.ts';
import { OPERATING_SYSTEMS, RECORDERS } from './recorders.ts';
import { ROLES } from './roles.ts';
import { URL_SCHEMES } from './schemes.ts';

/** The word for every name that a vocabulary lacks: recorders are third-party programs, and can write anything. */
const OTHER = 'other';

/** Words without other spellings. */
const plain = <const W extends string>(...words: readonly W[]): Readonly<Record<W, ''>> =>
  Object.fromEntries(words.map((word) => [word, ''])) as Record<W, ''>;

/**
 * Every closed vocabulary of the lake: its words, each with what others call the same. A column whose content is `closed`
 * holds words of one of these and nothing else.
 */
export const VOCABULARIES = {
  app_class: APP_CLASSES,
  autofill: AUTOFILL,
  button: plain('left', 'right', 'middle', 'back', 'forward', OTHER),
  click_phase: plain('down', 'up', 'click', OTHER),
  clip_op: plain('copy', 'cut', 'paste', OTHER),
  control_by: plain('worker', 'system', 'admin', OTHER),
  control_op: plain('start', 'stop', 'pause', 'resume', 'gap', 'exempt', 'secure_field', 'policy', OTHER),
  control_reason: CONTROL_REASONS,
  frame_withheld: plain(
    ...(['frame.missing', 'frame.unmaskable', 'frame.unreported', 'frame.unread', 'frame.no-sharp'] as const),
    ...(['frame.too-large', 'frame.unreadable', 'frame.mismatch', 'frame.animated', 'frame.unexplained'] as const),
    OTHER,
  ),
  key_class: plain('char', 'nav', 'edit', 'mod', 'func', OTHER),
  key_phase: plain('down', 'up', OTHER),
  kind: plain(
    ...(['key', 'text', 'pointer', 'click', 'scroll', 'screen.text', 'screen.frame', 'focus'] as const),
    ...(['transcript', 'clipboard', 'task', 'control', OTHER] as const),
  ),
  media_type: MEDIA_TYPES,
  modifier: plain('shift', 'ctrl', 'alt', 'meta', 'altgr', 'caps', OTHER),
  os: OPERATING_SYSTEMS,
  outcome: plain('success', 'failure', 'abandoned', 'unknown', OTHER),
  recorder: RECORDERS,
  red: plain('none', 'masked', 'dropped', OTHER),
  role: ROLES,
  screen_source: plain('ax', 'ocr', 'dom', OTHER),
  scroll_unit: plain('line', 'px', 'px-abs', OTHER),
  speaker: plain('self', OTHER),
  task_op: plain('begin', 'end', OTHER),
  text_source: plain('keys', 'ime', 'paste', 'drop', 'autocomplete', 'dictation', 'value', OTHER),
  url_scheme: URL_SCHEMES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Vocabulary = keyof typeof VOCABULARIES;
/** A word of one vocabulary. A foreign text becomes one only through `wordOf`. */
export type Word<V extends Vocabulary> = keyof (typeof VOCABULARIES)[V] & string;

/** Longest name that can be a word. Longer ones would only cost time. */
const LONGEST = 80;

/** The form in which a name is looked up: `AXMenuItem`, `Menu item` and `menu_item` are alike. */
const spelling = (name: string): string => name.toLowerCase().replace(/[\s._:/+-]+/g, '');

/** Platforms add their own name before a role, or a suffix after it. */
const bareRole = (name: string): string =>
  spelling(name.slice(name.lastIndexOf('.') + 1))
    .replace(/^(?:xcuielementtype|uia|ax|rolesystem|role)(?=.)/, '')
    .replace(/(?:controltypeid|controltype|control)$/, '');

const BARE: Partial<Record<Vocabulary, (name: string) => string>> = {
  role: bareRole,
  // The last token is the field; those before it give its owner or place.
  autofill: (name) => spelling(name.trim().split(/\s+/).at(-1) ?? ''),
  media_type: (name) => spelling(name.split(';')[0] ?? ''),
};

const LOOKUPS: ReadonlyMap<Vocabulary, ReadonlyMap<string, string>> = new Map(
  Object.entries(VOCABULARIES).map(([vocabulary, words]) => [
    vocabulary as Vocabulary,
    new Map(
      Object.entries(words).flatMap(([word, others]) =>
        [word, ...others.split(' ').filter(Boolean)].map((name) => [spelling(name), word] as const),
      ),
    ),
  ]),
);

/**
 * The vocabulary's word for a name, or `other`: no part of an unknown name is passed on.
 * @param own the adopter's additional words, in their final spelling
 */
export function wordOf<V extends Vocabulary>(vocabulary: V, name: unknown, own?: readonly string[]): Word<V> {
  if (typeof name !== 'string' || name.length > LONGEST) return OTHER as Word<V>;
  const word = LOOKUPS.get(vocabulary)?.get((BARE[vocabulary] ?? spelling)(name));
  if (word !== undefined) return word as Word<V>;
  const bare = spelling(name);
  return (own?.find((word) => spelling(word) === bare) ?? OTHER) as Word<V>;
}

/** All words of a vocabulary. */
export const wordsOf = <V extends Vocabulary>(vocabulary: V): Word<V>[] =>
  Object.keys(VOCABULARIES[vocabulary]) as Word<V>[];
