import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../../present.ts';
import { folderOf, gaps, importAll, jsonl, ofKind, pngHeader } from './build.ts';

const meta = {
  id: 'made-up-id',
  created_at: '2025-01-02T04:04:09.500000+01:00',
  viewport: [1280, 800],
  app_url: 'http://127.0.0.1:1/secret/path',
  params: { note: 'a note' },
  secret_params: ['pin'],
};
const page = (name: string) => ({
  url_before: `https://clinic.example/patients/${name}?q=1#top`,
  url_after: `https://clinic.example/patients/${name}?q=1#top`,
  title_before: name,
  title_after: name,
});

const steps = [
  {
    i: 0,
    kind: 'click',
    x: 7,
    y: 8,
    structural: { selector: '#Ada-Sample', role: 'button', name: 'Open' },
    structured_identity: 'Ada SampleHigh',
    ...page('list'),
    t: 0.5,
  },
  { i: 1, kind: 'type', text: 'back in two weeks', param: 'note', field_label: 'Note', ...page('p1'), t: 1 },
  { i: 2, kind: 'type', text: 'should not be there', param: 'pin', ...page('p1'), t: 2 },
  { i: 3, kind: 'type', param: 'password', secret: true, ...page('p1'), t: 2.5 },
  { i: 4, kind: 'hotkey', modifiers: ['Control'], key: 's', ...page('p1'), t: 3 },
  { i: 5, kind: 'drag', x: 1, y: 2, end_x: 30, end_y: 40, ...page('p1'), t: 4 },
  { i: 6, kind: 'scroll', dx: 0, dy: 400, ...page('p1'), sor_after: [{ note: 'Ada Sample' }], t: 5 },
  { i: 7, kind: 'double_click', x: 9, y: 9, ...page('p1'), t: 6 },
];
/** Each step's frame after it is the frame before the next one. */
const frames = Object.fromEntries(
  steps.flatMap(({ i }) => [
    [`frames/000${i}_before.png`, pngHeader(1280, 800, `frame ${i}`)],
    [`frames/000${i}_after.png`, pngHeader(1280, 800, `frame ${i + 1}`)],
  ]),
);
const folder = (lines: readonly unknown[] | string = steps, more: Record<string, string | Uint8Array> = {}) =>
  folderOf({
    'meta.json': JSON.stringify(meta),
    'events.jsonl': typeof lines === 'string' ? lines : jsonl(lines),
    ...frames,
    ...more,
  });

