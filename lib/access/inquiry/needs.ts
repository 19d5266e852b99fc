import type { ContextValue } from '../evaluate/context.ts';

interface Stated {
  /** `<who>/<what>`: unique, and the end of the claim's id. */
  readonly id: string;
  /** What it is for, as the end of the sentence "… so that …". */
  readonly why: string;
  /** Where it is known from: a file of this project, or a page of AWS. */
  readonly source: string;
}

/** A call that must be allowed. */
export interface CallNeed extends Stated {
  readonly kind: 'call';
  /** ARN or name of a role or user, ARN of a session, or name of a service. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** ARN, or the name, alias, logical id or construct path of a resource of the templates. */
  readonly resource: string;
  /** Condition keys that the request carries, beside those that every request carries. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** Condition keys of which no source says that the request carries them: it must be allowed with and without each. */
  readonly unsure?: Readonly<Record<string, ContextValue>>;
  /**
   * Of a principal outside the templates: taken to allow everything of its own, so that only the templates' own policies
   * can stop it. Said as an assumption.
   */
  readonly outside?: boolean;
  /** The policy on a resource outside the templates, as it is in the account: the person who declares it vouches for it. */
  readonly resourcePolicy?: unknown;
}

/** A permission of Lake Formation that must be granted, on a database, a table, or a location under which files lie. */
export interface GrantNeed extends Stated {
  readonly kind: 'grant';
  readonly principal: string;
  readonly permission: string;
  readonly on:
    | { readonly database: string; readonly table?: string }
    | { readonly location: string }
    | { readonly everything: true };
}

/** Columns and rows that a team was promised: a grant that names fewer of them breaks its work. */
export interface SightNeed extends Stated {
  readonly kind: 'sight';
  readonly principal: string;
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** A function that the clock must start, whatever else starts it: by a schedule that is on, and that has no end. */
export interface StartNeed extends Stated {
  readonly kind: 'start';
  /** ARN of the function. */
  readonly starts: string;
  /** The most minutes between two starts. */
  readonly everyMinutes: number;
  /** How many schedules share the work, each with an input of its own. */
  readonly shares: number;
}

/** What the platform, a service on its behalf, or one of its people must be able to do. */
export type Need = CallNeed | GrantNeed | SightNeed | StartNeed;
