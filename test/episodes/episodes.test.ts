import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Episode, episodesOf, type SeenRow } from '../../lib/episodes/index.ts';
import { present } from '../present.ts';
import { Rows } from './rows.ts';

const made = ({ all }: Rows): Episode[] => [...episodesOf(all)];
const only = (rows: Rows): Episode => {
  const [first, ...rest] = made(rows);
  expect(rest).toEqual([]);
  return present(first);
};
/** The actions of one episode, without null fields. */
const actions = (rows: Rows) =>
  only(rows).steps.map(({ action }) =>
    Object.fromEntries(Object.entries(action).filter(([, value]) => value !== null)),
  );

describe('pointing', () => {
  const at = { x: 100, y: 50, xn: 0.1, yn: 0.1 };
  const click = { type: 'click', ...at, button: 'left', count: 1 };
  const begin = () => new Rows().focus().frame();

  test.each<[string, Rows, unknown[]]>([
    ['a press, a release and their report are one click', begin().pressed(100, 50), [click]],
    ['a press and a release', begin().click('down', 100, 50).click('up', 101, 50), [click]],
    ['a report alone', begin().click('click', 100, 50), [click]],
    ['a press whose release is hidden', begin().click('down', 100, 50), [click]],
    [
      'two clicks on one place at once',
      begin().pressed(100, 50).pressed(101, 50, {}, 200),
      [{ ...click, type: 'double_click', count: 2 }],
    ],
    [
      'two clicks that the system counted',
      begin().pressed(100, 50).pressed(100, 50, { clicks: 2 }, 700),
      [{ ...click, type: 'double_click', count: 2 }],
    ],
    [
      'a report that says two',
      begin().click('click', 100, 50, { clicks: 2 }),
      [{ ...click, type: 'double_click', count: 2 }],
    ],
    [
      'three clicks',
      begin().pressed(100, 50).pressed(100, 50, {}, 200).pressed(100, 50, {}, 200),
      [{ ...click, count: 3 }],
    ],
    ['two slow clicks are two', begin().pressed(100, 50).pressed(100, 50, {}, 900), [click, click]],
    [
      'two clicks of two buttons',
      begin().pressed(100, 50).pressed(100, 50, { button: 'right' }, 200),
      [click, { ...click, button: 'right' }],
    ],
    [
      'a press that moves is a drag',
      begin().click('down', 100, 50).click('up', 300, 250),
      [{ type: 'drag', ...at, x2: 300, y2: 250, x2n: 0.3, y2n: 0.5, button: 'left' }],
    ],
    [
      'a click whose place is hidden',
      begin().click('down', null, null, { red: 'masked' }),
      [{ type: 'click', button: 'left', count: 1 }],
    ],
    [
      'a place outside of the screen has no fraction',
      begin().pressed(100, 800),
      [{ type: 'click', x: 100, y: 800, xn: 0.1, button: 'left', count: 1 }],
    ],
    [
      'turns of the wheel add up',
      begin()
        .scroll(3)
        .scroll(4)
        .scroll(-1, {}, 5_000 - 1_000),
      [
        { type: 'scroll', x: 10, y: 10, xn: 0.01, yn: 0.02, dx: 0, dy: 7, unit: 'line' },
        { type: 'scroll', x: 10, y: 10, xn: 0.01, yn: 0.02, dx: 0, dy: -1, unit: 'line' },
      ],
    ],
  ])('%s', (_name, rows, expected) => {
    expect(actions(rows)).toEqual(expected);
  });

  test('the element is the pressed one, with its name after redaction', () => {
    const [step] = only(
      begin().pressed(100, 50, { el_role: 'button', el_name: 'Save [PERSON]', bounds: '90,40,30,20' }),
    ).steps;
    expect(step).toMatchObject({
      element: { role: 'button', name: 'Save [PERSON]', box: [90, 40, 30, 20] },
      hidden: ['PERSON'],
    });
  });
});

