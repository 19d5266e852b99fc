import { SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Random } from './random.ts';
import { Keyboard } from './typing/keyboard.ts';
import { FULL } from './typing/shapes.ts';
import { person } from './values.ts';

const ROSTER = 200;

/** What an attacker who knows the roster reads of one masked name. */
type Reading = (events: readonly Seen[]) => string;

interface Seen {
  readonly seq: number;
  readonly time: number;
  readonly key: string;
}

/** By how many masked keys there are; by all of it: their number, the gaps between them, and where the next key stands. */
const READINGS: Readonly<Record<string, Reading>> = {
  'the number of masked keys': (events) => String(events.filter(({ key }) => key === '[PERSON]').length),
  'the place of the next key in the session': (events) => String(next(events)!.seq - events[0]!.seq),
  'the time until the next key': (events) => String(next(events)!.time - events[0]!.time),
};

const next = (events: readonly Seen[]) => events.find(({ key }) => key === '.');

/**
 * Each of 200 names typed alike and masked: how often an attacker who has the roster names the right person, when all
 * names that look the same are equally likely. 0.5 % is chance.
 */
export function shapeAttack(r: Random): { reading: string; guess: number }[] {
  const names = new Set<string>();
  while (names.size < ROSTER) names.add(person(r));
  const seen = [...names].map((name) => typed(name, r));
  const bare = [...names].map((name) => name.replace(/[A-Z]/g, 'A').replace(/[^A\s]/g, 'a'));
  return [
    { reading: 'nothing masked but the letters (case and spaces seen)', guess: expected(bare) },
    ...Object.entries(READINGS).map(([reading, read]) => ({ reading, guess: expected(seen.map(read)) })),
  ];
}

/** What is published of "ask NAME." */
function typed(name: string, r: Random): Seen[] {
  const keyboard = new Keyboard({ ...FULL, pace: 0 }, r);
  keyboard.focus('f');
  for (const char of 'ask ') keyboard.press(char);
  const from = keyboard.events.length;
  for (const char of `${name}.`) keyboard.press(char);
  const redactor = new SegmentRedactor();
  for (const event of keyboard.events) redactor.observe(event);
  redactor.decide();
  return keyboard.events.slice(from).flatMap((event) => {
    const row = redactor.redact(event);
    return row?.kind === 'key' && row.d.ph === 'down'
      ? [{ seq: row.seq, time: row.mono_us, key: row.d.key ?? '' }]
      : [];
  });
}

/** One guess among those that look the same: the number of classes over the number of names. */
const expected = (looks: readonly string[]): number => new Set(looks).size / looks.length;
