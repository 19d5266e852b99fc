/** Spaces that are no ASCII space: web pages and PDFs put them into numbers. Line ends are not among them. */
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** Hyphens, the figure dash, the en dash and the minus sign. The em dash parts sentences, and stays. */
const HYPHEN = /[\u2010-\u2013\u2212\ufe63]/g;
/** Full width forms of the printable ASCII characters, and how far they lie above them. */
const WIDE = /[\uff01-\uff5e]/g;
const WIDE_ABOVE = 0xfee0;
const FOLDABLE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2013\u2212\ufe63\uff01-\uff5e]/;

/**
 * The text with spaces, hyphens and full width forms as ASCII, one UTF-16 unit for one: an offset in the view is the
 * same offset in the text. @returns the text itself where nothing has to be folded
 */
export function plainView(text: string): string {
  if (!FOLDABLE.test(text)) return text;
  return text
    .replace(SPACE, ' ')
    .replace(HYPHEN, '-')
    .replace(WIDE, (char) => String.fromCharCode(char.charCodeAt(0) - WIDE_ABOVE));
}
