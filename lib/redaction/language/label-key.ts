/** A label as the list has it: in lower case, without the numbers, signs and dots around it. */
export function labelKey(text: string): string {
  const lower = text.toLowerCase();
  let first = 0;
  let last = 0;
  // An expression anchored at the end would be tried at every place of a long text.
  for (const { 0: letters, index } of lower.matchAll(/[\p{L}\p{M}]{1,400}/gu)) {
    if (last === 0) first = index;
    last = index + letters.length;
  }
  return lower.slice(first, last);
}

/** Its words, in lower case. */
export const wordsOfLabel = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}'’]{1,40}/gu) ?? [];
