import type { ActivityEvent, Box, EventOf, Kind } from '../../../lib/activity/events.ts';
import { nth, there } from '../../../lib/activity/there.ts';
import { SegmentRedactor } from '../../../lib/redaction/index.ts';
import { Random } from '../random.ts';
import { byClass, type Look } from './attackers.ts';
import { type Drawn, draw, FONTS, LAYOUTS, type Layout } from './page.ts';
import { heldOut, roster } from './roster.ts';
import type { Guess } from './typed.ts';

/** Text above the name that names no person. */
const HEADING: Box = [120, 60, 72, 18];

/** How far right each page is moved: where a grid begins is luck. Pixels. */
const MOVED = [0, 29, 58, 87, 116];

/** 200 names in three fonts, drawn by Chromium: how often boxes, masks and clicks name the right one. Undefined without Chromium. */
export async function drawnAttack(seed: number): Promise<Guess[] | undefined> {
  const lines: Guess[] = [];
  const rosters = { names: roster(new Random(seed)), 'held-out names': heldOut(new Random(seed)) };
  for (const [which, names] of Object.entries(rosters)) {
    const drawn = await draw(names);
    if (drawn === undefined) return undefined;
    const all = new Map<string, (Look | undefined)[]>();
    for (const layout of Object.keys(LAYOUTS) as Layout[]) {
      const guesses: number[] = [];
      let least = names.length;
      for (const font of FONTS)
        for (const by of MOVED) {
          const looks = names.map((name, i) =>
            published(name, moved(nth(there(drawn.get(`${font}/${layout}`), 'a drawn layout'), i), by), layout),
          );
          all.set(`${font}/${by}/${layout}`, looks);
          const masked = looks.filter((look) => look !== undefined);
          guesses.push(byClass(masked));
          least = Math.min(least, masked.length);
        }
      const mean = guesses.reduce((sum, guess) => sum + guess, 0) / guesses.length;
      const on = `${least} ${which} ${layout}`;
      lines.push({ on: `${on}, mean of three fonts at five places`, guess: mean });
      lines.push({ on: `${on}, worst of them`, guess: Math.max(...guesses) });
    }
    lines.push({
      on: `${names.length} ${which} in six of these at once, worst of them`,
      guess: Math.max(...together(all)),
    });
  }
  return lines;
}

/** All layouts except those whose own line reports how much they reveal: one person is seen in many places. */
function together(all: ReadonlyMap<string, readonly (Look | undefined)[]>): number[] {
  const apart = /word by word|link behind/;
  return FONTS.flatMap((font) =>
    MOVED.map((by) => {
      const some = [...all]
        .filter(([key]) => key.startsWith(`${font}/${by}/`) && !apart.test(key))
        .map(([, looks]) => looks);
      return byClass(nth(some, 0).map((_, i) => some.flatMap((looks) => looks[i] ?? [])));
    }),
  );
}

function moved({ box, words, behind }: Drawn, by: number): Drawn {
  const move = ([x, y, w, h]: Box): Box => [x + by, y, w, h];
  return { box: move(box), words: words.map(move), behind: behind && move(behind) };
}

/**
 * Everything published about one name on one screen: its boxes, the masks of the frame, and a click on its middle. Undefined when
 * a word of it is readable: then an attacker reads instead of guessing.
 */
function published(name: string, drawn: Drawn, layout: Layout): Look | undefined {
  const events: ActivityEvent[] = [];
  const emit = <K extends Kind>(kind: K, d: EventOf<K>['d']) =>
    events.push({ kind, seq: events.length, mono_us: events.length * 100_000, d } as ActivityEvent);
  const frame = { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w: 1_000, h: 600, masked: [] } as const;
  const { box, words, behind } = drawn;
  emit('focus', { app: 'Desk', app_class: 'browser', title: 'Records' });
  emit('screen.frame', { ...frame, masked: [] });
  const text = (shown: string, bbox: Box) =>
    emit('screen.text', { src: 'dom', text: shown, role: 'text', bbox, frame: 'f' });
  text('Customer', HEADING);
  const parts = name.split(' ');
  if (layout === 'word by word, as OCR reads') for (const [i, word] of words.entries()) text(nth(parts, i), word);
  else text(LAYOUTS[layout].html.replace('{}', name).replace(/<.*/, '').trim(), box);
  if (behind !== undefined) text('Edit', behind);
  const middle = { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 };
  emit('click', { ph: 'click', btn: 'left', ...middle, n: 1, el: { role: 'button', name, bounds: box } });
  // Whether the name is found is another question: here it is known to be one.
  const values = [name, ...parts].map((value) => [value, 'PERSON'] as const);
  const redactor = new SegmentRedactor({ carry: { version: 3, events: [], values, certain: values } });
  for (const event of events) redactor.observe(event);
  const rows = events.flatMap((event) => redactor.redact(event) ?? []);
  const decision = redactor.frame('f');
  const texts = rows.flatMap((row) => (row.kind === 'screen.text' ? [row.d.text as string] : []));
  if (parts.some((part) => texts.some((shown) => shown.includes(part)))) return undefined;
  return [
    ...rows.flatMap((row) => (row.kind === 'screen.text' ? (row.d.bbox ?? []) : [])),
    ...rows.flatMap((row) => (row.kind === 'click' ? [row.d.x ?? -1, row.d.y ?? -1, ...(row.d.el?.bounds ?? [])] : [])),
    ...(typeof decision === 'string' ? [] : decision.boxes.flat()),
  ];
}
