import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../../present.ts';
import { folderOf, gaps, identity, importAll, jsonl, ofKind } from './build.ts';

const metadata = {
  system: 'Linux',
  node: 'host-of-somebody',
  machine: 'x86_64',
  processor: 'made-up-processor',
  id: 987654321987,
  model: 'made-up-model',
  screen_width: 1920,
  screen_height: 1080,
  start_time: '2024-05-06 07:08:09',
  stop_time: '2024-05-06 07:09:09',
  video_start_timestamp: 99.5,
};

type Line = { time_stamp: number; action: string } & Record<string, unknown>;
const at = (time_stamp: number, action: string, rest: Record<string, unknown> = {}): Line => ({
  time_stamp,
  action,
  ...rest,
});
const typed = (start: number, names: readonly string[]): Line[] =>
  names.flatMap((name, i) => [at(start + i * 0.1, 'press', { name }), at(start + i * 0.1 + 0.05, 'release', { name })]);
const click = (time: number): Line[] => [
  at(time, 'click', { x: 5, y: 6, button: 'left', pressed: true }),
  at(time + 0.05, 'click', { x: 5, y: 6, button: 'left', pressed: false }),
];
const moves = (start: number, n: number): Line[] =>
  Array.from({ length: n }, (_, i) => at(start + i * 0.004, 'move', { x: i / 2, y: i }));

const sitting: Line[] = [
  ...moves(100, 300),
  ...click(101.5),
  ...typed(102, ['h', 'e', 'l', 'q', 'backspace', 'l', 'o', 'space', 'shift', 'Y', 'enter']),
  at(104, 'scroll', { x: 5, y: 6, dx: 0, dy: -1 }),
  ...typed(105, ['b', 'y', 'e']),
  ...click(106),
];
const folder = (lines: readonly unknown[] | string, more: Record<string, string> = {}) =>
  folderOf({
    'metadata.json': JSON.stringify(metadata),
    'events.jsonl': typeof lines === 'string' ? lines : jsonl(lines),
    ...more,
  });

