/** Longer cells are no structure of one record: CloudTrail's limit is 256 KB. */
const LONGEST = 1 << 20;
/** Structures of records are nested a few times. */
const DEEPEST = 16;

/** A name before its value: of a field, of a parameter, of a context key. */
const NAME = /^([\w:.@/$ -]+?)=/;

/**
 * A structure as Athena and CloudTrail Lake print one that no query cast to JSON: `{type=AssumedRole, arn=arn:…, invokedby=null}`.
 * Nothing in it is quoted, so a value that holds `, name=` itself is cut there: such a text is no evidence of what it names, and
 * the event as JSON is the better column to ask for.
 * @returns undefined for any other text
 */
export function structOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !/^[{[]/.test(trimmed)) return undefined;
  const reader = new Reader(trimmed);
  const found = reader.value(0);
  return reader.atEnd() ? found : undefined;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd = (): boolean => this.#at === this.#text.length;

  value(depth: number): unknown {
    const first = this.#text[this.#at];
    if (depth < DEEPEST && (first === '{' || first === '[')) {
      const json = this.#json(first);
      if (json !== undefined) return json;
      return first === '{' ? this.#fields(depth) : this.#items(depth);
    }
    return this.#plain();
  }

  /** Parameters that are structures themselves are JSON within the text. */
  #json(open: string): unknown {
    const close = open === '{' ? '}' : ']';
    let [depth, quoted] = [0, false];
    for (let at = this.#at; at < this.#text.length; at++) {
      const letter = this.#text[at];
      if (letter === '\\' && quoted) at++;
      else if (letter === '"') quoted = !quoted;
      else if (!quoted && letter === open) depth++;
      else if (!quoted && letter === close && --depth === 0) {
        try {
          const found: unknown = JSON.parse(this.#text.slice(this.#at, at + 1));
          this.#at = at + 1;
          return found;
        } catch {
          return undefined;
        }
      }
    }
    return undefined;
  }

  #fields(depth: number): Record<string, unknown> {
    const found: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    this.#at++;
    for (let name = this.#name(); name !== undefined; name = this.#name()) {
      const value = this.value(depth + 1);
      if (value !== 'null') found[name] = value;
      if (!this.#text.startsWith(', ', this.#at)) break;
      this.#at += 2;
    }
    if (this.#text[this.#at] === '}') this.#at++;
    return { ...found };
  }

  #name(): string | undefined {
    const name = NAME.exec(this.#text.slice(this.#at, this.#at + 256))?.[1];
    if (name !== undefined) this.#at += name.length + 1;
    return name;
  }

  #items(depth: number): unknown[] {
    const found: unknown[] = [];
    this.#at++;
    while (!this.atEnd() && this.#text[this.#at] !== ']') {
      found.push(this.value(depth + 1));
      if (this.#text.startsWith(', ', this.#at)) this.#at += 2;
      else break;
    }
    if (this.#text[this.#at] === ']') this.#at++;
    return found;
  }

  /** Up to the next field, or the end of the structure. */
  #plain(): string {
    let open = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      const letter = this.#text[at];
      const ends =
        open === 0 &&
        (letter === '}' ||
          letter === ']' ||
          (this.#text.startsWith(', ', at) && NAME.test(this.#text.slice(at + 2, at + 258))));
      if (ends) return this.#take(at);
      if (letter === '{' || letter === '[') open++;
      if (letter === '}' || letter === ']') open--;
    }
    return this.#take(this.#text.length);
  }

  #take(end: number): string {
    const found = this.#text.slice(this.#at, end);
    this.#at = end;
    return found;
  }
}