describe('typing', () => {
  const text = (words: string, more: object = {}) => ({
    type: 'type',
    text: words,
    source: 'keys',
    count: words.length,
    ...more,
  });
  const begin = () => new Rows().focus();

  test.each<[string, Rows, unknown[]]>([
    ['characters are one text', begin().types('hello'), [text('hello')]],
    ['what is taken back is gone', begin().types('hallo').key('Backspace').types('y'), [text('hally')]],
    [
      'a tag is not taken apart',
      begin().types('a').key('[PERSON]').key('Backspace'),
      [text('a[PERSON]', { count: 2 }), { type: 'hotkey', keys: ['Backspace'], count: 1 }],
    ],
    [
      'Enter is a key of its own',
      begin().types('a').key('Enter').types('b'),
      [text('a'), { type: 'hotkey', keys: ['Enter'], count: 1 }, text('b')],
    ],
    [
      'the same key again is counted',
      begin().key('ArrowDown').key('ArrowDown').key('ArrowUp'),
      [
        { type: 'hotkey', keys: ['ArrowDown'], count: 2 },
        { type: 'hotkey', keys: ['ArrowUp'], count: 1 },
      ],
    ],
    [
      'a command names its modifiers first',
      begin().key('c', { key_mods: 'shift+ctrl' }),
      [{ type: 'hotkey', keys: ['ctrl', 'shift', 'c'], count: 1 }],
    ],
    ['AltGr writes', begin().key('@', { key_mods: 'ctrl+alt+altgr' }), [text('@')]],
    ['a pause begins a new text', begin().types('a').wait(3_000).types('b'), [text('a'), text('b')]],
    ['so does another field', begin().types('a').focus({ field_name: 'Other' }).types('b'), [text('a'), text('b')]],
    [
      'what the field holds replaces the keys',
      begin().types('helo').reports('hello'),
      [{ type: 'type', text: 'hello', source: 'keys', count: 4 }],
    ],
    [
      'of two runs in a field it says both, so the keys stay',
      begin().types('a').key('Enter').types('b').reports('ab'),
      [text('a'), { type: 'hotkey', keys: ['Enter'], count: 1 }, text('b')],
    ],
    [
      'a paste is a text of its own',
      begin().types('a').reports('abc', { source: 'paste' }),
      [text('a'), { type: 'type', text: 'abc', source: 'paste' }],
    ],
    [
      'a text without keys',
      begin().reports('chosen', { source: 'value' }),
      [{ type: 'type', text: 'chosen', source: 'value' }],
    ],
  ])('%s', (_name, rows, expected) => {
    expect(actions(rows)).toEqual(expected);
  });

  test('a team that does not see typed text gets the number of characters', () => {
    const rows = begin().types('hello');
    const narrow = rows.all.map(({ key_value: _, ...rest }) => rest);
    expect(present(present([...episodesOf(narrow)][0]).steps[0]).action).toMatchObject({
      type: 'type',
      text: null,
      count: 5,
    });
  });
});

