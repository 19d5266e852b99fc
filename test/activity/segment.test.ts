import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INT_MAX } from '../../lib/activity/column-types.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment, type SegmentPart } from '../../lib/activity/segment/read.ts';
import { present } from '../present.ts';
import { gzipLines, openOf, pointerAt, sealLines } from './build.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function read(body: Uint8Array, limits = LIMITS, size = 1 << 16): Promise<SegmentPart[]> {
  const parts: SegmentPart[] = [];
  for await (const batch of readSegment(inflate(cut(body, size), limits.inflated), limits)) parts.push(...batch);
  return parts;
}

const code = (body: Uint8Array, limits = LIMITS): Promise<string> =>
  read(body, limits).then(
    () => 'accepted',
    (error) => error.code,
  );

const events = [0, 1, 2, 3].map(pointerAt);
const lines = sealLines(openOf(), events);
const replace = (index: number, line: string) => lines.with(index, line);
const asText = (value: string[]) => gzipLines(value);

describe('a segment', () => {
  test('reads back however its bytes are split', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        const parts = await read(asText(lines), LIMITS, size);
        expect(parts.map((part) => part.type)).toEqual(['open', 'event', 'event', 'event', 'event', 'close']);
      }),
      { numRuns: 40 },
    );
  });

  const gz = asText(lines);
  const at = (t0: string) => openOf({ clock: { ...openOf().clock, t0 } });
  /** A line that gets no seq from a schema: the gap in its place has one. */
  const beyond = () => closeOver(Buffer.from(`${sealLines(openOf({ first: INT_MAX }), [])[0]}?\n?\n`), 2);
  const refused: [string, Uint8Array, string][] = [
    ['plain text', Buffer.from(lines.join('')), 'body.not-gzip'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex'), 'body.not-gzip'],
    ['half of the bytes', gz.subarray(0, gz.length / 2), 'body.truncated'],
    ['damaged data', Buffer.concat([gz.subarray(0, 20), Buffer.alloc(30, 0xff), gz.subarray(50)]), 'body.corrupt'],
    ['a bomb', gzipSync(Buffer.alloc(LIMITS.inflated + 1024 * 1024)), 'body.bomb'],
    ['nothing', gzipSync(''), 'segment.not-capture'],
    ['a first seq over 32 bits', asText(sealLines(openOf({ first: 2 ** 31 }), [])), 'segment.not-capture'],
    [
      'events beyond the last seq',
      asText(sealLines(openOf({ first: INT_MAX }), [pointerAt(INT_MAX), pointerAt(INT_MAX + 1)])),
      'seq.too-large',
    ],
    ['a broken line beyond it', beyond(), 'seq.too-large'],
    ['a clock before 1970', asText(sealLines(at('1969-12-31T23:59:59Z'), [])), 'segment.not-capture'],
    ['a clock after 9999', asText(sealLines(at('+010000-01-01T00:00:00Z'), [])), 'segment.not-capture'],
    ['an index that its key has no digits for', asText(sealLines(openOf({ index: 1e8 }), [])), 'segment.not-capture'],
    ['another schema', asText(replace(0, present(lines[0]).replace('capture/1', 'capture/2'))), 'segment.not-capture'],
    [
      'an unknown field in the opening',
      asText(replace(0, present(lines[0]).replace('{', '{"extra":1,'))),
      'segment.not-capture',
    ],
    ['no closing', asText(lines.slice(0, -1)), 'segment.truncated'],
    ['a second closing', asText([...lines, present(lines.at(-1))]), 'segment.trailing'],
    ['a gap', asText(lines.toSpliced(2, 1)), 'seq.gap'],
    ['a repeat', asText(lines.toSpliced(2, 0, present(lines[1]))), 'seq.repeat'],
    [
      'two events swapped',
      asText([
        present(lines[0]),
        present(lines[1]),
        present(lines[3]),
        present(lines[2]),
        present(lines[4]),
        present(lines[5]),
      ]),
      'seq.reorder',
    ],
    [
      'an older event',
      asText([
        present(lines[0]),
        present(lines[1]),
        present(lines[2]),
        present(lines[3]),
        present(lines[1]),
        present(lines[4]),
        present(lines[5]),
      ]),
      'seq.reorder',
    ],
    ['a lost tail', asText(lines.toSpliced(4, 1)), 'seq.count'],
    ['a changed event', asText(replace(2, present(lines[2]).replace('"pts":[[0,1', '"pts":[[0,9'))), 'chain.broken'],
    ['a changed opening', asText(replace(0, present(lines[0]).replace('w-17', 'w-18'))), 'chain.broken'],
  ];
  test.each(refused)('with %s is refused', async (_, body, expected) => {
    expect(await code(body)).toBe(expected);
  });

  test('with too many events is refused', async () => {
    expect(await code(gz, { ...LIMITS, events: 3 })).toBe('segment.too-long');
  });
});

