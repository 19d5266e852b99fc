const LONGEST = 400;

/** The line in which a place of a text is, or the beginning of a long one: what a finding may ask about its line costs no more than that. */
export function lineAround(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end).slice(0, LONGEST);
}
