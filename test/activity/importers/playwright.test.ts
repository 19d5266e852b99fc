import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../../present.ts';
import { folderOf, type Imported, importAll, jsonl, ofKind, pngHeader } from './build.ts';
import { type Odd, zipOf } from './zip-of.ts';

/** Made with Playwright 1.64.1 and Chromium from a page of our own; stacks and sources were taken out of it, for their paths. */
const REAL = join(import.meta.dirname, 'playwright');

const options = (version: number, more: object = {}) => ({
  ...{ version, type: 'context-options', browserName: 'chromium', platform: 'darwin', wallTime: 1.7e12 },
  ...{ monotonicTime: 1_000, title: 'Pay the bill', options: { viewport: { width: 800, height: 600 } } },
  ...more,
});
/** A call from its beginning to its end, as versions 4 and later write it. */
const call = (
  n: number,
  method: string,
  params: object,
  more: { log?: string[]; point?: object; page?: string } = {},
) => {
  const { log = [], point = { x: 10, y: 20 }, page = 'page@1' } = more;
  const of = method.startsWith('mouse') || method.startsWith('keyboard') ? 'Page' : 'Frame';
  const time = 1_000 + n * 100;
  return [
    { type: 'before', callId: `call@${n}`, startTime: time, class: of, method, params, pageId: page },
    ...log.map((message) => ({ type: 'log', callId: `call@${n}`, time: time + 5, message })),
    { type: 'input', callId: `call@${n}`, point },
    { type: 'after', callId: `call@${n}`, endTime: time + 50 },
  ];
};
const resolved = (preview: string) => ({ log: [`  locator resolved to ${preview}`] });
const page = (n: number, html: unknown, more: object = {}) => ({
  type: 'frame-snapshot',
  snapshot: {
    pageId: 'page@1',
    frameUrl: 'https://shop.example/a?b',
    isMainFrame: true,
    timestamp: 1_000 + n * 100,
    html,
    ...more,
  },
});
const OPEN_PAGE = ['HTML', {}, ['HEAD', {}, ['TITLE', {}, 'Shop']], ['BODY', {}, ['INPUT', { id: 'q' }]]];
const SIGN_IN = ['HTML', {}, ['BODY', {}, ['INPUT', { id: 'p', type: 'password' }]]];

const traced = (lines: readonly unknown[], more: Record<string, string | Uint8Array> = {}, version = 7) =>
  importAll(folderOf({ 'trace.trace': jsonl([options(version), ...lines]), ...more }));
const texts = (imported: Imported) => ofKind(imported, 'text').map(({ d }) => [d.text, d.field.secure]);

