import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Heard, keepHeard } from '../../lib/collector/heard.ts';
import { ASSUMED, beganAt, momentsOf } from '../../lib/governance/participation/moments.ts';
import { touched } from '../../lib/governance/participation/pauses.ts';
import { openOf } from '../activity/build.ts';
import { present } from '../present.ts';

const START = Date.parse('2026-05-20T10:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600_000;

/**
 * Actions of a device, in order: it worked for a time, slept (its monotonic clock stopped), had its wall clock set, or
 * heard from the door. Its monotonic clock gains or loses a little.
 */
const step = fc.oneof(
  fc.record({ do: fc.constant('work' as const), ms: fc.integer({ min: 1, max: 300_000 }) }),
  fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 1, max: 12 * HOUR }) }),
  fc.record({ do: fc.constant('set' as const), ms: fc.integer({ min: -30 * 24 * HOUR, max: 30 * 24 * HOUR }) }),
  fc.record({ do: fc.constant('hear' as const), ms: fc.integer({ min: 0, max: 60_000 }) }),
  fc.record({ do: fc.constant('event' as const), ms: fc.constant(0) }),
);
const history = fc.record({
  gain: fc.double({ min: -0.01, max: ASSUMED.gain, noNaN: true }),
  wrong: fc.integer({ min: -30 * 24 * HOUR, max: 30 * 24 * HOUR }),
  steps: fc.array(step, { minLength: 2, maxLength: 30 }),
  travels: fc.integer({ min: 0, max: 120_000 }),
  says: fc.boolean(),
});

/** Plays a history, in one segment of a session that began with it. Times are those of the door. */
function live({ gain, wrong, steps, travels, says }: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  let [now, mono, wall] = [START, 5_000, START + wrong];
  const pass = (ms: number, awake = true) => {
    now += ms;
    wall += ms;
    if (awake) mono += ms * 1_000 * (1 + gain);
  };
  const t0 = wall;
  const mono0 = mono;
  let heard: readonly Heard[] = [];
  const events: { at: number; mono_us: number }[] = [];
  for (const { do: what, ms } of steps) {
    if (what === 'work') pass(ms);
    if (what === 'sleep') pass(ms, false);
    if (what === 'set') wall += ms;
    if (what === 'hear') {
      const at = Math.floor(now);
      pass(ms);
      heard = keepHeard(heard, { at, mono });
    }
    if (what === 'event') events.push({ at: now, mono_us: Math.round(mono - mono0) });
    // Everything takes time: no two readings of the monotonic clock are equal.
    pass(0.01);
  }
  const sentUs = Math.floor(mono - mono0);
  pass(travels);
  const door = heard.map((source) => ({
    at: new Date(source.at).toISOString(),
    mono_us: Math.ceil(source.mono - mono0),
  }));
  const clock = { ...openOf().clock, t0: new Date(Math.round(t0)).toISOString(), ...(door.length > 0 && { door }) };
  return { open: openOf({ clock }), events, heard, sending: { at: now, ...(says && { sentUs }) } };
}

describe("the bounds of an event's time", () => {
  test('follow from the monotonic clock, whatever the wall clock did and however long the device slept', () => {
    let [bounded, all] = [0, 0];
    fc.assert(
      fc.property(history, (made) => {
        const { open, events, heard, sending } = live(made);
        const momentOf = momentsOf(open, sending);
        for (const { at, mono_us } of events) {
          const { earliest, latest } = momentOf(mono_us);
          expect(latest).toBeGreaterThanOrEqual(at);
          all++;
          if (heard.length === 0) continue;
          expect(earliest).toBeLessThanOrEqual(at);
          if (Number.isFinite(earliest)) bounded++;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(bounded).toBeGreaterThan(all / 3);
  });

  test("of a device without the door's time trust its clock to ten minutes, and without a zone to the east", () => {
    const [t0, at] = [START, START + 5 * SECOND];
    const clock = { ...openOf().clock, t0: new Date(t0).toISOString() };
    const momentOf = momentsOf(openOf({ clock }), { at });
    expect(momentOf(2_000_000)).toEqual({
      earliest: t0 + 2 * SECOND - ASSUMED.aheadMs - ASSUMED.doorMs,
      latest: at + ASSUMED.doorMs,
    });
    expect(beganAt(openOf({ clock }), { at })).toBe(t0 - ASSUMED.aheadMs - ASSUMED.doorMs);
    const unzoned = momentsOf(openOf({ clock: { ...clock, tz_known: false } }), { at });
    expect(unzoned(0).earliest).toBe(t0 - ASSUMED.aheadMs - ASSUMED.eastMs - ASSUMED.doorMs);
  });

  test('of an import are those of its own clock, up to now; without a zone, those of any zone', () => {
    const t0 = START - 100 * HOUR;
    const rec = { name: 'x', ver: '1', import: 'ducktrack' };
    const clock = { ...openOf().clock, t0: new Date(t0).toISOString(), tz_known: false };
    for (let east = -12; east <= 14; east += 0.25) {
      // A clock's time `east` hours east of UTC was recorded as if it were UTC.
      const truth = t0 - east * HOUR;
      const { earliest, latest } = momentsOf(openOf({ clock, rec }), { at: START })(0);
      expect(earliest).toBeLessThan(truth);
      expect(latest).toBeGreaterThan(truth);
      expect(latest - earliest).toBe(26 * HOUR + 2 * ASSUMED.aheadMs);
    }
    const zoned = momentsOf(openOf({ clock: { ...clock, tz_known: true }, rec }), { at: t0, sentUs: 5 })(0);
    expect(zoned).toEqual({ earliest: t0 - ASSUMED.aheadMs, latest: t0 });
  });

  test('need few responses, however many there are, for events that began a while ago', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 200 }), (waits) => {
        let heard: readonly Heard[] = [];
        let mono = 0;
        for (const seconds of waits) {
          mono += seconds * 1e6;
          heard = keepHeard(heard, { at: mono / 1e3, mono });
          expect(heard.length).toBeLessThanOrEqual(8);
          expect(present(heard.at(-1)).mono).toBe(mono);
          expect(heard).toEqual(heard.toSorted((a, b) => a.mono - b.mono));
          // An event that began up to a quarter of an hour ago had received a response shortly before, if there had been any.
          for (let ago = 0; ago <= 900 && mono - ago * 1e6 >= present(waits[0]) * 1e6; ago += 30) {
            const before = heard.filter((source) => source.mono <= mono - ago * 1e6).at(-1);
            expect(before).toBeDefined();
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('of an unknown time are infinite', () => {
    const clock = { ...openOf().clock, t0: 'no time at all' };
    const pause = [{ from: START, until: START + 1 }];
    expect(touched(pause, momentsOf(openOf({ clock }), { at: START + HOUR })(0))).toBe(pause[0]);
    // An event sent before it happened, or a response received after it, is a contradiction.
    const door = [{ at: new Date(START + 10 * HOUR).toISOString(), mono_us: 0 }];
    const strange = momentsOf(openOf({ clock: { ...openOf().clock, door } }), { at: START, sentUs: 0 })(5_000_000);
    expect(touched([{ from: START + 5 * HOUR, until: START + 6 * HOUR }], strange)).toBeDefined();
  });
});
