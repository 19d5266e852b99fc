import { Readable } from 'node:stream';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type FramePorts, publishFrame } from '../../lambdas/redact/frames.ts';
import { canRead, TesseractReader } from '../../lambdas/redact/tesseract.ts';
import { formatted } from '../../lib/activity/column-formats.ts';
import type { EventOf } from '../../lib/activity/events.ts';
import { missedParts, type PixelReader, type ReadAs, SegmentRedactor } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';
import { Script } from '../redaction/build.ts';

const screen = (lines: readonly string[]) =>
  sharp(
    Buffer.from(
      `<svg width="640" height="200"><rect width="640" height="200" fill="#fff"/>${lines
        .map((line, i) => `<text x="20" y="${40 + i * 50}" font-size="16" font-family="sans-serif">${line}</text>`)
        .join('')}</svg>`,
    ),
  )
    .png()
    .toBuffer();

describe('lines that were read from pixels', () => {
  test('are sensitive by the rules, by what the session showed, and with the mistakes of reading', () => {
    const script = new Script().field({ id: 's', secure: true }, { app: 'Portal' }).type('Quorvaneth');
    const redactor = new SegmentRedactor();
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    const lines = ['Save all', 'call 415-555-0132', 'it says Quorvaneth', 'it says Qu0rvaneth', 'Open the report'];
    const found = redactor.sensitiveLines(lines.map((text, i) => ({ text, box: [i, 0, 1, 1] })));
    expect(found.map(([i]) => i)).toEqual([1, 2, 3]);
  });
});

describe('a reader that missed something', () => {
  /** Reads nothing at first, and each of these texts, at one place, from the sheet of what it missed. */
  const publish = async (missed: readonly { text: string; sure?: boolean }[]) => {
    const image = await screen(['', 'Save note']);
    const events = new Script();
    const frame = { ref: 'f', sha256: 'a'.repeat(64), mime: 'image/png' as const, w: 640, h: 200, masked: [] };
    events.focus({}).emit('screen.frame', frame);
    const redactor = new SegmentRedactor();
    for (const event of events.events) redactor.observe(event);
    redactor.decide();
    const sheets: (ReadAs | undefined)[] = [];
    const reader: PixelReader = {
      when: 'unreported',
      read: async (_image, as) => {
        sheets.push(as);
        return as === 'scattered' ? missed.map((line) => ({ ...line, box: [14, 72, 90, 26] })) : [];
      },
    };
    let published: Uint8Array = new Uint8Array();
    const ports: FramePorts = {
      control: { get: async (pk, sk) => ({ pk, sk, rev: 1, data: { key: 'raw' } }) },
      objects: { get: async () => Readable.from([image]) },
    };
    const bundles = {
      add: async (_seq: number, bytes: Uint8Array) => {
        published = bytes;
        return formatted('frame', 'frames/x.png');
      },
    };
    const event = events.events[1] as EventOf<'screen.frame'>;
    const asked = { event, batch: '00000000-0000-4000-8000-000000000000', seq: 1, bundles };
    const row = await publishFrame(asked, redactor, ports, reader);
    const { data, info } = await sharp(published).raw().toBuffer({ resolveWithObject: true });
    const row90 = Array.from({ length: 70 }, (_, x) => present(data[(86 * info.width + 20 + x) * info.channels]));
    return { sheets, black: row90.every((value) => value === 0), masks: typeof row === 'object' && row.masks.length };
  };

  test('is asked again, and ordinary words that it then is sure of stay', async () => {
    expect(await publish([{ text: 'Save note', sure: true }])).toEqual({
      sheets: [undefined, 'scattered'],
      black: false,
      masks: 0,
    });
  });

  test.each([
    ['it is not sure', { text: 'Save note', sure: false }],
    ['it could be a name', { text: 'Kowalska', sure: true }],
    ['it could be a code', { text: '938 2201', sure: true }],
  ])('is not believed where %s', async (_case, line) => {
    expect((await publish([line])).black).toBe(true);
  });
});

describe.skipIf(!canRead())('tesseract.js, where it is installed (it is optional)', () => {
  test('reads a white word on a coloured button from the sheet of what it missed', async () => {
    const reader = new TesseractReader('always');
    const image = await sharp(
      Buffer.from(
        `<svg width="320" height="120"><rect width="320" height="120" fill="#fff"/><rect x="20" y="40" width="150" height="34" rx="5" fill="#1a56db"/><text x="36" y="62" font-size="14" font-family="sans-serif" fill="#fff">Save changes</text></svg>`,
      ),
    )
      .png()
      .toBuffer();
    try {
      const sheet = await missedParts(image, { mime: 'image/png', w: 320, h: 120 }, { boxes: [], explained: [] });
      const lines = await reader.read(present(sheet), 'scattered');
      expect(lines.filter(({ sure }) => sure).map(({ text }) => text)).toContain('Save changes');
    } finally {
      await reader.close();
    }
  });

  test('reads lines with their boxes, without the network', async () => {
    const reader = new TesseractReader('always');
    try {
      const lines = await reader.read(await screen(['Save all', 'Call 415-555-0132 today']));
      const line = lines.find(({ text }) => text.includes('415'));
      expect(line?.text).toContain('415-555-0132');
      const [x, y, w, h] = present(line).box;
      expect([x > 10 && x < 30, y > 60 && y < 100, w > 120 && w < 300, h > 5 && h < 30]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    } finally {
      await reader.close();
    }
  });
});

test.skipIf(canRead())(
  'without the optional packages nothing is read, and the error says what to install',
  async () => {
    await expect(new TesseractReader('always').read(await screen(['x']))).rejects.toMatchObject({
      code: 'frame.unread',
    });
  },
);
