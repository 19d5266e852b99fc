import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { EventOf, Field } from '../events.ts';
import { keyClass } from '../keys.ts';
import { isSecureElement } from '../secure-element.ts';
import { FRAME_LIMIT } from '../segment/limits.ts';
import { chordModifiers, keysOf } from './chord.ts';
import { ClickedField } from './clicked-field.ts';
import type { Folder } from './folder.ts';
import { imageHeader } from './image.ts';
import { element, hidesText } from './openadapt-element.ts';
import { fieldsOf, type meta, type OpenAdaptStep, STEPS } from './openadapt-records.ts';
import { readRecords } from './records.ts';
import { clip, pieces } from './split.ts';
import { type ImportTally, named } from './tally.ts';
import { Timeline } from './timeline.ts';
import type { ImportedSegment } from './types.ts';
import { uuidOf } from './uuid.ts';
import type { SegmentWriter } from './writer.ts';

export const EVENTS = 'events.jsonl';
/** Bytes of one step. */
export const LINE = 4 * 1024 * 1024;

/** Without the address of a page it may be any program. */
const NOWHERE = { app: '', app_class: 'unknown' };
const SECURE: Field = { id: 'secure', role: 'password', name: '', secure: true };
const UNKNOWN: Field = { role: 'unknown', name: '', secure: false };

/** Two presses no farther apart than this, up and down, may be in one field. Pixels. */
const LINE_PX = 24;

type Typed = OpenAdaptStep & { readonly kind: 'type' };

const nameOf = ({ field_label, param }: Typed): string => clip(field_label ?? param ?? '', 4_096);

/** The id of the field that a step names by its label and place; undefined if it names none. */
const idOf = (step: Typed): string | undefined =>
  nameOf(step) === '' && !step.field_rect
    ? undefined
    : uuidOf('field', nameOf(step), JSON.stringify(step.field_rect ?? null));

/** The window of the element: programs that are no browsers have no pages. */
const windowOf = (step: OpenAdaptStep): string | null | undefined =>
  'structural' in step ? step.structural?.window_name : undefined;

type Viewport = z.infer<typeof meta>['viewport'];
/** The most by which shapes differ that are the same. */
const SHAPE = 0.01;

/** A frame with more pixels than the viewport, in the same shape, has its physical pixels; another one is of a window of its size. */
function displayOf([w, h]: Viewport, [wide, high]: Viewport): { w: number; h: number; scale: number } {
  const scale = wide / w;
  return scale > 1 && Math.abs(high / h / scale - 1) <= SHAPE ? { w, h, scale } : { w: wide, h: high, scale: 1 };
}

/** Turns steps into events, in order. */
export class StepImporter {
  readonly #folder: Folder;
  readonly #writer: SegmentWriter;
  readonly #tally: ImportTally;
  readonly #secrets: ReadonlySet<string>;
  readonly #viewport: Viewport;
  readonly #timeline = new Timeline(0);
  #next = 0;
  /** Unreadable lines since the last step: their numbers are not missing as well. */
  #unreadable = 0;
  #at = { x: 0, y: 0 };
  #page = '';
  #frame = '';
  /** The step marks its element as one that hides its text. */
  #hides = false;
  readonly #clicked = new ClickedField();
  /** The field that is typed into, as far as it is known. */
  #field: Field | undefined;
  /** Place of the press on the field that hides its text. */
  #hidden = Number.NaN;
  /** Ids of the fields into which a secret was typed: their other text is taken for a part of it. */
  readonly #secretFields = new Set<string>();
  /** A secret was typed, and nothing since then has moved the focus. */
  #inSecret = false;
  /** The window's part of a focus event. */
  #about: Omit<EventOf<'focus'>['d'], 'field'> = NOWHERE;
  records = 0;

  constructor(
    folder: Folder,
    writer: SegmentWriter,
    tally: ImportTally,
    { viewport, secret_params }: z.infer<typeof meta>,
  ) {
    this.#folder = folder;
    this.#writer = writer;
    this.#tally = tally;
    this.#viewport = viewport;
    this.#secrets = new Set(secret_params ?? []);
  }

  get events(): number {
    return this.#writer.events;
  }

