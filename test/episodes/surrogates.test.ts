import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { episodesOf, Surrogates } from '../../lib/episodes/index.ts';
import { isMadeUp, MADE_UP, type MadeUpType } from '../../lib/episodes/surrogates/made-up.ts';
import { SECRET_TYPES } from '../../lib/redaction/keys/labels.ts';
import { TAGGED } from '../../lib/redaction/segment/tags.ts';
import { present } from '../present.ts';
import { Rows } from './rows.ts';

const rows = (ids = ['aaaaa', 'bbbbb', 'ccccc', 'ddddd']) => {
  const [a, b, c, d] = ids;
  return new Rows()
    .task('begin', { task: 'Write to [PERSON] and [PERSON] today', tags: `task:${a},${b}` })
    .focus({ title: '[PERSON] - Mail', tags: `title:${b}` })
    .frame('f', { frame_masks: '0,0,9,9' })
    .shows('[PERSON], [EMAIL_ADDRESS] [PASSWORD] [HEALTH]', '1,1,9,9', { tags: `text:${c},${d},-,-` })
    .pressed(1, 1, { el_name: '[PERSON]', tags: `el_name:${a}` })
    .key('[PERSON]', { tags: `key_value:${b}` })
    .key('Tab');
};
const made = (from: Rows) =>
  [...episodesOf(from.all)].map(({ id, steps }) => {
    const surrogates = new Surrogates(id);
    return { tags: steps, made: steps.map((step) => surrogates.step(step)) };
  });

describe('surrogates', () => {
  const [{ tags, made: steps } = { tags: [], made: [] }] = made(rows());
  const [click, typed] = steps;

  test('replace one value throughout an episode: in the task, the title, texts, elements and keys', () => {
    const [, first, second] = present(/^Write to (.+) and (.+) today$/.exec(present(present(click).task)));
    expect(first).not.toBe(second);
    expect([present(click).title, present(click).element?.name, present(typed).action.text]).toEqual([
      `${second} - Mail`,
      first,
      second,
    ]);
  });

  test('are declared, and the statement of hidden types stays the same', () => {
    for (const [i, step] of steps.entries()) {
      const { hidden, screen_hidden } = present(tags[i]);
      expect(step).toMatchObject({ hidden, screen_hidden });
      const texts = JSON.stringify({ ...step, surrogates: [] });
      expect(step.surrogates.length).toBeGreaterThan(0);
      for (const { text } of step.surrogates) expect(texts).toContain(text);
      expect(texts).not.toMatch(/_\d\]/);
    }
  });

  test('never replace a secret, nor a value without a number', () => {
    expect(present(present(click).texts[0]).text).toMatch(/ \[PASSWORD\] \[HEALTH\]$/);
    expect(Object.keys(MADE_UP).filter((type) => SECRET_TYPES.has(type as MadeUpType))).toEqual([]);
    // Every numbered type has a maker, and no other type has one.
    expect([...TAGGED].filter((type) => !isMadeUp(type))).toEqual([]);
    expect(Object.keys(MADE_UP).filter((type) => !TAGGED.has(type as MadeUpType))).toEqual([]);
  });

  test('leave harmless text as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\[[A-Z_]+\]/.test(text));
        const [one] = made(new Rows().focus({ title: text }).pressed(1, 1, { el_name: text }));
        expect(present(one).made).toEqual(present(one).tags);
      }),
    );
  });

  test('reveal no more of a value than its placeholder: other values, the same steps', () => {
    const tag = fc.stringMatching(/^[a-z2-7]{5}$/);
    const four = fc.uniqueArray(tag, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(four, (ids) => {
        expect(made(rows(ids))).toEqual(made(rows()));
      }),
    );
  });

  test('relate nothing across episodes: with the same people, no more are alike than by chance', () => {
    const people = Array.from({ length: 200 }, (_, i) => `ep_${i}`).map(
      (id) => new Surrogates(id).step(present(tags[0])).task,
    );
    expect(new Set(people).size).toBeGreaterThan(195);
  });

  test.each(Object.keys(MADE_UP))(
    'keep different values different, and terminate, however many there are: %s',
    (type) => {
      const task = Array.from({ length: 500 }, (_, i) => `[${type}_${i}]`).join('|');
      const step = new Surrogates('ep').step({ ...present(tags[0]), task });
      const texts = present(step.task).split('|');
      expect(new Set(texts).size).toBe(500);
      const left = texts.filter((text) => text.startsWith('['));
      // Fewer than 500 exist of two syllables, and of one byte.
      expect([type, left.length < 400]).toEqual([type, true]);
      if (!/^(?:CODE_NAME|LOCATION|MAC_ADDRESS)$/.test(type)) expect([type, left]).toEqual([type, []]);
      expect(new Set(step.surrogates.map(({ text }) => text)).size).toBe(step.surrogates.length);
    },
  );
});
