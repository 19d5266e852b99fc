/** Something that happened at a reading of the recorder's clock, in seconds. */
export interface Stamped {
  readonly at: number;
}

/** Joins streams that are each in order into one. Holds one item of each. */
export async function* mergeByTime<T extends Stamped>(streams: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const heads: { item: T; rest: AsyncIterator<T> }[] = [];
  for (const stream of streams) {
    const rest = stream[Symbol.asyncIterator]();
    const { value, done } = await rest.next();
    if (!done) heads.push({ item: value, rest });
  }
  while (heads.length > 0) {
    const head = heads.reduce((least, candidate) => (candidate.item.at < least.item.at ? candidate : least));
    yield head.item;
    const { value, done } = await head.rest.next();
    if (done) heads.splice(heads.indexOf(head), 1);
    else head.item = value;
  }
}
