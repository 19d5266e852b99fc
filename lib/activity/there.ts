/** A value that must exist. @throws TypeError when it does not, which is a bug of this program and not a fault of its input */
export function there<T>(value: T | null | undefined, noun: string): T {
  if (value === undefined || value === null) throw new TypeError(`${noun} is missing`);
  return value;
}
