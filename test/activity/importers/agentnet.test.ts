import { describe, expect, test } from 'vitest';
import type { VideoReader } from '../../../lib/activity/importers/index.ts';
import { present } from '../../present.ts';
import { folderOf, identity, importAll, jsonl, ofKind, pngHeader } from './build.ts';

const metadata = {
  system: 'Windows',
  node: 'host-of-somebody',
  screen_width: 200,
  screen_height: 100,
  start_time: '2024-05-06 07:08:09',
  video_start_timestamp: 99,
};
const press = (time_stamp: number, x: number, y: number) => [
  { time_stamp, action: 'click', x, y, button: 'left', pressed: true },
  { time_stamp: time_stamp + 0.1, action: 'click', x, y, button: 'left', pressed: false },
];
const keys = (from: number, text: string) =>
  [...text].map((name, i) => ({ time_stamp: from + i * 0.1, action: 'press', name }));
const at = (left: number, top: number, right: number, bottom: number) => ({
  BoundingRectangle: { left, top, right, bottom },
});
const node = (Name: string, ControlType: string, place: object, more: object = {}) => ({
  ...{ Name, ControlType, ...place, Children: [], ...more },
});

const recorded = (events: readonly unknown[], more: Record<string, string | Uint8Array> = {}) =>
  folderOf({
    'metadata.json': JSON.stringify(metadata),
    'events.jsonl': jsonl(events),
    'task_name.json': JSON.stringify({ task_name: 'Turn on night light', description: 'In the settings.' }),
    ...more,
  });
const hits = async (events: readonly unknown[], more: Record<string, string>) =>
  ofKind(await importAll(recorded(events, more)), 'click')
    .filter(({ d }) => d.ph === 'down')
    .map(({ d }) => d.el);

