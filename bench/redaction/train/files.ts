import type { Kind } from './learn.ts';

const LIB = new URL('../../../lib/redaction/', import.meta.url);
export const languagesFile = new URL('language/weights.json', LIB);
export const labelsFile = new URL('language/labels.json', LIB);
export const namesFile = (kind: Kind): URL => new URL(`names/weights-${kind}.json`, LIB);
