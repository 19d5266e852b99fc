import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent, Box, EventOf, Field, Kind, UiElement } from '../../lib/activity/events.ts';
import { PointerPath } from '../../lib/activity/importers/pointer.ts';
import { ImportTally } from '../../lib/activity/importers/tally.ts';
import { SegmentWriter, type SessionOpen } from '../../lib/activity/importers/writer.ts';
import { keyClass } from '../../lib/activity/keys.ts';
import { there } from '../../lib/activity/there.ts';
import { TruthCollector } from './truth.ts';
import { SENSITIVE } from './values.ts';

/** What in-page/events.js tells. `t` is milliseconds of wall time, `mark` the sensitive value that is being typed. */
export type PageEvent = { readonly t: number; readonly mark: string | null } & (
  | { type: 'key'; ph: 'down' | 'up'; code: string; key: string; mods: EventOf<'key'>['d']['mods']; run?: number }
  | { type: 'text'; text: string; run: number; src: 'keys' | 'value'; field: Field }
  | { type: 'move'; x: number; y: number }
  | {
      type: 'click';
      ph: 'down' | 'up' | 'click';
      btn: 'left' | 'right' | 'middle';
      x: number;
      y: number;
      n: number;
      el: UiElement;
    }
  | { type: 'scroll'; x: number; y: number; dx: number; dy: number }
  | { type: 'focus'; app: string; app_class: string; title: string; host: string; field?: Field }
  | { type: 'clipboard'; op: 'copy' | 'cut' | 'paste'; text: string; field?: Field }
  | { type: 'secure' }
);

interface ShownLine {
  text: string;
  full: string;
  offset: number;
  role: string;
  bbox: Box;
  secure: boolean;
}

/** Turns what happens in pages into one sealed session of `capture/1`, and collects the truth about it. */
export class SessionRecorder {
  readonly #dir: string;
  readonly #name: string;
  readonly #writer: SegmentWriter;
  readonly #pointer: PointerPath;
  readonly #truth = new TruthCollector();
  readonly #tally = new ImportTally();
  readonly #t0: number;
  readonly #segments: { batch: string; first: number }[] = [];
  readonly #runs = new Map<number, { from: number; to: number; marks: Set<string | null> }>();
  #frames = 0;
  #lastFrame = '';

  /** @param name of its files: `<name>-<index>.ndjson.gz` */
  constructor(dir: string, name: string, session: SessionOpen) {
    this.#dir = dir;
    this.#name = name;
    this.#t0 = Date.parse(session.clock.t0);
    this.#writer = new SegmentWriter(session, this.#tally, { events: 1e9, bytes: 1e9 });
    this.#pointer = new PointerPath(this.#writer);
    mkdirSync(join(dir, 'frames'), { recursive: true });
  }

  get truth(): TruthCollector {
    return this.#truth;
  }

  batchOf(seq: number): string {
    return there(
      this.#segments.findLast(({ first }) => first <= seq),
      'the segment of an event',
    ).batch;
  }

  control(d: EventOf<'control'>['d']): void {
    this.#emit('control', this.#mono(Date.now()), d);
  }

  take(event: PageEvent): void {
    const mono = this.#mono(event.t);
    switch (event.type) {
      case 'move':
        this.#pointer.move(mono, event.x, event.y);
        break;
      case 'key':
        this.#key(mono, event);
        break;
      case 'text':
        this.#text(mono, event);
        break;
      case 'click': {
        const { ph, btn, x, y, n, el } = event;
        this.#emit('click', mono, { ph, btn, x, y, n, el });
        break;
      }
      case 'scroll': {
        const { x, y, dx, dy } = event;
        this.#emit('scroll', mono, { x, y, dx, dy, unit: 'px' });
        break;
      }
      case 'focus': {
        const { app, app_class, title, host, field } = event;
        const url = { scheme: 'http', host };
        this.#emit('focus', mono, { app, app_class, title, url, ...(field ? { field } : {}) });
        break;
      }
      case 'clipboard':
        this.#clipboard(mono, event);
        break;
      case 'secure':
        this.#emit('control', mono, { op: 'secure_field', by: 'system', reason: 'password-field' });
    }
  }