describe('a trace of Playwright', () => {
  test('of a page that follows its window has the size of what was shown', async () => {
    const none = options(8, { options: { viewport: null, deviceScaleFactor: 2 } });
    const shown = {
      type: 'screencast-frame',
      pageId: 'page@1',
      sha1: 'a.jpeg',
      width: 1440,
      height: 900,
      timestamp: 1_050,
    };
    const imported = await importAll(folderOf({ '0-trace.trace': jsonl([none, shown, ...call(1, 'mouseClick', {})]) }));
    expect(present(imported.opens[0]).display).toEqual({ w: 1440, h: 900, scale: 2 });
  });

  test('shows before an action what its own page showed, also when another one was seen since', async () => {
    const shown = (pageId: string, n: number) => ({
      type: 'screencast-frame',
      pageId,
      sha1: `${pageId}.png`,
      timestamp: 1_000 + n * 100,
    });
    const of = (pageId: string, n: number) => call(n, 'mouseClick', {}, { page: pageId, point: { x: n, y: 9 } });
    const other = { pageId: 'page@2', frameUrl: 'https://bank.example/' };
    const titled = ['HTML', {}, ['HEAD', {}, ['TITLE', {}, 'Bank']], ['BODY', {}]];
    const imported = await traced(
      [
        shown('page@1', 1),
        page(1, OPEN_PAGE),
        ...of('page@1', 2),
        shown('page@2', 3),
        page(3, titled, other),
        ...of('page@2', 4),
        ...of('page@1', 5),
      ],
      { 'resources/page@1.png': pngHeader(800, 600, '1'), 'resources/page@2.png': pngHeader(800, 600, '2') },
    );
    const [one, two] = [...new Set(ofKind(imported, 'screen.frame').map(({ d }) => d.sha256))];
    const seen = imported.events.flatMap((event): (string | number | undefined)[] =>
      event.kind === 'screen.frame' ? [event.d.sha256] : event.kind === 'click' ? [event.d.x] : [],
    );
    expect(seen).toEqual([one, 2, two, 4, one, 5]);
    const titles = new Map(ofKind(imported, 'focus').map(({ seq, d }) => [seq, d.title]));
    expect(ofKind(imported, 'click').map(({ ctx }) => titles.get(present(ctx)))).toEqual(['Shop', 'Bank', 'Shop']);
  });

  test('gives the places of each page in pixels of its own viewport, and leaves out a picture of another shape', async () => {
    const shown = (pageId: string, n: number, sha1: string) => ({
      ...{ type: 'screencast-frame', pageId, sha1, timestamp: 1_000 + n * 100 },
    });
    const of = (pageId: string, n: number) => call(n, 'mouseClick', {}, { page: pageId, point: { x: 90, y: 9 } });
    const small = { pageId: 'page@2', frameUrl: 'https://bank.example/', viewport: { width: 300, height: 600 } };
    const imported = await traced(
      [
        page(1, OPEN_PAGE, { viewport: { width: 800, height: 600 } }),
        shown('page@1', 2, 'wide.png'),
        ...of('page@1', 3),
        page(4, ['HTML', {}, ['BODY', {}]], small),
        shown('page@2', 5, 'tall.png'),
        ...of('page@2', 6),
        page(7, [[1, 2]], { viewport: { width: 800, height: 400 } }),
        shown('page@1', 8, 'wide.png'),
        ...of('page@1', 9),
      ],
      { 'resources/wide.png': pngHeader(400, 300, '1'), 'resources/tall.png': pngHeader(150, 300, '2') },
    );
    const displays = new Map(imported.opens.map(({ first, display }) => [first, display]));
    const at = (seq: number) => displays.get(Math.max(...[...displays.keys()].filter((first) => first <= seq)));
    expect(ofKind(imported, 'click').map(({ seq }) => at(seq))).toEqual([
      { w: 800, h: 600, scale: 1 },
      { w: 300, h: 600, scale: 1 },
      { w: 800, h: 400, scale: 1 },
    ]);
    expect(ofKind(imported, 'screen.frame').map(({ d }) => [d.w, d.from])).toEqual([
      [400, 'screencast'],
      [150, 'screencast'],
    ]);
    expect(imported.report.unknown).toMatchObject({ 'frame.other-shape': 1 });
  });

  test('knows the title of a page whose address changes within it, and of a new page only its own', async () => {
    const parts = ['HTML', {}, [[1, 3]], ['BODY', {}]];
    const imported = await traced([
      page(1, OPEN_PAGE),
      page(2, parts, { frameUrl: 'https://shop.example/a?b#basket' }),
      ...call(3, 'mouseClick', {}),
      page(4, ['HTML', {}, ['BODY', {}]], { frameUrl: 'https://shop.example/other' }),
      ...call(5, 'mouseClick', {}),
    ]);
    const titles = new Map(ofKind(imported, 'focus').map(({ seq, d }) => [seq, d.title]));
    expect(ofKind(imported, 'click').map(({ ctx }) => titles.get(present(ctx)))).toEqual(['Shop', undefined]);
  });

  test.each<[string, unknown[], boolean]>([
    [
      'a call that moves the focus to a password field',
      call(3, 'focus', { selector: '#p' }, resolved('<input id="p" type="password"/>')),
      true,
    ],
    ['a script', call(3, 'evaluateExpression', { expression: 'go()' }), true],
    ['a look at the page', call(3, 'waitForSelector', { selector: '#p' }), false],
  ])('after %s nothing goes into the field of before', async (_name, between, hidden) => {
    const named = call(2, 'click', { selector: '#q' }, resolved('<input id="q"/>'));
    const lines = [page(1, SIGN_IN), ...named, ...between, ...call(4, 'keyboardType', { text: 'x' })];
    expect(texts(await traced(lines))).toEqual([['x', hidden]]);
  });

  test('a drag is a press on the one element, and a release at the place of the other', async () => {
    const time = 1_200;
    const about = { callId: 'call@2', class: 'Frame', params: { source: '#parcel', target: '#van' }, pageId: 'page@1' };
    const note = (at: number, message: string) => ({ type: 'log', callId: 'call@2', time: time + at, message });
    const reach = (x: number, y: number) => ({
      ...{ type: 'input', callId: 'call@2', point: { x, y } },
      box: { x: x - 5, y: y - 5, width: 10, height: 10 },
    });
    const lines = (inputs: readonly unknown[][]) => [
      page(1, OPEN_PAGE),
      { type: 'before', startTime: time, method: 'dragAndDrop', ...about },
      note(1, '  locator resolved to <div id="parcel" draggable="true">Parcel</div>'),
      ...(inputs[0] ?? []),
      note(3, '  locator resolved to <div id="van">Van</div>'),
      ...(inputs[1] ?? []),
      { type: 'after', callId: 'call@2', endTime: time + 9 },
    ];
    const whole = await traced(lines([[reach(20, 30)], [reach(200, 90)]]));
    expect(ofKind(whole, 'click').map(({ d }) => [d.ph, d.x, d.y, d.el?.name, d.el?.bounds])).toEqual([
      ['down', 20, 30, 'Parcel', [15, 25, 10, 10]],
      ['up', 200, 90, undefined, undefined],
    ]);
    const half = await traced(lines([[reach(20, 30)], []]));
    expect([ofKind(half, 'click'), half.report.unknown]).toMatchObject([[], { 'action.no-place': 1 }]);
  });

  test('a press on a button leaves the field that was filled', async () => {
    const lines = [
      page(1, OPEN_PAGE),
      ...call(2, 'fill', { selector: '#z', value: '90210' }, resolved('<input id="z" placeholder="Postcode"/>')),
      ...call(3, 'click', { selector: '#s' }, resolved('<button id="s">Save</button>')),
    ];
    const imported = await traced(lines);
    const [click] = ofKind(imported, 'click');
    expect(present(ofKind(imported, 'focus').find(({ seq }) => seq === present(click).ctx)).d.field).toBeUndefined();
  });

  test('what is typed after presses in two places goes into two fields', async () => {
    const at = (n: number, y: number) => call(n, 'mouseClick', { x: 5, y }, { point: { x: 5, y } });
    const type = (n: number) => call(n, 'keyboardType', { text: `text ${n}` });
    const lines = [
      page(1, OPEN_PAGE),
      ...at(2, 20),
      ...type(3),
      ...at(4, 200),
      ...type(5),
      ...type(6),
      ...call(7, 'keyboardPress', { key: 'Tab' }),
      ...type(8),
    ];
    const ids = ofKind(await traced(lines), 'text').map(({ d }) => d.field.id);
    expect([new Set(ids).size, ids[1] === ids[2]]).toEqual([3, true]);
  });

  test('that is real is a task, actions with their elements, and pictures before them', async () => {
    const imported = await importAll(REAL);
    expect([imported.format, imported.faults]).toEqual(['playwright', 0]);
    expect(imported.opens[0]).toMatchObject({ os: 'linux', display: { w: 320, h: 200 }, rec: { ver: '10' } });
    expect(present(ofKind(imported, 'task')[0]).d).toEqual({
      op: 'begin',
      text: 'Enter an order for Natalia Kowalska',
    });
    expect(ofKind(imported, 'click').map(({ d }) => [d.n, d.el?.role, d.el?.name])).toEqual([
      [1, 'password text', undefined],
      [1, 'button', 'Sign in'],
      [2, 'button', 'Save order'],
    ]);
    expect(texts(imported)).toEqual([
      ['natalia.kowalska@example.org', false],
      ['Tr0ub4dor&3', true],
      ['Oluwaseun Adeyemi', false],
    ]);
    expect(present(ofKind(imported, 'focus').at(-1)).d).toMatchObject({
      title: 'Saved',
      url: { scheme: 'http', host: 'localhost' },
    });
    expect(imported.frames.length).toBeGreaterThan(3);
    expect(imported.frames.every(({ fits }) => fits)).toBe(true);
    expect(present(imported.events[imported.events.findIndex(({ kind }) => kind === 'click') - 1]).kind).toBe(
      'screen.frame',
    );
  });

  test('leaves behind what the page sent, stored and said', async () => {
    const written = JSON.stringify((await importAll(REAL)).events);
    expect(written).not.toMatch(/of-the-fixture/);
  });

  test.each([3, 4, 5, 6, 7, 8, 10])('of version %i is read', async (version) => {
    const lines =
      version > 3
        ? call(1, 'click', { selector: '#a' }, resolved('<button>Save</button>'))
        : [
            {
              type: 'action',
              metadata: {
                ...{ id: 'call@1', type: 'Frame', method: 'click', params: { selector: '#a' }, startTime: 1_100 },
                ...{ endTime: 1_150, point: { x: 10, y: 20 }, pageId: 'page@1' },
                log: ['  selector resolved to visible <button>Save</button>'],
              },
            },
          ];
    const [click] = ofKind(await traced(lines, {}, version), 'click');
    expect(click).toMatchObject({ d: { x: 10, y: 20, el: { role: 'button', name: 'Save' } } });
  });

  test.each([0, 2, 9, 11, 1e9])('of version %i, which nobody here has seen, is refused', async (version) => {
    await expect(traced(call(1, 'click', {}), {}, version)).rejects.toMatchObject({ code: 'import.wrong-format' });
  });

  test('counts what it does not read by name, and what a program only waits or asks for', async () => {
    const lines = [
      ...call(1, 'evaluateExpression', { expression: 'secret()' }),
      ...call(2, 'setInputFiles', { localPaths: ['/home/somebody/letter.pdf'] }),
      { type: 'console', text: 'secret' },
      { type: 'resource-snapshot', snapshot: {} },
      { type: 'before', callId: 'call@9', startTime: 'now' },
      {
        type: 'before',
        callId: 'call@8',
        startTime: 1_900,
        class: 'Frame',
        method: 'click',
        params: { selector: '#gone' },
      },
      { type: 'after', callId: 'call@8', endTime: 1_950, error: { message: 'Timeout' } },
    ];
    const imported = await traced(lines);
    expect(imported.report.unknown).toEqual({
      'action.evaluate_expression': 1,
      'action.set_input_files': 1,
      'call.failed': 1,
      'kind.console': 1,
      'kind.resource_snapshot': 1,
      'record.invalid': 1,
    });
    expect(JSON.stringify(imported.events)).not.toMatch(/secret|letter|gone/);
  });

  test('shows of many pictures the last before each action, and the last of all', async () => {
    const frame = (at: number) => ({ type: 'screencast-frame', pageId: 'page@1', sha1: `${at}.jpeg`, timestamp: at });
    const lines = [frame(1_010), frame(1_050), ...call(1, 'click', {}), frame(1_200), frame(1_210), frame(1_300)];
    const files = Object.fromEntries(
      [1_010, 1_050, 1_200, 1_210, 1_300].map((at) => [`resources/${at}.jpeg`, pngHeader(80, 60, String(at))]),
    );
    const imported = await traced(lines, files);
    expect(ofKind(imported, 'screen.frame').map(({ mono_us }) => mono_us / 1e3)).toEqual([50, 300]);
    expect(imported.report.unknown).toEqual({ 'frame.between-actions': 3 });
  });
});