describe('an openadapt-flow recording', () => {
  test('becomes one verified session, anchored where the recorder began', async () => {
    const imported = await importAll(folder());
    expect([imported.faults, imported.report.records]).toEqual([0, 8]);
    expect(imported.opens).toMatchObject([
      {
        rec: { import: 'openadapt-flow' },
        clock: { t0: '2025-01-02T03:04:03.500Z', tz_known: true },
        display: { w: 1280, h: 800 },
      },
    ]);
    expect(ofKind(imported, 'click').map(({ d }) => [d.ph, d.btn, d.n, d.el])).toEqual([
      ['click', 'left', 1, { role: 'button', name: 'Open' }],
      ['down', 'left', 1, undefined],
      ['up', 'left', 1, undefined],
      ['click', 'left', 2, undefined],
    ]);
    expect(ofKind(imported, 'key').map(({ d }) => [d.ph, d.key, d.mods])).toEqual([
      ['down', 's', ['ctrl']],
      ['up', 's', ['ctrl']],
    ]);
    const url = { scheme: 'https', host: 'clinic.example' };
    expect(ofKind(imported, 'focus').map(({ d }) => [d.title, d.url, d.field?.name, d.field?.secure])).toEqual([
      ['list', url, undefined, undefined],
      ['p1', url, undefined, undefined],
      ['p1', url, 'Note', false],
      ['p1', url, '', true],
      ['p1', url, 'Note', false],
      ['p1', url, '', true],
      ['p1', url, 'Note', false],
    ]);
    expect(ofKind(imported, 'text').map(({ d }) => [d.text, d.field.name])).toEqual([['back in two weeks', 'Note']]);
    expect(ofKind(imported, 'control').map(({ d }) => d.op)).toEqual(['start', 'secure_field', 'secure_field', 'stop']);
  });

  test('leaves out what no detector could redact, and says so', async () => {
    const imported = await importAll(folder());
    const written = JSON.stringify([imported.opens, imported.events]);
    for (const content of ['Ada', 'should not be there', 'patients', '#top', 'made-up-id', 'secret/path'])
      expect(written).not.toContain(content);
    expect(imported.report.unknown).toEqual({ 'field.sor_after': 1, 'field.structured_identity': 1, 'text.secret': 2 });
  });

  test.each([
    ['by the role of what was clicked', { structural: { role: 'password text', name: 'Key' } }, {}],
    ['by its type', { structural: { selector: '#k', role: 'textbox', type: 'password' } }, {}],
    ['by its selector', { structural: { selector: 'form > input#password' } }, {}],
    ['by its selector, of an input that shows it', { structural: { selector: '#pwd', role: 'textbox' } }, {}],
    ['by the step itself', {}, { input_type: 'password' }],
    ['by a word that is not true', {}, { secret: 'yes' }],
  ])('takes no text of a field that hides it: %s', async (_case, clicked, typed) => {
    const lines = [
      { i: 0, kind: 'click', x: 1, y: 1, ...page('p1'), t: 1, ...clicked },
      { i: 1, kind: 'type', text: 'blue horse', ...page('p1'), t: 2, ...typed },
      {
        i: 2,
        kind: 'click',
        x: 9,
        y: 9,
        structural: { role: 'button', selector: '#show-password' },
        ...page('p1'),
        t: 3,
      },
      { i: 3, kind: 'type', text: 'hello', field_label: 'Note', ...page('p1'), t: 4 },
    ];
    const imported = await importAll(folder(lines));
    expect(JSON.stringify(imported.events)).not.toContain('blue horse');
    expect(ofKind(imported, 'text').map(({ d }) => d.text)).toEqual(['hello']);
  });

  test('a secret hides its own field, and what is typed elsewhere goes into a field of its own', async () => {
    const rect = (y: number) => [300, y, 200, 40];
    const lines = [
      { i: 0, kind: 'click', x: 400, y: 120, structural: { selector: null, role: null, name: null }, t: 1 },
      { i: 1, kind: 'type', text: 'one', field_rect: rect(100), t: 2 },
      { i: 2, kind: 'type', param: 'pwd', secret: true, field_rect: rect(300), t: 3 },
      { i: 3, kind: 'type', text: 'two', field_label: 'Note', field_rect: 'nowhere', url_after: 7, t: 4 },
      { i: 4, kind: 'click', x: 400, y: 220, t: 5 },
      { i: 5, kind: 'type', text: 'three', t: 6 },
      { i: 6, kind: 'key', key: 'Tab', t: 7 },
      { i: 7, kind: 'type', text: 'four', t: 8 },
    ];
    const imported = await importAll(folder(lines));
    expect(gaps(imported)).toEqual([]);
    const fields = new Map(ofKind(imported, 'focus').map(({ seq, d }) => [seq, d.field]));
    const typed = ofKind(imported, 'text').map(({ ctx, d }) => [
      d.text,
      d.field.name,
      d.field.id === fields.get(present(ctx))?.id,
    ]);
    expect(typed).toEqual([
      ['one', '', true],
      ['two', 'Note', true],
      ['three', '', true],
      ['four', '', true],
    ]);
    expect(new Set(ofKind(imported, 'text').map(({ d }) => d.field.id)).size).toBe(4);
    const secret = ofKind(imported, 'control').find(({ d }) => d.op === 'secure_field');
    expect(fields.get(present(present(secret).ctx))?.secure).toBe(true);
  });

  test('other text of the field of a secret is hidden with it, until something moves the focus', async () => {
    const [marked, field_rect] = [{ kind: 'type', param: 'pwd', secret: true }, [300, 300, 200, 40]];
    const after = [
      { kind: 'type', text: 'rest' },
      { kind: 'key', key: 'r' },
    ];
    const clear = async (...lines: object[]) => {
      const imported = await importAll(folder(lines.map((line, i) => ({ i, t: i + 1, ...line }))));
      expect(gaps(imported)).toEqual([]);
      const hidden = new Set(ofKind(imported, 'focus').flatMap(({ seq, d }) => (d.field?.secure ? [seq] : [])));
      const keys = ofKind(imported, 'key').filter(
        ({ ctx, d }) => d.key === 'r' && !(ctx !== undefined && hidden.has(ctx)),
      );
      return [...ofKind(imported, 'text').map(({ d }) => d.text), ...keys.map(({ d }) => d.ph)];
    };
    expect(await clear(marked, ...after)).toEqual([]);
    expect(await clear({ ...marked, field_rect }, ...after)).toEqual([]);
    for (const move of [
      { kind: 'key', key: 'Tab' },
      { kind: 'click', x: 1, y: 2 },
      { kind: 'type', field_label: 'Note' },
    ])
      expect(await clear(marked, move, ...after)).toEqual(expect.arrayContaining(['rest', 'down', 'up']));
    // A field that hides its text is not left by Tab, whatever is typed.
    const hiding = { kind: 'click', x: 400, y: 320, structural: { role: 'password text', name: 'Pin' } };
    const tab = { kind: 'key', key: 'Tab' };
    expect(await clear(hiding, tab, ...after, tab, ...after)).toEqual([]);
    // The same field again: by its label and place, and by a press on it.
    const elsewhere = { kind: 'click', x: 1, y: 2 };
    const unnamed = { ...marked, param: undefined };
    expect(await clear({ ...unnamed, field_rect }, elsewhere, { kind: 'type', text: 'again', field_rect })).toEqual([]);
    for (const structural of [undefined, { role: 'textbox', name: 'Code' }]) {
      const press = { kind: 'click', x: 400, y: 320, structural };
      expect(await clear(press, unnamed, press, ...after)).toEqual([]);
      expect(await clear(press, unnamed, press, ...after.toReversed())).toEqual([]);
      expect(await clear(press, unnamed, { kind: 'click', x: 400, y: 520 }, ...after)).toEqual(['rest', 'down', 'up']);
    }
  });

  test('a press elsewhere is out of the field that hides its text; one beside it, on nothing known, is not', async () => {
    const password = { role: 'textbox', name: 'Password', selector: 'input[type=password]' };
    const lines = [
      { i: 0, kind: 'click', x: 1, y: 100, structural: password, t: 1 },
      { i: 1, kind: 'click', x: 5, y: 110, t: 2 },
      { i: 2, kind: 'click', x: 5, y: 300, t: 3 },
    ];
    const imported = await importAll(folder(lines));
    const hidden = new Set(ofKind(imported, 'focus').flatMap(({ seq, d }) => (d.field?.secure ? [seq] : [])));
    expect(ofKind(imported, 'click').map(({ ctx }) => ctx !== undefined && hidden.has(ctx))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('of a program that is no browser says its window, and a time without a zone is not known by its zone', async () => {
    const structural = { automation_id: 'a', role: 'Edit', name: 'Customer', window_name: 'Ledger' };
    const imported = await importAll(
      folder(
        [
          { i: 0, kind: 'click', x: 1, y: 2, structural, t: 1 },
          { i: 1, kind: 'key', key: 'Control++', t: 2 },
        ],
        {
          'meta.json': JSON.stringify({ ...meta, created_at: '2025-01-02T04:04:09.5', secret_params: null }),
        },
      ),
    );
    expect(ofKind(imported, 'focus').map(({ d }) => d)).toEqual([{ app: '', app_class: 'unknown', title: 'Ledger' }]);
    expect(present(imported.opens[0]).clock).toMatchObject({ t0: '2025-01-02T04:04:07.500Z', tz_known: false });
    expect(present(ofKind(imported, 'key')[0]).d).toMatchObject({ key: '+', mods: ['ctrl'] });
  });

  test('puts keys into the field that was clicked, when it hides its text', async () => {
    const at = (i: number) => ({ i, ...page('p1'), t: i });
    const imported = await importAll(
      folder([
        { kind: 'key', key: 'a', ...at(0) },
        { kind: 'click', x: 1, y: 1, structural: { selector: 'input[type=password]' }, ...at(1) },
        { kind: 'key', key: 'b', ...at(2) },
        { kind: 'click', x: 9, y: 9, structural: { role: 'textbox', name: 'Note' }, ...at(3) },
        { kind: 'key', key: 'c', ...at(4) },
      ]),
    );
    const secure = ofKind(imported, 'focus').filter(({ d }) => d.field?.secure);
    expect(secure).toHaveLength(1);
    const keys = ofKind(imported, 'key').filter(({ d }) => d.ph === 'down');
    expect(keys.map(({ ctx, d }) => (ctx === present(secure[0]).seq ? '*' : d.key)).join('')).toBe('a*c');
  });

  test('gives places in pixels of the window as it was then, and knows a frame of more pixels by its shape', async () => {
    const sized = (before: number[], after: number[]) => ({ viewport_before: before, viewport_after: after });
    const click = (i: number, more: object) => ({ i, kind: 'click', x: 5, y: 5, t: i, ...page('p1'), ...more });
    const imported = await importAll(
      folder([
        click(0, sized([1280, 800], [640, 480])),
        click(1, sized([640, 480], [640, 480])),
        click(2, sized([2560, 1600], [2560, 1600])),
        click(3, { viewport_before: 'large', viewport_after: [0, 5] }),
      ]),
    );
    const at = (seq: number) => imported.opens.findLast(({ first }) => first <= seq)?.display;
    expect(ofKind(imported, 'click').map(({ seq }) => at(seq))).toEqual([
      { w: 1280, h: 800, scale: 1 },
      { w: 640, h: 480, scale: 1 },
      { w: 1280, h: 800, scale: 2 },
      { w: 1280, h: 800, scale: 2 },
    ]);
  });

  test('shows each frame once, with the size that it has and no boxes', async () => {
    const imported = await importAll(folder());
    const shown = ofKind(imported, 'screen.frame').map(({ d }) => d);
    expect(shown.map(({ ref, w, h }) => [ref, w, h])).toEqual([
      ['0-before', 1280, 800],
      ...steps.map(({ i }) => [`${i}-after`, 1280, 800]),
    ]);
    expect(imported.frames).toEqual(shown.map(({ sha256 }) => ({ sha256, fits: true })));
    expect(ofKind(imported, 'screen.text')).toEqual([]);
  });

  const lines = () => jsonl(steps);
  const cases: [string, () => string, Record<string, string | Uint8Array>, Record<string, number>, string[]][] = [
    ['a truncated last line', () => lines().slice(0, -20), {}, { 'line.truncated': 1 }, ['record-unreadable:1']],
    ['a missing step', () => jsonl(steps.toSpliced(4, 1)), {}, { 'record.missing': 1 }, ['record-missing:1']],
    ['a repeated step', () => jsonl([...steps.slice(0, 5), ...steps.slice(4)]), {}, { 'record.repeated': 1 }, []],
    [
      'an unknown kind',
      () => lines().replace('hotkey', 'levitate'),
      {},
      { 'kind.levitate': 1 },
      ['record-unreadable:1'],
    ],
    ['a negative time', () => lines().replace('"t":3', '"t":-3'), {}, { 'record.invalid': 1 }, ['record-unreadable:1']],
    [
      'an unknown field',
      () => lines().replace('"kind":"hotkey"', '"kind":"hotkey","mood":"good"'),
      {},
      { 'field.mood': 1 },
      [],
    ],
    [
      'a frame that is no image',
      lines,
      { 'frames/0003_after.png': 'no image', 'frames/0004_before.png': 'no image' },
      { 'frame.not-an-image': 1 },
      [],
    ],
    [
      'a frame with no pixels',
      lines,
      { 'frames/0007_after.png': pngHeader(0, 800) },
      { 'event.invalid': 1, 'frame.size': 1 },
      ['event-invalid:1'],
    ],
    [
      'a frame of a million by a million',
      lines,
      { 'frames/0007_after.png': pngHeader(1e6, 1e6) },
      { 'event.invalid': 1, 'frame.size': 1 },
      ['event-invalid:1'],
    ],
  ];
  test.each(cases)('with %s loses nothing else', async (_, content, more, unknown, expected) => {
    const whole = await importAll(folder());
    const imported = await importAll(folder(content(), more));
    expect(imported.faults).toBe(0);
    expect(imported.report.unknown).toMatchObject(unknown);
    expect(gaps(imported)).toEqual(expected);
    expect(ofKind(imported, 'scroll')).toHaveLength(ofKind(whole, 'scroll').length);
    expect(ofKind(imported, 'text')).toHaveLength(1);
  });

  test('gives valid segments or a typed error whatever is changed', async () => {
    const text = lines();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.nat(60), fc.string({ maxLength: 8 }), async (from, n, put) => {
        const changed = text.slice(0, from) + put + text.slice(from + n);
        const imported = await importAll(folder(changed));
        expect(imported.faults).toBe(0);
        expect(imported.events.at(-1)).toMatchObject({ kind: 'control', d: { op: 'stop' } });
      }),
      { numRuns: 60 },
    );
  });
});
