import { gzipSync } from 'node:zlib';
import type { BatchOpen } from '../lib/activity/envelope.ts';
import type { ActivityEvent, Field } from '../lib/activity/events.ts';
import { uuidOf } from '../lib/activity/importers/uuid.ts';
import { keyClass } from '../lib/activity/keys.ts';
import { SegmentSealer } from '../lib/activity/segment/seal.ts';
import { nth, there } from '../lib/activity/there.ts';
import { seeded } from './recorder/hands.ts';

export interface DayOptions {
  /** Events in all. */
  readonly events: number;
  readonly seed: number;
  /** Events a segment. */
  readonly segmentEvents: number;
  /** Whose day it is said to be. */
  readonly worker?: string;
  /** The device that is said to have recorded it. */
  readonly device?: string;
}

export interface GeneratedSegment {
  /** Sealed `capture/1`, gzip. */
  readonly body: Buffer;
  readonly batch: string;
  /** Bytes before compression. */
  readonly bytes: number;
}

/** Of a hundred events so many are pointer moves and key events; the rest shows or holds text. */
const SHARE = { pointer: 85, key: 12 } as const;

/**
 * A made-up working day for benchmarks: 85 % pointer, 12 % keys, 3 % text, in sealed segments. The same seed makes the same
 * bytes. People, numbers and secrets in it are invented; about a third of the text holds something sensitive.
 */
export async function* generateDay({
  events,
  seed,
  segmentEvents,
  worker = OPEN.worker,
  device = OPEN.device,
}: DayOptions): AsyncGenerator<GeneratedSegment> {
  const day = new Day(seed);
  const sid = uuidOf('generated session', String(seed));
  let prev: string | null = null;
  for (let first = 0, index = 0; first < events; first += segmentEvents, index++) {
    const batch = uuidOf('generated segment', JSON.stringify([seed, index, events, segmentEvents]));
    const sealer: SegmentSealer = new SegmentSealer({ ...OPEN, worker, device, batch, sid, index, prev, first });
    const lines = [sealer.openLine];
    for (let seq = first; seq < Math.min(first + segmentEvents, events); seq++) lines.push(sealer.add(day.event(seq)));
    const { line, close } = sealer.close();
    lines.push(line);
    prev = close.chain;
    const text = lines.join('');
    yield { body: gzipSync(text, { level: 6 }), batch, bytes: Buffer.byteLength(text) };
  }
}

export const OPEN: Omit<BatchOpen, 'batch' | 'sid' | 'index' | 'prev' | 'first'> = {
  kind: 'batch.open',
  schema: 'capture/1',
  worker: 'worker-31',
  device: 'device-31',
  epoch: 1,
  jur: 'XA',
  jur_basis: 'declared',
  profile: 'XA@1',
  notice: { id: 'n1', ver: 1, given_at: '2026-01-01T00:00:00Z', ack_at: '2026-01-02T00:00:00Z', channel: 'mail' },
  basis: 'works agreement',
  purpose: 'cua_training',
  policy: '0'.repeat(64),
  rec: { name: 'strongroom-generator', ver: '1', import: 'generated' },
  clock: { t0: '2026-02-02T08:00:00.000Z', src: 'wall+mono', tz_known: true, skew_ms: 0 },
  display: { w: 1920, h: 1080, scale: 1 },
  budget: { net: 'corp' },
};

const FIRST = [
  'Adaeze',
  'Bruno',
  'Chiara',
  'Dmitri',
  'Elif',
  'Farid',
  'Greta',
  'Hiro',
  'Imani',
  'Jorge',
  'Kaja',
  'Luis',
];
const LAST = ['Abara', 'Bellini', 'Carvalho', 'Dvorak', 'Eriksen', 'Farouk', 'Gupta', 'Hoshino', 'Ivanova', 'Jansen'];
const WORDS =
  'the order was sent on and will arrive with next week please check this list again before we close it open record for now then save and tell team about change delivery date return reason label'.split(
    ' ',
  );
const LABELS = [
  'Save',
  'Cancel',
  'Customer number',
  'Status',
  'Open orders',
  'Next page',
  'Search',
  'Order',
  'Total',
  'Reply',
];
const FIELDS: readonly Field[] = [
  { id: 'f1', role: 'textbox', name: 'Note', secure: false },
  { id: 'f2', role: 'textbox', name: 'Reply', secure: false },
  { id: 'f3', role: 'searchbox', name: 'Search', secure: false },
  { id: 'f4', role: 'textbox', name: 'Password', secure: true },
];

