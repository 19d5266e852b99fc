/** Cuts text into pieces of at most `size` UTF-16 units, never through a character: capture/1 bounds every string. */
export function pieces(text: string, size: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + size, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/** The first `size` UTF-16 units of a text, or one less where that would halve a character. */
export const clip = (text: string, size: number): string => pieces(text, size)[0] ?? '';

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
