/** Conditions of a policy statement: operator, key, value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
