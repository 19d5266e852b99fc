/** Something that a template compares and only the deployment knows: it is tried both ways. */
export interface FreeCondition {
  /** Its name among the environment's `conditions`. */
  readonly key: string;
  readonly template: string;
  /** The condition of the template that contains it. */
  readonly condition: string;
  /** The compared value; two comparisons of one subject with different values never hold at once. */
  readonly subject: string;
  /** How many values the template allows it, 0 when it does not list them. */
  readonly values: number;
}
