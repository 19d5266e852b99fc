import type { PatternScope, PrincipalEntry, Statement } from '../policy/document.ts';
import { compile, fits } from '../policy/pattern.ts';

/** Which requests a difference is about, as the statement that makes it is written. A difference shows one of them. */
export interface Range {
  /** Patterns; `all but` before those that are left out. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Empty for a policy that is attached to its principal. */
  readonly principals: readonly string[];
  /** Conditions as `operator key value, value`. */
  readonly conditions: readonly string[];
  /** Actions that this project knows by name, of those that the patterns stand for. */
  readonly known: readonly string[];
  /** What the other document allows of this: statements that may apply to the same requests. */
  readonly other: readonly string[];
}

/** @param real names of actions @param related statements of the other document that may apply to the same requests */
export function rangeOf(statement: Statement, real: Iterable<string>, related: readonly Statement[]): Range {
  const { action, resource, principal, conditions } = statement;
  const patterns = action.items.flatMap((item) => compile(item.toLowerCase(), { wildcards: true }) ?? []);
  const isWide = action.negated || action.items.some((item) => /[*?]/.test(item));
  const fitting = (name: string): boolean =>
    action.items.some(
      (item) => fits(compile(item.toLowerCase(), { wildcards: true }) ?? [], name.toLowerCase()) === 'yes',
    );
  return {
    actions: said(action, (item) => item),
    resources: resource === undefined ? ['the resource of the policy'] : said(resource, (item) => item),
    principals: principal === undefined ? [] : said(principal, principalText),
    conditions: conditions.map(({ name, key, values }) => `${name} ${key} ${values.join(', ')}`),
    known: isWide && patterns.length > 0 ? [...real].filter((name) => fitting(name) !== action.negated) : [],
    other: related.map(statementText),
  };
}

/** Two ranges of one difference: the statement is one, and its resources were asked about one by one. */
export const joined = (range: Range, other: Range): Range => ({
  ...range,
  resources: [...new Set([...range.resources, ...other.resources])],
  other: [...new Set([...range.other, ...other.other])],
});

const said = <T>({ negated, items }: PatternScope<T>, text: (item: T) => string): string[] =>
  negated ? [`all but ${items.map(text).join(', ')}`] : items.map(text);

const principalText = ({ kind, value }: PrincipalEntry): string => (kind === 'AWS' ? value : `${kind} ${value}`);

function statementText({ action, resource, conditions }: Statement): string {
  const on = resource === undefined ? '' : ` on ${said(resource, (item) => item).join(', ')}`;
  const when =
    conditions.length === 0 ? '' : `, under ${conditions.length} condition${conditions.length === 1 ? '' : 's'}`;
  return `${said(action, (item) => item).join(', ')}${on}${when}`;
}
