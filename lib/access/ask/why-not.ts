import type { Inquiry } from '../inquiry/inquiry.ts';
import { nameOf } from '../inquiry/nobody-can.ts';
import { decide } from '../query/decide.ts';
import type { AskedOpening } from './openings.ts';

/** Requests of which it is said what stops them. */
const MOST = 4;

/** What stops a principal that can take no step towards what is asked for, in a sentence. */
export function whyNot({ app }: Inquiry, principal: string, openings: readonly AskedOpening[]): string {
  const acts = openings.filter(({ plane }) => plane === 'data').flatMap(({ acts: all }) => all);
  const tries = new Map(
    acts.flatMap(({ action, policy }) => {
      const resource =
        policy?.origin && app.resources.find((candidate) => policy.label.includes(candidate.logicalId))?.arn;
      return resource === undefined ? [] : [[`${action} on ${resource}`, { action, resource }] as const];
    }),
  );
  const said = [...tries.values()].slice(0, MOST).map(({ action, resource }) => {
    const object = resource.includes(':s3:::') && action.includes('Object') ? `${resource}/x` : resource;
    const { decision, statements } = decide(app, { principal, action, resource: object });
    const deny = statements.find(({ effect }) => effect === 'Deny');
    const by = deny
      ? `${nameOf(deny)} forbids it`
      : decision === 'Allowed'
        ? 'that alone is not enough'
        : 'nothing allows it';
    return `${action}: ${by}`;
  });
  const steps = 'no sequence of catalogued steps leads to it';
  return said.length === 0 ? steps : `${steps} (${said.join('; ')})`;
}
