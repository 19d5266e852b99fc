import type { EventOf } from '../../activity/events.ts';
import { nth } from '../../activity/there.ts';
import { wordOf } from '../../activity/vocabulary/index.ts';
import { type Contexts, hiddenAs } from './context.ts';
import { FIELDS } from './field-roles.ts';
import { wholeScreenText } from './mask-event.ts';

/** A text that could count the typed characters has a number; one that could echo them is short, or has dots. */
const SAYS_NOTHING = /^(?!.*[\p{N}•●∙⬤⚫]).*\p{L}.*\p{L}/su;

/**
 * Texts of a page whose focused field hides its content: labels, headings, buttons. Each place shows its first text only, because
 * a changing text would reveal how much was typed. Fed in order of `seq`.
 */
export class BesideFields {
  readonly #contexts: Contexts;
  readonly #seqs = new Set<number>();
  /** Upper left corners of all texts since the focus came to a hidden place. */
  readonly #places = new Set<string>();

  constructor(contexts: Contexts) {
    this.#contexts = contexts;
  }

  has(seq: number): boolean {
    return this.#seqs.has(seq);
  }

  /** A move from one hidden field to another continues the stay: a code may have a field for each of its digits. */
  move({ seq }: EventOf<'focus'>): void {
    if (hiddenAs(this.#contexts.at(seq - 1)) === undefined) this.#places.clear();
  }

  /** @returns whether it is such a text, which leaves a row */
  see(event: EventOf<'screen.text'>): boolean {
    const { seq, d } = event;
    const places = [this.#contexts.at(seq), this.#contexts.of(event)];
    if (!places.every((place) => place.private === undefined && hiddenAs(place) !== undefined)) return false;
    const corner = d.bbox?.slice(0, 2).join();
    if (corner === undefined || this.#places.has(corner)) return false;
    this.#places.add(corner);
    const isField = d.role !== undefined && FIELDS.has(wordOf('role', d.role));
    if (isField || !SAYS_NOTHING.test(d.text) || wholeScreenText(d, nth(places, 1)) !== undefined) return false;
    this.#seqs.add(seq);
    return true;
  }
}
