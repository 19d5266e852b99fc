import { typeOfLabel } from '../keys/labels.ts';
import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';
import { isStrangeWord } from './ordinary-word.ts';

const LONGEST = { label: 40, value: 80 } as const;
/** One word with a digit or a sign in it: a value that people choose, and no entry of a menu. */
const VALUE = /^[ \t]{0,20}([^\s]{4,80})[ \t]{0,4}\r?$/;
const CHOSEN = /\d|[!#$%^&*?]/;

/** Secrets alone on their line, below a line that is the label of one in any of the languages of labels. */
export function findBelowLabels(text: string): Found[] {
  const found: Found[] = [];
  let above = '';
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const line = to - from <= LONGEST.value + 24 ? text.slice(from, to) : '';
    const value = above === '' ? undefined : VALUE.exec(line)?.[1];
    if (
      value !== undefined &&
      (CHOSEN.test(value) || isStrangeWord(value)) &&
      realSecret(value) &&
      typeOfLabel(above) === 'PASSWORD'
    ) {
      const start = from + line.indexOf(value);
      found.push({ start, end: start + value.length, type: 'PASSWORD', rank: 1 });
    }
    const label = line.trim();
    // One empty line may be between them.
    if (label !== '' || value !== undefined) above = label.length <= LONGEST.label && /\p{L}/u.test(label) ? label : '';
    from = to + 1;
  }
  return found;
}
