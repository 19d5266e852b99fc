/** The first word of a name in capitals and small letters: "Create" of "CreateRole". */
const FIRST_WORD = /^[A-Z][a-z]{1,30}/;

/** Names as one text, each first word once: "Create:Group,Role Untag". A Lambda loads a thousand of them, most of which begin alike. */
export function packNames(names: readonly string[]): string {
  const byWord = Map.groupBy(names, (name) => FIRST_WORD.exec(name)?.[0] ?? name);
  return [...byWord]
    .map(([word, group]) =>
      group.length === 1 ? group[0] : `${word}:${group.map((name) => name.slice(word.length)).join(',')}`,
    )
    .join(' ');
}

/** The names of a text that `packNames` made; none of an empty one. */
export const unpackNames = (text: string): string[] =>
  (text === '' ? [] : text.split(' ')).flatMap((group) => {
    const [word = '', rests] = group.split(':');
    return rests === undefined ? [word] : rests.split(',').map((rest) => word + rest);
  });
