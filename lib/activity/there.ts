/** A value that is surely there. @throws TypeError when it is not, which is a fault of this program and not of its input */
export function there<T>(value: T | null | undefined, noun: string): T {
  if (value === undefined || value === null) throw new TypeError(`${noun} is missing`);
  return value;
}
