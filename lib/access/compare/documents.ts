import { CATALOGUE } from '../escalate/catalogue.ts';
import { type Comparison, compare } from './compare.ts';
import { ORDINARY } from './ordinary-actions.ts';

const REAL = [...new Set([...CATALOGUE.flatMap((entry) => entry.actions), ...ORDINARY])];

/** `compare`, with actions that AWS has in the witnesses where there are any. */
export const compareDocuments = (older: unknown, newer: unknown): Comparison => compare(older, newer, REAL);
