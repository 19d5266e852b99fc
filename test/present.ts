/**
 * The value, where a test knows that there is one.
 * @param name of the value, for the message
 * @throws Error at the line of the caller when there is none
 */
export function present<T>(value: T, name = 'a value'): NonNullable<T> {
  if (value !== undefined && value !== null) return value;
  const error = new Error(`${name} that this test reads is missing`);
  Error.captureStackTrace(error, present);
  throw error;
}
