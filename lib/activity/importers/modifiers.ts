import type { EventOf } from '../events.ts';
import { modifierOf, type PynputKey } from './pynput.ts';

type Modifier = EventOf<'key'>['d']['mods'][number];

/** A modifier held longer than this counts as released (microseconds): recorders lose releases. */
const HOLD_US = 5_000_000;
/** The chords that lock a screen or leave it, after which no recorder sees releases: Windows, Ctrl+Alt+Delete, macOS. */
const LEAVES: readonly (readonly [key: string, mods: readonly Modifier[]])[] = [
  ['l', ['meta']],
  ['Delete', ['ctrl', 'alt']],
  ['q', ['ctrl', 'meta']],
];
const PLAIN = /^[a-z0-9 ]$/i;

/**
 * The modifiers that are down, as far as known from a recorder that loses releases: on a locked screen, in a remote desktop, to
 * sticky keys. Text typed under a modifier that is not really down would be taken for commands.
 */
export class Modifiers {
  /** Since when, in microseconds. */
  readonly #held = new Map<Modifier, number>();
  /** Modifiers that were forgotten, and not released since. */
  readonly #forgotten = new Set<Modifier>();
  readonly #namesControl: boolean;

  /** @param namesControl whether this recorder gives control characters for letters under Ctrl */
  constructor(namesControl: boolean) {
    this.#namesControl = namesControl;
  }

  /** @returns the modifiers that are down while a key is pressed */
  press(mono: number, key: PynputKey): Modifier[] {
    for (const [held, since] of this.#held) if (mono - since > HOLD_US) this.#forget(held);
    const modifier = modifierOf(key.key);
    if (modifier !== undefined) this.#held.set(modifier, mono);
    else this.#compare(mono, key);
    const mods = this.mods;
    if (
      LEAVES.some(
        ([name, all]) =>
          key.key?.toLowerCase() === name.toLowerCase() && all.every((modifier) => this.#held.has(modifier)),
      )
    )
      this.forget();
    return this.#writesByAlt(key, mods)
      ? [...mods.filter((modifier) => modifier !== 'ctrl' && modifier !== 'alt' && modifier !== 'altgr'), 'altgr']
      : mods;
  }

  release(key: PynputKey): void {
    const modifier = modifierOf(key.key);
    if (modifier === undefined) return;
    this.#held.delete(modifier);
    this.#forgotten.delete(modifier);
  }

  /** After a gap, a silence or in another window it is unknown which are still down. */
  forget(): void {
    for (const held of this.#held.keys()) this.#forget(held);
  }

  get mods(): Modifier[] {
    return [...this.#held.keys()];
  }

  #forget(modifier: Modifier): void {
    this.#held.delete(modifier);
    this.#forgotten.add(modifier);
  }

  /** A letter's own name shows whether Ctrl is down, if this recorder names letters under Ctrl differently. */
  #compare(mono: number, key: PynputKey): void {
    if (key.isControl && this.#forgotten.delete('ctrl')) this.#held.set('ctrl', mono);
    const isLetter = key.cls === 'char' && /^\p{L}$/u.test(key.key ?? '') && !key.isControl;
    const byAlt = this.#held.has('alt') || this.#held.has('altgr');
    if (this.#namesControl && isLetter && !byAlt && this.#held.has('ctrl')) this.#forget('ctrl');
  }

  /** Whether Alt or AltGr made a character. Windows reports AltGr as Ctrl and Alt together; Option makes one on macOS. */
  #writesByAlt({ cls, key, isNumbered }: PynputKey, mods: readonly Modifier[]): boolean {
    if (cls !== 'char' || mods.includes('meta')) return false;
    if (mods.includes('altgr')) return true;
    if (!mods.includes('alt')) return false;
    if (!PLAIN.test(key ?? '')) return true;
    // A chord of Ctrl, Alt and a letter has no character on Windows, where AltGr and it are otherwise alike.
    return mods.includes('ctrl') && this.#namesControl && !isNumbered;
  }
}