describe('the observation before an action', () => {
  test('is the last frame and its texts, never later ones', () => {
    const rows = new Rows()
      .focus()
      .frame('one')
      .shows('first')
      .frame('two', {}, 500)
      .shows('second')
      .pressed(1, 1)
      .frame('three');
    const { frame, texts, screen } = present(only(rows).steps[0]);
    expect(frame).toMatchObject({
      path: expect.stringContaining('/two.png'),
      w: 1000,
      h: 500,
      age_ms: 1_000,
      stale: false,
    });
    expect(texts).toEqual([{ text: 'second', role: 'text', box: [10, 10, 50, 20] }]);
    expect(screen).toEqual({ w: 1000, h: 500, scale: null });
  });

  test('is stale after a withheld later frame, or another window', () => {
    const withheld = new Rows().focus().frame('one').frame(null).pressed(1, 1);
    const moved = new Rows().focus().frame('one').focus({ app: 'Other' }).pressed(1, 1);
    const field = new Rows().focus().frame('one').focus({ field_name: 'Name' }).pressed(1, 1);
    expect([withheld, moved, field].map((rows) => present(only(rows).steps[0]).frame?.stale)).toEqual([
      true,
      true,
      false,
    ]);
    // No row says that a frame was withheld at a field that hides its text.
    const secret = new Rows().focus().frame('one').focus({ field_name: 'Password', field_secure: true }).pressed(1, 1);
    const after = secret.focus().pressed(1, 1).frame('two').pressed(1, 1);
    expect(only(after).steps.map(({ frame }) => frame?.stale)).toEqual([true, true, false]);
  });

  test('records whether the place of the action is masked', () => {
    const rows = new Rows().focus().frame('one', { frame_masks: '0,0,50,50;200,0,50,50' });
    const steps = only(rows.pressed(210, 10).pressed(100, 10)).steps;
    expect(steps.map(({ target_masked }) => target_masked)).toEqual([true, false]);
  });

  test('names the types under its masks, where the team sees types', () => {
    const cells = { frame_masks: '0,0,50,50;200,0,50,50', frame_mask_types: 'PERSON;ADDRESS+PERSON' };
    const masks = (some: object) =>
      present(only(new Rows().focus().frame('one', some).pressed(1, 1)).steps[0]).frame?.masks;
    expect(masks(cells)).toEqual([
      { box: [0, 0, 50, 50], types: ['PERSON'], made_up: false },
      { box: [200, 0, 50, 50], types: ['ADDRESS', 'PERSON'], made_up: false },
    ]);
    expect(masks({ frame_masks: cells.frame_masks })?.map(({ types }) => types)).toEqual([null, null]);
  });

  test('takes the masking of its place from the lake, also for a team that sees no masks', () => {
    const rows = new Rows().focus().frame('one').pressed(5, 5, { target_masked: true }).pressed(500, 5);
    const unseen = rows.all.map(({ frame_masks: _, ...row }) => row);
    const steps = [...episodesOf(unseen)].flatMap((episode) => episode.steps);
    expect(steps.map(({ target_masked }) => target_masked)).toEqual([true, null]);
  });

  test('has its own size: places and fractions refer to the display', () => {
    const display = { screen_w: 2000, screen_h: 1000, screen_scale: 2 };
    const rows = new Rows().focus().frame('half', { frame_masks: '100,100,20,20' });
    const steps = only(rows.pressed(220, 220, display).pressed(110, 110, display).pressed(2001, 5, display)).steps;
    expect(steps.map(({ screen, frame }) => [screen, frame?.w])).toEqual(
      Array(3).fill([{ w: 2000, h: 1000, scale: 2 }, 1000]),
    );
    expect(steps.map(({ action: { x, xn, yn } }) => [x, xn, yn])).toEqual([
      [220, 0.11, 0.22],
      [110, 0.055, 0.11],
      [2001, null, 0.005],
    ]);
    expect(steps.map(({ target_masked }) => target_masked)).toEqual([true, false, false]);
  });

  test('before a wait is the first screen after the last action', () => {
    const rows = new Rows().focus().frame('one').pressed(1, 1).frame('two').wait(6_000).frame('three').pressed(500, 1);
    const [, wait, click] = only(rows).steps;
    expect(wait).toMatchObject({
      action: { type: 'wait', ms: 7_020 },
      frame: { path: expect.stringContaining('two') },
    });
    expect(click).toMatchObject({ frame: { path: expect.stringContaining('three') } });
  });
});

describe('episodes end', () => {
  const begin = () => new Rows().focus().frame().pressed(1, 1);
  const ends = (rows: Rows) => made(rows).map((episode) => [episode.ends, episode.steps.length, episode.cut]);
  const nothing = { rows: 0, missing: 0 };

  test.each<[string, Rows, unknown[]]>([
    ['with the recording', begin(), [['end', 1, nothing]]],
    ['when the recorder stops', begin().control('stop', 'shift'), [['stop', 1, nothing]]],
    [
      'at a lock',
      begin().control('stop', 'lock').pressed(2, 2),
      [
        ['lock', 1, nothing],
        ['end', 1, nothing],
      ],
    ],
    [
      'after a long silence',
      begin().wait(301_000).pressed(2, 2),
      [
        ['silence', 1, nothing],
        ['end', 1, nothing],
      ],
    ],
    [
      'at a gap, and say what is missing',
      begin().control('gap', 'withheld', { n_dropped: 16 }).pressed(2, 2),
      [
        ['gap', 1, { rows: 0, missing: 16 }],
        ['end', 1, nothing],
      ],
    ],
    [
      'at a private window, of which nothing is kept',
      begin().focus({ title: '[MAIL]', red: 'masked' }).types('ab').focus().pressed(2, 2),
      [
        ['private', 1, nothing],
        ['end', 1, { rows: 5, missing: 0 }],
      ],
    ],
  ])('%s', (_name, rows, expected) => {
    expect(ends(rows)).toEqual(expected);
  });

  test('with the task, which all steps until then name; the last one holds its outcome', () => {
    const rows = new Rows().focus().pressed(1, 1).task('begin', { task: 'Call [PERSON]', spans: 'PERSON:1' });
    rows.pressed(2, 2).control('stop', 'lock').pressed(3, 3).task('end', { outcome: 'success' }).pressed(4, 4);
    const tasks = made(rows).map(({ ends: why, steps }) => [why, present(steps[0]).task, present(steps[0]).outcome]);
    expect(tasks).toEqual([
      ['task', null, null],
      ['lock', 'Call [PERSON]', null],
      ['task', 'Call [PERSON]', 'success'],
      ['end', null, null],
    ]);
  });

  test('for a team without the task column at the same places, but without the tasks', () => {
    const rows = new Rows().focus().task('begin').pressed(2, 2).task('begin').pressed(3, 3);
    expect(made(rows).map(({ ends: why, steps }) => [why, present(steps[0]).task])).toEqual([
      ['task', null],
      ['end', null],
    ]);
  });

  test('with the reason in the last step, and the next one does not start with the old screen', () => {
    const [first, second] = made(begin().control('stop', 'lock').pressed(2, 2));
    expect([present(present(first).steps.at(-1)).ends, present(present(second).steps[0]).frame]).toEqual([
      'lock',
      null,
    ]);
  });
});

