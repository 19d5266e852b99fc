import type { Condition } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { fits, glob } from '../policy/pattern.ts';

/** Condition keys that tell principals or their way apart, each with its words before the values. */
const KEYS: Readonly<Record<string, string>> = {
  'aws:principalorgid': 'of organisation',
  'aws:principalorgpaths': 'under the organisational unit',
  'aws:principalaccount': 'of account',
  'aws:principalarn': 'called',
  'aws:principaltype': 'of type',
  'aws:userid': 'with the unique id',
  'aws:username': 'with the user name',
  'aws:sourcevpce': 'through VPC endpoint',
  'aws:sourcevpc': 'from VPC',
  'aws:sourceip': 'from address',
  'aws:vpcsourceip': 'from address in a VPC',
  'aws:sourceaccount': 'for a resource of account',
  'aws:sourceorgid': 'for a resource of organisation',
  'aws:sourcearn': 'for resource',
  'aws:principalservicename': 'who is the service',
  's3:dataaccesspointaccount': 'through an access point of account',
  's3:dataaccesspointarn': 'through access point',
  'aws:federatedprovider': 'who signed in with',
};

/** Keys that every careful client fulfils: they keep nobody out. */
const PLAIN = new Set(['aws:securetransport', 's3:tlsversion', 's3:signatureversion', 's3:authtype']);

/** Whether a statement may be about the reading of objects. */
export const concernsReading = ({ action: { items, negated } }: Statement): boolean =>
  items.some((item) => fits(glob(item.toLowerCase()), 's3:getobject') !== 'no') !== negated;

/**
 * Words for the limits that an Allow for everybody has: by its own conditions, and by Denies that spare what one condition names.
 * They begin with a space, and are empty when nothing limits it.
 */
export function saysWho(statements: readonly Statement[]): string {
  const limits = statements.flatMap(({ effect, conditions }) =>
    effect === 'Deny' ? spared(conditions) : conditions.flatMap((condition) => sayLimit(condition, false)),
  );
  return [...new Set(limits)].map((limit) => ` ${limit}`).join(' and');
}

const spared = (conditions: readonly Condition[]): string[] =>
  conditions.length === 1 ? conditions.flatMap((condition) => sayLimit(condition, true)) : [];

function sayLimit({ key, values, operator }: Condition, denied: boolean): string[] {
  const lower = key.toLowerCase();
  if (PLAIN.has(lower)) return [];
  const negated = (operator?.negated === true) !== denied;
  if (operator?.comparison === 'Null') return [];
  const words =
    KEYS[lower] ?? (/^aws:principaltag\//.test(lower) ? `with the tag ${key.split('/')[1]}` : `where ${key} is`);
  return [`${negated ? 'not ' : ''}${words} ${values.join(' or ')}`];
}
