/** Why part of a log could not be used. Counted, never passed over in silence. */
export const BAD = {
  'not-json': 'is not JSON',
  'too-long': 'is longer than any record of AWS',
  truncated: 'ends in the middle of a record',
  'not-a-record': 'is JSON, and no record that is known',
  'no-time': 'has no time that can be read',
  'no-name': 'names no call',
  'not-a-log-line': 'is no line of an access log',
  'partial-table': 'is a table that leaves out who called, or the parameters of the call',
  'not-gzip': 'cannot be decompressed',
} as const;

export type BadReason = keyof typeof BAD;

/** What to do about a file that had such a part. */
export const MEND: Readonly<Record<BadReason, string>> = {
  'not-json': 'give the file as AWS delivers it: JSON, its compressed form, or a table of CloudTrail Lake',
  'too-long': 'give the file as AWS delivers it',
  truncated: 'fetch the file again',
  'not-a-record': 'take it out of the folder when it is no log of AWS',
  'no-time': 'fetch the file again',
  'no-name': 'fetch the file again',
  'not-a-log-line': 'fetch the file again',
  'partial-table':
    'ask again for eventJson, or for eventSource, userIdentity and requestParameters too, or download the events as JSON',
  'not-gzip': 'fetch the file again',
};
