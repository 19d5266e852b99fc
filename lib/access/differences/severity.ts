import type { AccessVerb, ChangeSeverity } from './change.ts';

/** From the most to the least sensitive: content about a person, of work, operational, public. */
const GRAVE = new Set(['S4', 'S3']);

/** How much a gained right matters: what it does, to data of which sensitivity. */
const GRAVITY: Readonly<
  Record<AccessVerb, readonly [grave: ChangeSeverity, data: ChangeSeverity, other: ChangeSeverity]>
> = {
  administer: ['critical', 'high', 'medium'],
  become: ['critical', 'high', 'medium'],
  read: ['critical', 'high', 'low'],
  write: ['high', 'medium', 'low'],
  destroy: ['high', 'medium', 'low'],
  use: ['medium', 'medium', 'low'],
  look: ['medium', 'low', 'low'],
};

/**
 * @param sensitivity S0 to S4 of the class, or anything else for what holds no class
 * @param outside whether the principal is of another account, or of none: whatever that opens, people of the account do not guard it
 */
export function severityOf(
  change: 'gained' | 'lost',
  verb: AccessVerb,
  sensitivity: string,
  outside: boolean = false,
): ChangeSeverity {
  if (change === 'lost') return 'low';
  const severity = within(verb, sensitivity);
  return outside && bySeverity({ severity }, { severity: 'high' }) > 0 ? 'high' : severity;
}

function within(verb: AccessVerb, sensitivity: string): ChangeSeverity {
  const [grave, data, other] = GRAVITY[verb];
  if (GRAVE.has(sensitivity)) return grave;
  return /^S[0-4]$/.test(sensitivity) ? data : other;
}

const ORDER: readonly ChangeSeverity[] = ['critical', 'high', 'medium', 'low'];

export const bySeverity = (
  a: { readonly severity: ChangeSeverity },
  b: { readonly severity: ChangeSeverity },
): number => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