const FOCUS = '{"app":"Notes","app_class":"editor"}';
const SCROLL = (x: string) => `{"kind":"scroll","seq":1,"mono_us":5,"d":{"x":${x},"y":0,"dx":0,"dy":0,"unit":"px"}}\n`;
const DROPPED = (n: number) =>
  `{"kind":"control","seq":1,"mono_us":5,"d":{"op":"gap","by":"system","reason":"x","n_dropped":${n}}}\n`;

describe('an unacceptable line', () => {
  const seal = (bad: string | Buffer) => {
    const at = 2;
    const parts = sealLines(openOf(), [0, 1].map(pointerAt)).slice(0, 3);
    const before = [...parts.slice(0, at), bad, present(parts[at]).replace('"seq":1', '"seq":2')].map((part) =>
      Buffer.from(part),
    );
    return closeOver(Buffer.concat(before), 3);
  };

  const faults: [string, string | Buffer, string][] = [
    ['of an unknown kind', '{"kind":"iris.scan","seq":1,"mono_us":5,"d":{}}\n', 'event.unknown-kind'],
    [
      'with an unknown field',
      '{"kind":"pointer","seq":1,"mono_us":5,"d":{"pts":[[0,1,2]],"who":"x"}}\n',
      'event.invalid',
    ],
    ['with prototype names', '{"kind":"__proto__","seq":1,"mono_us":5,"d":{}}\n', 'event.unknown-kind'],
    [
      'with a ctx over 32 bits',
      `{"kind":"focus","seq":1,"mono_us":5,"ctx":${2 ** 31},"d":${FOCUS}}\n`,
      'event.invalid',
    ],
    ['with a time over 53 bits', `{"kind":"focus","seq":1,"mono_us":9007199254740993,"d":${FOCUS}}\n`, 'event.invalid'],
    ['with a number that JSON has and nobody holds', SCROLL('1e400'), 'event.invalid'],
    ['with a coordinate that is no number', SCROLL('"NaN"'), 'event.invalid'],
    ['with a coordinate out of all screens', SCROLL('100000.1'), 'event.invalid'],
    [
      'with a seq that is no integer',
      '{"kind":"pointer","seq":1.5,"mono_us":5,"d":{"pts":[[0,1,2]]}}\n',
      'event.invalid',
    ],
    [
      'that is nested deep',
      `{"kind":"focus","seq":1,"mono_us":5,"d":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
      'event.invalid',
    ],
    [
      'with a point too many',
      `{"kind":"pointer","seq":1,"mono_us":5,"d":{"pts":[${'[0,1,2],'.repeat(64)}[0,1,2]]}}\n`,
      'event.invalid',
    ],
    ['that counts more than 32 bits hold', DROPPED(2 ** 31), 'event.invalid'],
    ['that is not JSON', '{"kind":"pointer",\n', 'line.not-json'],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 10]), 'line.not-utf8'],
    ['over the limit', `{"kind":"text","x":"${'a'.repeat(LIMITS.line)}"}\n`, 'line.too-long'],
  ];
  test.each(faults)('%s costs only that line', async (_, bad, expected) => {
    const parts = await read(seal(bad));
    expect(parts.map((part) => (part.type === 'fault' ? part.code : part.type))).toEqual([
      'open',
      'event',
      expected,
      'event',
      'close',
    ]);
  });

  test('with a time that went backwards costs only that line', async () => {
    const parts = await read(seal('{"kind":"pointer","seq":1,"mono_us":0,"d":{"pts":[[0,1,2]]}}\n'));
    expect(parts.some((part) => part.type === 'fault')).toBe(false);
    const late = sealLines(openOf(), [
      { ...pointerAt(0), mono_us: 9 },
      { ...pointerAt(1), mono_us: 3 },
    ]);
    expect((await read(asText(late))).map((part) => (part.type === 'fault' ? part.code : part.type))).toContain(
      'event.time-reversed',
    );
  });
});

/** Closes hand-made lines with a correct chain, as a faulty collector would. */
function closeOver(bytes: Buffer, n: number): Buffer {
  const chain = createHash('sha256').update(bytes).digest('hex');
  return gzipSync(
    Buffer.concat([
      bytes,
      Buffer.from(`${JSON.stringify({ kind: 'batch.close', n, first: 0, last: n - 1, chain })}\n`),
    ]),
  );
}
