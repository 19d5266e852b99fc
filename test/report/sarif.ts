import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';

// The last published draft of the schema, which equals the standard's file in everything written here.
const ajv = new Draft4.default({ strict: false, unicodeRegExp: false, allErrors: true });
formats.default(ajv);
const isSarif = ajv.compile(schema);

/** What a log of SARIF 2.1.0 breaks of the schema; empty when nothing. */
export const sarifFaults = (log: unknown): unknown[] => (isSarif(log) ? [] : (isSarif.errors ?? []));