describe('a DuckTrack recording', () => {
  test('becomes one verified session, with nothing of the machine in it', async () => {
    const imported = await importAll(folder(sitting));
    expect(imported.faults).toBe(0);
    expect(imported.report).toEqual({ records: sitting.length, events: imported.events.length, unknown: {} });
    expect(imported.opens).toMatchObject([
      {
        worker: 'worker-1',
        device: 'device-1',
        rec: { import: 'ducktrack' },
        clock: { t0: '2024-05-06T07:08:09.000Z', src: 'mono-anchored', tz_known: false },
        display: { w: 1920, h: 1080 },
      },
    ]);
    const written = JSON.stringify([imported.opens, imported.events]);
    for (const machine of ['host-of-somebody', 'x86_64', 'made-up', '987654321987'])
      expect(written).not.toContain(machine);
    expect(gaps(imported)).toEqual([]);
  });

  test('of a fork that says which window came into focus has its title', async () => {
    const focus = { app_name: 'Unknown', window_title: 'Notes', x: null, y: null, button: null };
    const imported = await importAll(folder([...click(100), at(101, 'window_focus', focus), ...typed(102, ['a'])]));
    expect(gaps(imported)).toEqual([]);
    expect(present(ofKind(imported, 'focus')[0]).d).toEqual({ app: '', app_class: 'unknown', title: 'Notes' });
  });

  test('keeps the time since the video started', async () => {
    const imported = await importAll(folder(sitting));
    expect(ofKind(imported, 'click').map(({ mono_us }) => mono_us)).toEqual([
      2_000_000, 2_050_000, 6_500_000, 6_550_000,
    ]);
  });

  test('gathers moves into windows of at most half a second, points at least 20 ms apart', async () => {
    const pointers = ofKind(await importAll(folder(sitting)), 'pointer');
    expect(pointers.length).toBeGreaterThan(1);
    for (const { d } of pointers) {
      const times = d.pts.map(([dt]) => dt);
      expect(times[0]).toBe(0);
      expect(times.at(-1)).toBeLessThanOrEqual(500_000);
      for (const [i, dt] of times.entries())
        if (i > 0) expect(dt - present(times[i - 1])).toBeGreaterThanOrEqual(20_000);
    }
  });

  test('joins keys into text with corrections applied, and says which keys typed it', async () => {
    const imported = await importAll(folder(sitting));
    const runs = ofKind(imported, 'text').map(({ d }) => d);
    expect(runs.map(({ text }) => text)).toEqual(['hello Y', 'bye']);
    const typedBy = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
      ofKind(imported, 'key').filter(
        (key) => key.seq >= present(from) && key.seq <= present(to) && key.d.ph === 'down',
      );
    expect(typedBy(present(runs[0])).map(({ d }) => d.key)).toEqual([
      'h',
      'e',
      'l',
      'q',
      'Backspace',
      'l',
      'o',
      ' ',
      'Shift',
      'Y',
    ]);
    expect(typedBy(present(runs[1]))).toHaveLength(3);
  });

  test('names keys as UI Events does, and codes only where the name tells the key', async () => {
    const keys = ['shift_l', 'space', 'enter', 'f5', 'a', 'é', 'x1x'];
    const imported = await importAll(folder(typed(100, keys)));
    const down = ofKind(imported, 'key').filter(({ d }) => d.ph === 'down');
    expect(down.map(({ d }) => [d.key, d.code, d.cls])).toEqual([
      ['Shift', 'ShiftLeft', 'mod'],
      [' ', 'Space', 'char'],
      ['Enter', null, 'edit'],
      ['F5', 'F5', 'func'],
      ['a', null, 'char'],
      ['é', null, 'char'],
      [null, null, 'other'],
    ]);
  });

  test('takes a shortcut for a shortcut, not for text', async () => {
    const lines = [
      at(100, 'press', { name: 'ctrl_l' }),
      at(100.1, 'press', { name: 'C', pynput_key: "'\\x03'" }),
      at(100.2, 'press', { name: '\u0016' }),
      at(100.3, 'release', { name: 'ctrl_l' }),
    ];
    const imported = await importAll(folder(lines));
    expect(ofKind(imported, 'text')).toEqual([]);
    expect(ofKind(imported, 'key').map(({ d }) => [d.key, d.mods])).toEqual([
      ['Control', ['ctrl']],
      ['c', ['ctrl']],
      ['v', ['ctrl']],
      ['Control', []],
    ]);
  });

  test('has text typed with AltGr, and after a modifier whose release was lost', async () => {
    const lines = [
      at(100, 'press', { name: 'ctrl_l' }),
      at(100, 'press', { name: 'alt_gr' }),
      at(100.1, 'press', { name: '@' }),
      at(100.2, 'release', { name: 'alt_gr' }),
      ...typed(120, ['o', 'k']),
    ];
    expect(ofKind(await importAll(folder(lines)), 'text').map(({ d }) => d.text)).toEqual(['@', 'ok']);
  });

  describe('forgets modifiers whose release nobody sees', () => {
    const under = async (lines: readonly Line[], more: Record<string, string> = {}) =>
      ofKind(await importAll(folder(lines, more)), 'text').map(({ d }) => d.text);
    const down = (time: number, ...names: string[]): Line[] =>
      names.map((name, i) => at(time + i * 0.02, 'press', { name }));
    const control = at(99.8, 'press', { name: 'C', pynput_key: "'\\x03'" });

    test.each([
      ['on a locked screen', [...down(100, 'cmd', 'l')]],
      ['on the screen of Ctrl+Alt+Delete', [...down(100, 'ctrl_l', 'alt_l', 'delete')]],
      ['on a locked screen of macOS', [...down(100, 'ctrl', 'cmd', 'q')]],
      ['after a silence', [...down(96, 'ctrl_l')]],
      ['after a while', [...down(94, 'cmd'), ...moves(94.1, 1480)]],
    ])('%s', async (_case, before) => {
      expect(await under([...before, ...typed(100.1, ['o', 'k'])])).toEqual(['ok']);
    });

    test('in another window', async () => {
      const windows = { 'top_window.jsonl': jsonl([{ time_stamp: 100.05, top_window_name: 'Login' }]) };
      expect(await under([...down(100, 'ctrl_l'), ...typed(100.1, ['o', 'k'])], windows)).toEqual(['ok']);
    });

    test.each([
      ['before', [at(99, 'press', { name: 'ctrl_l' }), control, at(99.9, 'release', { name: 'ctrl_l' })], []],
      ['after', [], [at(101, 'press', { name: 'ctrl_l' }), { ...control, time_stamp: 101.1 }]],
      ['as a raw character', [], [at(101, 'press', { name: 'ctrl_l' }), at(101.1, 'press', { name: '\u0003' })]],
    ])('when letters have their own names, and had others under Ctrl %s', async (_case, before, after) => {
      const lines = [...before, ...down(100, 'ctrl_l'), ...typed(100.1, ['o', 'k']), ...after];
      expect(await under(lines)).toEqual(['ok']);
    });

    test('but not while control characters say that Ctrl is down', async () => {
      const windows = { 'top_window.jsonl': jsonl([{ time_stamp: 100.05, top_window_name: 'Tab 2' }]) };
      const lines = [...down(100, 'ctrl_l'), { ...control, time_stamp: 100.1 }, ...typed(100.2, ['o', 'k'])];
      expect(await under(lines, windows)).toEqual(['ok']);
      expect(
        ofKind(await importAll(folder(lines, windows)), 'key')
          .map(({ d }) => [d.key, d.mods])
          .slice(1, 3),
      ).toEqual([
        ['c', ['ctrl']],
        ['o', []],
      ]);
    });
  });

  test.each([
    ['Option', ['alt'], '@', 'a@'],
    ['AltGr as Ctrl and Alt', ['ctrl_l', 'alt_l'], '€', 'a€'],
    ['Alt and a letter, which is a menu', ['alt_l'], 'f', 'a'],
    ['Ctrl, Alt and a letter, where nothing else is known', ['ctrl_l', 'alt_l'], 't', 'a'],
  ])('writes with %s', async (_case, mods, name, text) => {
    const lines = [
      ...typed(100, ['a']),
      ...mods.map((word, i) => at(100.2 + i / 100, 'press', { name: word })),
      ...typed(100.3, [name]),
    ];
    expect(ofKind(await importAll(folder(lines)), 'text').map(({ d }) => d.text)).toEqual([text]);
  });

  const pressed = (time: number, y: number): Line[] => click(time).map((line) => ({ ...line, y }));
  const fieldsOf = async (lines: readonly Line[]) => {
    const imported = await importAll(folder(lines));
    const ids = [...new Set(ofKind(imported, 'focus').map(({ d }) => d.field?.id))];
    return ofKind(imported, 'text').map(({ d }) => [d.text, ids.indexOf(d.field.id)]);
  };

  test.each([
    ['far below', 300, 1],
    ['far above and back', -200, 1],
    ['on the same line', 6, 0],
  ])('tells the field that is typed into by where was pressed: %s', async (_case, by, other) => {
    const lines = [
      ...pressed(100, 400),
      ...typed(101, ['a', 'b']),
      ...pressed(102, 400 + by),
      ...typed(103, ['c', 'd']),
    ];
    expect(await fieldsOf(lines)).toEqual([
      ['ab', 0],
      ['cd', other],
    ]);
  });

  test('of which nothing was pressed before the typing knows no field', async () => {
    const imported = await importAll(folder(typed(100, ['a', 'b'])));
    expect(ofKind(imported, 'focus')).toEqual([]);
    expect(ofKind(imported, 'text').map(({ d }) => d.field.id)).toEqual([undefined]);
  });

  test('of a newer recorder brings windows and the text of elements, with boxes', async () => {
    const imported = await importAll(
      folder(sitting, {
        'top_window.jsonl': jsonl([
          { time_stamp: 100, top_window_name: 'Mail' },
          { time_stamp: 104.5, top_window_name: 'Terminal' },
        ]),
        'element.jsonl': jsonl([
          {
            time_stamp: 101.5,
            a11y_tree: {
              Name: 'Send',
              ControlType: 'ButtonControl',
              BoundingRectangle: { left: 10, top: 20, right: 110, bottom: 50 },
              Children: [{ Name: '', ControlType: 'Text', Children: [] }],
            },
          },
          {
            time_stamp: 106,
            a11y_tree: {
              AXTitle: 'Reply',
              AXRole: 'AXButton',
              AXFrame: "{'x': 1.5, 'y': 2.0, 'w': 30.0, 'h': 4.0, 'type': 'kAXValueCGRectType'}",
            },
          },
          { time_stamp: 106, a11y_tree: [] },
        ]),
        'html.jsonl': '{}\n',
        'video.mp4': 'no video',
      }),
    );
    expect(ofKind(imported, 'focus').map(({ d }) => d.app)).toEqual(['Mail', 'Mail', 'Terminal']);
    expect(ofKind(imported, 'screen.text').map(({ d }) => d)).toEqual([
      { src: 'ax', text: 'Send', role: 'ButtonControl', bbox: [10, 20, 100, 30] },
      { src: 'ax', text: 'Reply', role: 'AXButton', bbox: [1.5, 2, 30, 4] },
    ]);
    const terminal = present(ofKind(imported, 'focus').at(-1));
    expect(imported.events.filter(({ seq }) => seq > terminal.seq).every(({ ctx }) => ctx === terminal.seq)).toBe(true);
    expect(imported.report.unknown).toEqual({ 'file.html.jsonl': 1, 'file.mp4': 1, 'video.no-decoder': 1 });
  });

  describe('with elements that hide their text', () => {
    const secure = { AXRole: 'AXTextField', AXSubrole: 'AXSecureTextField' };
    const tree = async (a11y_tree: object) =>
      ofKind(
        await importAll(folder(sitting, { 'element.jsonl': jsonl([{ time_stamp: 101.5, a11y_tree }]) })),
        'screen.text',
      ).map(({ d }) => [d.text, d.secure ?? d.role]);

    test('says so of what they hold, and of what they are made of', async () => {
      expect(
        await tree({
          AXTitle: 'Sign in',
          AXRole: 'AXGroup',
          AXChildren: [
            {
              ...secure,
              AXTitle: 'Key',
              AXValue: 'blue horse',
              AXChildren: [{ AXRole: 'AXStaticText', AXTitle: 'horse' }],
            },
            { AXRole: 'AXButton', AXTitle: 'Enter' },
          ],
        }),
      ).toEqual([
        ['Sign in', 'AXGroup'],
        ['Key', 'password text'],
        ['blue horse', true],
        ['horse', true],
        ['Enter', 'AXButton'],
      ]);
    });

    test('of what may be a value, where no other is given', async () => {
      expect(await tree({ ControlType: 'EditControl', IsPassword: 'True', Name: 'blue horse' })).toEqual([
        ['blue horse', true],
      ]);
    });

    const keysIn = async (lines: readonly Line[], more: Record<string, string>) => {
      const imported = await importAll(folder(lines, more));
      const hidden = new Set(
        ofKind(imported, 'focus').flatMap(({ seq, d }) => (d.field?.secure === true ? [seq] : [])),
      );
      return ofKind(imported, 'key')
        .filter(({ d }) => d.ph === 'down')
        .map(({ ctx, d }) => (ctx !== undefined && hidden.has(ctx) ? '*' : d.key))
        .join('');
    };
    const element = (time_stamp: number, a11y_tree: object) => ({ time_stamp, a11y_tree });

    test('puts what is typed into them into a field of their own, until something else is clicked', async () => {
      const lines = [
        ...click(101),
        ...typed(102, ['a']),
        ...click(103),
        ...typed(104, ['b']),
        ...click(105),
        ...typed(106, ['c']),
      ];
      const elements = [element(100.99, { Name: 'Notes', ControlType: 'EditControl' }), element(102.99, { ...secure })];
      expect(await keysIn(lines, { 'element.jsonl': jsonl(elements) })).toBe('a*c');
      expect(await keysIn(lines, { 'element.jsonl': jsonl([...elements, element(104.9, secure)]) })).toBe('a**');
    });

    test('knows them by the focus within a window, and until another window comes', async () => {
      const focused = { AXRole: 'AXWindow', AXChildren: [{ ...secure, AXFocused: true }] };
      const windows = [100, 105].map((time_stamp, i) => ({ time_stamp, top_window_name: `w${i}` }));
      expect(
        await keysIn([...typed(102, ['a']), ...typed(104, ['b']), ...typed(106, ['c'])], {
          'a11y.jsonl': jsonl([{ time_stamp: 103, axtree: focused }]),
          'top_window.jsonl': jsonl(windows),
        }),
      ).toBe('a*c');
    });

    test('knows them by the element that a line of an event carries', async () => {
      const lines = [
        ...typed(100, ['a']),
        ...click(101).map((line) => ({ ...line, element: { ControlType: 'EditControl', IsPassword: true } })),
        ...typed(102, ['b']),
        ...typed(103, ['c']).map((line) => ({ ...line, target: { ControlType: 'EditControl', IsPassword: false } })),
        ...typed(104, ['d']).map((line) => ({ ...line, target: secure })),
      ];
      expect(await keysIn(lines, {})).toBe('a*c*');
    });
  });

  test('has its pauses, and nothing that was recorded in them', async () => {
    const imported = await importAll(
      folder([...click(100), at(101, 'pause'), at(400, 'resume'), ...click(401)], {
        'top_window.jsonl': jsonl([{ time_stamp: 200, top_window_name: 'Private' }]),
      }),
    );
    expect(ofKind(imported, 'control').map(({ d }) => d.op)).toEqual(['start', 'pause', 'resume', 'stop']);
    expect(ofKind(imported, 'focus')).toEqual([]);
    expect(imported.report.unknown).toEqual({ paused: 1 });
  });

  test('is taken when its metadata and scrolls say less', async () => {
    const lines = [...click(100), at(101, 'scroll', { dx: 0, dy: -1 })];
    const imported = await importAll(
      folderOf({
        'events.jsonl': jsonl(lines),
        'metadata.json': JSON.stringify({ start_time: '2024-05-06T07:08:09.25', obs_record_state_timings: 'none' }),
      }),
    );
    expect(present(imported.opens[0]).clock.t0).toBe('2024-05-06T07:08:09.250Z');
    expect(ofKind(imported, 'scroll').map(({ d }) => [d.x, d.y])).toEqual([[5, 6]]);
    expect(imported.report.unknown).toEqual({ 'metadata.screen': 1 });
  });

  test('gets the same ids each time, others under another identity', async () => {
    const ids = async (as = identity) =>
      (await importAll(folder(sitting), as)).opens.map(({ batch, sid }) => [batch, sid]);
    const first = await ids();
    expect(await ids()).toEqual(first);
    expect(await ids({ ...identity, worker: 'worker-2' })).not.toEqual(first);
  });

  test('of a long day is cut into chained segments', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => at(100 + i * 0.01, 'scroll', { x: 1, y: 2, dx: 0, dy: 1 }));
    const { opens, chains, events, faults } = await importAll(folder(lines));
    expect(opens.length).toBeGreaterThan(1);
    expect(opens.map(({ index }) => index)).toEqual(opens.map((_, i) => i));
    expect(opens.map(({ prev }) => prev)).toEqual([null, ...chains.slice(0, -1)]);
    expect(new Set(opens.map(({ batch }) => batch)).size).toBe(opens.length);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
    expect([faults, events.length]).toEqual([0, 30_002]);
  });
});