describe('a recording of AgentNetTool', () => {
  test('has its task from beginning to end, its system, and the name of its recorder', async () => {
    const imported = await importAll(recorded(press(100, 5, 5)));
    expect(imported.format).toBe('agentnet');
    expect(imported.opens[0]).toMatchObject({ os: 'windows', rec: { import: 'agentnet' } });
    expect(ofKind(imported, 'task').map(({ d }) => d)).toEqual([
      { op: 'begin', text: 'Turn on night light\nIn the settings.' },
      { op: 'end' },
    ]);
    expect(imported.events.at(-1)).toMatchObject({ kind: 'control', d: { op: 'stop' } });
  });

  /** One window with a button and a focused password field, as the recorder of each platform would write it. */
  type Place = readonly [x: number, y: number, w: number, h: number];
  const BUTTON: Place = [10, 20, 60, 14];
  const FIELD: Place = [10, 40, 80, 16];
  const edges = ([x, y, w, h]: Place) => ({ left: x, top: y, right: x + w, bottom: y + h });
  const sides = ([x, y, width, height]: Place) => ({ x, y, width, height });
  test.each<[string, object]>([
    [
      'UI Automation in snake case',
      {
        name: 'Sign in',
        children: [
          { name: 'Next page', control_type: 'Button', bounding_rectangle: edges(BUTTON) },
          {
            name: 'hunter2',
            control_type: 'Edit',
            is_password: true,
            has_keyboard_focus: true,
            bounding_rectangle: edges(FIELD),
          },
        ],
      },
    ],
    [
      'UI Automation with a size beside its corner, and fields in another order',
      {
        Children: [
          { BoundingRectangle: { height: 14, width: 60, top: 20, left: 10 }, ControlType: 'Button', Name: 'Next page' },
          {
            ...{ IsPassword: 'True', HasKeyboardFocus: 1, Name: 'hunter2', ControlType: 'EditControl' },
            BoundingRectangle: { height: 16, width: 80, top: 40, left: 10 },
          },
        ],
        Name: 'Sign in',
      },
    ],
    [
      'AX with a position and a size',
      {
        AXTitle: 'Sign in',
        AXRole: 'AXWindow',
        AXChildren: [
          { AXRole: 'AXButton', AXTitle: 'Next page', AXPosition: { x: 10, y: 20 }, AXSize: { w: 60, h: 14 } },
          {
            ...{ AXRole: 'AXTextField', AXSubrole: 'AXSecureTextField', AXValue: 'hunter2', AXFocused: true },
            ...{ AXPosition: "{'x': 10, 'y': 40}", AXSize: "{'width': 80, 'height': 16}" },
          },
        ],
      },
    ],
    [
      'AT-SPI',
      {
        name: 'Sign in',
        role: 'frame',
        children: [
          { name: 'Next page', role_name: 'push button', extents: sides(BUTTON), states: ['enabled'] },
          { text: 'hunter2', name: '', role_name: 'password text', extents: sides(FIELD), states: ['STATE_FOCUSED'] },
        ],
      },
    ],
  ])('a tree of %s has its texts at their places, and hides what its field hides', async (_name, axtree) => {
    const trees = jsonl([{ time_stamp: 100, axtree }]);
    const imported = await importAll(recorded([...press(101, 12, 45), ...keys(102, 'abc')], { 'a11y.jsonl': trees }));
    const shown = ofKind(imported, 'screen.text').map(({ d }) => [d.text, d.bbox, d.secure ?? false]);
    expect(shown).toEqual([
      ['Sign in', undefined, false],
      ['Next page', BUTTON, false],
      ['hunter2', FIELD, true],
    ]);
    expect(ofKind(imported, 'focus').some(({ d }) => d.field?.secure)).toBe(true);
    expect(ofKind(imported, 'click').some(({ d }) => d.el?.name === 'hunter2')).toBe(false);
  });

  test.each<[string, string]>([
    ['an unreadable task', '{'],
    ['a task that is no text', '{"task_name":{"a":1}}'],
    ['an empty task', '{"task_name":" ","description":""}'],
  ])('%s is counted, and costs nothing else', async (_name, text) => {
    const imported = await importAll(recorded(press(100, 5, 5), { 'task_name.json': text }));
    expect(ofKind(imported, 'task')).toEqual([]);
    expect(imported.report.unknown).toEqual({ 'task.unreadable': 1 });
    expect(ofKind(imported, 'click')).toHaveLength(2);
  });

  test('without a description has its name for a task', async () => {
    const task = JSON.stringify({ task_name: 'Turn on night light', description: null });
    const imported = await importAll(recorded(press(100, 5, 5), { 'task_name.json': task }));
    expect(present(ofKind(imported, 'task')[0]).d).toEqual({ op: 'begin', text: 'Turn on night light' });
  });

  test.each<[string, [name: string, repr?: string][], string]>([
    [
      'an accent by its mark',
      [
        ['´', '[´]'],
        ['e', "'e'"],
      ],
      'é',
    ],
    [
      'an accent that no keyboard writes by itself',
      [['Z'], ['i'], ['e'], ['l'], ['i'], ['´'], ['n'], ['s']],
      'Zielińs',
    ],
    [
      'a quote that is an accent',
      [
        ["'", "['"],
        ["'", "[']"],
        ['e', "'e'"],
      ],
      "'é",
    ],
    ['a quote before a letter that takes none', [['t'], ["'", "[']"], ['s']], 'ts'],
    ['an accent and a space', [['~', '[~]'], ['space']], '~'],
    ['signs that are no accents', [['^'], ['e'], ['~'], ['n']], '^e~n'],
  ])('%s and its letter are one character', async (_name, names, text) => {
    const typed = names.flatMap(([name, pynput_key], i) =>
      ['press', 'release'].map((action, n) => ({ time_stamp: 101 + i * 0.2 + n * 0.1, action, name, pynput_key })),
    );
    const imported = await importAll(recorded([...press(100, 5, 5), ...typed, ...press(110, 5, 50)]));
    expect(ofKind(imported, 'text').map(({ d }) => d.text)).toEqual([text]);
    const keys = (ph: string) => ofKind(imported, 'key').flatMap(({ d }) => (d.ph === ph ? [d.key] : []));
    expect(keys('up')).toEqual(keys('down'));
  });

  test('types into the field that was pressed, by its name, and into no button', async () => {
    const elements = [
      { time_stamp: 99.995, a11y_tree: node('Subject', 'EditControl', at(0, 0, 20, 10)) },
      { time_stamp: 101.995, a11y_tree: node('Save', 'ButtonControl', at(0, 50, 20, 60)) },
    ];
    const key = (time: number, name: string) => ({ time_stamp: time, action: 'press', name });
    const events = [...press(100, 5, 5), key(101, 'a'), ...press(102, 5, 55), key(103, 'b')];
    const { events: all } = await importAll(recorded(events, { 'element.jsonl': jsonl(elements) }));
    const fields = all.flatMap((event) => (event.kind === 'text' ? [event.d.field] : []));
    expect(fields.map(({ role, name }) => [role, name])).toEqual([
      ['EditControl', 'Subject'],
      ['unknown', ''],
    ]);
  });

  test('says what a click hit: the element with its box, else the target of the reduced action', async () => {
    const elements = [
      { time_stamp: 99.995, a11y_tree: node('Night light', 'ButtonControl', at(0, 0, 20, 10)) },
      // Of another click, or of a screen whose size has changed since.
      { time_stamp: 101, a11y_tree: node('Elsewhere', 'ButtonControl', at(100, 50, 120, 60)) },
    ];
    const reduced = [
      { action: 'click', start_time: 101, target: { title: 'Off', control_type: 'TextControl', mark: true } },
      {
        action: 'click',
        start_time: 102,
        time_trace: [{ start_time: 102 }, { start_time: 102.3 }],
        target: { mark: false },
        past_frame_target: { title: 'Close', control_type: 'ButtonControl' },
        axtree: node('Window', 'WindowControl', at(0, 0, 200, 100), {
          Children: [node('Close', 'ButtonControl', at(2, 2, 9, 9)), node('Other', 'TextControl', at(4, 4, 6, 6))],
        }),
        gpt_target: 'a guess',
      },
      { action: 'click', start_time: 'now' },
    ];
    const events = [...press(100, 5, 5), ...press(101, 5, 5), ...press(102, 5, 5), ...press(102.3, 5, 5)];
    const files = { 'element.jsonl': jsonl(elements), 'reduced_events_complete.jsonl': jsonl(reduced) };
    const close = { role: 'ButtonControl', name: 'Close', bounds: [2, 2, 7, 7] };
    expect(await hits([...events, ...press(110, 5, 5)], files)).toEqual([
      { role: 'ButtonControl', name: 'Night light', bounds: [0, 0, 20, 10] },
      { role: 'TextControl', name: 'Off' },
      close,
      close,
      undefined,
    ]);
    const { unknown } = (await importAll(recorded(events, files))).report;
    expect(unknown).toEqual({ 'field.gpt_target': 1, 'target.unreadable': 1 });
  });

  test.each<[string, object]>([
    ['by a flag', { IsPassword: true }],
    ['by a subrole', { AXSubrole: 'AXSecureTextField' }],
  ])('of an element that hides its text, %s, nothing but the place is said', async (_how, secret) => {
    const hidden = node('tulips and 9 horses', 'EditControl', at(0, 0, 20, 10), secret);
    const events = press(100, 5, 5);
    const seen = { role: 'password text', bounds: [0, 0, 20, 10] };
    expect(await hits(events, { 'element.jsonl': jsonl([{ time_stamp: 100, a11y_tree: hidden }]) })).toEqual([seen]);
    const target = { title: 'tulips and 9 horses', control_type: 'EditControl' };
    const reduced = [
      { action: 'click', start_time: 100, target, axtree: node('W', 'Pane', {}, { Children: [hidden] }) },
    ];
    expect(await hits(events, { 'reduced_events_complete.jsonl': jsonl(reduced) })).toEqual([seen]);
  });
});

