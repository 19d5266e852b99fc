/** A label as the list has it: in lower case, without the numbers, signs and dots around it. */
export const labelKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{M}]{1,400}/u, '')
    .replace(/[^\p{L}\p{M}]{1,400}$/u, '');

/** Its words, in lower case. */
export const wordsOfLabel = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}'’]{1,40}/gu) ?? [];