  async *run(): AsyncGenerator<ImportedSegment> {
    this.#writer.emit('control', 0, { op: 'start', by: 'system', reason: 'import' });
    for await (const record of readRecords(this.#folder.stream(EVENTS), LINE)) {
      this.records++;
      const step = 'fault' in record ? record.fault : this.#understand(record.value);
      if (typeof step === 'string') this.#lose(step);
      else if (this.#inOrder(step.i)) await this.#step(step);
      yield* this.#writer.take();
    }
    this.#writer.emit('control', this.#writer.mono, { op: 'stop', by: 'system', reason: 'import' });
    yield* this.#writer.take(true);
  }

  #understand(value: Readonly<Record<string, unknown>>): OpenAdaptStep | string {
    const kind = value.kind;
    if (typeof kind !== 'string' || !Object.hasOwn(STEPS, kind)) return named('kind', kind);
    const step = (STEPS[kind as OpenAdaptStep['kind']] as z.ZodType<OpenAdaptStep>).safeParse(value);
    if (!step.success) return 'record.invalid';
    this.#tally.countUnread(value, fieldsOf(step.data.kind));
    this.#hides = isSecureElement(value) || hidesText(value.structural);
    return step.data;
  }

  async #step(step: OpenAdaptStep): Promise<void> {
    const before = this.#writer.mono;
    const { mono, jump } = this.#timeline.place(step.t);
    if (jump) this.#writer.gap('clock-jump');
    this.#focus(before, step.title_before ?? windowOf(step), step.url_before);
    this.#measure(step.viewport_before);
    await this.#show(before, step.i, 'before');
    this.#act(mono, step);
    this.#focus(mono, step.title_after ?? windowOf(step), step.url_after);
    this.#measure(step.viewport_after);
    await this.#show(mono, step.i, 'after');
  }

