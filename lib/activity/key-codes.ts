import type { EventOf } from './events.ts';

type KeyClass = EventOf<'key'>['d']['cls'];

/**
 * The physical keys of UI Events (`code`, https://www.w3.org/TR/uievents-code/) that write nothing, by class. Firefox
 * calls Meta `OSLeft` and `OSRight`.
 */
const SILENT: Record<Exclude<KeyClass, 'char'>, string> = {
  nav: 'ArrowDown ArrowLeft ArrowRight ArrowUp End Home PageDown PageUp Tab',
  edit: 'Again Backspace Copy Cut Delete Enter Find Insert NumpadBackspace NumpadEnter Open Paste Props Select Undo',
  mod: `AltLeft AltRight CapsLock ControlLeft ControlRight Fn FnLock Hyper MetaLeft MetaRight NumLock OSLeft OSRight ScrollLock
    ShiftLeft ShiftRight Super Turbo`,
  func: `ContextMenu Escape Help Pause PrintScreen ${Array.from({ length: 24 }, (_, i) => `F${i + 1}`).join(' ')}`,
  other: `Abort AudioVolumeDown AudioVolumeMute AudioVolumeUp BrowserBack BrowserFavorites BrowserForward BrowserHome
    BrowserRefresh BrowserSearch BrowserStop Convert Eject Hiragana KanaMode Katakana Lang1 Lang2 Lang3 Lang4 Lang5 LaunchApp1
    LaunchApp2 LaunchMail MediaPlayPause MediaSelect MediaStop MediaTrackNext MediaTrackPrevious NonConvert Power Resume Sleep
    Suspend WakeUp`,
};

/**
 * The physical keys that write, and the characters of each on a US keyboard, alone and with Shift. The numeric keypad
 * is included whatever the reported NumLock: it may be on where the text goes.
 */
const WRITING = `
Backquote=\`~ Backslash=\\| BracketLeft=[{ BracketRight=]} Comma=,< Equal==+ Minus=-_ Period=.> Quote='" Semicolon=;: Slash=/?
Digit1=1! Digit2=2@ Digit3=3# Digit4=4$ Digit5=5% Digit6=6^ Digit7=7& Digit8=8* Digit9=9( Digit0=0)
IntlBackslash=\\| IntlRo=\\_ IntlYen=\\|
NumpadAdd=+ NumpadClear NumpadClearEntry NumpadComma=, NumpadDecimal=.,
NumpadDivide=/ NumpadEqual== NumpadHash=# NumpadMemoryAdd NumpadMemoryClear NumpadMemoryRecall NumpadMemoryStore
NumpadMemorySubtract NumpadMultiply=* NumpadParenLeft=( NumpadParenRight=) NumpadStar=* NumpadSubtract=-
`;

const SILENT_CLASS = new Map(
  Object.entries(SILENT).flatMap(([cls, codes]) => codes.split(/\s+/).map((code) => [code, cls as KeyClass] as const)),
);

const WRITTEN = new Map<string, string>([['Space', ' ']]);
for (const entry of WRITING.trim().split(/\s+/)) {
  const at = entry.indexOf('=');
  WRITTEN.set(at < 0 ? entry : entry.slice(0, at), at < 0 ? '' : entry.slice(at + 1));
}
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') WRITTEN.set(`Key${letter}`, `${letter.toLowerCase()}${letter}`);
for (let n = 0; n <= 9; n++) WRITTEN.set(`Numpad${n}`, String(n));

/** All codes that write, for tests over the table. */
export const WRITING_CODES: readonly string[] = [...WRITTEN.keys()];
/** All codes that do not. */
export const SILENT_CODES: readonly string[] = [...SILENT_CLASS.keys()];

/** The class of a physical key that writes nothing, or undefined for a key that writes and for an unknown code. */
export const silentClass = (code: string | null): KeyClass | undefined =>
  code === null ? undefined : SILENT_CLASS.get(code);

/** Characters that a physical key writes on a US keyboard, or undefined for a key that writes nothing or is unknown. */
export function writtenBy(code: string | null, shift: boolean): string | undefined {
  const characters = code === null ? undefined : WRITTEN.get(code);
  if (characters === undefined || characters === '') return undefined;
  return shift ? (characters[1] ?? characters[0]) : characters[0];
}

/** Whether a physical key is one that writes. */
export const isWriting = (code: string | null): boolean => code !== null && WRITTEN.has(code);

/**
 * Whether a code reveals no more than a published `key`: a key that writes nothing, or one that writes exactly that
 * character on a US keyboard. Under an input method, in another layout or for a nameless key, a code would reveal what
 * `key` hides.
 */
export const saysNoMore = (code: string | null, key: string | null): boolean =>
  code !== null && (SILENT_CLASS.has(code) || (key !== null && key !== '' && (WRITTEN.get(code) ?? '').includes(key)));
