/** Why part of a log could not be used. Counted, never passed over in silence. */
export const BAD = {
  'not-json': 'is not JSON',
  'too-long': 'is longer than any record of AWS',
  truncated: 'ends in the middle of a record',
  'not-a-record': 'is JSON, and no record that is known',
  'no-time': 'has no time that can be read',
  'no-name': 'names no call',
  'not-a-log-line': 'is no line of an access log',
  'not-gzip': 'cannot be decompressed',
} as const;

export type BadReason = keyof typeof BAD;
