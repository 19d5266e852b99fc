import type { EventOf } from '../../activity/events.ts';
import { keyClass } from '../../activity/keys.ts';
import type { Stretch } from './buffer.ts';

/** What a key does to a text. `lose`: afterwards nobody knows where the caret is. `all`: everything is selected. */
export type Edit = 'lose' | 'all' | ((now: Stretch, how: { word: boolean; line: boolean; select: boolean }) => void);

export const nothing: Edit = () => {};
const erase =
  (forward: boolean): Edit =>
  (now, { word, line }) =>
    line && !now.hasSelection ? now.removeToEdge(forward ? 1 : -1) : now.remove(forward, word);
const cut: Edit = (now) => now.cut();
const back = erase(false);
const forth = erase(true);

/** Whether it takes away what is selected. */
export const erases = (edit: Edit): boolean => edit === back || edit === forth || edit === cut;

const arrow =
  (by: -1 | 1): Edit =>
  (now, { word, line, select }) =>
    line ? now.toEdge(by, false, select) : now.move(by, word, select);
const edge =
  (by: -1 | 1): Edit =>
  (now, { word, line, select }) =>
    now.toEdge(by, word || line, select);

/** Named keys. A key that writes its own character (Enter) is not here; a name that is not known loses the caret. */
export const NAMED: Readonly<Record<string, Edit>> = {
  Backspace: back,
  Delete: forth,
  Clear: forth,
  Cut: cut,
  Copy: nothing,
  Paste: nothing,
  ArrowLeft: arrow(-1),
  ArrowRight: arrow(1),
  Home: edge(-1),
  End: edge(1),
  Escape: nothing,
  PrintScreen: nothing,
};

/** Commands (Ctrl or Meta and a character). What is not here may do anything: find, replace, undo, a new tab. */
export const COMMANDS: Readonly<Record<string, Edit>> = {
  a: 'all',
  x: cut,
  c: nothing,
  v: nothing,
  s: nothing,
  b: nothing,
  i: nothing,
};

/** Commands of shells, and of editors that follow them. */
export const SHELL_COMMANDS: Readonly<Record<string, Edit>> = {
  a: (now) => now.toEdge(-1, false, false),
  e: (now) => now.toEdge(1, false, false),
  b: (now) => now.move(-1, false, false),
  f: (now) => now.move(1, false, false),
  h: (now) => now.remove(false, false),
  w: (now) => now.remove(false, true),
  u: (now) => now.removeToEdge(-1),
  k: (now) => now.removeToEdge(1),
  l: nothing,
  s: nothing,
  v: nothing,
};

/** A character with Ctrl or Meta that writes nothing. AltGr writes, and Windows reports it as Ctrl and Alt together. */
export function isCommand({ key, mods }: EventOf<'key'>['d']): boolean {
  if (mods.includes('altgr')) return false;
  if (mods.includes('meta')) return true;
  if (!mods.includes('ctrl')) return false;
  return !mods.includes('alt') || /^[a-z0-9 ]$/i.test(key ?? '');
}

/** How far an edit reaches: Ctrl and Alt by words, Meta by lines. */
export const reachOf = ({ mods }: EventOf<'key'>['d']) => ({
  word: mods.includes('ctrl') || mods.includes('alt'),
  line: mods.includes('meta'),
  select: mods.includes('shift'),
});

/** Names of UI Events beyond those that move or edit (https://www.w3.org/TR/uievents-key/). Anything else may be content. */
const OTHER_NAMES =
  /^(?:Again|Attn|Cancel|Accept|Find|Select|Play|Props|ZoomIn|ZoomOut|Eject|Power|Standby|WakeUp|(?:Audio|Media|Browser|Launch|Brightness|Microphone|TV|Mail|Spell|Call|Zoom|App)[A-Z][A-Za-z]{0,20}\d{0,2}|Soft\d|Hyper|Super|FnLock|Symbol|SymbolLock|(?:Non)?Convert|(?:Han|Kana|Kanji|Hiragana|Katakana|Romaji|Zenkaku|Hankaku|Eisu|Junja|Final|Mode|Alphanumeric|Code|Group|All|Next|Previous|Single)[A-Za-z]{0,16})$/;

/** Whether a value of `key` with more than one character names a key, rather than being text. */
export const isKeyName = (key: string): boolean => keyClass(key) !== 'other' || OTHER_NAMES.test(key);
