import { readable } from './leakage.ts';

/**
 * How much of what was recorded a team can read: of what must be hidden, and of what is harmless. Only what lies in its
 * columns and rows counts, so that nobody looks good by granting less. Without labels everything counts as harmless.
 */
export interface Figures {
  /** Labelled characters, and labelled keys as one character each. */
  readonly labelled: { readonly inReach: number; readonly readable: number };
  readonly kept: {
    readonly characters: number;
    readonly ofCharacters: number;
    /** Keys that write a character. */
    readonly keys: number;
    readonly ofKeys: number;
    readonly frames: number;
    readonly ofFrames: number;
    /** Whole training examples, as `lib/episodes/whole.ts` says, of all steps made of the rows of the team. */
    readonly steps: number;
    readonly ofSteps: number;
  };
}

/** A sensitive value, and where it or a part of it stands in a text. */
export interface Label {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/**
 * Which characters of a label can be read in what is shown. One line of a longer text holds part of the value, and the label
 * does not say which: any of it counts as all.
 */
export function openIn({ start, end, value }: Label, shown: string): [at: number, open: boolean][] {
  const flags = readable(value, shown);
  const part = end - start < value.length;
  const any = flags.some(Boolean);
  return Array.from({ length: end - start }, (_, i) => [start + i, part ? any : flags[i]!]);
}

/** Counts while the recorded events are read. */
export class FigureCounts {
  readonly #labelled = { inReach: 0, readable: 0 };
  readonly #kept = { characters: 0, ofCharacters: 0, keys: 0, ofKeys: 0, frames: 0, ofFrames: 0 };

  /** A recorded text, and what the team sees in its place. */
  text(recorded: string, shown: string, labels: readonly Label[]): void {
    const labelled = new Map<number, boolean>();
    for (const label of labels)
      for (const [at, open] of openIn(label, shown)) labelled.set(at, open || (labelled.get(at) ?? false));
    for (const [at, flag] of readable(recorded, shown).entries()) {
      const open = labelled.get(at);
      if (open !== undefined) this.#label(open);
      else {
        this.#kept.ofCharacters++;
        if (flag) this.#kept.characters++;
      }
    }
  }

  key(shown: boolean, labelled: boolean): void {
    if (labelled) this.#label(shown);
    else {
      this.#kept.ofKeys++;
      if (shown) this.#kept.keys++;
    }
  }

  frame(shown: boolean): void {
    this.#kept.ofFrames++;
    if (shown) this.#kept.frames++;
  }

  take(steps: number, ofSteps: number): Figures {
    return { labelled: { ...this.#labelled }, kept: { ...this.#kept, steps, ofSteps } };
  }

  #label(shown: boolean): void {
    this.#labelled.inReach++;
    if (shown) this.#labelled.readable++;
  }
}

/** A share with its denominator: `95.2 % of 4,410`. */
export const share = (n: number, of: number): string =>
  of === 0 ? 'none to keep' : `${((100 * n) / of).toFixed(1)} % of ${of.toLocaleString('en')}`;

/** The figures in words: what leaks, and beside it what is kept. */
export function sayFigures({ labelled, kept }: Figures): readonly string[] {
  return [
    `labelled characters in its reach: ${labelled.inReach.toLocaleString('en')}, of them readable: ${labelled.readable}`,
    `harmless and kept: characters ${share(kept.characters, kept.ofCharacters)}, keys ${share(kept.keys, kept.ofKeys)}`,
    `kept to learn from: frames ${share(kept.frames, kept.ofFrames)}, whole steps ${share(kept.steps, kept.ofSteps)}`,
  ];
}
