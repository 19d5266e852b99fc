import { createHash } from 'node:crypto';
import type { Step, Surrogate } from '../types.ts';
import { type Draw, isMadeUp, MADE_UP, type MadeUpType } from './made-up.ts';

/** Incremented with each change of the generated surrogates: it is part of an export's name. */
export const SURROGATES = 3;

/** Draws until one is free. A type has a limited number of surrogates: some values beyond it stay placeholders. */
const DRAWS = 100;

/** A numbered value. An unnumbered one cannot be identified, and stays a placeholder. */
const NUMBERED = /\[([A-Z][A-Z_]*?)_(\d+)\]/g;

/**
 * Replaces the numbered placeholders of one episode with made-up people, addresses and numbers. Each surrogate is drawn
 * from the name of the episode and the number alone. So it reveals no more of the value than the placeholder does, and
 * it relates nothing between two episodes, whose names differ.
 */
export class Surrogates {
  readonly #episode: string;
  readonly #byNumber = new Map<string, Surrogate | undefined>();
  readonly #taken = new Set<string>();

  constructor(episode: string) {
    this.#episode = episode;
  }

  /** The step with surrogates in all of its texts, and a list of them. Its statement of hidden types stays the same. */
  step(step: Step): Step {
    const used = new Map<string, Surrogate>();
    const text = <T extends string | null>(from: T): T => (from === null ? from : (this.#text(from, used) as T));
    const { action, element } = step;
    return {
      ...step,
      task: text(step.task),
      texts: step.texts.map((shown) => ({ ...shown, text: text(shown.text) })),
      action: { ...action, text: text(action.text), keys: action.keys?.map(text) ?? null },
      element: element && { ...element, name: text(element.name) },
      app: text(step.app),
      title: text(step.title),
      surrogates: [...used.values()],
    };
  }

  #text(from: string, used: Map<string, Surrogate>): string {
    if (!from.includes('[')) return from;
    return from.replace(NUMBERED, (placeholder, type: string, number: string) => {
      const surrogate = isMadeUp(type) ? this.#of(type, number) : undefined;
      if (surrogate === undefined) return placeholder;
      used.set(number, surrogate);
      return surrogate.text;
    });
  }

  /** One surrogate per number, of its type at the first appearance; undefined when none was free. */
  #of(type: MadeUpType, number: string): Surrogate | undefined {
    if (this.#byNumber.has(number)) return this.#byNumber.get(number);
    const text = this.#free(type, drawing(`${SURROGATES}:${this.#episode}:${number}`));
    const surrogate = text === undefined ? undefined : { type, text };
    this.#byNumber.set(number, surrogate);
    return surrogate;
  }

  /** Two different values stay different. */
  #free(type: MadeUpType, draw: Draw): string | undefined {
    for (let n = 0; n < DRAWS; n++) {
      const text = MADE_UP[type](draw);
      if (this.#taken.has(text)) continue;
      this.#taken.add(text);
      return text;
    }
    return undefined;
  }
}

function drawing(seed: string): Draw {
  let [block, at] = [Buffer.alloc(0), 0];
  let blocks = 0;
  return (of) => {
    if (at + 4 > block.length) {
      block = createHash('sha256').update(`${seed}:${blocks++}`).digest();
      at = 0;
    }
    at += 4;
    return block.readUInt32BE(at - 4) % of;
  };
}