/** Shows a picture of its own each tenth of a second, from the second tenth on. */
const reader: VideoReader = {
  async *stills(_path, seconds, { w, h }) {
    for (const at of seconds)
      yield at < 0.2 ? undefined : { mime: 'image/png', bytes: pngHeader(w, h, at.toFixed(1)), w, h };
  },
};

describe('the video of a recording', () => {
  const events = [
    ...press(99.15, 1, 1),
    ...press(101, 5, 5),
    ...keys(103, 'hello'),
    { time_stamp: 104, action: 'scroll', x: 5, y: 5, dx: 0, dy: -1 },
    { time_stamp: 104.5, action: 'scroll', x: 5, y: 5, dx: 0, dy: -1 },
  ];
  const dir = () => recorded(events, { 'screen.mp4': 'a video' });

  test('gives what was on the screen just before each action, and after the last', async () => {
    const imported = await importAll(dir(), identity, { video: reader });
    const frames = ofKind(imported, 'screen.frame');
    expect(frames.map(({ mono_us }) => mono_us / 1e6)).toEqual([1.9, 3.9, 4.9, 6.5].map((s) => expect.closeTo(s, 3)));
    expect(present(frames[0]).d).toMatchObject({ w: 200, h: 100, masked: [] });
    const kinds = imported.events.map(({ kind }) => kind);
    expect(kinds[kinds.indexOf('screen.frame') + 1]).toBe('click');
    expect(imported.frames.every(({ fits }) => fits)).toBe(true);
    expect(imported.report.unknown).toEqual({ 'video.no-frame': 1 });
  });

  test.each<[string, object, number[]]>([
    [
      'says when it stood still',
      { OBS_WEBSOCKET_OUTPUT_PAUSED: [102], OBS_WEBSOCKET_OUTPUT_RESUMED: [112] },
      [1.9, 4.9, 6],
    ],
    ['says that it did not', { OBS_WEBSOCKET_OUTPUT_STARTED: [99] }, [1.9, 14.9, 16]],
    ['says nothing', {}, [1.9, 4.9, 6]],
  ])('that %s shows what was there at the time of an action after a pause', async (_name, timings, expected) => {
    const asked: number[] = [];
    const asking: VideoReader = {
      async *stills(_path, seconds) {
        asked.push(...seconds);
        for (const _ of seconds) yield undefined;
      },
    };
    const mark = (time_stamp: number, action: string) => ({ time_stamp, action });
    const paused = [
      ...press(101, 5, 5),
      mark(102, 'pause'),
      ...press(105, 5, 5),
      mark(112, 'resume'),
      ...press(114, 5, 5),
    ];
    const more = { 'metadata.json': JSON.stringify({ ...metadata, obs_record_state_timings: timings }) };
    await importAll(recorded(paused, { ...more, 'screen.mp4': 'a video' }), identity, { video: asking });
    expect(asked).toEqual(expected.map((s) => expect.closeTo(s, 3)));
  });

  test('is left out and said so where nothing decodes it, or where it is none', async () => {
    expect((await importAll(dir())).report.unknown).toEqual({ 'file.mp4': 1, 'video.no-decoder': 1 });
    const broken: VideoReader = {
      stills: () => {
        throw new Error('moov of secret.mp4');
      },
    };
    const imported = await importAll(dir(), identity, { video: broken });
    expect(imported.report.unknown).toEqual({ 'video.unreadable': 1 });
    expect(ofKind(imported, 'click')).toHaveLength(4);
  });
});

test('the tree of a clicked element repeats no text of its window, and says what is new and what is hidden', async () => {
  const shown = node('Night light', 'ButtonControl', at(0, 0, 20, 10));
  const popup = node('Menu', 'PaneControl', at(0, 0, 90, 90), {
    Children: [
      shown,
      node('Go to Settings', 'TextControl', at(0, 10, 20, 20)),
      node('tulips', 'EditControl', at(0, 20, 9, 29), { IsPassword: true }),
    ],
  });
  const files = {
    'a11y.jsonl': jsonl([
      { time_stamp: 99.5, axtree: node('Window', 'WindowControl', at(0, 0, 200, 100), { Children: [shown] }) },
    ]),
    'element.jsonl': jsonl([{ time_stamp: 100, a11y_tree: popup }]),
  };
  const texts = ofKind(await importAll(recorded(press(100, 5, 5), files)), 'screen.text').map(({ d }) => [
    d.text,
    d.secure,
  ]);
  expect(texts).toEqual([
    ['Window', undefined],
    ['Night light', undefined],
    ['Menu', undefined],
    ['Go to Settings', undefined],
    ['tulips', true],
  ]);
});