describe('what is typed into a trace', () => {
  const field = (preview: string) => [...call(1, 'fill', { selector: '#x', value: 'tulips' }, resolved(preview))];

  test.each<[string, unknown[], boolean]>([
    ['a text field', field('<input id="x" type="text"/>'), false],
    ['a password field', field('<input id="x" type="password"/>'), true],
    ['a password field that shows its text', field('<input id="password" type="text"/>'), true],
    ['one that says that it is another', field('<input aria-label="a" type="text" type="password"/>'), true],
    ['a field whose preview is cut short', field('<input class="a very long cl…/>'), true],
    ['something of which nobody says what it is', call(1, 'fill', { selector: '#x', value: 'tulips' }), true],
    [
      'a cut preview of what a snapshot shows',
      [
        ...call(1, 'fill', { selector: '#x', value: 'tulips' }, resolved('<input class="a very long cl…/>')).slice(
          0,
          2,
        ),
        page(1, ['HTML', {}, ['INPUT', { __playwright_target__: 'call@1', type: 'email' }]]),
        { type: 'after', callId: 'call@1', endTime: 1_150 },
      ],
      false,
    ],
    [
      'the field that was clicked',
      [...call(1, 'click', { selector: '#x' }, resolved('<input id="x"/>')), ...keys(2)],
      false,
    ],
    [
      'a label that was clicked',
      [page(0, SIGN_IN), ...call(1, 'click', {}, resolved('<label>PIN</label>')), ...keys(2)],
      true,
    ],
    ['a page that nobody looked at', keys(2), true],
    ['a page with a password field', [page(0, SIGN_IN), ...keys(2)], true],
    ['a page with one that did not change', [page(0, SIGN_IN), page(1, ['HTML', {}, [[1, 3]]]), ...keys(2)], true],
    [
      'a page with one in a frame of it',
      [page(0, OPEN_PAGE), page(0, SIGN_IN, { isMainFrame: false }), ...keys(2)],
      true,
    ],
    ['a page without one', [page(0, OPEN_PAGE), ...keys(2)], false],
    ['the page after one with a password field', [page(0, SIGN_IN), page(1, OPEN_PAGE), ...keys(2)], false],
    [
      'the field after the one that was filled, by Tab',
      [page(0, SIGN_IN), ...call(1, 'press', { selector: '#u', key: 'Tab' }, resolved('<input id="u"/>')), ...keys(2)],
      true,
    ],
  ])('%s', async (_name, lines, secure) => {
    expect(texts(await traced(lines))).toEqual([['tulips', secure]]);
  });

  test('does not hide where the pointer goes next', async () => {
    const lines = [
      ...field('<input id="x" type="password"/>'),
      ...call(2, 'mouseClick', { x: 3, y: 4 }, { point: { x: 3, y: 4 } }),
    ];
    const imported = await traced(lines);
    const [click] = ofKind(imported, 'click');
    const focus = ofKind(imported, 'focus').find(({ seq }) => seq === present(click).ctx);
    expect(present(focus).d.field).toBeUndefined();
  });
});

