import type { Policy } from '../policy/document.ts';
import { compile, fits } from '../policy/pattern.ts';

/**
 * An action found in lower case, in the spelling of the policies: the name itself if one of them has it, else with the letters of
 * the patterns that it matches.
 */
export function actionName(spelling: string, policies: readonly Policy[]): string {
  let name = spelling;
  for (const { statements } of policies) {
    for (const { action } of statements) {
      for (const item of action.items) {
        if (item.toLowerCase() === spelling) return item;
        const pattern = compile(item.toLowerCase(), { wildcards: true }) ?? [];
        if (item.length > 1 && item.length < 200 && fits(pattern, spelling) === 'yes') name = spelled(name, item);
      }
    }
  }
  return name;
}

/** The literal parts of a pattern put over the name, from left to right. */
function spelled(name: string, pattern: string): string {
  let made = name;
  let from = 0;
  const parts = pattern.split(/[*?]+/);
  for (const [at, part] of parts.entries()) {
    const lowered = made.toLowerCase();
    const last = at === parts.length - 1;
    const start = last ? lowered.length - part.length : lowered.indexOf(part.toLowerCase(), from);
    if (start < from || !lowered.startsWith(part.toLowerCase(), start)) return made;
    made = made.slice(0, start) + part + made.slice(start + part.length);
    from = start + part.length;
  }
  return made;
}
