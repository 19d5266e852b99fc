import { gzipSync } from 'node:zlib';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent, Kind } from '../../lib/activity/events.ts';
import { uuidOf } from '../../lib/activity/importers/uuid.ts';
import { keyClass } from '../../lib/activity/keys.ts';
import { SegmentSealer } from '../../lib/activity/segment/seal.ts';
import { there } from '../../lib/activity/there.ts';
import { OPEN } from '../../samples/generate.ts';
import { Random } from '../redaction/random.ts';
import { generate } from '../redaction/template.ts';
import { SENTENCES } from '../redaction/templates.ts';

/** Events that a collector sends in a minute of work: half of them are text on the screen. */
const EVENTS = 150;
const MINUTE_US = 60_000_000;

interface Place {
  readonly app: string;
  readonly app_class: string;
  readonly window: string;
  readonly title: string;
  /** Texts that are on the screen all the time. */
  readonly shown: readonly string[];
  readonly fields: readonly { readonly id: string; readonly name: string; readonly secure: boolean }[];
}

const field = (id: string, name: string, secure = false) => ({ id, name, secure });
const PLACES: readonly Place[] = [
  {
    ...{ app: 'Mail', app_class: 'mail', window: 'm', title: 'Inbox' },
    shown: ['Reply', 'Forward', 'Archive', 'Drafts', 'Sent', 'Customer number', 'Today', 'Yesterday'],
    fields: [field('to', 'To'), field('body', 'Message')],
  },
  {
    ...{ app: 'Records', app_class: 'browser', window: 'r', title: 'Customers' },
    shown: ['Save', 'Cancel', 'Date of birth', 'Address', 'Phone', 'Open orders', 'Status', 'Next page'],
    fields: [field('name', 'Name'), field('note', 'Note'), field('search', 'Search')],
  },
  {
    ...{ app: 'Portal', app_class: 'browser', window: 'p', title: 'Sign in' },
    shown: ['Sign in', 'Forgot it?', 'Help'],
    fields: [field('user', 'User'), field('pw', 'Password', true)],
  },
  {
    ...{ app: 'Terminal', app_class: 'terminal', window: 't', title: 'sh' },
    shown: ['build passed', 'total 48', 'main'],
    fields: [field('sh', '')],
  },
  {
    ...{ app: 'Signal', app_class: 'chat', window: 'c', title: 'Team' },
    shown: ['Chats'],
    fields: [field('c', 'Message')],
  },
];

/** A generated worker, minute by minute: reads, types, signs in, fills in forms. The people in the texts are invented. */
class Worker {
  readonly #r: Random;
  readonly #texts: readonly string[];
  #seq = 0;
  #ctx: number | undefined;
  #place = there(PLACES[0], 'a place');
  #field = there(this.#place.fields[0], 'a field');

  constructor(seed: number) {
    this.#r = new Random(seed);
    this.#texts = generate(SENTENCES, 'tune', 40, seed).map(({ text }) => text);
  }

  minute(index: number): ActivityEvent[] {
    const events: ActivityEvent[] = [];
    const emit = (kind: Kind, d: object): void => {
      const mono_us = index * MINUTE_US + Math.floor((events.length / EVENTS) * MINUTE_US);
      const ctx = kind === 'focus' || this.#ctx === undefined ? {} : { ctx: this.#ctx };
      events.push({ kind, seq: this.#seq++, mono_us, ...ctx, d } as ActivityEvent);
    };
    while (events.length < EVENTS) this.#r.pick(this.#deeds)(emit);
    return events;
  }

  readonly #deeds = [
    (emit: Emit) => this.#go(emit),
    ...Array.from({ length: 3 }, () => (emit: Emit) => this.#look(emit)),
    ...Array.from({ length: 2 }, () => (emit: Emit) => this.#type(emit)),
    (emit: Emit) => this.#click(emit),
    (emit: Emit) => emit('pointer', { pts: [[0, this.#r.int(1900), this.#r.int(1000)]] }),
    (emit: Emit) => emit('scroll', { x: 5, y: 5, dx: 0, dy: this.#r.int(100), unit: 'px' }),
  ];

  #go(emit: Emit): void {
    if (this.#r.chance(0.5)) this.#place = this.#r.pick(PLACES);
    this.#field = this.#r.pick(this.#place.fields);
    const { app, app_class, window, title } = this.#place;
    this.#ctx = this.#seq;
    emit('focus', { app, app_class, window, title, field: { ...this.#field, role: 'textbox' } });
  }

  #look(emit: Emit): void {
    const at = (row: number) => [40, 30 * row, 300, 20];
    for (const [row, text] of this.#place.shown.entries())
      emit('screen.text', { src: 'ax', text, role: 'text', bbox: at(row) });
    for (let row = 0; row < 4; row++)
      emit('screen.text', { src: 'ax', text: this.#r.pick(this.#texts), role: 'text', bbox: at(20 + row) });
  }

  #type(emit: Emit): void {
    const text = this.#field.secure ? `Tulip${this.#r.int(9_999)}!` : this.#r.pick(this.#texts).slice(0, 30);
    for (const key of [...text, 'Enter']) emit('key', { ph: 'down', code: null, key, cls: keyClass(key), mods: [] });
  }

  #click(emit: Emit): void {
    const el = { role: 'button', name: this.#r.pick(this.#place.shown), bounds: [5, 5, 50, 10] };
    emit('click', { ph: 'click', btn: 'left', x: this.#r.int(1900), y: this.#r.int(1000), n: 1, el });
  }
}

type Emit = (kind: Kind, d: object) => void;

export interface DaySegment {
  readonly open: BatchOpen;
  readonly body: Buffer;
  /** The same events under another opening. */
  under(open: BatchOpen): Buffer;
}

/** The session of one generated working day, a segment a minute, as ingest stores them. The same seed makes the same bytes. */
export function* sessionOf(segments: number, seed: number): Generator<DaySegment> {
  const worker = new Worker(seed);
  let prev: string | null = null;
  let first = 0;
  for (let index = 0; index < segments; index++) {
    const events = worker.minute(index);
    const ids = { batch: uuidOf('session bench', `${seed} ${index}`), sid: uuidOf('session bench', String(seed)) };
    const open = {
      ...OPEN,
      ...ids,
      worker: `wk_${'a'.repeat(26)}`,
      device: `dv_${'a'.repeat(26)}`,
      index,
      prev,
      first,
    };
    const { body, chain } = sealed(open, events);
    prev = chain;
    first += events.length;
    yield { open, body, under: (other) => sealed(other, events).body };
  }
}

function sealed(open: BatchOpen, events: readonly ActivityEvent[]): { body: Buffer; chain: string } {
  const sealer = new SegmentSealer(open);
  const lines = [sealer.openLine, ...events.map((event) => sealer.add(event))];
  const { line, close } = sealer.close();
  return { body: gzipSync([...lines, line].join(''), { level: 6 }), chain: close.chain };
}