  /** A window may change its size while it is recorded: places are in pixels of the frame before the step. */
  #measure(frame: OpenAdaptStep['viewport_before']): void {
    if (frame) this.#writer.display(displayOf(this.#viewport, frame));
  }

  #act(mono: number, step: OpenAdaptStep): void {
    if ('x' in step) this.#at = { x: step.x, y: step.y };
    switch (step.kind) {
      case 'click':
      case 'right_click':
      case 'double_click':
        this.#click(mono, step);
        break;
      case 'drag':
        this.#drag(mono, step);
        break;
      case 'type':
        this.#type(mono, step);
        break;
      case 'key':
        this.#chord(mono, keysOf(step.key));
        break;
      case 'hotkey':
        this.#chord(mono, [...step.modifiers, step.key]);
        break;
      case 'scroll':
        this.#writer.emit('scroll', mono, { ...this.#at, dx: step.dx, dy: step.dy, unit: 'px' });
    }
  }

  #click(mono: number, step: OpenAdaptStep): void {
    const btn = step.kind === 'right_click' ? 'right' : 'left';
    const n = step.kind === 'double_click' ? 2 : 1;
    const hit = element(step, this.#hides);
    this.#inSecret = false;
    // A press elsewhere leaves the field before it counts; one beside it, on an unnamed element, may be on it.
    const isBeside = hit.el === undefined && Math.abs(this.#at.y - this.#hidden) <= LINE_PX;
    if (this.#field?.secure && !this.#hides && !isBeside) this.#goInto(mono, undefined);
    this.#writer.emit('click', mono, { ph: 'click', btn, ...this.#at, n, ...hit });
    if (this.#hides) {
      this.#hidden = this.#at.y;
      this.#clicked.lose();
      this.#goInto(mono, SECURE);
    } else if (!this.#field?.secure) this.#clicked.press(this.#at.y, hit.el);
  }

  #drag(mono: number, step: OpenAdaptStep & { kind: 'drag' }): void {
    const end = { x: step.end_x, y: step.end_y };
    this.#inSecret = false;
    this.#writer.emit('click', mono, { ph: 'down', btn: 'left', ...this.#at, n: 1, ...element(step, this.#hides) });
    this.#writer.emit('pointer', mono, { pts: [[0, end.x, end.y]] });
    this.#writer.emit('click', mono, { ph: 'up', btn: 'left', ...end, n: 1 });
    this.#at = end;
  }

  /** A secret's text is not in the recording; if it is there all the same, it is dropped. */
  #type(mono: number, step: Typed): void {
    const field = this.#fieldOf(step);
    const isMarked = this.#hides || this.#secrets.has(step.param ?? '');
    const isGoingOn = this.#inSecret && idOf(step) === undefined;
    this.#inSecret = isMarked || this.#field?.secure === true || this.#isOfSecret(field) || isGoingOn;
    if (this.#inSecret) {
      if (isMarked && field.id !== undefined && field !== SECURE) this.#secretFields.add(field.id);
      this.#drop(mono, step, field);
      return;
    }
    this.#goInto(mono, field);
    for (const text of pieces(step.text ?? '', 65_536))
      this.#writer.emit('text', mono, { text, n: text.length, src: 'value', field });
  }

  /** Says that a secret was typed, and not what. */
  #drop(mono: number, step: Typed, field: Field): void {
    this.#tally.add('text.secret');
    if (idOf(step) === undefined && !this.#field?.secure) this.#goInto(mono, field);
    this.#apart(mono, () =>
      this.#writer.emit('control', mono, { op: 'secure_field', by: 'system', reason: 'secret-parameter' }),
    );
  }

  #isOfSecret = (field: Field | undefined): boolean => field?.id !== undefined && this.#secretFields.has(field.id);

  /** Writes events in a hidden field of their own, so that they hide nothing else of the window. */
  #apart(mono: number, write: () => void): void {
    const before = this.#field;
    this.#goInto(mono, SECURE);
    write();
    this.#goInto(mono, before);
  }

  /** By its label and place, if the recorder gives them; else the one that was clicked. */
  #fieldOf(step: Typed): Field {
    const clicked = this.#clicked.next() ?? this.#field ?? UNKNOWN;
    const id = idOf(step);
    return id === undefined ? clicked : { id, role: clicked.role, name: nameOf(step), secure: false };
  }

  #chord(mono: number, keys: readonly string[]): void {
    const mods = chordModifiers(keys);
    const main = keys.at(-1) ?? '';
    const key = main.length <= 64 ? main : null;
    const writes = keyClass(key) === 'char' && mods.every((modifier) => modifier === 'shift');
    const press = () => {
      for (const ph of ['down', 'up'] as const)
        this.#writer.emit('key', mono, { ph, code: null, key, cls: keyClass(key), mods });
    };
    if (writes && !this.#field?.secure) this.#goInto(mono, this.#clicked.next() ?? this.#field);
    if (writes && (this.#inSecret || this.#isOfSecret(this.#field))) this.#apart(mono, press);
    else press();
    if (main !== 'Tab' && main !== 'Enter') return;
    this.#inSecret = false;
    this.#clicked.move();
  }

  /** The window has no other name than its page's. Paths, queries and fragments name records and people: not taken. */
  #focus(mono: number, title: string | null | undefined, url: string | null | undefined): void {
    const page = JSON.stringify([title, url]);
    if ((title ?? url ?? undefined) === undefined || page === this.#page) return;
    this.#page = page;
    const parsed = url && URL.canParse(url) ? new URL(url) : undefined;
    const site = parsed && {
      scheme: parsed.protocol.replace(':', '').slice(0, 64),
      host: parsed.hostname.slice(0, 256),
    };
    const app = site === undefined ? NOWHERE : { app: 'browser', app_class: 'browser', url: site };
    this.#about = { ...app, ...(title ? { title: clip(title, 4_096) } : {}) };
    this.#field = undefined;
    this.#inSecret = false;
    this.#clicked.lose();
    this.#writer.emit('focus', mono, this.#about);
  }

  /** The next text goes into this field. */
  #goInto(mono: number, field: Field | undefined): void {
    const isSame = field?.id === this.#field?.id;
    this.#field = field;
    if (!isSame) this.#writer.emit('focus', mono, { ...this.#about, ...(field === undefined ? {} : { field }) });
  }

  /** The frame after one step is usually the frame before the next: it is shown once. */
  async #show(mono: number, i: number, when: 'before' | 'after'): Promise<void> {
    const path = `frames/${String(i).padStart(4, '0')}_${when}.png`;
    const fault = this.#folder.has(path) ? await this.#showFile(mono, path, `${i}-${when}`) : 'frame.missing';
    if (fault !== undefined) this.#tally.add(fault);
  }

  async #showFile(mono: number, path: string, ref: string): Promise<string | undefined> {
    if (this.#folder.size(path) > FRAME_LIMIT) return 'frame.too-large';
    const bytes = await this.#folder.read(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === this.#frame) return undefined;
    this.#frame = sha256;
    const image = imageHeader(bytes);
    if (image === undefined) return 'frame.not-an-image';
    const read = () => this.#folder.read(path);
    const shown = this.#writer.emitFrame(mono, { ref, sha256, ...image, masked: [] }, read);
    return shown === undefined ? 'frame.size' : undefined;
  }

  #inOrder(i: number): boolean {
    if (i < this.#next) {
      this.#tally.add('record.repeated');
      return false;
    }
    const missing = i - this.#next - this.#unreadable;
    if (missing > 0) {
      this.#tally.add('record.missing', missing);
      this.#writer.gap('record-missing', missing);
    }
    this.#unreadable = 0;
    this.#next = i + 1;
    return true;
  }

  #lose(reason: string): void {
    this.#tally.add(reason);
    this.#writer.gap('record-unreadable', 1);
    this.#unreadable++;
  }
}
