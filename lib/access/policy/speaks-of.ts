import type { PatternScope, Statement } from './document.ts';
import { fits, glob } from './pattern.ts';

/** Whether a statement may be about an action, whatever its conditions say. Names of actions heed no case. */
export const speaksOf = ({ action }: Pick<Statement, 'action'>, name: string): boolean => mayFit(action, name, true);

/** Whether a text may be among those that an element of a statement means; of `NotAction` and the like, always. */
export function mayFit({ items, negated }: PatternScope<string>, text: string, caseless = false): boolean {
  const lower = (written: string) => (caseless ? written.toLowerCase() : written);
  return negated || items.some((item) => fits(glob(lower(item)), lower(text)) !== 'no');
}
