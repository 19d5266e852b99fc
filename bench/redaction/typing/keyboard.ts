import type { ActivityEvent, EventOf, Kind } from '../../../lib/activity/events.ts';
import { keyClass } from '../../../lib/activity/keys.ts';
import type { Random } from '../random.ts';
import type { Shape } from './shapes.ts';

type Mods = EventOf<'key'>['d']['mods'];

const PACE_US = 90_000;

/** Writes a person's actions at a keyboard as events, the way one recorder would. */
export class Keyboard {
  readonly events: ActivityEvent[] = [];
  readonly shape: Shape;
  readonly #r: Random;
  #ctx: number | undefined;
  #field = '';
  #late: object | undefined;
  #time = 0;

  constructor(shape: Shape, r: Random) {
    this.shape = shape;
    this.#r = r;
  }

  focus(field: string): void {
    if (!this.shape.focus) {
      // The focus moves without a focus event.
      if (this.#field !== '') this.#r.chance(0.5) ? this.press('Tab') : this.click();
      this.#field = field;
      return;
    }
    this.#field = field;
    const about = this.#about();
    this.#ctx = this.emit('focus', {
      app: 'Notes',
      app_class: 'office',
      window: 'w',
      ...(about === undefined ? {} : { field: about }),
    });
  }

  /** @returns the seq of the press */
  press(key: string, mods: Mods = []): number {
    const capital = mods.length === 0 && /^\p{Lu}$/u.test(key);
    if (capital && this.shape.shift) this.#down('Shift', 'ShiftLeft', []);
    const held: Mods = capital ? ['shift'] : mods;
    const accent = this.shape.dead !== 'none' && key.length === 1 && /[À-ž]/.test(key);
    if (accent) this.#down('Dead', 'Quote', held);
    const shown = accent && this.shape.dead === 'base' ? key.normalize('NFD').charAt(0) : key;
    const seq = this.#down(shown, codeOf(key), held);
    if (capital && this.shape.shift && this.shape.ups !== 'none') this.#up('Shift', 'ShiftLeft', []);
    return seq;
  }

  click(): void {
    this.emit('click', { ph: 'click', btn: 'left', x: 5 + this.#r.int(500), y: 5, n: 1 });
  }

  /** @returns the events that show the pasted text */
  paste(text: string): number[] {
    const { paste } = this.shape;
    const field = this.#about() ?? { role: 'textbox', name: '', secure: false };
    const seqs: number[] = [];
    if (paste === 'keys-and-text') this.press('v', ['ctrl']);
    if (paste === 'clipboard' || paste === 'both')
      seqs.push(this.emit('clipboard', { op: 'paste', n: text.length, types: ['text/plain'], text }));
    if (paste !== 'clipboard') seqs.push(this.emit('text', { text, n: text.length, src: 'paste', field }));
    return seqs;
  }

  /** @returns the event, if this recorder reports field values */
  value(text: string): number | undefined {
    if (!this.shape.value) return undefined;
    const field = this.#about() ?? { role: 'textbox', name: '', secure: false };
    return this.emit('text', { text, n: text.length, src: 'value', field });
  }

  emit(kind: Kind, d: object): number {
    const seq = this.events.length;
    this.#time += PACE_US + this.#r.int(this.shape.pace + 1);
    this.events.push({
      kind,
      seq,
      mono_us: this.#time,
      ...(this.#ctx === undefined || kind === 'focus' || !this.shape.ctx ? {} : { ctx: this.#ctx }),
      d,
    } as ActivityEvent);
    return seq;
  }

  #down(key: string, code: string, mods: Mods): number {
    const d = {
      code: this.shape.code ? code : null,
      key,
      cls: keyClass(key),
      mods: this.shape.mods || mods.some((item) => item !== 'shift') ? mods : [],
    };
    const seq = this.emit('key', { ph: 'down', ...d });
    if (this.shape.ups === 'at-once') this.emit('key', { ph: 'up', ...d });
    if (this.shape.ups === 'late') {
      if (this.#late !== undefined) this.emit('key', this.#late);
      this.#late = { ph: 'up', ...d };
    }
    return seq;
  }

  #up(key: string, code: string, mods: Mods): void {
    this.emit('key', { ph: 'up', code: this.shape.code ? code : null, key, cls: keyClass(key), mods });
  }

  #about() {
    if (this.shape.field === 'none') return undefined;
    const named = this.shape.field === 'id' ? { id: this.#field, name: '' } : { name: `Box ${this.#field}` };
    return { ...named, role: 'textbox', secure: false };
  }
}

const codeOf = (key: string): string =>
  /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key === ' ' ? 'Space' : key;
