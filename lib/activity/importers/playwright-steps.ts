import { createHash } from 'node:crypto';
import type { EventOf } from '../events.ts';
import { keyClass } from '../keys.ts';
import { FRAME_LIMIT } from '../segment/limits.ts';
import { chordModifiers, keysOf } from './chord.ts';
import { ClickedField } from './clicked-field.ts';
import { imageHeader } from './image.ts';
import { type DescribedElement, elementOf, targetOf } from './playwright-element.ts';
import type { Done, Size, TraceMoment } from './playwright-trace.ts';
import { clip, pieces } from './split.ts';
import { type ImportTally, named } from './tally.ts';
import { uuidOf } from './uuid.ts';
import type { SegmentWriter } from './writer.ts';

type Field = NonNullable<EventOf<'focus'>['d']['field']>;
interface About {
  readonly title?: string;
  readonly url?: { readonly scheme: string; readonly host: string };
}
type Button = EventOf<'click'>['d']['btn'];

/** The source of a trace's files: a folder or an archive. */
export interface TraceFiles {
  has(path: string): boolean;
  size(path: string): number;
  read(path: string): Promise<Buffer>;
}

/** The focused element is unknown: it may be a field that hides its text. */
const ANYWHERE: Field = { id: 'unknown', role: 'unknown', name: '', secure: true };
const NOWHERE: Field = { id: 'page', role: 'unknown', name: '', secure: false };
/** Calls that read a page, or wait: they do not move the focus. */
const READS =
  /^(?:expect|wait(?!ForFunction)\w*|is[A-Z]\w*|get[A-Z]\w*|query\w*|textContent|inner(?:Text|HTML)|inputValue|content|title|url|screenshot|viewportSize|setViewportSize|bringToFront|boundingBox|ariaSnapshot|highlight|scrollIntoViewIfNeeded)$/;
const TEXT_MAX = 65_536;
/** The most by which the shape of a picture may differ from its page's: its sides are rounded. */
const SHAPE = 0.02;

/** Turns the calls and frames of a trace into events. A program makes the calls: its waits are no actions. */
export class PlaywrightSteps {
  readonly #writer: SegmentWriter;
  readonly #tally: ImportTally;
  readonly #files: TraceFiles;
  readonly #base: number;
  readonly #scale: number;
  #at = { x: 0, y: 0 };
  #page = '';
  #about: About = {};
  readonly #pages = new Map<string, About>();
  /** The viewport of each page: it may change, and windows differ. */
  readonly #sizes = new Map<string, Size>();
  readonly #clicked = new ClickedField();
  /** The field last clicked by its place. */
  #placed: Field = NOWHERE;
  /** The field that is written into: the one last acted on, or undefined when unknown. */
  #field: Field | undefined;
  #told = '';
  /** The last focus event was in a field that hides its text. */
  #isHidden = false;
  #frame = '';

  /**
   * @param base time of the trace at `mono_us` 0 (ms)
   * @param scale physical pixels for each pixel of a page
   */
  constructor(writer: SegmentWriter, tally: ImportTally, files: TraceFiles, base: number, scale: number) {
    this.#writer = writer;
    this.#tally = tally;
    this.#files = files;
    this.#base = base;
    this.#scale = scale;
  }

  async take(moment: TraceMoment): Promise<void> {
    const mono = Math.max(0, Math.round((moment.at - this.#base) * 1_000));
    if (moment.type === 'page') this.#move(mono, moment);
    else {
      this.#measure(moment.type === 'frame' ? moment.page : moment.call.page);
      if (moment.type === 'frame') await this.#show(mono, moment);
      else this.#call(mono, moment.call);
    }
  }

  /** What follows is in pixels of this page's viewport. */
  #measure(page: string): void {
    const size = this.#sizes.get(page);
    if (size !== undefined) this.#writer.display({ w: size.width, h: size.height, scale: this.#scale });
  }

  #call(mono: number, call: Done): void {
    const act = isAct(call) ? ACTS[call.method] : undefined;
    const target = () => targetOf(call.log, call.params.selector, call.marked);
    if (act === undefined) {
      this.#tally.add(named('action', snake(call.method)));
      if (call.method === 'focus') this.#field = this.#into(target(), call);
      else if (!READS.test(call.method)) this.#lose();
      return;
    }
    if (call.failed && !call.reached) this.#tally.add('call.failed');
    else {
      if (call.page !== '' && call.page !== this.#page) this.#turnTo(mono, call.page);
      act(this, mono, call, target());
    }
  }

  /** Another page is acted on than the reported one. */
  #turnTo(mono: number, page: string): void {
    this.#page = page;
    this.#about = this.#pages.get(page) ?? {};
    this.#lose();
    this.#focus(mono, undefined);
  }

  /** A script may have moved the focus: it is now unknown. */
  #lose(): void {
    this.#field = undefined;
    this.#placed = NOWHERE;
    this.#clicked.lose();
  }

