import { nth, there } from '../../../lib/activity/there.ts';
import { type RedactedEvent, SegmentRedactor } from '../../../lib/redaction/index.ts';
import { Random } from '../random.ts';
import { Keyboard } from '../typing/keyboard.ts';
import { FULL } from '../typing/shapes.ts';
import { byClass, byNearest, type Look } from './attackers.ts';
import { heldOut, roster } from './roster.ts';

/** The published facts about one masked name in the middle of a text: each reading takes some of them. */
const READINGS: Readonly<Record<string, (row: Typed) => Look>> = {
  'the number of masked rows': ({ masked }) => [masked],
  'the place of the next key in the session': ({ seq }) => [seq],
  'the time until the next key': ({ time }) => [time],
  'all of it together, and the rows of other kinds': ({ masked, seq, time, others }) => [masked, seq, time, others],
};

interface Typed {
  readonly masked: number;
  readonly seq: number;
  readonly time: number;
  readonly others: number;
}

export interface Guess {
  readonly on: string;
  readonly guess: number;
}

/** Each of 200 names typed and masked, at an even pace and at a person's. 0.5 % is chance. */
export function typedAttack(seed: number): Guess[] {
  const rosters = { names: roster(new Random(seed)), 'held-out names': heldOut(new Random(seed)) };
  const bare = rosters.names.map((name) => [...name].map((c) => (c === ' ' ? 0 : c === c.toUpperCase() ? 1 : 2)));
  const lines: Guess[] = [{ on: '200 names; case and spaces, were they seen', guess: byClass(bare) }];
  for (const [which, names] of Object.entries(rosters)) {
    const even = names.map((name) => typed(name, new Random(seed), 0));
    const [known, seen] = [1, 2].map((n) => names.map((name, i) => typed(name, new Random(seed * n + i), 60_000)));
    for (const [reading, read] of Object.entries(READINGS)) {
      lines.push({ on: `200 ${which}, even pace; ${reading}`, guess: byClass(even.map(read)) });
      lines.push({
        on: `200 ${which}, a person's pace; ${reading}`,
        guess: byNearest(there(known, 'the known shapes').map(read), there(seen, 'a shape that was seen').map(read)),
      });
    }
  }
  return lines;
}

/**
 * The published events of "ask NAME." with a recorder that reports presses, releases, the field's value and its text on the
 * screen.
 */
function typed(name: string, r: Random, pace: number): Typed {
  const keyboard = new Keyboard({ ...FULL, pace }, r);
  keyboard.focus('f');
  let value = '';
  const press = (char: string) => {
    keyboard.press(char);
    value += char;
    keyboard.emit('text', { text: value, n: value.length, src: 'value', field: FIELD });
    keyboard.emit('screen.text', { src: 'ax', text: value, role: 'textbox' });
  };
  for (const char of 'ask ') press(char);
  const from = keyboard.events.length;
  for (const char of `${name}.`) press(char);
  // Whether the name is found is another question: here it is known to be one.
  const redactor = new SegmentRedactor({ carry: { version: 3, events: [], values: [[name, 'PERSON']], certain: [] } });
  for (const event of keyboard.events) redactor.observe(event);
  const rows = keyboard.events.slice(from).map((event) => redactor.redact(event));
  return shown(rows.filter((row) => row !== null));
}

const FIELD = { id: 'f', name: '', role: 'textbox', secure: false };

function shown(rows: readonly RedactedEvent[]): Typed {
  const next = rows.findIndex((row) => row.kind === 'key' && row.d.key === '.');
  const first = there(
    rows.find((row) => row.kind === 'key'),
    'a row of the keyboard',
  );
  const before = rows.slice(0, next);
  return {
    masked: before.filter((row) => row.kind === 'key').length,
    seq: nth(rows, next).seq - first.seq,
    time: nth(rows, next).mono_us - first.mono_us,
    others: before.filter((row) => row.kind !== 'key').length,
  };
}