/** Any cell of a kind that could be confused with another. */
const anyRow = fc.record(
  {
    kind: fc.constantFrom(
      'focus',
      'click',
      'scroll',
      'key',
      'text',
      'screen.text',
      'screen.frame',
      'control',
      'pointer',
      'task',
    ),
    mono_us: fc.integer({ min: 0, max: 900_000_000 }),
    ctx: fc.integer({ min: 0, max: 8 }),
    red: fc.constantFrom('none', 'masked'),
    click_phase: fc.constantFrom('down', 'up', 'click'),
    ...{ x: fc.integer(), y: fc.double(), clicks: fc.integer({ min: 0, max: 4 }), dx: fc.double(), dy: fc.integer() },
    ...{ key_phase: fc.constantFrom('down', 'up'), key_class: fc.constantFrom('char', 'edit', 'mod', 'other') },
    key_value: fc.constantFrom('a', 'Backspace', '[PASSWORD]', 'Enter'),
    key_mods: fc.constantFrom('', 'ctrl', 'shift', 'ctrl+alt+altgr'),
    ...{ text: fc.string(), title: fc.constantFrom('Orders', '[MAIL]'), app: fc.string(), el_name: fc.string() },
    ...{ task_op: fc.constantFrom('begin', 'end'), task: fc.string(), outcome: fc.constantFrom('success', 'failure') },
    ...{ bounds: fc.constantFrom('1,2,3,4', 'x', ''), frame: fc.constantFrom('frames/a.png', 'frames/b.png') },
    ...{
      frame_w: fc.integer({ min: 0, max: 99 }),
      frame_h: fc.integer({ min: 0, max: 99 }),
      source: fc.constantFrom('keys', 'paste'),
    },
    ...{ control_op: fc.constantFrom('stop', 'gap', 'policy'), control_reason: fc.constantFrom('lock', 'idle', 'x') },
  },
  { requiredKeys: ['kind'] },
);
const anySession = fc
  .array(anyRow, { maxLength: 40 })
  .map((rows) =>
    rows.map((row, seq) => ({ ...row, seq, segment: 's', jurisdiction: 'XA', day: 'd', shard: 'a' }) as SeenRow),
  );

describe('whatever the rows', () => {
  test('a step shows nothing that is not in a row before or in it', () => {
    fc.assert(
      fc.property(anySession, (rows) => {
        for (const { steps } of episodesOf(rows))
          for (const { frame, texts, element, app, title, action, events, index } of steps) {
            // A wait ends where the next action begins.
            const end = action.type === 'wait' ? present(steps[index + 1]).events.first : events.last;
            const before = rows.filter(({ seq }) => present(seq) <= end);
            const cells = new Set<unknown>(before.flatMap((row) => Object.values(row)));
            const shown = [frame?.path, ...texts.map(({ text }) => text), element?.name, element?.role, app, title];
            expect(shown.filter((text) => text !== null && text !== undefined && !cells.has(text))).toEqual([]);
          }
      }),
      { numRuns: 150 },
    );
  });

  test('the same rows give the same numbered steps, no two of them from one event', () => {
    fc.assert(
      fc.property(anySession, (rows) => {
        const again = [...episodesOf(rows)];
        expect([...episodesOf(rows)]).toEqual(again);
        const firsts = again.flatMap(({ steps }) => steps.filter(({ action }) => action.type !== 'wait'));
        expect(new Set(firsts.map(({ events }) => events.first)).size).toBe(firsts.length);
        for (const { steps } of again) expect(steps.map(({ index }) => index)).toEqual(steps.map((_, at) => at));
      }),
      { numRuns: 150 },
    );
  });
});
