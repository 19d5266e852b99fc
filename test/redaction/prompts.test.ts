import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { isPrompt } from '../../lib/redaction/segment/prompts.ts';
import { asksForSecret, canBeAnswer } from '../../lib/redaction/segment/shell-words.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

/** What a reader of the rows sees of the keys, one line for each Enter. */
function typed(script: Script): string[] {
  const redactor = new SegmentRedactor();
  for (const event of script.events) redactor.observe(event);
  redactor.decide();
  return script.events
    .flatMap((event) => {
      const row = redactor.redact(event);
      if (row?.kind !== 'key' || row.d.ph !== 'down') return [];
      return row.d.key === 'Enter' ? ['\n'] : [row.d.key];
    })
    .join('')
    .split('\n');
}

/** A terminal in which lines are typed; `prompt:` before one is shown by the program. */
function terminal(lines: readonly (string | { readonly shows: string })[]): Script {
  const script = new Script().field({ name: 'Terminal' }, { app: 'Terminal', app_class: 'terminal' });
  for (const line of lines)
    if (typeof line === 'string') script.type(`${line}<Enter>`);
    else script.emit('screen.text', { src: 'ax', text: line.shows, role: 'text', bbox: [10, 10, 200, 20] });
  return script;
}
const SECRET = 'lantern';

describe('what a terminal asks for', () => {
  test.each<[string, readonly (string | { shows: string })[], number[]]>([
    ['a wrong answer, then a right one', ['sudo -i', 'lanterm', SECRET, 'whoami'], [1, 2]],
    ['an old one, a new one, and the new one again', ['passwd', 'juniper', SECRET, SECRET, 'ls -la'], [1, 2, 3]],
    ['a name of a user, then a password', ['docker login', 'mferreira', SECRET, 'docker ps'], [1, 2]],
    ['a question in between', ['ssh db1', 'yes', SECRET, 'uptime'], [2]],
    ['a file in between', ['ssh-keygen -t ed25519', '/home/a/.ssh/id', SECRET, SECRET, 'cat notes.txt'], [2, 3]],
    ['words', ['ssh-keygen', 'blue heron lake', 'cat notes.txt'], [1]],
    ['a silent read', ['read -rsp "Token" TOKEN', SECRET, 'ls'], [1]],
    ['a vault', ['pass insert mail/work', SECRET, SECRET], [1, 2]],
    ['a command behind others', ['cd /srv && FOO=1 sudo make install', SECRET, 'ls'], [1]],
    ['a playbook', ['ansible-playbook site.yml -K', SECRET, 'ls -l'], [1]],
    ['a prompt', ['./deploy.sh', { shows: 'Passwort: ' }, SECRET, 'ls'], [1]],
    [
      'a prompt that stays, once',
      [{ shows: 'Password: ' }, SECRET, { shows: 'Password: ' }, 'kubens', 'make -j4'],
      [0, 1],
    ],
    ['a prompt that stays, later', [{ shows: 'Password: ' }, SECRET, 'ls -l', { shows: 'Password: ' }, 'kubens'], [0]],
    ['the same secret later', [{ shows: 'Password: ' }, SECRET, 'make all', SECRET], [0, 2]],
  ])('%s', (_, lines, hidden) => {
    const keys = lines.filter((line) => typeof line === 'string');
    // Hidden lines are one event each, without its Enter.
    const shown = typed(terminal(lines)).join('\n');
    for (const [at, line] of keys.entries()) if (!hidden.includes(at)) expect(shown, line).toContain(line);
    for (const at of hidden) {
      const line = present(keys[at]);
      const left = keys.filter((_line, i) => !hidden.includes(i)).join('\n');
      if (!left.includes(line)) expect(shown, line).not.toContain(line);
    }
    expect(shown).not.toContain(SECRET);
  });

  test('no command asks for more than the next command', () => {
    const command = fc.constantFrom('git status', 'ls', 'make -j4', 'cat a.txt', 'cd src', 'npm test', 'k9s');
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (commands) => {
        const shown = typed(terminal(['sudo -i', SECRET, ...commands])).join('\n');
        for (const line of commands) expect(shown).toContain(line);
        expect(shown).not.toContain(SECRET);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  ['Password: ', true],
  ["bob@db1's password: ", true],
  ['[sudo] Passwort für bob: ', true],
  ['Contraseña: ', true],
  ['Mot de passe : ', true],
  ['Last login: today\nパスワード：', true],
  ['Enter PIN for OpenPGP card? ', true],
  ['Saved the password.', false],
  ['Files to copy: ', false],
  ['password: ok, going on', false],
])('%j asks for a secret: %s', (text, expected) => {
  expect(isPrompt(text)).toBe(expected);
});

test.each([
  ['sudo -n true', false],
  ['summary', false],
  ['sshfs a b', false],
  ['cat passwd', false],
  ['curl -fsS https://example.com', false],
  ['curl -u ada https://example.com', true],
  ['$ sudo ls', true],
  ['read -p "Name" N', false],
])('%j asks: %s', (line, expected) => {
  expect(asksForSecret(line)).toBe(expected);
});

test.each([
  ['lantern', true],
  ['Kestrel!27', true],
  ['whoami', false],
  ['./run.sh', false],
  ['make all', false],
  ['two words', false],
  ['blue heron lake', true],
])('%j can be an answer: %s', (line, expected) => {
  expect(canBeAnswer(line)).toBe(expected);
});

test('the words of a recovery phrase in numbered fields are one secret', () => {
  const words = ['orbit', 'velvet', 'mango', 'purse', 'gadget', 'tilt', 'sponsor', 'candle'];
  const type = (label: (n: number) => string, from = words) => {
    const script = new Script();
    for (const [i, word] of from.entries()) script.field({ id: `w${i}`, name: label(i + 1) }).type(`${word}<Tab>`);
    return typed(script).join('');
  };
  for (const label of [(n: number) => `Word ${n}`, (n: number) => `${n}.`, (n: number) => `Wort #${n}`])
    for (const word of words) expect(type(label)).not.toContain(word);
  expect(type((n) => `Word ${n}`, words.slice(0, 3))).toContain('velvet');
  expect(type((n) => `Colour ${'abcdefgh'[n - 1]}`)).toContain('velvet');
});