describe('what is wrong in a DuckTrack recording is said, and costs nothing else', () => {
  const numbered = sitting.map((line, event_idx) => ({ ...line, event_idx }));
  const text = jsonl(sitting);
  const half = text.indexOf('\n', text.length / 2) + 1;
  const within = (line: string | Buffer) =>
    Buffer.concat([Buffer.from(text.slice(0, half)), Buffer.from(line), Buffer.from(text.slice(half))]);
  const cases: [string, () => string | Uint8Array, Record<string, number>, string[]][] = [
    ['a truncated last line', () => text + text.slice(0, 30), { 'line.truncated': 1 }, ['record-unreadable:1']],
    ['a line that is not JSON', () => within('{"time_stamp":NaN}\n'), { 'line.not-json': 1 }, ['record-unreadable:1']],
    ['two such lines', () => within('no\nno\n'), { 'line.not-json': 2 }, ['record-unreadable:2']],
    [
      'bytes that are not UTF-8',
      () => within(Buffer.from('{"a":"\xff"}\n', 'latin1')),
      { 'line.not-utf8': 1 },
      ['record-unreadable:1'],
    ],
    ['a huge line', () => within(`${'x'.repeat(8 << 20)}\n`), { 'line.too-long': 1 }, ['record-unreadable:1']],
    [
      'an unknown action',
      () => within('{"time_stamp":102,"action":"dance"}\n'),
      { 'action.dance': 1 },
      ['record-unreadable:1'],
    ],
    [
      'content where the action should be',
      () => within('{"action":"My Secret"}\n'),
      { 'action.other': 1 },
      ['record-unreadable:1'],
    ],
    [
      'a negative time',
      () => within('{"time_stamp":-1,"action":"pause"}\n'),
      { 'record.invalid': 1 },
      ['record-unreadable:1'],
    ],
    [
      'coordinates beyond any screen',
      () => within('{"time_stamp":102,"action":"move","x":1e9,"y":1}\n'),
      { 'record.invalid': 1 },
      ['record-unreadable:1'],
    ],
    ['a missing line', () => jsonl(numbered.toSpliced(half % 100, 2)), { 'record.missing': 2 }, ['record-missing:2']],
    ['a repeated line', () => jsonl(numbered.toSpliced(20, 0, present(numbered[19]))), { 'record.repeated': 1 }, []],
    [
      'an unreadable numbered line',
      () => jsonl(numbered.with(330, 'x' as never)),
      { 'line.not-json': 1 },
      ['record-unreadable:1'],
    ],
  ];
  test.each(cases)('%s', async (_, content, unknown, expected) => {
    const whole = await importAll(folder(sitting));
    const imported = await importAll(
      folderOf({ 'metadata.json': JSON.stringify(metadata), 'events.jsonl': content() }),
    );
    expect(imported.faults).toBe(0);
    expect(imported.report.unknown).toEqual(unknown);
    expect(gaps(imported)).toEqual(expected);
    for (const kind of ['click', 'scroll'] as const)
      expect(ofKind(imported, kind).length).toBe(ofKind(whole, kind).length);
  });

  test('a silence that may have been a pause', async () => {
    const imported = await importAll(folder([...click(100), ...click(200)]));
    expect(gaps(imported)).toEqual(['silence:?']);
  });

  test('a clock that jumps does not carry the rest away', async () => {
    const lines = [...click(100), at(9e9, 'scroll', { x: 1, y: 1, dx: 0, dy: 1 }), ...click(103), ...click(50)];
    const imported = await importAll(folder(lines));
    expect(gaps(imported)).toEqual(['clock-jump:?', 'clock-jump:?', 'clock-jump:?']);
    expect(ofKind(imported, 'click')).toHaveLength(6);
    expect(present(imported.events.at(-1)).mono_us).toBeLessThan(10_000_000);
  });

  test('any mutation gives valid segments or a typed error', async () => {
    const lines = jsonl(numbered.slice(295, 330)).split('\n').slice(0, -1);
    const edit = fc.oneof(
      fc.record({
        at: fc.nat(40),
        line: fc.constantFrom('', 'x', '{}', '[1]', '{"action":"move"}', '{"time_stamp":1e10,"action":"pause"}'),
      }),
      fc.record({ at: fc.nat(40), copyOf: fc.nat(34) }),
      fc.record({ at: fc.nat(40), drop: fc.constant(true) }),
      fc.record({ at: fc.nat(40), cut: fc.nat(80) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 6 }), async (edits) => {
        const changed = [...lines];
        for (const each of edits) {
          const i = each.at % (changed.length + 1);
          if ('line' in each) changed.splice(i, 0, each.line);
          else if ('copyOf' in each) changed.splice(i, 0, present(lines[each.copyOf]));
          else if ('drop' in each) changed.splice(i, 1);
          else changed[i] = (changed[i] ?? '').slice(0, each.cut);
        }
        const imported = await importAll(folder(changed.join('\n')));
        expect(imported.faults).toBe(0);
        expect(imported.events.at(-1)).toMatchObject({ kind: 'control', d: { op: 'stop' } });
      }),
      { numRuns: 60 },
    );
  });
});
