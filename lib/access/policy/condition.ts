import { isRecord } from './record.ts';

/** How two values are compared; the negated operators are these, turned round. */
export const COMPARISONS = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'NumericEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'ArnEquals',
  'ArnLike',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

const NEGATED: Readonly<Record<string, Comparison>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

export interface Operator {
  readonly comparison: Comparison | 'Null';
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier?: 'ForAnyValue' | 'ForAllValues';
}

export interface Condition {
  /** As written. */
  readonly name: string;
  /** Undefined when the operator is not known, or its values are malformed. */
  readonly operator?: Operator;
  /** As written; keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

const SHAPE = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * The operator called `name`, undefined for any other name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function readOperator(name: string): Operator | undefined {
  const found = SHAPE.exec(name);
  if (!found) return undefined;
  const [, quantifier, base = '', suffix] = found;
  const ifExists = suffix !== undefined;
  if (base === 'Null') return quantifier || ifExists ? undefined : { comparison: 'Null', negated: false, ifExists };
  // Own properties only: `constructor` is no operator.
  const negated = Object.hasOwn(NEGATED, base);
  const comparison = negated ? NEGATED[base] : COMPARISONS.find((candidate) => candidate === base);
  if (!comparison) return undefined;
  const operator = { comparison, negated, ifExists };
  return quantifier ? { ...operator, quantifier: quantifier as 'ForAnyValue' | 'ForAllValues' } : operator;
}

/** The conditions of a statement, all of which must hold; malformed ones are added to `problems`. */
export function readConditions(raw: unknown, problems: string[]): Condition[] {
  if (raw === undefined) return [];
  if (!isRecord(raw)) {
    problems.push('Condition is not an object');
    return [];
  }
  const conditions: Condition[] = [];
  for (const [name, keys] of Object.entries(raw)) {
    const operator = readOperator(name);
    if (!isRecord(keys)) {
      problems.push(`Condition ${name} is not an object`);
      continue;
    }
    for (const [key, found] of Object.entries(keys)) {
      const list = Array.isArray(found) ? found : [found];
      const values = list.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
      const readable = values.length === list.length;
      if (!readable) problems.push(`Condition ${name} ${key} is not a text or a list of texts`);
      conditions.push(operator && readable ? { name, operator, key, values } : { name, key, values });
    }
  }
  return conditions;
}
