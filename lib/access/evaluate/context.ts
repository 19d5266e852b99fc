/** One value or several; numbers and booleans are read as their text. */
export type ContextValue = string | number | boolean | readonly (string | number | boolean)[];

/** The condition keys of one request, looked up without regard to case. */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(entries: Readonly<Record<string, ContextValue | undefined>> = {}) {
    for (const [key, value] of Object.entries(entries)) {
      if (value !== undefined && value !== null) this.#values.set(key.toLowerCase(), texts(value));
    }
  }

  /** The values of `key`; undefined when the request does not have it. An empty list counts as not having it. */
  values(key: string): readonly string[] | undefined {
    const found = this.#values.get(key.toLowerCase());
    return found && found.length > 0 ? found : undefined;
  }

  /** The value of a policy variable: keys with several values cannot be used as one. */
  single(key: string): string | undefined {
    const found = this.values(key);
    return found?.length === 1 ? found[0] : undefined;
  }

  /** This context, with `defaults` for the keys that it does not have. */
  or(defaults: Readonly<Record<string, ContextValue | undefined>>): RequestContext {
    const result = new RequestContext(defaults);
    for (const [key, value] of this.#values) result.#values.set(key, value);
    return result;
  }
}

const texts = (value: ContextValue): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map((item) => String(item));
