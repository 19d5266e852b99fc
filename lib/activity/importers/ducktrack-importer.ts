import { createHash } from 'node:crypto';
import { Accents } from './accents.ts';
import type { Targets } from './agentnet-targets.ts';
import { axTexts, type Focus } from './ax-tree.ts';
import { ClickedField } from './clicked-field.ts';
import type { DuckTrackItem } from './ducktrack-items.ts';
import type { Action } from './ducktrack-records.ts';
import { PointerPath } from './pointer.ts';
import { modifierOf, pynputButton, pynputKey } from './pynput.ts';
import { clip, pieces } from './split.ts';
import type { ImportTally } from './tally.ts';
import { Timeline } from './timeline.ts';
import type { ImportedSegment } from './types.ts';
import type { Typing } from './typing.ts';
import type { Still } from './video.ts';
import type { SegmentWriter } from './writer.ts';

/** Some recorders write nothing while they are paused, so that a silence may be a pause. Seconds. */
const SILENCE_S = 30;
/** After this long without any event, it is unknown which modifiers are still down. Seconds. */
const QUIET_S = 3;
/** The element of a click is recorded up to this long before the click. Microseconds. */
const CLICK_US = 500_000;

/** Facts of the recording beside its events. */
export interface About {
  readonly task: string | undefined;
  readonly targets: Targets;
}

/** Turns the items of a recording's files, in order of time, into events. */
export class DucktrackImporter {
  readonly #about: About;
  readonly #writer: SegmentWriter;
  readonly #tally: ImportTally;
  readonly #timeline: Timeline;
  readonly #pointer: PointerPath;
  readonly #typing: Typing;
  readonly #clicked = new ClickedField();
  /** The last known place of the pointer. */
  #at = { x: 0, y: 0 };
  #paused = false;
  /** Texts of the window in focus, when it was last read as a whole. */
  #read: ReadonlySet<string> = new Set();
  #app = '';
  #title: { readonly title?: string } = {};
  readonly #accents = new Accents();
  /** SHA-256 of the frame that was shown last. */
  #frame = '';
  /** Since when the focus is known to be in a field that hides its text; undefined when it is not known to be. */
  #secureSince: number | undefined;
  #next: number | undefined;
  /** Unreadable lines since the last numbered one. Each may have had a number, which then is not missing as well. */
  #unreadable = 0;
  records = 0;

  constructor(writer: SegmentWriter, typing: Typing, tally: ImportTally, start: number, about: About) {
    this.#about = about;
    this.#writer = writer;
    this.#tally = tally;
    this.#timeline = new Timeline(start);
    this.#pointer = new PointerPath(writer);
    this.#typing = typing;
  }

  get events(): number {
    return this.#writer.events;
  }

  async *run(source: AsyncIterable<DuckTrackItem>): AsyncGenerator<ImportedSegment> {
    this.#writer.emit('control', 0, { op: 'start', by: 'system', reason: 'import' });
    const { task } = this.#about;
    if (task !== undefined) this.#writer.emit('task', 0, { op: 'begin', text: task });
    for await (const item of source) {
      this.records++;
      if (item.type === 'fault') this.#lose(item.reason);
      else if (item.type !== 'action' || this.#inOrder(item.action.event_idx)) this.#take(item);
      yield* this.#writer.take();
    }
    this.#settle(this.#writer.mono);
    if (task !== undefined) this.#writer.emit('task', this.#writer.mono, { op: 'end' });
    this.#writer.emit('control', this.#writer.mono, { op: 'stop', by: 'system', reason: 'import' });
    yield* this.#writer.take(true);
  }

  #take(item: Exclude<DuckTrackItem, { type: 'fault' }>): void {
    const { mono, jump, after } = this.#timeline.place(item.at);
    if (jump) this.#break('clock-jump');
    else if (after > SILENCE_S && !this.#paused) this.#break('silence');
    if (after > QUIET_S) this.#typing.quiet();
    if (this.#paused && !(item.type === 'action' && item.action.action === 'resume')) this.#tally.add('paused');
    else if (item.type === 'window') this.#window(mono, item.name);
    else if (item.type === 'still') this.#still(mono, item.still);
    else if (item.type === 'tree') this.#tree(mono, item.tree, item.isElement);
    else this.#action(mono, item.action, item.focus);
  }

  /** Focuses and places that an action tells beside what it does. @param focus the focus according to the line's element, if any */
  #before(mono: number, action: Action, focus: Focus | undefined): void {
    const isClick = action.action === 'click' && action.pressed;
    if (isClick && focus === undefined && mono - (this.#secureSince ?? mono) > CLICK_US) this.#focus(mono, 'open');
    if (action.action === 'press' || isClick) this.#focus(mono, focus);
    if (action.action !== 'move') this.#pointer.flush();
    if ('x' in action && action.x !== undefined && action.y !== undefined) this.#at = { x: action.x, y: action.y };
  }

  #action(mono: number, action: Action, focus: Focus | undefined): void {
    this.#before(mono, action, focus);
    switch (action.action) {
      case 'move':
        this.#pointer.move(mono, action.x, action.y);
        break;
      case 'press':
        this.#press(mono, action);
        break;
      case 'release':
        this.#typing.release(mono, this.#accents.release(pynputKey(action.name, action.pynput_key), action.pynput_key));
        break;
      case 'window_focus':
        this.#window(mono, action.app_name === 'Unknown' ? '' : (action.app_name ?? ''), action.window_title);
        break;
      case 'click':
        this.#click(mono, action);
        break;
      case 'scroll': {
        const { dx, dy, x = this.#at.x, y = this.#at.y } = action;
        this.#writer.emit('scroll', mono, { x, y, dx, dy, unit: 'line' });
        break;
      }
      case 'pause':
      case 'resume':
        this.#pause(mono, action.action === 'pause');
    }
  }

  #press(mono: number, action: Extract<Action, { action: 'press' }>): void {
    const key = this.#accents.press(pynputKey(action.name, action.pynput_key), action.pynput_key);
    this.#intoField(mono, key.key);
    this.#typing.press(mono, key);
  }

  #click(mono: number, { x, y, pressed, button, time_stamp }: Extract<Action, { action: 'click' }>): void {
    if (pressed) this.#typing.end(mono);
    const el = pressed ? this.#about.targets.of(time_stamp, x, y) : undefined;
    if (pressed) this.#clicked.press(y, el);
    const hit = el === undefined ? {} : { el };
    this.#writer.emit('click', mono, { ph: pressed ? 'down' : 'up', btn: pynputButton(button), x, y, n: 1, ...hit });
  }

  /** Writes the focus event of the field, once text is typed into it. A field that hides its text had its focus event earlier. */
  #intoField(mono: number, key: string | null): void {
    if (this.#secureSince !== undefined || modifierOf(key) !== undefined) return;
    const field = this.#clicked.next();
    if (field === undefined) return;
    this.#settle(mono);
    this.#typing.into(field);
    this.#writer.emit('focus', mono, { ...this.#here(), field });
  }

  #here = () => ({ app: this.#app, app_class: 'unknown', ...this.#title });

  /** The focus is in no field that is known. */
  #outOfField(): void {
    this.#clicked.lose();
    this.#typing.into(undefined);
  }

