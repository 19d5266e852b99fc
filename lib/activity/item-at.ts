/** The item at a place that is surely in the list. @throws RangeError otherwise, which is a fault of this program, not of its input */
export function itemAt<T>(items: ArrayLike<T>, place: number): T {
  if (!(place >= 0 && place < items.length)) throw new RangeError('a place outside of a list');
  return items[place] as T;
}
