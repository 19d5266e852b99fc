/**
 * A value that leaves a password manager opens something, wherever it is pasted, typed or shown next: a copy out of such a
 * window, a copy that its program marked as not for others to keep, and a value that such a window shows.
 */

/**
 * Marks that programs put beside a secret on the clipboard, in letters only: http://nspasteboard.org (macOS), the hint of
 * KDE's Klipper, the formats of the Windows clipboard history
 * (https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats), and
 * Android's `EXTRA_IS_SENSITIVE`.
 */
const CONCEALED =
  /concealed|transienttype|passwordmanagerhint|excludeclipboardcontentfrommonitor|canincludeinclipboardhistory|canuploadtocloudclipboard|issensitive|onepassword/;

/** @param types formats of the content, as the system names them */
export const isConcealed = (types: readonly string[]): boolean =>
  types.some((type) => CONCEALED.test(type.toLowerCase().replace(/[^a-z]/g, '')));

/** An address of a page or a mailbox is found beside a password and is none. */
const ADDRESS =
  /^(?:[a-z][a-z+.-]{0,20}:\/\/|www\.)\S+$|^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}$|^[\w-]{1,64}(?:\.[\w-]{1,64}){0,6}\.[a-z]{2,}$/i;
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u];

/** Whether a text that a password manager shows is a value that opens something, and no name, address or label. */
export function opensSomething(text: string): boolean {
  const value = text.trim();
  if (!/^\S{6,128}$/.test(value) || ADDRESS.test(value) || DATE.test(value)) return /^\d{3} \d{3}$/.test(value);
  if (/^\d{6,8}$/.test(value)) return true;
  return KINDS.slice(2).some((kind) => kind.test(value)) && KINDS.filter((kind) => kind.test(value)).length > 1;
}
