/** The first word of a name: "Create" of "CreateRole", "DB" of "DBCluster". */
const FIRST_WORD = /^(?:[A-Z]?[a-z\d]{1,40}|[A-Z]{1,40}(?![a-z]))/;

/**
 * Names as one text, each beginning that several share once: "Create(Group,Role(,Alias)),Untag". A Lambda loads a thousand of them,
 * most of which begin alike.
 */
export function packNames(names: readonly string[]): string {
  const byWord = Map.groupBy(names, (name) => FIRST_WORD.exec(name)?.[0] ?? name);
  return [...byWord]
    .map(([word, group]) =>
      group.length === 1 ? group[0] : `${word}(${packNames(group.map((name) => name.slice(word.length)))})`,
    )
    .join(',');
}

/** The names of a text that `packNames` made; none of an empty one. */
export function unpackNames(text: string): string[] {
  if (text === '') return [];
  const names: string[] = [];
  const beginnings = [''];
  let word = '';
  let closed = false;
  for (const sign of `${text},`) {
    const beginning = beginnings.at(-1) ?? '';
    if (sign === '(') beginnings.push(beginning + word);
    else if (sign === ',' || sign === ')') {
      if (!closed) names.push(beginning + word);
      if (sign === ')') beginnings.pop();
    } else word += sign;
    closed = sign === ')';
    if (sign === '(' || sign === ',' || sign === ')') word = '';
  }
  return names;
}
