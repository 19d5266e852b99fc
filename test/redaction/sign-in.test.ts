import { describe, expect, test } from 'vitest';
import { type RedactedEvent, SegmentRedactor } from '../../lib/redaction/index.ts';
import seeds from '../../lib/redaction/lexicon/seed-words.json' with { type: 'json' };
import { COMMANDS } from '../../lib/redaction/segment/sign-in.ts';
import { Script } from './build.ts';

const SECURE = { id: 'pw', role: 'textbox', name: 'Password', secure: true };

function redactAll({ events }: Script): RedactedEvent[] {
  const redactor = new SegmentRedactor();
  for (const event of events) redactor.observe(event);
  redactor.decide();
  return events.flatMap((event) => redactor.redact(event) ?? []);
}

interface Target {
  readonly role?: string;
  readonly name: string;
  readonly value?: string;
  readonly x?: number;
}

function click(script: Script, { role = 'button', name, value, x = 60 }: Target): Script {
  const el = { role, name, bounds: [20, 270, 150, 36] as [number, number, number, number] };
  for (const ph of ['down', 'up', 'click'] as const)
    script.emit('click', { ph, btn: 'left', x, y: 290, n: 1, el: value === undefined ? el : { ...el, value } });
  return script;
}

/** Rows as text, without the coarse time that typing took, which the row of the key tells by design. */
const looksOf = (script: Script): string =>
  JSON.stringify(redactAll(script)).replaceAll(/secret_entered [\d<>+-]+s/g, 'secret_entered');

const clicksOf = (script: Script) =>
  redactAll(script).flatMap(({ kind, d }) => (kind === 'click' ? [d as Record<string, unknown>] : []));

/** A sign-in as a person does it, who types so many characters and presses what they show so many times. */
function signIn(typed: string, shown: number): Script {
  const script = new Script().focus({ title: 'Portal' }).field(SECURE).type(typed);
  for (let n = 0; n < shown; n++) {
    click(script, { name: 'Show password' });
    click(script, { role: 'textbox', name: 'Password', value: typed, x: 30 + 8 * typed.length });
  }
  click(script, { name: 'Sign in' });
  return script.focus({ title: 'Home' });
}

describe('a click at a field that hides its text', () => {
  test('shows a command of the page, with its place', () => {
    const clicks = clicksOf(signIn('Heron7', 1));
    expect(clicks.filter(({ ph }) => ph === 'down')).toMatchObject([
      { x: 60, y: 290, el: { role: 'button', name: 'Show password', bounds: [20, 270, 150, 36] } },
      { el: { role: 'textbox', name: 'Password' } },
      { x: 60, y: 290, el: { role: 'button', name: 'Sign in' } },
    ]);
    expect(JSON.stringify(clicks)).not.toContain('Heron');
  });

  test('shows no place within the field, which says where its text ends', () => {
    const inField = clicksOf(signIn('Heron7', 1)).filter(({ el }) => (el as { role: string }).role === 'textbox');
    expect(inField).toHaveLength(3);
    for (const one of inField) expect(Object.keys(one).sort()).toEqual(['btn', 'el', 'n', 'ph']);
  });

  test('says nothing of how much is typed, or how often it is looked at', () => {
    const looks = [signIn('Heron7', 1), signIn('correct horse 41', 1), signIn('Heron7', 4)].map(looksOf);
    expect(new Set(looks).size).toBe(1);
  });

  test('says nothing of it in a code with a field for each of its characters', () => {
    const looks = [4, 8].map((n) => {
      const script = new Script().focus({ title: 'Portal' });
      for (let i = 0; i < n; i++) {
        script.field({ ...SECURE, id: `c${i}`, name: `Character ${'abcdefgh'[i]}` }).type('7');
        click(script, { role: 'textbox', name: `Character ${'abcdefgh'[i]}` });
        click(script, { name: 'Continue' });
      }
      return looksOf(script.focus({ title: 'Home' }));
    });
    expect(looks[0]).toBe(looks[1]);
  });

  test.each([
    ['7'],
    ['seven'],
    ['OK'],
    ['Enter'],
    ['cat'],
    ['submit'],
    ['abandon'],
    ['Sign in as Ines Varga'],
    ['Continue with 4711'],
  ])('keeps %s to itself', (name) => {
    const script = click(new Script().field(SECURE).type('Heron7'), { name }).focus({ title: 'Home' });
    const clicks = clicksOf(script);
    expect(clicks).toHaveLength(1);
    expect(Object.keys(clicks[0] ?? {}).sort()).toEqual(['btn', 'n', 'ph']);
  });

  test('keeps commands to itself in a private window', () => {
    const script = new Script().focus({ app: '1Password', title: 'Unlock' });
    expect(JSON.stringify(clicksOf(click(script, { name: 'Sign in' })))).not.toMatch(/Sign in|290/);
  });
});

test('no command is a word of a seed phrase or of a keypad', () => {
  const words = new Set(Object.values(seeds).flatMap((list) => list.split(' ')));
  expect([...COMMANDS].filter((name) => words.has(name))).toEqual([]);
  expect([...COMMANDS].filter((name) => /\d|^(?:ok|enter|clear|delete|space|shift|done)$/u.test(name))).toEqual([]);
  expect(COMMANDS.size).toBeGreaterThan(100);
});