function keys(n: number): unknown[] {
  return call(n, 'keyboardType', { text: 'tulips' });
}

describe('the archive of a trace', () => {
  const trace = jsonl([options(7), ...call(1, 'click', {})]);
  const importZip = (files: Parameters<typeof zipOf>[0]) => importAll(folderOf({ 'trace.zip': zipOf(files) }));

  test('is read in place, and so are the traces of a test runner', async () => {
    expect(ofKind(await importZip([['trace.trace', trace]]), 'click')).toHaveLength(1);
    const two = [['0-trace.trace', trace] as const, ['1-trace.trace', trace] as const];
    expect(ofKind(await importZip(two), 'click')).toHaveLength(2);
  });

  test.each<[string, Odd]>([
    ['that says it is smaller than it is', { size: 10 }],
    ['that says it is larger than it is', { size: 1e9 }],
    ['with another sum', { crc: 1 }],
    ['that is encrypted', { flags: 1 }],
    ['that is packed in another way', { method: 14 }],
    ['that lies elsewhere', { offset: 1e9 }],
    ['of a zip64', { size: 0xffffffff }],
  ])('a file %s is refused', async (_name, odd) => {
    await expect(importZip([['trace.trace', trace, odd]])).rejects.toMatchObject({
      code: expect.stringMatching(/^import\.(?:wrong-format|unsupported)$/),
    });
  });

  test('a name that leads out of it leads nowhere: files are asked for by name, and none is written', async () => {
    const out = { type: 'screencast-frame', pageId: 'p', sha1: '../../../etc/hostname', timestamp: 1_010 };
    const lines = jsonl([options(7), out, ...call(1, 'click', {})]);
    const imported = await importZip([
      ['trace.trace', lines],
      ['../evil', 'x'],
      ['/etc/passwd', 'x'],
    ]);
    expect(imported.report.unknown).toEqual({ 'frame.missing': 1 });
    expect(ofKind(imported, 'click')).toHaveLength(1);
  });

  test('a picture that inflates beyond what a frame may be is not inflated', async () => {
    const bomb = Buffer.alloc(64 * 1024 * 1024);
    const shown = { type: 'screencast-frame', pageId: 'p', sha1: 'a.jpeg', timestamp: 1_010 };
    const lines = jsonl([options(7), shown, ...call(1, 'click', {})]);
    const imported = await importZip([
      ['trace.trace', lines],
      ['resources/a.jpeg', bomb],
    ]);
    expect(imported.report.unknown).toEqual({ 'frame.too-large': 1 });
    const liar = await importZip([
      ['trace.trace', lines],
      ['resources/a.jpeg', bomb, { size: 1_000 }],
    ]);
    expect(liar.report.unknown).toEqual({ 'frame.unreadable': 1 });
  });

  test('any change of its bytes gives valid segments or a typed error', async () => {
    const whole = zipOf([
      ['trace.trace', trace],
      ['resources/a.jpeg', pngHeader(8, 6)],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        const imported = await importAll(folderOf({ 'trace.zip': bytes })).catch((error) => {
          expect(error.code).toMatch(/^import\./);
        });
        if (imported) expect(imported.faults).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
