const MAX_NAMES = 64;

/** Counts by reason. A recording that names ever new things does not make it grow. */
export class ImportTally {
  readonly #counts = new Map<string, number>();

  add(reason: string, n = 1): void {
    const known = this.#counts.get(reason);
    const key = known !== undefined || this.#counts.size < MAX_NAMES ? reason : 'other';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + n);
  }

  /** Counts the fields of a record that hold a value and are not read. */
  countUnread(record: Readonly<Record<string, unknown>>, read: readonly string[]): void {
    for (const [name, content] of Object.entries(record))
      if (!read.includes(name) && !isEmpty(content)) this.add(named('field', name));
  }

  get(reason: string): number {
    return this.#counts.get(reason) ?? 0;
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const NAME = /^[a-z][a-z_]{0,23}$/;

/** The reason for a thing that the recording names. Names that do not look like a programmer's could be content. */
export const named = (kind: 'action' | 'kind' | 'field', name: unknown): string =>
  `${kind}.${typeof name === 'string' && NAME.test(name) ? name : 'other'}`;

const isEmpty = (content: unknown) =>
  content === null || content === '' || (Array.isArray(content) && content.length === 0);
