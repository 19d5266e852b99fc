import { isDeepStrictEqual } from 'node:util';
import type { Existing } from '../existing.ts';
import { type CheckAnswer, fails, ok, warning } from './answer.ts';
import type { TrailFacts } from './facts.ts';

/**
 * Whether the Glue catalogue's encryption matches the configuration. @param key ARN in the account @param policy text
 * of the named key
 */
export function catalogueKey(named: Existing['catalogKey'], key: string | null, policy: unknown): CheckAnswer {
  const own = key === null || key === 'alias/aws/glue' ? null : key;
  if (own !== (named?.arn ?? null))
    return own === null
      ? fails('the catalogue is not encrypted with a key of the account', 'take out existing.catalogKey')
      : fails(`it is encrypted with ${own}`, 'name the key, and its policy, in existing.catalogKey');
  return named === undefined || isDeepStrictEqual(named.policy, policy)
    ? ok(own ?? 'none')
    : fails(
        'the policy of the key reads otherwise',
        `aws kms get-key-policy --key-id ${named.arn}: write it down in existing.catalogKey.policy`,
      );
}

/** Whether another trail already records management events where the platform's own trail would record them too. */
export function otherTrails(trails: readonly TrailFacts[], own: string): CheckAnswer {
  const other = trails.find(({ arn, management }) => management && !arn.endsWith(own));
  return other === undefined
    ? ok(`${trails.length} trails`)
    : warning(
        `${other.arn} records management calls already`,
        'a second copy is paid for: name it in existing.managementTrail',
      );
}

/** Whether the trail named in the configuration records every management event. */
export function managementTrail(
  named: NonNullable<Existing['managementTrail']>,
  trails: readonly TrailFacts[],
): CheckAnswer {
  const trail = trails.find(({ arn }) => arn === named.arn);
  if (trail === undefined) return fails('there is no such trail', 'correct existing.managementTrail');
  const lacking = [
    ...(trail.logging ? [] : ['is off']),
    ...(trail.everyRegion ? [] : ['does not see every region']),
    ...(trail.management ? [] : ['does not record every call that changes something']),
    ...(trail.logGroup === named.logGroup ? [] : [`delivers to log group ${trail.logGroup ?? 'none'}`]),
  ];
  return lacking.length === 0
    ? ok('it records them')
    : fails(`it ${lacking.join(', ')}`, 'have it mended, or leave existing.managementTrail out');
}
