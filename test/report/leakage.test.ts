import { describe, expect, test } from 'vitest';
import { exposedPixels, readable } from '../../lib/report/leakage.ts';

describe('readable characters', () => {
  test.each([
    ['Marta Oyelaran', 'call [PERSON] today', 0],
    ['Marta Oyelaran', 'call Marta Oyelaran', 14],
    ['Marta Oyelaran', 'call marta today', 6],
    ['Marta Oyelaran', 'call Mar', 0],
    ['P1', 'patient P1', 2],
    ['P1', 'patient', 0],
    ['hunter2hunter2', 'hunter2', 14],
  ])('%s in "%s": %i', (value, shown, expected) => {
    expect(readable(value, shown).filter(Boolean)).toHaveLength(expected);
  });
});

describe('exposed pixels', () => {
  test.each([
    ['nothing labelled', [], [], { exposed: 0, of: 0 }],
    ['no mask', [[0, 0, 4, 2]], [], { exposed: 8, of: 8 }],
    ['a whole mask', [[0, 0, 4, 2]], [[0, 0, 9, 9]], { exposed: 0, of: 8 }],
    ['half a mask', [[0, 0, 4, 2]], [[2, 0, 9, 9]], { exposed: 4, of: 8 }],
    [
      'the same label twice',
      [
        [0, 0, 4, 2],
        [0, 0, 4, 2],
      ],
      [],
      { exposed: 8, of: 8 },
    ],
    ['a label beyond the frame', [[8, 8, 9, 9]], [], { exposed: 4, of: 4 }],
  ] as [string, [number, number, number, number][], [number, number, number, number][], object][])(
    '%s',
    (_, labels, masks, expected) => {
      expect(exposedPixels(labels, masks, 10, 10)).toEqual(expected);
    },
  );
});