  /** Takes a frame of the page, and what can be read in it, with boxes. Nothing must move meanwhile. */
  async frame(page: Page): Promise<void> {
    const mono = this.#mono(Date.now());
    const shot = await page.screenshot({ type: 'png', caret: 'hide', animations: 'disabled' });
    const png = await sharp(shot).png({ palette: true, colours: 32, dither: 0, effort: 10 }).toBuffer();
    const sha256 = createHash('sha256').update(png).digest('hex');
    if (sha256 === this.#lastFrame) return;
    this.#lastFrame = sha256;
    const ref = `${this.#name}-${String(this.#frames++).padStart(2, '0')}`;
    writeFileSync(join(this.#dir, 'frames', `${ref}.png`), png);
    const { width: w, height: h } = await sharp(png).metadata();
    this.#emit('screen.frame', mono, { ref, sha256, mime: 'image/png', w, h, masked: [] });
    for (const { text, role, bbox, secure, full, offset } of await page.evaluate<ShownLine[]>('shown()'))
      this.#emit('screen.text', mono, { src: 'dom', text, role, bbox, secure, frame: ref }, { full, offset });
    for (const { value } of SENSITIVE)
      this.#truth.frame(ref, value, await page.evaluate<Box[]>(`boxesOf(${JSON.stringify(value)})`));
  }

  /** Ends the segment, and with `last` the session. A frame and its text stay in one segment: cut between steps only. */
  async cut(): Promise<void> {
    this.#pointer.flush();
    for (const { batch, body, open } of this.#writer.take(true)) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      this.#segments.push({ batch, first: there(open, 'an open segment').first });
      const file = `${this.#name}-${there(open, 'an open segment').index}.ndjson.gz`;
      writeFileSync(join(this.#dir, file), Buffer.concat(chunks));
      console.error(`${file}: ${gunzipSync(Buffer.concat(chunks)).toString().split('\n').length - 3} events`);
    }
    if (Object.keys(this.#tally.toJSON()).length > 0)
      throw new Error(`the recorder made a wrong event: ${JSON.stringify(this.#tally)}`);
  }

  #key(mono: number, { ph, code, key, mods, run, mark }: PageEvent & { type: 'key' }): void {
    const seq = this.#emit('key', mono, {
      ph,
      code,
      key,
      cls: keyClass(key),
      mods,
      ...(run === undefined ? {} : { run }),
    });
    if (mark !== null) this.#truth.key(seq, mark);
    if (run === undefined) return;
    const { from, marks } = this.#runs.get(run) ?? { from: seq, marks: new Set() };
    this.#runs.set(run, { from, to: seq, marks: marks.add(mark) });
  }

  #text(mono: number, { text, run, src, field }: PageEvent & { type: 'text' }): void {
    const { from, to, marks } = this.#runs.get(run) ?? { marks: new Set<string | null>() };
    this.#runs.clear();
    const keys = src === 'keys' && from !== undefined && to !== undefined ? { from, to } : {};
    const seq = this.#emit('text', mono, { text, n: text.length, src, ...keys, field });
    // A run that only mends a value does not hold it, and is a piece of it all the same.
    const [value] = marks;
    if (marks.size === 1 && value != null && !text.includes(value)) this.#truth.piece(seq, value, text);
  }

  #clipboard(mono: number, { op, text, field }: PageEvent & { type: 'clipboard' }): void {
    this.#emit('clipboard', mono, { op, n: text.length, types: ['text/plain'], text });
    if (field !== undefined) this.#emit('text', mono, { text, n: text.length, src: 'paste', field });
  }

  #emit<K extends Kind>(kind: K, mono: number, d: EventOf<K>['d'], line?: { full: string; offset: number }): number {
    this.#pointer.flush();
    const seq = this.#writer.emit(kind, mono, d);
    if (seq === undefined) throw new Error(`the recorder made a wrong event of kind ${kind}`);
    this.#truth.event({ kind, seq, mono_us: mono, d } as ActivityEvent, line);
    return seq;
  }

  #mono(t: number): number {
    return Math.max(0, Math.round((t - this.#t0) * 1000));
  }
}

/** The parts of an opening line that the sessions share. Places, profiles and people are invented. */
export const opening = (
  who: Pick<BatchOpen, 'worker' | 'device' | 'jur' | 'profile' | 'notice' | 'sid'>,
): SessionOpen => ({
  ...who,
  epoch: 1,
  jur_basis: 'declared',
  basis: 'works agreement',
  purpose: 'cua_training',
  policy: createHash('sha256').update('strongroom sample policy').digest('hex'),
  rec: { name: 'strongroom-sample', ver: '1', import: 'sample' },
  clock: { t0: new Date().toISOString(), src: 'wall+mono', tz_known: true, skew_ms: 0 },
  display: { w: 1280, h: 800, scale: 1 },
  budget: { battery_pct: 80, net: 'corp' },
});
