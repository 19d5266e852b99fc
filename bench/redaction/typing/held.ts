import type { ActivityEvent, EventOf } from '../../../lib/activity/events.ts';
import { keyClass } from '../../../lib/activity/keys.ts';
import { SegmentRedactor } from '../../../lib/redaction/index.ts';
import type { Random } from '../random.ts';
import type { Labelled } from '../template.ts';
import { type TypingResult, typed } from './measure.ts';
import { FULL } from './shapes.ts';

type Mods = EventOf<'key'>['d']['mods'];

/** Types samples while the recorder reports modifiers as down that are not. */
export const measureHeld = (samples: readonly Labelled[], r: Random, mods: Mods): TypingResult =>
  typed(
    samples,
    r,
    () => ({ ...FULL, session: 1, paste: 'clipboard' }),
    (event) =>
      event.kind !== 'key' || event.d.cls === 'mod'
        ? event
        : { ...event, d: { ...event.d, mods: [...new Set([...event.d.mods, ...mods])] } },
  );

/** Commands that people give, by the application: one entry is given in a row. */
const COMMANDS: readonly (readonly [app_class: string, rows: string])[] = [
  ['browser', 't l w ww tt f ac lv tv r d nt kl fv'],
  ['office', 'b iu ac xv zzzy s sp f h ax be cvvv bi ] ]] no'],
  ['terminal', 'a e u ky ww r l c d ak ppn bbf xe addee cl z ur ewy'],
  ['editor', 'ww ddu fb eey ooi r v np xo whwl g ax dufb'],
  ['editor', 'xs xf nnnp akky xc ssg ffb ej cc vl aek xe xx dkk'],
  ['editor', 'kc ku kd ddd p ks bj kj fh xv sw zzs kf g llc'],
];

/** How many commands, given between lines of text, stay readable. @param pressed each modifier is seen to be pressed */
export function measureCommands(
  lines: readonly string[],
  r: Random,
  pressed: boolean,
): { commands: number; kept: number } {
  const sum = { commands: 0, kept: 0 };
  for (const [app_class, rows] of COMMANDS)
    for (let session = 0; session < 20; session++) {
      const events: ActivityEvent[] = [];
      const given = new Set<number>();
      const emit = (kind: 'focus' | 'key', d: object) => {
        const seq = events.length;
        events.push({ kind, seq, mono_us: seq * 90_000, d } as ActivityEvent);
        return seq;
      };
      const press = (key: string, mods: Mods = []) =>
        emit('key', { ph: 'down', code: null, key, cls: keyClass(key), mods });
      emit('focus', { app: 'x', app_class, field: { id: 'f', role: 'textbox', name: '', secure: false } });
      for (let line = 0; line < 8; line++) {
        for (const key of r.pick(lines)) press(key === '\n' ? 'Enter' : key);
        for (const key of r.pick(rows.split(' '))) {
          if (pressed) press('Control', ['ctrl']);
          given.add(press(key, ['ctrl']));
        }
        press('Enter');
      }
      const redactor = new SegmentRedactor();
      for (const event of events) redactor.observe(event);
      sum.commands += given.size;
      sum.kept += events.filter((event) => given.has(event.seq) && redactor.redact(event)?.red === 'none').length;
    }
  return sum;
}
