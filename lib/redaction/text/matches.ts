const NONE: readonly RegExpExecArray[] = [];

/**
 * All matches of a pattern with the flag `g`, as `matchAll` finds them. That makes a pattern of its own for each call, which costs
 * more than looking through a short text; and most texts have no match.
 */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return NONE;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    // No pattern goes on from an empty match by itself.
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff && pattern.unicode ? 2 : 1;
  }
  return found;
}
