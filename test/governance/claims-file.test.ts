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

  const acceptance = { id: 'two-locks/raw/bucket/B#1', reason: 'moves in May', approver: 'Ana', expires: '2030-01-31' };
  const accepting = (changed: object) => ({
    classes: [{ name: 'raw', approvedReaders: [] }],
    trustedBase: [],
    accepted: [{ ...acceptance, ...changed }],
  });

  test('accepts a finding with a reason, an approver and a last day', () => {
    expect(read(accepting({})).declaration.accepted).toEqual([acceptance]);
  });

  test.each([
    { reason: '' },
    { reason: '   ' },
    { reason: '\u00a0\u200b' },
    { approver: '\t' },
    { approver: '-' },
    { expires: '2030-02-30' },
    { expires: 'never' },
    { id: '' },
  ])('accepts no finding with %j', (changed) => {
    expect(() => read(accepting(changed))).toThrow(expect.objectContaining({ code: 'claims.invalid' }));
  });
});
