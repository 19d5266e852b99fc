interface Level {
  /** For an object: the names so far. */
  readonly names?: Set<string>;
  at: string | number;
  /** Whether the next text is a name. */
  wantsName: boolean;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/**
 * Paths of duplicate names in one object. JSON.parse silently keeps the last, so a policy would mean something other
 * than its first lines say. The text must be JSON.
 */
export function duplicateNames(text: string): (readonly (string | number)[])[] {
  const twice: (readonly (string | number)[])[] = [];
  const levels: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), at: '', wantsName: true });
    else if (token === '[') levels.push({ at: 0, wantsName: false });
    else if (token === '}' || token === ']') levels.pop();
    else if (level && advance(level, token)) twice.push(levels.map(({ at }) => at));
  }
  return twice;
}

/** Advances by a comma or a name. @returns whether the name is a duplicate */
function advance(level: Level, token: string): boolean {
  if (token === ',') {
    if (level.names) level.wantsName = true;
    else level.at = Number(level.at) + 1;
    return false;
  }
  if (!level.names || !level.wantsName || token === ':') return false;
  level.at = JSON.parse(token) as string;
  level.wantsName = false;
  const isTwice = level.names.has(level.at);
  level.names.add(level.at);
  return isTwice;
}
