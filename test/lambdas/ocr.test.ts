import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { canRead, TesseractReader } from '../../lambdas/redact/tesseract.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
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

describe.skipIf(!canRead())('tesseract.js, where it is installed (it is optional)', () => {
  test('reads lines with their boxes, without the network', async () => {
    const reader = new TesseractReader('always');
    try {
      const lines = await reader.read(await screen(['Save all', 'Call 415-555-0132 today']));
      const line = lines.find(({ text }) => text.includes('415'));
      expect(line?.text).toContain('415-555-0132');
      const [x, y, w, h] = line!.box;
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
