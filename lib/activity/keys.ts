import type { EventOf } from './events.ts';

type KeyClass = EventOf<'key'>['d']['cls'];

/** Named values of UI Events `key` (https://www.w3.org/TR/uievents-key/) by class. Any other value is `other`. */
const NAMED: Record<Exclude<KeyClass, 'char' | 'other'>, readonly string[]> = {
  nav: ['ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'End', 'Home', 'PageDown', 'PageUp', 'Tab'],
  edit: ['Backspace', 'Clear', 'Copy', 'Cut', 'Delete', 'Enter', 'Insert', 'Paste', 'Redo', 'Undo'],
  mod: ['Alt', 'AltGraph', 'CapsLock', 'Control', 'Fn', 'Meta', 'NumLock', 'ScrollLock', 'Shift'],
  func: ['ContextMenu', 'Escape', 'Help', 'Pause', 'PrintScreen'],
};

/** Values of `key` that report a key press without the key: its text is unknown until a text event arrives, or for good. */
const NAMELESS = new Set(['Compose', 'Dead', 'Process', 'Undefined', 'Unidentified']);

/** Other names in the specification that keyboards have. Any other value in place of a name may be content. */
const OTHER = new Set(
  `Accept Again AllCandidates Alphanumeric AppSwitch Attn AudioVolumeDown AudioVolumeMute AudioVolumeUp BrightnessDown
  BrightnessUp BrowserBack BrowserFavorites BrowserForward BrowserHome BrowserRefresh BrowserSearch BrowserStop Call Camera
  Cancel Close CodeInput Convert CrSel Eisu Eject EndCall EraseEof ExSel Execute FinalMode Find FnLock GoBack GoHome GroupFirst
  GroupLast GroupNext GroupPrevious HangulMode HanjaMode Hankaku HeadsetHook Hibernate Hiragana HiraganaKatakana Hyper JunjaMode
  KanaMode KanjiMode Katakana LaunchApplication1 LaunchApplication2 LaunchCalendar LaunchContacts LaunchControlPanel LaunchMail
  LaunchMediaPlayer LaunchMusicPlayer LaunchMyComputer LaunchPhone LaunchScreenSaver LaunchSpreadsheet LaunchWebBrowser
  LaunchWebCam LaunchWordProcessor LogOff MailForward MailReply MailSend MediaClose MediaFastForward MediaPause MediaPlay
  MediaPlayPause MediaRecord MediaRewind MediaSelect MediaStop MediaTrackNext MediaTrackPrevious MicrophoneToggle
  MicrophoneVolumeDown MicrophoneVolumeMute MicrophoneVolumeUp ModeChange New NextCandidate NonConvert Open Play Power PowerOff
  PreviousCandidate Print Props Romaji Save Select SingleCandidate Soft1 Soft2 Soft3 Soft4 SpellCheck Standby Super Symbol
  SymbolLock WakeUp Zenkaku ZenkakuHankaku ZoomIn ZoomOut`.split(/\s+/),
);

const CLASSES = new Map(
  Object.entries(NAMED).flatMap(([cls, keys]) => keys.map((key) => [key, cls as KeyClass] as const)),
);
const FUNCTION_KEY = /^F(?:[1-9]|1\d|2[0-4])$/;

/** Whether a value of `key` reports a key press without the key. */
export const isNameless = (key: string): boolean => NAMELESS.has(key);

/** Whether a value of `key` is the name of a key, rather than text. */
export const isKeyName = (key: string): boolean =>
  CLASSES.has(key) || FUNCTION_KEY.test(key) || OTHER.has(key) || NAMELESS.has(key);

/** The class of a UI Events `key`. One user-perceived character is `char`; an unknown value is `other`. */
export function keyClass(key: string | null): KeyClass {
  if (key === null || key === '') return 'other';
  const named = CLASSES.get(key);
  if (named !== undefined) return named;
  if (FUNCTION_KEY.test(key)) return 'func';
  return [...key.normalize('NFC')].length === 1 ? 'char' : 'other';
}
