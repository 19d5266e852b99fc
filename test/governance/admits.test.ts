import { expect, test } from 'vitest';
import { mayAdmit } from '../../lib/activity/row-filter/admit.ts';
import { and, column, or, type RowFilter } from '../../lib/activity/row-filter/build.ts';

const kind = column('kind');
const place = column('jurisdiction');

test.each<[RowFilter, boolean]>([
  [kind.is('text'), true],
  [kind.is('key'), false],
  [kind.isNot('key'), true],
  [kind.in(['key', 'text']), true],
  [kind.in(['key']), false],
  [kind.isNull(), false],
  [kind.isNotNull(), true],
  [column('day').atLeast('2026-05-20'), true],
  [column('day').atMost('2026-05-19'), false],
  [and(kind.is('text'), place.is('XB')), false],
  [or(kind.is('key'), place.is('XA')), true],
  [and(kind.is('text'), column('app').is('Mail')), true],
])('case %#: a row with some known cells', (filter, expected) => {
  expect(mayAdmit(filter, { kind: 'text', jurisdiction: 'XA', day: '2026-05-20' })).toBe(expected);
});
