import { expect, test } from 'vitest';
import { unusedOf } from '../../../lib/governance/investigation/index.ts';

const TO = '2026-12-01T00:00:00Z';
const could = (principal: string, to = TO) => ({ principal, to });
const did = (principal: string, columns: string[]) => ({ principal, columns, until: '2026-11-20T00:00:00Z' });
const granted = () => ['kind', 'text', 'title'];
const base = { to: TO, dark_hours: 0, traceless: [] };

test('who read nothing, and columns that nobody read, are proposed to be taken away', () => {
  const { unused: rows } = unusedOf(
    { ...base, could: [could('a'), could('b'), could('c')], did: [did('a', ['kind']), did('c', ['*'])] },
    granted,
  );
  expect(rows).toMatchObject([
    { principal: 'a', what: 'columns', columns: ['text', 'title'], last: '2026-11-20T00:00:00Z', certain: true },
    { principal: 'b', what: 'role', last: null },
  ]);
});

test('what is granted no longer is no news, and missing records make a proposal uncertain', () => {
  const { unused: rows } = unusedOf(
    { ...base, dark_hours: 1, could: [could('a', '2026-11-02T00:00:00Z'), could('b')], did: [] },
    granted,
  );
  expect(rows).toMatchObject([{ principal: 'b', certain: false }]);
});

test('a principal whose reads leave no record is left out, and the reason is said', () => {
  const traceless = [{ principal: 'registrar', why: 'Lake Formation reads with it' }];
  const found = unusedOf({ ...base, traceless, could: [could('registrar'), could('idle')], did: [] }, granted);
  expect(found.unused.map(({ principal }) => principal)).toEqual(['idle']);
  expect(found.left_out).toEqual(traceless);
});
