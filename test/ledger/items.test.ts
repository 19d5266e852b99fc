import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessOf, CONTROL_ITEMS, keyOf, writeItem } from '../../lib/ledger/index.ts';
import { present } from '../present.ts';
import { matches, ROWS } from './rows.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,20}$/);
const names = fc.dictionary(fc.constantFrom(...allNames()), name, { minKeys: allNames().length });
function allNames(): string[] {
  return [
    ...new Set(
      ROWS.flatMap(([, { pk, sk }]) => [...`${pk} ${sk}`.matchAll(/\{(\w+)\}/g)].map(([, one]) => present(one))),
    ),
  ];
}

describe('the items of the tables', () => {
  test('are distinguishable by their keys', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROWS), names, ([own, row], filled) => {
        const key = keyOf(row, filled as never);
        const found = ROWS.filter(([, one]) => one.table === row.table && matches(one, key)).map(([which]) => which);
        expect(found).toEqual([own]);
      }),
    );
  });

  test('expire, except those for a single thing', () => {
    const staying = ROWS.filter(([, { ends }]) => 'stays' in ends).map(([which]) => which);
    expect(staying.toSorted()).toEqual(['deployed', 'gate', 'proof', 'retention']);
    // Single items: a row that can have many items has an expiry.
    for (const row of Object.values(CONTROL_ITEMS))
      if ('stays' in row.ends) expect(`${row.pk} ${row.sk}`).not.toContain('{');
  });

  test('have a writer and a reader, and state what they hold', () => {
    for (const [, { reads, writes, says }] of ROWS) {
      expect(writes.length).toBeGreaterThan(0);
      expect(reads.length).toBeGreaterThan(0);
      expect(says).not.toBe('');
    }
  });

  test('are created only in lib/ledger', () => {
    const root = join(import.meta.dirname, '../..');
    const files = globSync('{lambdas,bin,lib}/**/*.ts', { cwd: root });
    // A hand-written write names its key beside the expected revision.
    const byHand = files.filter((file) =>
      /\{(?:(?!writeItem)[^{}])*(?:\bpk\b|\bsk\b|\.\.\.\w*(?:[kK]ey|item|STATE)\w*)(?:(?!writeItem)[^{}])*\bifRev\b/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(byHand.filter((file) => !/^lib\/(?:ledger|storage)\//.test(file))).toEqual([]);
  });
});

describe('a write', () => {
  const { failure, erasure, gate } = CONTROL_ITEMS;
  const SINCE = '2026-05-20T10:00:00.000Z';
  const data = { reason: 'shortage', since: SINCE, tries: 1 } as const;
  const order = { asked: '2026-05-20', batches: ['a'] };

  test("carries its row's expiry", () => {
    const { expiresAt } = writeItem(failure, { id: 'a' }, { data, ifRev: 0, from: SINCE });
    expect(expiresAt?.toISOString()).toBe('2026-06-19T10:00:00.000Z');
  });

  test.each([undefined, 'soon', new Date(Number.NaN)])('without an expiry is refused: %s', (from) => {
    expect(() => writeItem(failure, { id: 'a' }, { data, ifRev: 0, from })).toThrow(/no end/);
  });

  test('has no expiry while it is open, and one afterwards', () => {
    const names = { request: 'r', part: '0' };
    expect(writeItem(erasure, names, { data: { ...order, open: true }, ifRev: 0 })).not.toHaveProperty('expiresAt');
    expect(() => writeItem(erasure, names, { data: { ...order, open: false }, ifRev: 1 })).toThrow(/no end/);
    expect(writeItem(erasure, names, { data: { ...order, open: false }, ifRev: 1, from: SINCE })).toHaveProperty(
      'expiresAt',
    );
  });

  test('of another shape is refused, without quoting its content', () => {
    const wrong = { ...data, text: 'my secret' };
    const write = () => writeItem(failure, { id: 'a' }, { data: wrong, ifRev: 0, from: SINCE });
    expect(write).toThrow(expect.objectContaining({ code: 'ledger.bad-item' }));
    expect(write).not.toThrow(/secret/);
    expect(() => writeItem(gate, {}, { data: { state: 'open' } as never, ifRev: 0 })).toThrow(/another shape/);
  });
});

test('permissions follow the rows: one more row is one more permission', () => {
  const row = { ...CONTROL_ITEMS.failure, pk: 'generation#{place}', reads: ['retain'], writes: ['redact'] } as const;
  const access = accessOf({ ...CONTROL_ITEMS, row });
  expect(present(access.retain).reads).toContain('generation#*');
  expect(present(access.redact).writes).toContain('generation#*');
  expect(present(accessOf(CONTROL_ITEMS).retain).reads).not.toContain('generation#*');
});
