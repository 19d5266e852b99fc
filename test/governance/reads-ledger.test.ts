import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLedger, hashOf, type StoredPart } from '../../lib/governance/reads-ledger.ts';

/** A whole ledger, oldest part first. */
function ledger(reads: readonly number[]): StoredPart[] {
  let before: string | null = null;
  return reads.map((count, at) => {
    const day = `2026-11-${String(at + 1).padStart(2, '0')}`;
    const about = { ledger: 1, number: at + 1, day, whole: true, at: `${day}T06:00:00Z`, reads: count, before };
    const lines = Array.from({ length: count }, (_, of) => ({ at: `${day}T05:00:00Z`, principal: `reader-${of}` }));
    return stored(day, [about, ...lines], (hash) => {
      before = hash;
    });
  });
}

function stored(day: string, lines: readonly object[], hashed: (hash: string) => void = () => {}): StoredPart {
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  hashed(hashOf(body));
  return { name: `day=${day}/${hashOf(body)}.jsonl`, body };
}

const sizes = fc.array(fc.nat({ max: 3 }), { minLength: 2, maxLength: 8 });

describe('a ledger of reads', () => {
  test('holds as it was written, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(ledger(all), { minLength: all.length }))),
        async ([all, parts]) => {
          const check = await checkLedger(parts);
          expect(check).toMatchObject({ parts: all.length, faults: [], left: [] });
          expect([check.newest?.number, check.reads]).toEqual([all.length, all.reduce((sum, count) => sum + count, 0)]);
        },
      ),
    );
  });

  test('shows each part that is changed, taken away before the newest, or put in', async () => {
    const kinds = fc.constantFrom('change a byte', 'take a read away', 'take away', 'write anew');
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), kinds, fc.nat(), async (all, place, kind, offset) => {
        const parts = ledger(all);
        const at = place % (all.length - 1);
        const [part] = parts.splice(at, 1);
        if (part === undefined) return;
        const [first = '', ...lines] = part.body.toString().split('\n').filter(Boolean);
        const about = JSON.parse(first) as { day: string };
        if (kind === 'change a byte') {
          const body = Buffer.from(part.body);
          const where = offset % body.length;
          body[where] = (body[where] ?? 0) ^ 1;
          parts.push({ name: part.name, body });
        }
        if (kind === 'take a read away') {
          if (lines.length === 0) return;
          parts.push({ name: part.name, body: Buffer.from([first, ...lines.slice(1)].join('\n')) });
        }
        // The forger names the part after its new content: the part after it still names the old one.
        if (kind === 'write anew') parts.push(stored(about.day, [{ ...about, reads: 0, whole: false }]));
        expect((await checkLedger(parts)).faults).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('names a part that a run left behind as it died, and does not take it for a fault', async () => {
    const parts = ledger([1, 1, 1]);
    const orphan = stored('2026-11-02', [
      { ledger: 1, number: 2, day: '2026-11-02', whole: false, at: '2026-11-02T06:00:00Z', reads: 0, before: null },
    ]);
    expect(await checkLedger([orphan, ...parts])).toMatchObject({
      faults: [],
      left: [orphan.name],
      parts: 4,
      reads: 3,
    });
  });

  test('with a number that no ledger reaches is said at once, and one below the first is no part', async () => {
    const of = (number: number) =>
      stored('2026-11-02', [{ ledger: 1, number, day: '2026-11-02', whole: true, at: '', reads: 0, before: 'f' }]);
    const check = await checkLedger([...ledger([1]), of(Number.MAX_SAFE_INTEGER), of(0), of(-1)]);
    expect(check.faults.map(({ code, problem }) => [code, problem])).toEqual([
      ['ledger.unreadable', 'its first line does not say which part it is'],
      ['ledger.unreadable', 'its first line does not say which part it is'],
      ['ledger.gap', `the parts with numbers 2 to ${Number.MAX_SAFE_INTEGER - 1} are missing`],
    ]);
  });

  test('says the same in any order, also where two parts are the newest', async () => {
    const one = stored('2026-11-01', [
      { ledger: 1, number: 1, day: '2026-11-01', whole: false, at: '', reads: 0, before: null },
    ]);
    const parts = [...ledger([1]), one];
    expect(await checkLedger(parts)).toEqual(await checkLedger(parts.toReversed()));
  });

  test('that lies under another day, or whose first line says nothing, is said', async () => {
    const [part] = ledger([1]);
    const moved = { name: (part?.name ?? '').replace('11-01', '11-05'), body: part?.body ?? Buffer.of() };
    const blank = Buffer.from('{}\n');
    const check = await checkLedger([moved, { name: `day=2026-11-02/${hashOf(blank)}.jsonl`, body: blank }]);
    expect(check.faults.map(({ code }) => code)).toEqual(['ledger.day', 'ledger.unreadable']);
  });
});
