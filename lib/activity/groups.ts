/**
 * What the groups of an expression matched in a text, by their numbers, or undefined where it does not match.
 * A group that took no part in the match throws: the expression is not the one that its reader was written for.
 */
export function groupsIn(pattern: RegExp, text: string): ((group: number) => string) | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  return (group) => {
    const part = found[group];
    if (part === undefined)
      throw new RangeError(`group ${group} of ${pattern.source.length} characters of expression matched nothing`);
    return part;
  };
}