  #window(mono: number, name: string, title?: string | null): void {
    this.#pointer.flush();
    this.#typing.forget(mono);
    this.#outOfField();
    this.#app = clip(name, 4_096);
    this.#secureSince = undefined;
    this.#read = new Set();
    this.#title = title ? { title: clip(title, 4_096) } : {};
    this.#writer.emit('focus', mono, this.#here());
  }

  /** The recorder knows no fields. One that hides its text is known by its element, until something else has the focus. */
  #focus(mono: number, focus: Focus | undefined): void {
    if (focus === undefined || (focus === 'secure') === (this.#secureSince !== undefined)) {
      if (focus === 'secure') this.#secureSince = mono;
      return;
    }
    this.#settle(mono);
    if (focus === 'secure') this.#outOfField();
    this.#secureSince = focus === 'secure' ? mono : undefined;
    const field = { id: 'secure', role: 'password', name: '', secure: true };
    this.#writer.emit('focus', mono, { ...this.#here(), ...(focus === 'secure' ? { field } : {}) });
  }

  #tree(mono: number, tree: unknown, isElement: boolean): void {
    this.#pointer.flush();
    const { texts, cut, focus } = axTexts(tree, isElement);
    this.#focus(mono, focus);
    if (cut) this.#tally.add('tree.too-large');
    if (!isElement) this.#read = new Set(texts.map(({ text }) => text));
    // The tree of one element repeats texts that its window has shown: it is no other screen, and the click names the element.
    const said = texts.filter(({ text, secure }) => !isElement || secure === true || !this.#read.has(text));
    for (const { text, role, bounds: bbox, secure } of said)
      for (const part of pieces(text, 65_536))
        this.#writer.emit('screen.text', mono, {
          src: 'ax',
          text: part,
          role,
          ...(secure === undefined ? {} : { secure }),
          ...(bbox === undefined ? {} : { bbox }),
        });
  }

  /** The same picture as before is not shown again: nothing changed. */
  #still(mono: number, { bytes, ...image }: Still): void {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === this.#frame) return;
    this.#frame = sha256;
    this.#pointer.flush();
    const frame = { ref: `v${this.#writer.events}`, sha256, ...image, from: 'video' as const, masked: [] };
    if (this.#writer.emitFrame(mono, frame, async () => bytes, bytes.length) === undefined)
      this.#tally.add('frame.size');
  }

  /**
   * The worker paused the recorder. Events that some of its threads recorded all the same are left out, until the line that
   * resumes it.
   */
  #pause(mono: number, paused: boolean): void {
    this.#typing.forget(mono);
    if (paused !== this.#paused)
      this.#writer.emit('control', mono, { op: paused ? 'pause' : 'resume', by: 'worker', reason: 'recorder' });
    this.#paused = paused;
  }

  /** Whether this is the line that was to come next. Older recordings do not number their lines. */
  #inOrder(index: number | undefined): boolean {
    if (index === undefined) return true;
    const expected = this.#next ?? index;
    if (index < expected) {
      this.#tally.add('record.repeated');
      return false;
    }
    const missing = index - expected - this.#unreadable;
    if (missing > 0) {
      this.#tally.add('record.missing', missing);
      this.#break('record-missing', missing);
    }
    this.#unreadable = 0;
    this.#next = index + 1;
    return true;
  }

  #lose(reason: string): void {
    this.#tally.add(reason);
    this.#break('record-unreadable', 1);
    this.#unreadable++;
  }

  #break(reason: string, n?: number): void {
    this.#pointer.flush();
    this.#typing.forget(this.#writer.mono);
    this.#outOfField();
    // Until a window event, the focus stays unknown.
    this.#secureSince = undefined;
    this.#writer.gap(reason, n);
  }

  /** Finishes the events that are still being gathered. */
  #settle(mono: number): void {
    this.#pointer.flush();
    this.#typing.end(mono);
  }
}
