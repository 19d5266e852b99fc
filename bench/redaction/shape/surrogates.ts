import { RowGroup } from '../../../lambdas/redact/row-group.ts';
import { appendRow, contextOf } from '../../../lambdas/redact/rows.ts';
import { formatted } from '../../../lib/activity/column-formats.ts';
import type { ActivityEvent, EventOf, Kind } from '../../../lib/activity/events.ts';
import { nth } from '../../../lib/activity/there.ts';
import { episodesOf, type SeenRow, type Step, Surrogates } from '../../../lib/episodes/index.ts';
import { SegmentRedactor, typedMasks } from '../../../lib/redaction/index.ts';
import { Random } from '../random.ts';
import { heldOut, roster } from './roster.ts';
import type { Guess } from './typed.ts';

/**
 * Everything that an export reveals of one name, with placeholders and with surrogates: how often all of it together names the
 * right person of a roster, for an attacker who saw each of its names once as it would be exported.
 */
export function surrogateAttack(seed: number): Guess[] {
  const rosters = { names: roster(new Random(seed)), 'held-out names': heldOut(new Random(seed)) };
  return Object.entries(rosters).flatMap(([which, names]) => {
    const steps = names.map(stepsOf);
    const made = steps.map((some) => {
      const surrogates = new Surrogates(nth(some, 0).episode);
      return some.map((step) => surrogates.step(step));
    });
    const guess = (looks: readonly Step[][]) => new Set(looks.map((look) => JSON.stringify(look))).size / looks.length;
    const kept = (looks: readonly Step[][]) =>
      looks.filter((look) => HARMLESS.every((text) => JSON.stringify(look).includes(text))).length;
    const line = (shape: string, looks: readonly Step[][]): Guess => ({
      on: `${names.length} ${which}, all of an export's steps, with ${shape} (harmless text beside them is whole in ${kept(looks)})`,
      guess: guess(looks),
    });
    return [line('placeholders', steps), line('surrogates', made)];
  });
}

const HARMLESS = ['Please ask ', ' about the invoice', 'Customer', 'Send to '];
const FRAME = { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w: 1_000, h: 600, masked: [] } as const;
const OPEN = {
  ...{ batch: 'a0f09013-be79-8cda-a6ca-33d0049bbf3f', sid: 'a0f09013-be79-8cda-a6ca-33d0049bbf3e' },
  ...{ worker: `wk_${'a'.repeat(26)}`, device: `dv_${'a'.repeat(26)}`, rec: { name: 'strongroom' } },
  ...{ clock: { t0: '2026-01-02T00:00:00Z' }, display: { w: 1_000, h: 600, scale: 1 } },
} satisfies Parameters<typeof contextOf>[0];

/** A name on the screen, in a title, pressed and typed. Seven pixels a letter, so that the boxes reveal a width. */
function stepsOf(name: string): Step[] {
  const events: ActivityEvent[] = [];
  const emit = <K extends Kind>(kind: K, d: EventOf<K>['d']) =>
    events.push({ kind, seq: events.length, mono_us: events.length * 100_000, ctx: 0, d } as ActivityEvent);
  const wide = (text: string) => text.length * 7;
  const sentence = `Please ask ${name} about the invoice`;
  emit('focus', { app: 'Desk', app_class: 'browser', title: `${name} - Records` });
  emit('screen.frame', { ...FRAME, masked: [] });
  const text = (shown: string, y: number) =>
    emit('screen.text', { src: 'dom', text: shown, role: 'text', bbox: [120, y, wide(shown), 16], frame: 'f' });
  text('Customer', 60);
  text(name, 100);
  text(sentence, 140);
  const el = {
    role: 'button',
    name: `Send to ${name}`,
    bounds: [120, 200, wide(name) + 90, 24] as [number, number, number, number],
  };
  emit('click', { ph: 'click', btn: 'left', x: 120 + wide(name) / 2, y: 212, n: 1, el });
  emit('text', {
    text: name,
    n: name.length,
    src: 'value',
    field: { id: 'n', name: 'Name', role: 'textbox', secure: false },
  });
  const values = [name, ...name.split(' ')].map((value) => [value, 'PERSON'] as const);
  const carry = { version: 3, events: [], values, certain: values } as const;
  const redactor = new SegmentRedactor({ carry, tagKey: Buffer.from(name.padEnd(32)) });
  for (const event of events) redactor.observe(event);
  const decision = redactor.frame('f');
  const masks = typeof decision === 'string' ? [] : typedMasks(decision.boxes, decision.hidden);
  const frame = { key: formatted('frame', 'frames/x.png'), masks };
  const group = new RowGroup(events.length + 1);
  for (const event of events) {
    const redacted = redactor.redact(event);
    if (redacted !== null) appendRow(group, redacted, contextOf(OPEN, '2026-02-02'), { frame });
  }
  const columns = group.take();
  const rows = nth(columns, 0).data.map((_, i) =>
    Object.fromEntries(columns.map(({ name: column, data }) => [column, data[i]])),
  );
  return [...episodesOf(rows as SeenRow[])].flatMap(({ steps }) => steps);
}
