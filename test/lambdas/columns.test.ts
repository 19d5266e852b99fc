import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parquetOf } from '../../lambdas/redact/parquet.ts';
import { RowGroup } from '../../lambdas/redact/row-group.ts';
import { appendPath, appendRow, contextOf } from '../../lambdas/redact/rows.ts';
import { formatted } from '../../lib/activity/column-formats.ts';
import { INT_MAX } from '../../lib/activity/column-types.ts';
import { COLUMNS, type ColumnName } from '../../lib/activity/columns.ts';
import { type ActivityEvent, KINDS, type Kind, LONGEST_SESSION_US, schemaOf } from '../../lib/activity/events.ts';
import { columnsOfKind } from '../../lib/activity/kind-columns.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { readParquet } from '../../lib/storage/local/query/parquet.ts';
import { openOf } from '../activity/build.ts';
import { extremes } from '../activity/extremes.ts';
import { present } from '../present.ts';

/** Events at the ends of what each kind may hold, as the door takes them: numbered as high as may be. */
const EVENTS: ActivityEvent[] = KINDS.flatMap((kind) =>
  (extremes(z.toJSONSchema(present(schemaOf(kind)))) as ActivityEvent[]).map((event) =>
    present(schemaOf(kind)).parse({ ...event, seq: INT_MAX, ctx: INT_MAX - 1 }),
  ),
).concat({
  ...{ kind: 'screen.text', seq: INT_MAX, mono_us: 0, ctx: INT_MAX - 1 },
  d: { src: 'ax', text: 'Dear Ms. Quorvaneth, thank you' },
});

/** Where each of them happens. */
const FOCUS: ActivityEvent = { kind: 'focus', seq: INT_MAX - 1, mono_us: 0, d: { app: 'Desk', app_class: 'office' } };

const FRAME = {
  key: formatted('frame', 'frames/x.png'),
  masks: [{ box: [-100_000, 100_000, 0, 0.5] as [number, number, number, number], types: ['PERSON', 'UNKNOWN'] }],
};

const OPEN = openOf({
  worker: `wk_${'a'.repeat(26)}`,
  device: `dv_${'a'.repeat(26)}`,
  os: 'windows',
  clock: { t0: '1970-01-01T00:00:00Z', src: 'wall+mono', tz_known: true, skew_ms: 0 },
});

/** Each in a session of its own, so that none hides another. */
function rows(): RowGroup {
  const group = new RowGroup(2 * EVENTS.length);
  for (const event of EVENTS) {
    const redactor = new SegmentRedactor({ tagKey: new Uint8Array(32) });
    for (const one of [FOCUS, event]) redactor.observe(one);
    const redacted = redactor.redact(event);
    if (redacted === null) continue;
    const frames = event.kind === 'screen.frame' ? ([FRAME, 'frame.unexplained'] as const) : [undefined];
    for (const frame of frames)
      appendRow(group, redacted, contextOf(OPEN, '9999-12-31'), { frame, targetMasked: true });
  }
  return group;
}

