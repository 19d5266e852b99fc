/** Languages whose text is read: names are found, and the rest stays readable. */
export const COVERED = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'] as const;
export type Covered = (typeof COVERED)[number];

/** Languages in Latin letters that are recognised as not covered, and suppressed. Relatives are one class. */
const OTHER_LATIN = ['cs', 'tr', 'nordic', 'finnic', 'hu', 'ro', 'slavic', 'malay', 'vi'] as const;

export const CLASSES = [...COVERED, ...OTHER_LATIN] as const;

/** `unknown`: too little to tell. `other`: a language that is not covered. */
export type Language = Covered | 'unknown' | 'other';
