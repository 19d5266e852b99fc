/**
 * An error that a person can act on: a stable code for scripts, a sentence, and the next step.
 * Never put event content into any of them: errors are logged.
 */
export class StrongroomError extends Error {
  readonly code: string;
  readonly todo: string;

  constructor(code: string, message: string, todo: string) {
    super(message);
    this.name = 'StrongroomError';
    this.code = code;
    this.todo = todo;
  }
}

/** Whether `error` carries the stable code `code`. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof StrongroomError && error.code === code;
