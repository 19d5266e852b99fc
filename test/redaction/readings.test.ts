import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../lib/activity/events.ts';
import { type FrameDecision, SegmentRedactor } from '../../lib/redaction/index.ts';
import { Readings } from '../../lib/redaction/segment/readings.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

const WINDOW: Box = [0, 0, 1000, 700];
const PERSON = { text: 'Natalia Kowalska', bbox: [300, 200, 120, 16] as Box };

/** A recorder that reads trees and takes frames at moments of their own. */
class Desk extends Script {
  #reading = 0;

  /** The texts of one tree: of its window, and of what lies in it. */
  tree(texts: readonly { text: string; bbox: Box }[], window = WINDOW): this {
    const at = 1e9 + this.#reading++;
    const all = [{ text: 'Settings', bbox: window }, ...texts];
    for (const one of all) {
      this.emit('screen.text', { src: 'ax', role: 'text', secure: false, ...one });
      Object.assign(present(this.events.at(-1)), { mono_us: at });
    }
    return this;
  }

  frame(ref: string): this {
    this.emit('screen.frame', { ref, sha256: 'a'.repeat(64), mime: 'image/png', w: 1280, h: 720, masked: [] });
    return this;
  }

  decided(ref: string, read: Parameters<SegmentRedactor['frame']>[1] = []): FrameDecision {
    const redactor = new SegmentRedactor();
    for (const event of this.events) redactor.observe(event);
    redactor.decide();
    const decision = redactor.frame(ref, read);
    if (typeof decision === 'string') throw new Error(decision);
    return decision;
  }
}

const desk = () => new Desk().focus({ app: 'Settings' }) as Desk;
const covers = ({ boxes }: FrameDecision, [x, y, w, h]: Box) =>
  boxes.some(([bx, by, bw, bh]) => bx <= x && by <= y && bx + bw >= x + w && by + bh >= y + h);
const others = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    text: `Option ${'abcdefgh'[i % 8]}`,
    bbox: [20, 60 + 30 * i, 90, 16] as Box,
  }));

describe('a text that was read without a frame is masked', () => {
  test('in frames just before and just after', () => {
    const at = desk().frame('a').tree([PERSON]).frame('b');
    expect(covers(at.decided('a'), PERSON.bbox)).toBe(true);
    expect(covers(at.decided('b'), PERSON.bbox)).toBe(true);
  });

  test('no longer once another reading shows the place without it, nor before one that did', () => {
    const at = desk()
      .frame('early')
      .tree(others(4))
      .frame('a')
      .tree([PERSON])
      .tree(others(4))
      .frame('b')
      .tree(others(3));
    for (const ref of ['early', 'b']) expect(covers(at.decided(ref), PERSON.bbox)).toBe(false);
    expect(covers(at.decided('a'), PERSON.bbox)).toBe(true);
  });

  test.each([
    ['of another part of the screen', others(4), [600, 0, 500, 700]],
    ['that touches a part of its place', others(4), [0, 0, 350, 700]],
    ['of a window alone, of which nothing else was read', [], WINDOW],
  ] as const)('still after a reading %s', (_name, texts, window) => {
    const at = desk()
      .tree([PERSON, ...others(5)])
      .tree(texts, [...window])
      .frame('a');
    expect(covers(at.decided('a'), PERSON.bbox)).toBe(true);
  });

  test('still after a reading that was cut short', () => {
    const at = desk()
      .tree([PERSON, ...others(30)])
      .tree(others(3))
      .frame('a');
    expect(covers(at.decided('a'), PERSON.bbox)).toBe(true);
  });

  test('nowhere when it has no size or was scrolled away', () => {
    const at = desk()
      .tree([
        { ...PERSON, bbox: [0, 0, 0, 0] },
        { ...PERSON, bbox: [-21_000, -21_000, 120, 16] },
        { ...PERSON, bbox: [300, 5_000, 120, 16] },
      ])
      .frame('a');
    expect(at.decided('a').boxes).toEqual([]);
  });
});

describe('what is in a frame is explained', () => {
  const explains = ({ explained }: FrameDecision, [x, y]: Box) =>
    explained.some(
      ({ box, chars }) => chars < 20 && box[0] <= x && box[1] <= y && box[0] + box[2] > x && box[1] + box[3] > y,
    );
  const [option] = others(1);

  test('by a text that was read before it and after it at the same place, and by no other', () => {
    const at = desk().tree(others(3)).frame('a').tree(others(2));
    expect(explains(at.decided('a'), present(others(2)[1]).bbox)).toBe(true);
    expect(explains(at.decided('a'), present(others(3)[2]).bbox)).toBe(false);
  });

  test.each([
    ['button', true],
    ['checkbox', true],
    ['cell', false],
    ['textbox', false],
    ['image', false],
  ])('by the name of what is clicked next, when it is a %s: %s', (role, is) => {
    const at = desk().frame('a');
    at.emit('click', {
      ph: 'down',
      btn: 'left',
      x: 30,
      y: 70,
      n: 1,
      el: { role, name: present(option).text, bounds: present(option).bbox },
    });
    expect(explains(at.decided('a'), present(option).bbox)).toBe(is);
  });
});

test('of the readings beside a frame no text is left out, whatever else was read', () => {
  const box = fc.tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
  const reading = fc.array(fc.record({ box, text: fc.constantFrom('a', 'b') }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 6 }), fc.nat(6), (all, at) => {
      const readings = new Readings<{ box: Box; text: string }>();
      for (const [i, texts] of all.entries())
        for (const text of texts)
          readings.add(text as { box: Box; text: string }, `${i}`, { seq: 2 * i, mono_us: i }, undefined);
      const { possible, sure } = readings.near('f', [{ seq: 2 * at - 1, mono_us: 0 }]);
      const beside = [...(all[at - 1] ?? []), ...(all[at] ?? [])] as { box: Box; text: string }[];
      expect(beside.every((text) => possible.has(text))).toBe(true);
      expect(sure.every((text) => possible.has(text))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
