/** `fails`: the deployment would stop, or its result would not work. `warning`: it works, but would surprise the operator. */
type CheckState = 'ok' | 'warning' | 'fails' | 'unknown';

/** One line of the doctor's output. `todo` is empty when no action is needed. */
export interface Check {
  readonly id: string;
  readonly state: CheckState;
  readonly found: string;
  readonly needed: string;
  readonly todo: string;
  /** Why a fact that the check needs could not be read; left out when all of them were. */
  readonly unread?: Unread;
}

/** The reason for which a call gave no answer, with its code. */
export interface Unread {
  readonly code: string;
  readonly why: string;
}

/** Result of a check over the facts that were read. */
export type CheckAnswer = Pick<Check, 'state' | 'found' | 'todo'>;

export const ok = (fact: string): CheckAnswer => ({ state: 'ok', found: fact, todo: '' });
export const fails = (fact: string, todo: string): CheckAnswer => ({ state: 'fails', found: fact, todo });
export const warning = (fact: string, todo: string): CheckAnswer => ({ state: 'warning', found: fact, todo });
export const unknown = (fact: string, todo: string): CheckAnswer => ({ state: 'unknown', found: fact, todo });
