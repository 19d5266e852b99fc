import type { Origin } from '../policy/document.ts';

/** Something in the templates that was not understood. */
export interface NotUnderstood extends Origin {
  readonly why: string;
}

/** Collects notes, each once. */
export class Notes {
  readonly #found = new Map<string, NotUnderstood>();

  add(origin: Origin, why: string): void {
    const { template, logicalId, constructPath } = origin;
    const key = `${template}\0${logicalId}\0${why}`;
    if (!this.#found.has(key)) this.#found.set(key, { template, logicalId, constructPath, why });
  }

  list(): NotUnderstood[] {
    return [...this.#found.values()];
  }
}
