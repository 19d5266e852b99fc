import { describe, expect, test } from 'vitest';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';

const read = (value: unknown) => readClaimsFile(JSON.stringify(value));

describe('a claims file', () => {
  test('names classes, the trusted base and the place, and may leave out the rest', () => {
    const raw = { name: 'raw', buckets: ['Raw'], approvedReaders: ['redact'] };
    expect(read({ classes: [raw], trustedBase: [], environment: { region: 'x-1' } })).toEqual({
      declaration: { classes: [raw], trustedBase: [], teams: [] },
      environment: { region: 'x-1' },
    });
  });

  test.each([
    [7],
    [{}],
    [{ classes: [], trustedBase: [] }],
    [{ classes: 'raw', trustedBase: [] }],
    [{ classes: [{ name: 'raw' }], trustedBase: [] }],
    [{ classes: [{ name: 'raw', approvedReaders: 'x' }], trustedBase: [] }],
    [{ classes: [{ name: 'raw', approvedReaders: [], aprovedServices: [] }], trustedBase: [] }],
    [{ classes: [{ name: 'raw', approvedReaders: [], retentionDays: '7' }], trustedBase: [] }],
    [
      {
        classes: [{ name: 'raw', approvedReaders: [] }],
        trustedBase: [],
        teams: [{ role: 'x', table: 'y', columns: [] }],
      },
    ],
  ])('%j is refused, and the field is named', (value) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ code: 'claims.invalid' }));
  });
});
