import { describe, expect, test } from 'vitest';
import { TargetMasked } from '../../lambdas/redact/target-masked.ts';
import type { Masked } from '../../lib/activity/column-formats.ts';
import { formatted } from '../../lib/activity/column-formats.ts';
import type { Box } from '../../lib/activity/events.ts';

const DISPLAY = { id: 'd', w: 1000, h: 500, scale: 1 };
const published = (...boxes: Box[]) => ({
  key: formatted('frame', 'frames/x.png'),
  masks: boxes.map((box) => ({ box, types: ['PERSON'] })),
});
const click = { ph: 'click', btn: 'left', n: 1 } as const;
const focus = (title: string) => ({ app: 'Desk' as Masked, app_class: 'office' as const, title: title as Masked });
const seeing = (size: { w: number; h: number }, ...boxes: Box[]) => {
  const targets = new TargetMasked(DISPLAY);
  targets.focus(focus('one'));
  targets.frame(size, published(...boxes));
  return targets;
};

describe('whether the place of a click is masked', () => {
  test('is asked of the frame before it, in the pixels of that frame', () => {
    const targets = seeing({ w: 2000, h: 1000 }, [200, 200, 20, 20]);
    expect(targets.click({ ...click, x: 105, y: 105 })).toBe(true);
    expect(targets.click({ ...click, x: 205, y: 205 })).toBe(false);
    expect(targets.click({ ...click, el: { role: 'button', bounds: [100, 100, 10, 10] } })).toBe(true);
  });

  test('is not known without a place or a frame, after one that is withheld, and in another window', () => {
    const targets = seeing({ w: 1000, h: 500 }, [0, 0, 50, 50]);
    expect(new TargetMasked(DISPLAY).click({ ...click, x: 1, y: 1 })).toBeUndefined();
    expect(targets.click(click)).toBeUndefined();
    targets.focus(focus('one'));
    expect(targets.click({ ...click, x: 1, y: 1 })).toBe(true);
    targets.focus(focus('two'));
    expect(targets.click({ ...click, x: 1, y: 1 })).toBeUndefined();
    targets.frame({ w: 1000, h: 500 }, published());
    expect(targets.click({ ...click, x: 1, y: 1 })).toBe(false);
    targets.frame({ w: 1000, h: 500 }, undefined);
    expect(targets.click({ ...click, x: 1, y: 1 })).toBeUndefined();
  });
});
