/** A value that must exist. @throws TypeError when it does not, which is a bug of this program and not a fault of its input */
export function there<T>(value: T | null | undefined, noun: string): T {
  if (value === undefined || value === null) throw new TypeError(`${noun} is missing`);
  return value;
}

/**
 * An item of a list that has it: the caller has counted. Not for bytes and other numbers in a hot loop: all lists pass here, so the
 * engine cannot choose code for one sort of list.
 * @throws TypeError when the list is shorter, which is a bug of this program and not a fault of its input
 */
export function nth<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new TypeError(`a list of ${list.length} has no item ${index}`);
  return item;
}

/**
 * The last item of a list that has items: the caller has counted, or has put the item there.
 * @throws TypeError when the list is empty, which is a bug of this program and not a fault of its input
 */
export function lastOf<T>(list: readonly T[]): T {
  const item = list.at(-1);
  if (item === undefined) throw new TypeError('an empty list has no last item');
  return item;
}
