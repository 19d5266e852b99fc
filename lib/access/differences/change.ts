/** What an action does with a resource, from the worst to the least. */
export type AccessVerb = 'administer' | 'become' | 'read' | 'write' | 'destroy' | 'use' | 'look';

export type ChangeSeverity = 'critical' | 'high' | 'medium' | 'low';

/** A principal that gained or lost a kind of access to a class. */
export interface AccessChange {
  /** The same for the same change: what an accepted widening is known by. */
  readonly id: string;
  readonly who: string;
  readonly change: 'gained' | 'lost';
  /** The data class; `role NAME` for a role that may be taken, `table NAME` outside all classes, `other` for what holds none. */
  readonly class: string;
  readonly verb: AccessVerb;
  readonly actions: readonly string[];
  /** Patterns of resources, as the statement has them. */
  readonly resources: readonly string[];
  /** Names of what it is about, where that holds no data class. */
  readonly targets?: readonly string[];
  /** Of a table, the columns in question. */
  readonly columns: readonly string[];
  /** Of a table, the rows in words of SQL; null when rows are not the question. */
  readonly rows: string | null;
  /** The statement, filter or setting that did it. */
  readonly statement: string;
  /** `file:line` where known, else `template#logicalId`. */
  readonly source: string;
  readonly severity: ChangeSeverity;
  /** One sentence. */
  readonly text: string;
  /** False when it rests on a part of a policy that is not understood: then there may be no difference. */
  readonly sure: boolean;
  /** True when the other version allows the same in other requests: what changed is in how many. */
  readonly partly?: boolean;
  /** The principal that is new, or gone, with which this came or went. */
  readonly principal?: string;
}

/** Access that both versions give a principal, in the shape of a change. It is counted nowhere. */
export interface KeptAccess
  extends Pick<AccessChange, 'who' | 'class' | 'columns' | 'rows' | 'statement' | 'source' | 'severity' | 'text'> {
  readonly change: 'kept';
}

/** What a change of a setting means where its values have an order: more stands open or is kept longer, or less. */
export type Direction = 'widens' | 'narrows';

/** A setting of a resource that is not a permission. */
export interface SettingChange {
  readonly id: string;
  readonly resource: string;
  readonly type: string;
  readonly setting: string;
  readonly before: string;
  readonly after: string;
  readonly source: string;
  readonly severity: ChangeSeverity;
  readonly text: string;
  /** Left out where the values of the setting have no order. */
  readonly direction?: Direction;
  /** The principal that is new, or gone, with which this came or went. */
  readonly principal?: string;
}

/** A claim whose verdict is another one, or that is made no more. */
export interface ClaimChange {
  readonly id: string;
  readonly class: string;
  readonly before: string;
  readonly after: string;
  readonly severity: ChangeSeverity;
  readonly text: string;
  /** Of a claim that does not hold now, where the way in stands: `file:line` where known, else `template#logicalId`. */
  readonly source?: string;
}

/**
 * `widened` when anybody gained anything, or something stands open or is kept longer; else `narrowed` when anybody lost
 * something, or every other effect is of that kind; else `changed` for all other effects.
 */
export type DifferenceVerdict = 'widened' | 'narrowed' | 'changed' | 'same';

export interface AppDifference {
  readonly verdict: DifferenceVerdict;
  readonly changes: readonly AccessChange[];
  /** What approved readers and teams could read before and can read now. */
  readonly kept: readonly KeptAccess[];
  readonly settings: readonly SettingChange[];
  readonly claims: readonly ClaimChange[];
  /** How many resources say something else and do the same. */
  readonly textOnly: number;
  /** False when a question took more than its budget: then entries can be missing from the lists. */
  readonly complete: boolean;
}
