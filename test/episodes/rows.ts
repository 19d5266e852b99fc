import type { SeenRow } from '../../lib/episodes/index.ts';

/** Rows of one session in short form: each is a second after the previous one by default. */
export class Rows {
  readonly all: SeenRow[] = [];
  #ms = 0;
  #ctx: number | undefined;

  #add(kind: string, ms: number, cells: SeenRow): this {
    this.#ms += ms;
    const seq = this.all.length;
    const place = {
      segment: 'a0f09013-be79-8cda-a6ca-33d0049bbf3f',
      jurisdiction: 'XA',
      day: '2026-05-20',
      shard: 'a',
    };
    const at = {
      seq,
      kind,
      mono_us: this.#ms * 1_000,
      red: 'none',
      ...(this.#ctx !== undefined && { ctx: this.#ctx }),
    };
    this.all.push({ ...place, ...at, ...cells });
    return this;
  }

  focus(cells: SeenRow = {}, ms = 10): this {
    this.#ctx = this.all.length;
    return this.#add('focus', ms, { app: 'Orders', title: 'Orders', ...cells });
  }
  frame(name: string | null = 'f', cells: SeenRow = {}, ms = 10): this {
    const path = name === null ? {} : { frame: `frames/jurisdiction=XA/day=2026-05-20/b/${name}.png`, frame_masks: '' };
    return this.#add('screen.frame', ms, { frame_w: 1000, frame_h: 500, ...path, ...cells });
  }
  shows(text: string, bounds = '10,10,50,20', cells: SeenRow = {}): this {
    return this.#add('screen.text', 0, { text, bounds, el_role: 'text', ...cells });
  }
  click(phase: string, x: number | null, y: number | null, cells: SeenRow = {}, ms = 50): this {
    return this.#add('click', ms, { click_phase: phase, x, y, button: 'left', clicks: 1, ...cells });
  }
  /** A press, a release and the report of both, as in browsers. */
  pressed(x: number, y: number, cells: SeenRow = {}, ms = 1_000): this {
    return this.click('down', x, y, cells, ms).click('up', x, y, cells, 80).click('click', x, y, cells, 1);
  }
  key(value: string, cells: SeenRow = {}, ms = 100): this {
    const cls = [...value].length === 1 ? 'char' : 'edit';
    const base = { key_class: cls, key_value: value, key_mods: '' };
    return this.#add('key', ms, { ...base, key_phase: 'down', ...cells }).#add('key', 20, {
      ...base,
      ...cells,
      key_phase: 'up',
    });
  }
  types(text: string): this {
    for (const char of text) this.key(char);
    return this;
  }
  reports(text: string, cells: SeenRow = {}): this {
    return this.#add('text', 10, { text, source: 'keys', field_role: 'textbox', field_name: 'Name', ...cells });
  }
  scroll(dy: number, cells: SeenRow = {}, ms = 100): this {
    return this.#add('scroll', ms, { x: 10, y: 10, dx: 0, dy, scroll_unit: 'line', ...cells });
  }
  control(op: string, reason: string, cells: SeenRow = {}): this {
    return this.#add('control', 100, { control_op: op, control_reason: reason, ...cells });
  }
  task(op: 'begin' | 'end', cells: SeenRow = {}): this {
    return this.#add('task', 10, { task_op: op, ...cells });
  }
  wait(ms: number): this {
    this.#ms += ms;
    return this;
  }
}
