import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { and, column, or, ROW_FILTER_LIMIT, type RowFilter, renderRowFilter } from '../../lib/governance/row-filter.ts';

const codeOf = (filter: RowFilter): string => {
  try {
    renderRowFilter(filter);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'rendered';
};

describe('rendering', () => {
  test.each([
    [column('kind').is('click'), `"kind" = 'click'`],
    [column('kind').isNot('click'), `"kind" <> 'click'`],
    [column('kind').in(['click', 'scroll']), `"kind" IN ('click', 'scroll')`],
    [column('x').atLeast(-1.5), `"x" >= -1.5`],
    [column('seq').atMost(10), `"seq" <= 10`],
    [column('field_secure').is(false), `"field_secure" = false`],
    [column('text').isNotNull(), `"text" IS NOT NULL`],
    [column('text').is("it's"), `"text" = 'it''s'`],
    [
      and(column('day').atLeast('2026-01-01'), column('jurisdiction').is('XA')),
      `("day" >= '2026-01-01' AND "jurisdiction" = 'XA')`,
    ],
    [
      or(column('kind').is('text'), and(column('seq').atLeast(1), column('seq').atMost(2))),
      `("kind" = 'text' OR ("seq" >= 1 AND "seq" <= 2))`,
    ],
  ])('%o', (filter, expected) => {
    expect(renderRowFilter(filter)).toBe(expected);
  });

  test('whatever a constant holds, it stays one constant', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (value) => {
        const filter = column('text').is(value);
        if (codeOf(filter) !== 'rendered') return [...value].some((c) => c < ' ' || c === '\u007f');
        const [, inside] = /^"text" = '(.*)'$/s.exec(renderRowFilter(filter)) ?? [];
        // Read back as SQL does: a quote ends the constant unless another follows it.
        return inside !== undefined && !/(^|[^'])(?:'')*'(?!')/.test(inside) && inside.replaceAll("''", "'") === value;
      }),
    );
  });
});

describe('refusing', () => {
  test.each([
    ['an unknown column', { column: 'nowhere', op: '=', values: ['x'] }, 'config.unknown-column'],
    ['a number for a text column', column('kind').is(1), 'config.invalid'],
    ['a text for a number column', column('seq').is('1'), 'config.invalid'],
    ['a fraction for a whole number', column('seq').is(1.5), 'config.invalid'],
    ['a number that is none', column('x').is(Number.NaN), 'config.invalid'],
    ['a number with an exponent', column('x').is(1e-9), 'config.invalid'],
    ['an empty list', column('kind').in([]), 'config.invalid'],
    ['a null test on a partition key', column('day').isNull(), 'config.invalid'],
    ['a control character', column('kind').is('a\nb'), 'config.invalid'],
    ['an empty group', and(), 'config.invalid'],
  ] as [string, RowFilter, string][])('%s', (_name, filter, code) => {
    expect(codeOf(filter)).toBe(code);
  });

  test('exactly the limit passes, one more does not', () => {
    const overhead = renderRowFilter(column('text').is('')).length;
    const longest = column('text').is('x'.repeat(ROW_FILTER_LIMIT - overhead));
    expect(renderRowFilter(longest)).toHaveLength(ROW_FILTER_LIMIT);
    expect(codeOf(column('text').is('x'.repeat(ROW_FILTER_LIMIT - overhead + 1)))).toBe('config.filter-too-long');
  });

  test('every error says what to do', () => {
    try {
      renderRowFilter(column('kind').in([]));
    } catch (error) {
      expect(hasCode(error, 'config.invalid')).toBe(true);
      expect((error as { todo: string }).todo).not.toBe('');
    }
  });
});

test('every column of the table can be filtered on', () => {
  for (const { name } of COLUMNS) expect(renderRowFilter(column(name).isNotNull())).toBe(`"${name}" IS NOT NULL`);
});