  /** Paths, queries and fragments name records and people: not taken. */
  #move(mono: number, { page, title, url, size }: Extract<TraceMoment, { type: 'page' }>): void {
    if (size !== undefined) this.#sizes.set(page, size);
    this.#measure(page);
    const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
    this.#page = page;
    this.#lose();
    this.#about = {
      ...(title === undefined || title === '' ? {} : { title: clip(title, 4_096) }),
      ...(parsed === undefined
        ? {}
        : { url: { scheme: parsed.protocol.replace(':', '').slice(0, 64), host: parsed.hostname.slice(0, 256) } }),
    };
    this.#pages.set(page, this.#about);
    this.#focus(mono, undefined);
  }

  /** Writes the focus event for the events that follow. A field is named again only when it is another one. */
  #focus(mono: number, field: Field | undefined): void {
    const d = {
      app: 'browser',
      app_class: 'browser',
      ...(this.#page === '' ? {} : { window: uuidOf('page', this.#page) }),
      ...this.#about,
      ...(field === undefined ? {} : { field }),
    };
    const told = JSON.stringify(d);
    if (told === this.#told) return;
    this.#told = told;
    this.#isHidden = field?.secure === true;
    this.#writer.emit('focus', mono, d);
  }

  /** The pointer is in no field: its actions must not be hidden with the text typed into one. */
  #leave(mono: number): void {
    if (this.#isHidden) this.#focus(mono, undefined);
  }

  async #show(mono: number, frame: Extract<TraceMoment, { type: 'frame' }>): Promise<void> {
    const fault = await this.#showFile(mono, frame);
    if (fault !== undefined) this.#tally.add(fault);
  }

  async #showFile(mono: number, { path, page }: Extract<TraceMoment, { type: 'frame' }>): Promise<string | undefined> {
    if (!this.#files.has(path)) return 'frame.missing';
    if (this.#files.size(path) > FRAME_LIMIT) return 'frame.too-large';
    const bytes = await this.#files.read(path).catch(() => undefined);
    if (bytes === undefined) return 'frame.unreadable';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === this.#frame) return undefined;
    this.#frame = sha256;
    const image = imageHeader(bytes);
    if (image === undefined) return 'frame.not-an-image';
    // A page that is larger than its window is shown in part: a place on the page would be another one in the picture.
    if (!isOfShape(image, this.#sizes.get(page))) return 'frame.other-shape';
    const frame = { ref: `s${this.#writer.events}`, sha256, ...image, from: 'screencast' as const, masked: [] };
    const shown = this.#writer.emitFrame(mono, frame, () => this.#files.read(path));
    return shown === undefined ? 'frame.size' : undefined;
  }

  /** @param n how often the button was pressed */
  click(
    mono: number,
    call: Done,
    target: DescribedElement | undefined,
    n: number,
    ph: 'click' | 'down' | 'up' = 'click',
  ): void {
    const place = call.point ?? middleOf(call) ?? placeIn(call.params) ?? (ph === 'click' ? undefined : this.#at);
    if (place === undefined) {
      this.#tally.add('action.no-place');
      return;
    }
    const { x, y } = place;
    this.#at = { x, y };
    // A press on a button, a link or a box to tick is in no field: what was typed before is in the one it was typed into.
    if (target !== undefined && !target.takesText) this.#focus(mono, undefined);
    this.#leave(mono);
    const btn = BUTTONS.find((button) => button === call.params.button) ?? 'left';
    this.#writer.emit('click', mono, { ph, btn, x, y, n, ...elementOf(target, call.box) });
    this.#field = this.#into(target, call);
    this.#clicked.press(y, undefined);
  }

  /** A press at one place, and its release at another. Its log describes the pressed element first. */
  drag(mono: number, call: Done): void {
    const { from, point, params } = call;
    if (from === undefined || point === undefined || from.point === point) {
      this.#tally.add('action.no-place');
      return;
    }
    this.#leave(mono);
    const pressed = elementOf(targetOf(call.log.slice(0, from.log), params.source), from.box);
    const about = { btn: 'left', n: 1 } as const;
    this.#writer.emit('click', mono, { ...about, ph: 'down', x: from.point.x, y: from.point.y, ...pressed });
    this.#writer.emit('click', mono, { ...about, ph: 'up', x: point.x, y: point.y });
    this.#at = { x: point.x, y: point.y };
    this.#field = undefined;
    this.#clicked.press(point.y, undefined);
  }

  /** The field that an element is; undefined when it is none, or belongs to one as a label does. */
  #into = (target: DescribedElement | undefined, call: Done): Field | undefined =>
    target?.takesText === true ? this.#fieldOf(target, call) : undefined;

  move(mono: number, call: Done): void {
    const place = call.point ?? middleOf(call) ?? placeIn(call.params);
    if (place === undefined) {
      this.#tally.add('action.no-place');
      return;
    }
    this.#at = { x: place.x, y: place.y };
    this.#leave(mono);
    this.#writer.emit('pointer', mono, { pts: [[0, place.x, place.y]] });
  }

  scroll(mono: number, { params }: Done): void {
    this.#leave(mono);
    const [dx, dy] = [Number(params.deltaX ?? 0), Number(params.deltaY ?? 0)];
    this.#writer.emit('scroll', mono, { ...this.#at, dx, dy, unit: 'px' });
  }

  /** @param into the call names the field itself; else the text goes to the focused one */
  write(
    mono: number,
    call: Done,
    target: DescribedElement | undefined,
    { text, src, into }: { text: unknown; src: EventOf<'text'>['d']['src']; into: boolean },
  ): void {
    if (typeof text !== 'string') {
      this.#tally.add('text.unreadable');
      return;
    }
    // A target without any description may hide its text, whatever else is on the page.
    const named = target === undefined ? ANYWHERE : this.#fieldOf(target, call);
    const field = into ? named : (this.#field ?? this.#somewhere(call));
    if (into) this.#field = target === undefined ? undefined : field;
    if (field === ANYWHERE) this.#tally.add('text.unknown-field');
    this.#focus(mono, field);
    for (const part of pieces(text, TEXT_MAX))
      this.#writer.emit('text', mono, { text: part, n: part.length, src, field });
  }

  press(mono: number, call: Done, target: DescribedElement | undefined, phases: readonly ('down' | 'up')[]): void {
    const chord = typeof call.params.key === 'string' ? call.params.key : '';
    const keys = keysOf(chord);
    const main = keys.at(-1) ?? '';
    const key = main.length <= 64 ? main : null;
    if (call.params.selector !== undefined) this.#field = this.#into(target, call);
    const mods = chordModifiers(keys);
    const writes = keyClass(key) === 'char' && mods.every((modifier) => modifier === 'shift');
    this.#focus(mono, this.#field ?? (writes ? this.#somewhere(call) : undefined));
    for (const ph of phases) this.#writer.emit('key', mono, { ph, code: null, key, cls: keyClass(key), mods });
    // It moves the focus to an unknown place.
    if (main === 'Tab' || main === 'Enter') {
      this.#field = undefined;
      this.#clicked.move();
    }
  }

  /** The field at the last press, unless the page may have one that hides its text: that one may have the focus. */
  #somewhere({ mayHide }: Done): Field {
    if (mayHide) return ANYWHERE;
    this.#placed = this.#clicked.next() ?? this.#placed;
    return this.#placed;
  }

  #fieldOf({ role, name, id, secure }: DescribedElement, { page }: Done): Field {
    return { id: uuidOf('field', page, id), role: secure ? 'password' : clip(role, 64) || 'unknown', name, secure };
  }
}

const isOfShape = ({ w, h }: { w: number; h: number }, page: Size | undefined): boolean =>
  page === undefined || Math.abs((w * page.height) / (h * page.width) - 1) <= SHAPE;

const BUTTONS: readonly Button[] = ['left', 'right', 'middle'];
const middleOf = ({ box }: Done) => box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };

function placeIn({ x, y }: Done['params']): { x: number; y: number } | undefined {
  return typeof x === 'number' && typeof y === 'number' ? { x, y } : undefined;
}

/** The chosen option of a list, by its own label. */
function chosen({ options }: Done['params']): string | undefined {
  const texts = (Array.isArray(options) ? options : []).flatMap((option) => {
    const { valueOrLabel, label, value } = (option ?? {}) as Record<string, unknown>;
    return [valueOrLabel, label, value].find((item) => typeof item === 'string') ?? [];
  });
  return texts.length === 0 ? undefined : texts.join(', ');
}

type Act = (steps: PlaywrightSteps, mono: number, call: Done, target: DescribedElement | undefined) => void;
const count = ({ params }: Done): number =>
  Math.min(16, Number.isInteger(params.clickCount) ? Number(params.clickCount) : 1);

/** Classes whose methods act on a page. */
const ACTING: ReadonlySet<string> = new Set(['Frame', 'ElementHandle', 'Page', 'Keyboard', 'Mouse', 'Touchscreen']);

/** Calls that are actions, by method. All other calls of a program are counted by name. */
const ACTS: Readonly<Record<string, Act | undefined>> = {
  click: (steps, mono, call, target) => steps.click(mono, call, target, count(call)),
  dblclick: (steps, mono, call, target) => steps.click(mono, call, target, 2),
  tap: (steps, mono, call, target) => steps.click(mono, call, target, 1),
  check: (steps, mono, call, target) => steps.click(mono, call, target, 1),
  uncheck: (steps, mono, call, target) => steps.click(mono, call, target, 1),
  mouseClick: (steps, mono, call) => steps.click(mono, call, undefined, count(call)),
  touchscreenTap: (steps, mono, call) => steps.click(mono, call, undefined, 1),
  mouseDown: (steps, mono, call) => steps.click(mono, call, undefined, count(call), 'down'),
  mouseUp: (steps, mono, call) => steps.click(mono, call, undefined, count(call), 'up'),
  dragAndDrop: (steps, mono, call) => steps.drag(mono, call),
  hover: (steps, mono, call) => steps.move(mono, call),
  mouseMove: (steps, mono, call) => steps.move(mono, call),
  mouseWheel: (steps, mono, call) => steps.scroll(mono, call),
  fill: (steps, mono, call, target) =>
    steps.write(mono, call, target, { text: call.params.value, src: 'value', into: true }),
  type: (steps, mono, call, target) =>
    steps.write(mono, call, target, { text: call.params.text, src: 'keys', into: true }),
  selectOption: (steps, mono, call, target) =>
    steps.write(mono, call, target, { text: chosen(call.params), src: 'value', into: true }),
  keyboardType: (steps, mono, call) =>
    steps.write(mono, call, undefined, { text: call.params.text, src: 'keys', into: false }),
  keyboardInsertText: (steps, mono, call) =>
    steps.write(mono, call, undefined, { text: call.params.text, src: 'paste', into: false }),
  press: (steps, mono, call, target) => steps.press(mono, call, target, ['down', 'up']),
  keyboardPress: (steps, mono, call) => steps.press(mono, call, undefined, ['down', 'up']),
  keyboardDown: (steps, mono, call) => steps.press(mono, call, undefined, ['down']),
  keyboardUp: (steps, mono, call) => steps.press(mono, call, undefined, ['up']),
};

/** Whether a call does something that a person could do. */
export const isAct = ({ class: name, method }: Pick<Done, 'class' | 'method'>): boolean =>
  Object.hasOwn(ACTS, method) && ACTING.has(name);

const snake = (method: string): string => method.replace(/[A-Z]/g, (upper) => `_${upper.toLowerCase()}`);
