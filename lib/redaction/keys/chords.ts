import type { EventOf } from '../../activity/events.ts';
import type { Stretch } from './buffer.ts';

type Key = EventOf<'key'>['d'];

/** The effect of a key on a text. `lose`: the caret's position is unknown afterwards. `all`: everything is selected. */
export type Edit = 'lose' | 'all' | ((now: Stretch, how: { word: boolean; line: boolean; select: boolean }) => void);

export const nothing: Edit = () => {};
const erase =
  (forward: boolean): Edit =>
  (now, { word, line }) =>
    line && !now.hasSelection ? now.removeToEdge(forward ? 1 : -1) : now.remove(forward, word);
const cut: Edit = (now) => now.cut();
const back = erase(false);
const forth = erase(true);

/** Whether it deletes the selection. */
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

/** Commands (Ctrl or Meta and a character). Other commands may do anything: find, replace, undo, a new tab. */
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

/** The control characters that a terminal gets for Ctrl and a letter: U+0001 to U+001A. */
const isControl = (key: string): boolean => key.length === 1 && key >= '\x01' && key <= '\x1a';

/**
 * A character with Ctrl or Meta that writes nothing. AltGr writes, and Windows reports it as Ctrl and Alt together. A control
 * character itself shows that Ctrl is down.
 */
export function isCommand({ key, mods }: Pick<Key, 'key' | 'mods'>): boolean {
  if (mods.includes('altgr')) return false;
  if (mods.includes('meta') || isControl(key ?? '')) return true;
  if (!mods.includes('ctrl')) return false;
  return !mods.includes('alt') || /^[a-z0-9 ]$/i.test(key ?? '');
}

/** The character that a command is given with. */
export const characterOf = (key: string): string =>
  isControl(key) ? String.fromCharCode(key.charCodeAt(0) + 96) : key;

/**
 * Commands that people give in a row, by their characters, each once however often it was repeated. Other rows may be text typed
 * while a recorder took a modifier to be down: a row that spells more than the shortest words must not be here.
 */
const IN_A_ROW: Readonly<Record<'prose' | 'code', RegExp>> = {
  // Any few; then the clipboard, undo and save.
  prose: /^(?:[^\d ]{1,3}|[acsvxyz]{4})$/,
  // Any few; then lines of shells, chords that begin with k or x, and the clipboard.
  code: /^(?:[^\d]{1,3}|[aekuwy]{4,6}|(?:[kx].){2}|[acsvxyz]{4})$/,
};

/** Whether characters with Ctrl or Meta, one after another, are commands rather than text. */
export function areCommands(characters: readonly string[], surface: 'prose' | 'code'): boolean {
  const each = characters
    .map((character) => character.toLowerCase())
    .filter((chord, i, all) => chord !== all[i - 1])
    .join('');
  return IN_A_ROW[surface].test(each);
}

/** How far an edit reaches: Ctrl and Alt by words, Meta by lines. */
export const reachOf = ({ mods }: Pick<Key, 'mods'>) => ({
  word: mods.includes('ctrl') || mods.includes('alt'),
  line: mods.includes('meta'),
  select: mods.includes('shift'),
});
