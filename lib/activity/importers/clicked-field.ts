import { createHash } from 'node:crypto';
import type { Field, UiElement } from '../events.ts';
import { wordOf } from '../vocabulary/index.ts';

/** Roles of elements into which people type. */
const TYPED_INTO: ReadonlySet<string> = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton', 'document']);
/** Two places no farther apart than this, up and down, may be one line of text. Pixels. */
const LINE = 16;

/**
 * The field that a press puts the caret into. Recorders without fields report where people press, and that is enough to tell one
 * field from another: text typed after a press far above or below another is not one text with the text before it. So neither
 * hides the other, and a password is examined by itself.
 */
export class ClickedField {
  #pressed: { readonly y: number; readonly el: UiElement | undefined } | undefined;
  #last: { readonly y: number; readonly field: Field } | undefined;
  #count = 0;

  press(y: number, el: UiElement | undefined): void {
    this.#pressed = { y, el };
  }

  /** The focus is elsewhere, at an unknown place. */
  lose(): void {
    this.#pressed = undefined;
    this.#last = undefined;
  }

  /** The focus moved to another, unknown field. */
  move(): void {
    this.#pressed = { y: Number.NaN, el: undefined };
  }

  /** The field that is typed into, when it is another one than before. */
  next(): Field | undefined {
    const pressed = this.#pressed;
    this.#pressed = undefined;
    if (pressed === undefined) return undefined;
    const named = fieldOf(pressed.el);
    const isSame =
      named === undefined
        ? this.#last !== undefined && this.#last.field.name === '' && Math.abs(this.#last.y - pressed.y) <= LINE
        : this.#last?.field.id === named.id;
    if (isSame) return undefined;
    const field = named ?? { id: `press-${++this.#count}`, role: 'unknown', name: '', secure: false };
    this.#last = { y: pressed.y, field };
    return field;
  }
}

/** The field that an element is. The same label at the same place is the same field. */
function fieldOf(el: UiElement | undefined): Field | undefined {
  if (el === undefined || !TYPED_INTO.has(wordOf('role', el.role))) return undefined;
  const name = el.name ?? '';
  const id = createHash('sha256')
    .update(JSON.stringify([el.role, name, el.bounds ?? null]))
    .digest('hex')
    .slice(0, 16);
  return { id, role: el.role, name, secure: false };
}
