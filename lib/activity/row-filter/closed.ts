import { KINDS } from '../events.ts';
import { type Constant, constantsOf, type RowFilter, valuesLetThrough } from './build.ts';

interface Format {
  /** Completes "which holds ...". */
  readonly says: string;
  readonly holds: (value: Constant) => boolean;
}

const pattern = (says: string, form: RegExp): Format => ({ says, holds: (value) => form.test(String(value)) });

const day = pattern('days as YYYY-MM-DD', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/**
 * Formats of the columns that Lake Formation cannot hide, and of those that classify a row. A filter that compares such
 * a column with another value would pass no row, or every row, without a visible reason.
 */
const FORMATS: Readonly<Record<string, Format>> = {
  kind: { says: `one of ${KINDS.join(', ')}`, holds: (value) => (KINDS as readonly Constant[]).includes(value) },
  // check-configuration.ts, which knows the profiles, checks whether the place has a profile in force.
  jurisdiction: pattern('codes of places such as US-CA', /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  day,
  expires: day,
};

/**
 * Columns that classify a row. Filters list their values and never say "all but": a new value must not become visible
 * by default.
 */
const LISTED: readonly [column: string, what: string][] = [
  ['jurisdiction', 'place'],
  ['kind', 'kind of event'],
];

/** The reason why a filter is not closed: a constant that its column never holds, or unlisted rows. Undefined when it is closed. */
export const openIn = (rows: RowFilter): string | undefined => {
  for (const [column, { says, holds }] of Object.entries(FORMATS)) {
    const odd = constantsOf(rows, column).find((value) => !holds(value));
    if (odd !== undefined) return `compares ${column} with ${JSON.stringify(odd)}; it holds ${says}`;
  }
  for (const [column, what] of LISTED)
    if (valuesLetThrough(rows, column) === undefined)
      return `lets rows of every ${what} through; list them with column('${column}').in([...]), or a ${what} that is added later would be visible because nobody thought of it`;
  return undefined;
};
