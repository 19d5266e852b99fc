import { Random } from '../../bench/redaction/random.ts';
import { generate } from '../../bench/redaction/template.ts';
import { SECRETS_IN_TALK, SENTENCES } from '../../bench/redaction/templates.ts';
import { Keyboard } from '../../bench/redaction/typing/keyboard.ts';
import { someShape } from '../../bench/redaction/typing/shapes.ts';
import { Typist } from '../../bench/redaction/typing/typist.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';

const SAMPLES = [...generate(SENTENCES, 'tune', 6, 11), ...generate(SECRETS_IN_TALK, 'tune', 6, 11)];

/** A made-up session of somebody who types, signs in, looks at forms and at a chat; with a recorder of any shape. */
export function someSession(seed: number): ActivityEvent[] {
  const r = new Random(seed);
  const keyboard = new Keyboard({ ...someShape(r), focus: true }, r);
  const typist = new Typist(keyboard, r);
  const parts = [
    () => typist.sample(r.pick(SAMPLES), 0),
    () => typist.sample(r.pick(SAMPLES), 0),
    () => signIn(keyboard, r),
    () => form(keyboard, r),
    () => terminal(keyboard),
    () => keyboard.emit('focus', { app: 'Signal', app_class: 'chat', title: 'Natalia' }),
    () => keyboard.emit('control', { op: 'gap', by: 'system', reason: 'line.too-long', n_dropped: 1 }),
    () => keyboard.emit('pointer', { pts: [[0, 1, 2]] }),
    () => keyboard.emit('task', { op: 'begin', text: 'Write to Natalia Kowalska that the code word is hunter22' }),
    () => keyboard.emit('task', { op: 'end', outcome: 'success' }),
  ];
  for (let n = 3 + r.int(5); n > 0; n--) r.pick(parts)();
  if (r.chance(0.5)) keyboard.emit('control', { op: 'stop', by: 'worker', reason: 'shift' });
  return keyboard.events;
}

function signIn(keyboard: Keyboard, r: Random): void {
  const field = { id: 'pw', role: 'textbox', name: 'Code word', secure: true };
  keyboard.emit('focus', { app: 'Portal', app_class: 'browser', title: 'Sign in', field });
  for (const char of r.pick(['hunter22', 'sunshine', 'Falcon!77'])) keyboard.press(char);
  if (r.chance(0.5)) {
    keyboard.emit('focus', {
      app: 'Portal',
      app_class: 'browser',
      title: 'Sign in',
      field: { ...field, secure: false },
    });
    for (const char of 'xy') keyboard.press(char);
  }
}

function form(keyboard: Keyboard, r: Random): void {
  const ref = `f${keyboard.events.length}`;
  keyboard.emit('focus', { app: 'Records', app_class: 'browser', title: 'Customer: Natalia Kowalska' });
  const texts = [
    { text: 'Date of birth', role: 'label', bbox: [10, 10, 90, 12] },
    { text: '4 May', role: 'text', bbox: [110, 10, 60, 12] },
    { text: 'Natalia Kowalska called about hunter22', role: 'text', bbox: [10, 40, 300, 12] },
    { text: 'Save', role: 'button', bbox: [10, 70, 40, 12] },
  ];
  const frame = { ref, sha256: '0'.repeat(64), mime: 'image/png', w: 400, h: 100, masked: [] };
  const linked = r.chance(0.7);
  if (linked) keyboard.emit('screen.frame', frame);
  for (const text of texts) keyboard.emit('screen.text', { src: 'ax', ...text, ...(linked ? { frame: ref } : {}) });
  const el = { role: 'textbox', name: 'Patient', value: 'Oluwaseun', bounds: [5, 5, 50, 10] };
  keyboard.emit('click', { ph: 'click', btn: 'left', x: 3, y: 4, n: 1, el });
}

function terminal(keyboard: Keyboard): void {
  keyboard.emit('focus', {
    app: 'Terminal',
    app_class: 'terminal',
    title: 'sh',
    field: { id: 't', role: 'textbox', name: '', secure: false },
  });
  for (const char of 'sudo ls\n') keyboard.press(char === '\n' ? 'Enter' : char);
  keyboard.emit('screen.text', { src: 'ax', text: '[sudo] password for ada:', role: 'text', bbox: [0, 20, 90, 12] });
  for (const char of 'tulips\n') keyboard.press(char === '\n' ? 'Enter' : char);
}

/** Cuts of a list, in order, none of them empty. */
export function pieces<T>(list: readonly T[], cuts: readonly number[]): T[][] {
  const edges = [
    0,
    ...[...new Set(cuts)].filter((at) => at > 0 && at < list.length).toSorted((a, b) => a - b),
    list.length,
  ];
  return edges.slice(1).map((to, i) => list.slice(edges[i], to));
}