describe('every column of the lake', () => {
  const columns = rows().take();
  const valuesOf = (column: ColumnName) =>
    present(columns.find(({ name }) => name === column)).data.filter((value) => value !== null);

  test('is filled by what the door takes at the ends of its schema', () => {
    expect(EVENTS.length).toBeGreaterThan(60);
    const empty = COLUMNS.filter(({ name }) => valuesOf(name).length === 0).map(({ name }) => name);
    expect(
      empty,
      'nothing sets these columns. In this order: lib/activity/events.ts, lib/redaction/segment/types.ts and mask-event.ts, lambdas/redact/rows.ts',
    ).toEqual([]);
    for (const column of ['seq', 'n_dropped'] as const) expect(valuesOf(column)).toContain(INT_MAX);
    expect(valuesOf('ctx')).toContain(INT_MAX - 1);
    expect(valuesOf('mono_us').map(Number)).toContain(LONGEST_SESSION_US);
  });

  test('is filled by the kinds that are said to fill it, and by no others', () => {
    const kinds = present(columns.find(({ name }) => name === 'kind')).data as Kind[];
    const filled = new Map<Kind, Set<ColumnName>>();
    for (const { name, data } of columns)
      data.forEach((value, row) => {
        if (value !== null) filled.set(present(kinds[row]), (filled.get(present(kinds[row])) ?? new Set()).add(name));
      });
    // Shared columns are filled where the segment or the event has them.
    for (const kind of KINDS) {
      const said = new Set(columnsOfKind(kind));
      const unsaid = [...present(filled.get(kind))].filter((name) => !said.has(name));
      expect(unsaid, `name these columns under ${kind} in lib/activity/kind-columns.ts`).toEqual([]);
    }
    const said = KINDS.map((kind) => columnsOfKind(kind).filter((name) => !present(filled.get(kind)).has(name)));
    expect(
      new Set(said.flat()),
      'take the others out of lib/activity/kind-columns.ts, or set them in lambdas/redact/rows.ts',
    ).toEqual(new Set(['spans', 'tags']));
  });

  test('gives back from a file what was put into it, to another reader too', async () => {
    async function* once() {
      yield rows();
    }
    const bytes = Buffer.concat(await Array.fromAsync(parquetOf(once())));
    const read = await Array.fromAsync(
      readParquet(bytes, COLUMNS, { jurisdiction: 'XA', day: '2026-05-20', shard: 'a' }),
    );
    const written = columns.map(({ data }) =>
      data.map((value) => (typeof value === 'string' ? value.toWellFormed() : value)),
    );
    expect(COLUMNS.map((_, i) => read.flatMap((batch) => present(batch.columns[i])))).toEqual(written);

    const dir = mkdtempSync(join(tmpdir(), 'strongroom-'));
    const db = await DuckDBInstance.create(':memory:');
    try {
      const file = join(dir, 'x.parquet');
      writeFileSync(file, bytes);
      const connection = await db.connect();
      const answer = await connection.runAndReadAll(
        `SELECT count(*)::INT, max(seq), max(n_dropped), max(mono_us), min(x), max(dx) FROM read_parquet('${file}')`,
      );
      expect(answer.getRows()).toEqual([
        [present(columns[0]).data.length, INT_MAX, INT_MAX, BigInt(LONGEST_SESSION_US), -100_000, 100_000],
      ]);
    } finally {
      db.closeSync();
      rmSync(dir, { recursive: true });
    }
  });

  test('is shared by rows as if each of them had it, whichever rows come before and after', () => {
    const context = (worker: string) => contextOf({ ...OPEN, worker: `wk_${worker.repeat(26)}` }, '9999-12-31');
    const [a, b] = [context('a'), context('b')];
    const turns = [a, a, b, a, b, b, b, a, b];
    const group = new RowGroup(4);
    const seen: unknown[] = [];
    const take = () => seen.push(...present(group.take().find(({ name }) => name === 'worker')).data);
    for (const [seq, one] of turns.entries()) {
      appendPath(group, { seq, mono_us: 0 }, one);
      if (group.full) take();
    }
    take();
    expect(seen).toEqual(turns.map((turn) => `wk_${(turn === a ? 'a' : 'b').repeat(26)}`));
  });

  test.each(COLUMNS.map(({ name, type }) => [name, type] as const))(
    '%s refuses what a file could not hold',
    (name, type) => {
      const BAD = {
        int: [INT_MAX + 1, -INT_MAX - 2, 0.5, Number.NaN, 1n, '1'],
        bigint: [2n ** 63n, 1, Number.NaN, '1'],
        double: [Number.NaN, Number.POSITIVE_INFINITY, 1n, '1'],
        string: [1, true],
        boolean: [0, 'true'],
      } as const;
      for (const value of BAD[type]) {
        const group = new RowGroup(1);
        group.next();
        expect(() => group.set(name, value as never)).toThrow(expect.objectContaining({ code: 'row.unfit' }));
      }
    },
  );
});
