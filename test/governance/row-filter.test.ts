import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { and, column, constantsOf, or, type RowFilter, valuesLetThrough } from '../../lib/activity/row-filter/build.ts';
import { ROW_FILTER_LIMIT, renderRowFilter } from '../../lib/activity/row-filter/write.ts';
import { present } from '../present.ts';

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
    [column('mono_us').atLeast(3), `"mono_us" >= 3`],
    [and(column('kind').is('click')), `"kind" = 'click'`],
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

  test('any content of a constant stays one constant', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (value) => {
        const filter = column('text').is(value);
        if (codeOf(filter) !== 'rendered') return [...value].some((c) => c < ' ' || c === '\u007f');
        const [, inside] = /^"text" = '(.*)'$/s.exec(renderRowFilter(filter)) ?? [];
        // Parsed as in SQL: a quote ends the constant unless another follows it.
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
    ['a fraction for a large whole number', column('mono_us').is(1.5), 'config.invalid'],
    ['a text for a flag', column('field_secure').is('true'), 'config.invalid'],
    ['an empty list', column('kind').in([]), 'config.invalid'],
    ['a null test on a partition key', column('day').isNull(), 'config.invalid'],
    ['a null test with a constant', { column: 'kind', op: 'IS NULL', values: ['key'] }, 'config.invalid'],
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

describe('the values of a column that a filter passes', () => {
  const VALUES = ['a', 'b', 'c'];
  const condition = fc
    .record({
      name: fc.constantFrom('kind' as const, 'app' as const),
      op: fc.constantFrom('is', 'isNot', 'in', 'isNull', 'isNotNull'),
      values: fc.subarray(VALUES, { minLength: 1 }),
    })
    .map(({ name, op, values }): RowFilter => {
      const at = column(name);
      if (op === 'in') return at.in(values);
      if (op === 'is') return at.is(present(values[0]));
      return op === 'isNot' ? at.isNot(present(values[0])) : op === 'isNull' ? at.isNull() : at.isNotNull();
    });
  const filters = fc.letrec<{ filter: RowFilter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      condition,
      fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((parts) => and(...parts)),
      fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((parts) => or(...parts)),
    ),
  })).filter;

  /** Whether a row passes, by the meaning of each operator; a comparison with NULL fails. */
  const passes = (filter: RowFilter, row: Readonly<Record<string, string | null>>): boolean => {
    if ('all' in filter) return filter.all.every((part) => passes(part, row));
    if ('any' in filter) return filter.any.some((part) => passes(part, row));
    const value = row[filter.column] ?? null;
    if (filter.op === 'IS NULL') return value === null;
    if (value === null) return false;
    if (filter.op === 'IS NOT NULL') return true;
    return filter.op === '<>' ? value !== filter.values[0] : filter.values.includes(value);
  };
  const rows = [null, ...VALUES, 'another'].flatMap((kind) =>
    [null, ...VALUES, 'another'].map((app) => ({ kind, app })),
  );

  test('no row with an unlisted value passes', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const listed = valuesLetThrough(filter, 'kind');
        for (const row of rows) if (listed && passes(filter, row)) expect(listed).toContain(row.kind);
      }),
    );
  });

  test.each([
    [column('kind').is('a'), ['a'], ['a']],
    [column('kind').in(['a', 'b']), ['a', 'b'], ['a', 'b']],
    [column('kind').isNot('a'), undefined, ['a']],
    [column('kind').isNotNull(), undefined, []],
    [column('app').is('a'), undefined, []],
    [and(column('kind').in(['a', 'b']), column('app').is('c')), ['a', 'b'], ['a', 'b']],
    [and(column('kind').in(['a', 'b']), column('kind').in(['b', 'c'])), ['b'], ['a', 'b', 'b', 'c']],
    [or(column('kind').is('a'), column('kind').is('b')), ['a', 'b'], ['a', 'b']],
    [or(column('kind').is('a'), column('app').is('b')), undefined, ['a']],
  ] as [RowFilter, string[] | undefined, string[]][])('%o', (filter, listed, constants) => {
    expect(valuesLetThrough(filter, 'kind')).toEqual(listed);
    expect(constantsOf(filter, 'kind')).toEqual(constants);
  });
});
