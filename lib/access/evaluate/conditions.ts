import type { Condition, Operator } from '../policy/condition.ts';
import { every, type Match, matchOf, not, some } from '../policy/ternary.ts';
import { COMPARE, type PolicyValue } from './compare.ts';
import type { RequestContext } from './context.ts';

/**
 * Whether one condition holds in a request. An operator that is not known gives `unknown`.
 * Missing keys: a positive operator is false, a negated one true, `…IfExists` true.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(condition: Condition, context: RequestContext, variables: boolean): Match {
  const { operator } = condition;
  if (!operator) return 'unknown';
  const actual = context.values(condition.key);
  if (operator.comparison === 'Null') return isNull(condition.values, actual === undefined);
  const variable = variables ? (key: string) => context.single(key) : undefined;
  const wanted = condition.values.map((text) => ({ text, variable }));
  if (operator.quantifier) return quantified(operator, actual, wanted);
  if (!actual) return matchOf(operator.negated || operator.ifExists);
  // A plain operator on a key with several values: AWS asks for a quantifier and does not document the result without one.
  return actual.length > 1 ? 'unknown' : one(operator, actual[0] as string, wanted);
}

function isNull(values: readonly string[], absent: boolean): Match {
  const wanted = values.map((value) => value.toLowerCase());
  if (wanted.some((value) => value !== 'true' && value !== 'false')) return 'unknown';
  return matchOf(wanted.includes(String(absent)));
}

/**
 * Quantifiers. With no value in the request ForAllValues is true and ForAnyValue false, also for negated operators:
 * a Deny with ForAnyValue does not deny a request that lacks the key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function quantified(operator: Operator, actual: readonly string[] | undefined, wanted: readonly PolicyValue[]): Match {
  if (!actual) return matchOf(operator.quantifier === 'ForAllValues' || operator.ifExists);
  const each = actual.map((value) => one(operator, value, wanted));
  return operator.quantifier === 'ForAllValues' ? every(each) : some(each);
}

/** Several values of the policy are alternatives for a positive operator, and all excluded by a negated one. */
function one(operator: Operator, actual: string, wanted: readonly PolicyValue[]): Match {
  if (operator.comparison === 'Null') return 'unknown';
  const compare = COMPARE[operator.comparison];
  const any = some(wanted.map((value) => compare(actual, value)));
  return operator.negated ? not(any) : any;
}