class Day {
  readonly #random: () => number;
  #mono = 0;
  #x = 960;
  #y = 540;
  #field = 0;
  /** Key events that are still to come, and the text that they make. */
  #keys: Pick<ActivityEvent, 'kind' | 'd'>[] = [];
  #typed = { text: '', from: 0 };

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  event(seq: number): ActivityEvent {
    const part = this.#random() * 100;
    if (part < SHARE.pointer) return this.#at(seq, 450_000, this.#pointer());
    if (part < SHARE.pointer + SHARE.key) return this.#at(seq, 60_000, this.#key(seq));
    return this.#at(seq, 200_000, this.#text(seq));
  }

  #at(seq: number, step: number, body: Pick<ActivityEvent, 'kind' | 'd'>): ActivityEvent {
    this.#mono += Math.round(step * (0.5 + this.#random()));
    return { kind: body.kind, seq, mono_us: this.#mono, d: body.d } as ActivityEvent;
  }

  #pointer(): Pick<ActivityEvent, 'kind' | 'd'> {
    const pts: [number, number, number][] = [];
    const n = 4 + this.#int(16);
    const [dx, dy] = [this.#random() * 30 - 15, this.#random() * 20 - 10];
    for (let i = 0; i < n; i++) {
      this.#x = Math.min(1919, Math.max(0, this.#x + dx + this.#random() * 4));
      this.#y = Math.min(1079, Math.max(0, this.#y + dy + this.#random() * 4));
      pts.push([i * 21_000, Math.round(this.#x * 10) / 10, Math.round(this.#y * 10) / 10]);
    }
    return { kind: 'pointer', d: { pts } };
  }

  #key(seq: number): Pick<ActivityEvent, 'kind' | 'd'> {
    if (this.#keys.length === 0) {
      const text = this.#field === 3 ? this.#secret() : this.#sentence();
      this.#typed = { text, from: seq };
      for (const key of text)
        for (const ph of ['down', 'up'] as const)
          this.#keys.push({ kind: 'key', d: { ph, code: null, key, cls: keyClass(key), mods: [] } });
    }
    return there(this.#keys.shift(), 'a next key');
  }

  /** What was typed once it is typed; otherwise what the screen shows, or where the person went. */
  #text(seq: number): Pick<ActivityEvent, 'kind' | 'd'> {
    const { text, from } = this.#typed;
    if (this.#keys.length === 0 && text !== '') {
      this.#typed = { text: '', from: 0 };
      return { kind: 'text', d: { text, n: text.length, src: 'keys', from, to: seq - 1, field: this.#fieldNow() } };
    }
    if (this.#keys.length === 0 && this.#random() < 0.2) return this.#focus();
    const bbox: [number, number, number, number] = [this.#int(1500), this.#int(1000), 40 + this.#int(300), 18];
    const shown = this.#random() < 0.5 ? this.#pick(LABELS) : this.#sentence();
    return { kind: 'screen.text', d: { src: 'ax', role: 'text', text: shown, bbox } };
  }

  #focus(): Pick<ActivityEvent, 'kind' | 'd'> {
    this.#field = this.#int(FIELDS.length);
    const title = this.#random() < 0.3 ? `${this.#person()} - Customers` : 'Open orders - Desk';
    return { kind: 'focus', d: { app: 'Desk', app_class: 'browser', title, field: this.#fieldNow() } };
  }

  #sentence(): string {
    const words = Array.from({ length: 4 + this.#int(10) }, () => this.#pick(WORDS));
    if (this.#random() < 0.33) words.splice(this.#int(words.length), 0, this.#sensitive());
    return words.join(' ');
  }

  #sensitive(): string {
    const made = [
      () => this.#person(),
      () => `${this.#pick(FIRST).toLowerCase()}.${this.#pick(LAST).toLowerCase()}@postbox.example`,
      () => `+1 202 555 01${10 + this.#int(90)}`,
      () => `SO-${100_000 + this.#int(900_000)}`,
      () => `password is ${this.#secret()}`,
    ];
    return this.#pick(made)();
  }

  #fieldNow(): Field {
    return nth(FIELDS, this.#field);
  }

  #person(): string {
    return `${this.#pick(FIRST)} ${this.#pick(LAST)}`;
  }

  #secret(): string {
    return `${this.#pick(WORDS)}-${this.#pick(WORDS)}-${this.#int(1000)}`;
  }

  #pick<T>(list: readonly T[]): T {
    return nth(list, this.#int(list.length));
  }

  #int(below: number): number {
    return Math.floor(this.#random() * below);
  }
}
