import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemaOf } from '../../lib/activity/events.ts';
import { readStored, type StoredEvent } from '../../lib/activity/segment/stored.ts';
import { present } from '../present.ts';
import { gzipLines, openOf, sealLines } from './build.ts';

const px = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.double({ min: -5000, max: 5000, noNaN: true }));
const pointer = fc.record({
  mono_us: fc.nat(1e9),
  ctx: fc.option(fc.nat(99), { nil: undefined }),
  sens: fc.option(fc.constantFrom('S1' as const, 'S2' as const), { nil: undefined, freq: 8 }),
  pts: fc.array(fc.tuple(fc.nat(500_000), px, px), { minLength: 1, maxLength: 20 }),
});

async function read(lines: readonly string[], motion: boolean): Promise<StoredEvent[]> {
  const { events } = await readStored(
    (async function* () {
      yield gzipLines(lines);
    })(),
    { motion },
  );
  return (await Array.fromAsync(events)).flat();
}

test('a pointer path keeps its stored text, whatever its numbers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pointer, { maxLength: 10 }), async (moves) => {
      const written = moves.map(({ mono_us, ctx, sens, pts }, seq) =>
        // Parsed by the schema, as in ingest: that fixes the order of the names.
        present(schemaOf('pointer')).parse(
          JSON.parse(JSON.stringify({ kind: 'pointer', seq, mono_us, ctx, sens, d: { pts } })),
        ),
      );
      const events = await read(sealLines(openOf(), written), true);
      const shown = events.map((event) =>
        event.kind === 'path'
          ? {
              seq: event.seq,
              mono_us: event.mono_us,
              ctx: event.ctx,
              first: [event.x, event.y],
              pts: JSON.parse(event.path),
            }
          : event.kind === 'pointer' && {
              seq: event.seq,
              mono_us: event.mono_us,
              ctx: event.ctx,
              first: event.d.pts[0]?.slice(1),
              pts: event.d.pts,
            },
      );
      expect(shown).toEqual(
        written.map(
          (event) =>
            event.kind === 'pointer' && {
              seq: event.seq,
              mono_us: event.mono_us,
              ctx: event.ctx,
              first: event.d.pts[0]?.slice(1),
              pts: event.d.pts,
            },
        ),
      );
      expect(await read(sealLines(openOf(), written), false)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** The whole of a pointer line that is not parsed, as one pattern. */
const POINTER =
  /^\{"kind":"pointer","seq":(\d+),"mono_us":(\d+)(?:,"ctx":(\d+))?,"d":\{"pts":(\[\[\d+,([-\d.e]+),([-\d.e]+)\][-\d.e,[\]]*\])\}\}$/;
const LINE = '{"kind":"pointer","seq":7,"mono_us":12000,"ctx":3,"d":{"pts":[[0,1.5,-2],[16,2e-7,0]]}}';

test('a pointer line with anything else in it is parsed as a whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.nat(LINE.length),
      fc.nat(3),
      fc.constantFrom('', '"', ' ', '0', '9', 'e', '.', '[', ']', '}', ',', 'x', ',"sens":"S1"', ',"ctx":4', '😀'),
      async (ctx, at, cut, put) => {
        const whole = ctx ? LINE : LINE.replace(',"ctx":3', '');
        const line = whole.slice(0, at) + put + whole.slice(at + cut);
        const lines = sealLines(openOf(), []);
        const [, seq, mono, of, path, x, y] = POINTER.exec(line) ?? [];
        const events = await read([present(lines[0]), `${line}\n`, present(lines.at(-1))], true).catch(() => []);
        const paths = events.filter(({ kind }) => kind === 'path');
        if (path === undefined) expect(paths).toEqual([]);
        else
          expect(paths).toEqual([
            {
              ...{ kind: 'path', seq: Number(seq), mono_us: Number(mono), x: Number(x), y: Number(y), path },
              ...(of !== undefined && { ctx: Number(of) }),
            },
          ]);
      },
    ),
    { numRuns: 300 },
  );
});

test('a segment without its closing line is not read to its end', async () => {
  const lines = sealLines(openOf(), []);
  await expect(read(lines.slice(0, -1), true)).rejects.toThrow(/does not end/);
  await expect(read(['{"kind":"pointer"'], true)).rejects.toThrow(/not JSON/);
});
