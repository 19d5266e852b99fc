import type { EventOf } from '../events.ts';
import { keyClass } from '../keys.ts';

type Key = Pick<EventOf<'key'>['d'], 'code' | 'key' | 'cls'>;
type Modifier = EventOf<'key'>['d']['mods'][number];

/**
 * Key names of pynput (https://pynput.readthedocs.io/en/latest/keyboard.html#pynput.keyboard.Key) as UI Events `key`, and
 * `code` where the name is that of one physical key. Enter, the arrows and their like are also on the numeric keypad, and a
 * character's place depends on the layout: there the code stays unknown. Names after `|` are those of tools built on pynput.
 */
const TABLE = `
alt=Alt alt_l|altleft|optionleft=Alt:AltLeft alt_r|altright|optionright=Alt:AltRight alt_gr=AltGraph:AltRight option=Alt
ctrl=Control ctrl_l|ctrlleft=Control:ControlLeft ctrl_r|ctrlright=Control:ControlRight
shift=Shift shift_l|shiftleft=Shift:ShiftLeft shift_r|shiftright=Shift:ShiftRight
cmd|win|windows|super|meta|command=Meta cmd_l|winleft=Meta:MetaLeft cmd_r|winright=Meta:MetaRight fn=Fn:Fn
caps_lock|capslock=CapsLock:CapsLock num_lock|numlock|numpad_lock=NumLock:NumLock scroll_lock|scrolllock=ScrollLock:ScrollLock
backspace=Backspace:Backspace tab=Tab:Tab esc|escape=Escape:Escape enter|return=Enter numpad_enter=Enter:NumpadEnter
delete|del=Delete insert=Insert home=Home end=End page_up|pageup|pgup=PageUp page_down|pagedown|pgdn=PageDown
up=ArrowUp down=ArrowDown left=ArrowLeft right=ArrowRight clear=Clear help=Help
menu|context_menu|apps=ContextMenu:ContextMenu pause=Pause:Pause print_screen|printscreen|prtsc|prtscr=PrintScreen:PrintScreen
media_play_pause|playpause=MediaPlayPause:MediaPlayPause media_next|nexttrack=MediaTrackNext:MediaTrackNext
media_previous|prevtrack=MediaTrackPrevious:MediaTrackPrevious media_volume_mute|volumemute=AudioVolumeMute:AudioVolumeMute
media_volume_up|volumeup=AudioVolumeUp:AudioVolumeUp media_volume_down|volumedown=AudioVolumeDown:AudioVolumeDown
numpad_add|add=+:NumpadAdd numpad_subtract|subtract=-:NumpadSubtract numpad_multiply|multiply=*:NumpadMultiply
numpad_divide|divide=/:NumpadDivide numpad_equal==:NumpadEqual
`;

const NAMES = new Map<string, Key>([['space', { code: 'Space', key: ' ', cls: 'char' }]]);
for (const entry of TABLE.split(/\s+/).filter(Boolean)) {
  const at = entry.indexOf('=');
  const [key = '', code] = entry.slice(at + 1).split(/:(?=\w+$)/);
  for (const name of entry.slice(0, at).split('|')) NAMES.set(name, { code: code ?? null, key, cls: keyClass(key) });
}
for (let n = 1; n <= 24; n++) NAMES.set(`f${n}`, { code: `F${n}`, key: `F${n}`, cls: 'func' });
for (let n = 0; n <= 9; n++) NAMES.set(`num${n}`, { code: `Numpad${n}`, key: String(n), cls: 'char' });

/** A key as pynput names it. */
export interface PynputKey extends Key {
  /** Its name was a control character, which Ctrl makes of a letter on some systems. */
  readonly isControl?: true;
  /** It was named by a number: it makes no character as things are. */
  readonly isNumbered?: true;
}

const UNKNOWN: Key = { code: null, key: null, cls: 'other' };
const CONTROL_CHARACTER = /^'\\x([01][0-9a-f])'$/;

/**
 * Parses a key name. With Ctrl held, pynput reports a control character (and tools built on it a capital letter, with the control
 * character in `repr`): the letter behind it is meant. An ambiguous name gives an unknown key.
 */
export function pynputKey(name: string | null, repr?: string): PynputKey {
  if (name === null) return UNKNOWN;
  const named = NAMES.get(name);
  if (named !== undefined) return named;
  const control = CONTROL_CHARACTER.exec(repr ?? '')?.[1];
  const key = letterBehind(control === undefined ? name : String.fromCharCode(Number.parseInt(control, 16)));
  if (keyClass(key) !== 'char') return UNKNOWN;
  return {
    code: null,
    key,
    cls: 'char',
    ...(control !== undefined || key !== name ? { isControl: true } : {}),
    ...(/^<\d+>$/.test(repr ?? '') ? { isNumbered: true } : {}),
  };
}

/** Whether a text of such a recording holds a control character for a letter, as JSON writes it or within `repr`. */
export const NAMES_CONTROL = /"name": ?"\\u00[01][0-9a-f]"|'\\\\x[01][0-9a-f]'/i;

const letterBehind = (name: string): string =>
  name.length === 1 && name < ' ' ? String.fromCharCode(name.charCodeAt(0) + 96) : name;

const MODIFIERS: Record<string, Modifier> = {
  Shift: 'shift',
  Control: 'ctrl',
  Alt: 'alt',
  AltGraph: 'altgr',
  Meta: 'meta',
};

/** The modifier that a UI Events `key` is, if any. */
export const modifierOf = (key: string | null): Modifier | undefined => MODIFIERS[key ?? ''];

const BUTTONS: Record<string, EventOf<'click'>['d']['btn']> = {
  left: 'left',
  middle: 'middle',
  right: 'right',
  x1: 'back',
  x2: 'forward',
  button8: 'back',
  button9: 'forward',
};

export const pynputButton = (name: string): EventOf<'click'>['d']['btn'] =>
  Object.hasOwn(BUTTONS, name) ? (BUTTONS[name] ?? 'other') : 'other';
