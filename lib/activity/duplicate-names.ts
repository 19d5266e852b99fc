interface Level {
  /** Of an object: the names so far. */
  readonly names?: Set<string>;
  at: string | number;
  /** Whether the next text is a name. */
  wantsName: boolean;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/**
 * Paths of names that stand twice in one object. JSON.parse keeps the last without a word, so that a policy would be
 * read otherwise than its first lines say. The text has to be JSON.
 */
export function duplicateNames(text: string): (readonly (string | number)[])[] {
  const found: (readonly (string | number)[])[] = [];
  const levels: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), at: '', wantsName: true });
    else if (token === '[') levels.push({ at: 0, wantsName: false });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level) {
      if (level.names) level.wantsName = true;
      else level.at = (level.at as number) + 1;
    } else if (level?.names && level.wantsName && token !== ':') {
      level.at = JSON.parse(token) as string;
      level.wantsName = false;
      if (level.names.has(level.at)) found.push(levels.map(({ at }) => at));
      level.names.add(level.at);
    }
  }
  return found;
}
