import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANYTHING } from '../../lib/access/decide/actor.ts';
import { literalPattern } from '../../lib/access/decide/atoms.ts';
import { type Gain, gainOf, type Side } from '../../lib/access/differences/gain.ts';
import type { RequestTarget } from '../../lib/access/differences/targets.ts';
import { evaluate, readApp } from '../../lib/access/index.ts';
import type { Policy } from '../../lib/access/policy/document.ts';
import { ACTIONS, PRINCIPALS, policy, RESOURCES } from './generators.ts';
import { account, actorOf, contexts, read } from './small-world.ts';

const RUNS = Number(process.env.ACCESS_RUNS ?? 80);
const app = readApp({ empty: { Resources: {} } }, { accountId: account });

interface Documents {
  readonly identities: readonly unknown[];
  readonly resource: unknown;
  readonly boundary: unknown;
}

const documents = fc.record({
  identities: fc.array(policy(false), { maxLength: 2 }),
  resource: fc.option(policy(true, 3), { nil: undefined }),
  boundary: fc.option(policy(false), { nil: undefined, freq: 4 }),
});

/** Sessions are told apart by the evaluator only. */
const asked = PRINCIPALS.filter((principal) => !principal.includes('assumed-role'));

const decided = (
  principal: string,
  action: string,
  resource: string,
  of: Documents,
  context: Record<string, string | string[]>,
) => {
  const { identities, resource: guard, boundary } = of;
  return evaluate({
    request: { principal, action, resource: { resource, accountId: account }, context },
    identityPolicies: identities.map((identity) => read(identity, 'identity')),
    // The worst case of a federated user is one whose session policy leaves everything.
    ...(principal.includes('federated-user') ? { sessionPolicies: [ANYTHING] } : {}),
    ...(guard === undefined ? {} : { resourcePolicy: read(guard, 'resource') }),
    ...(boundary === undefined ? {} : { permissionBoundaries: [read(boundary, 'identity')] }),
  }).decision;
};

function sideOf(principal: string, of: Documents, resources: readonly string[]): Side {
  const policies = of.identities.map((identity) => read(identity, 'identity'));
  const actor = actorOf(principal, policies, of.boundary === undefined ? undefined : read(of.boundary, 'identity'));
  const target: RequestTarget = {
    ...{ key: resources[0] ?? '', name: 'all', class: 'x', sensitivity: 'S3', services: undefined },
    patterns: resources.map(literalPattern),
    ...(of.resource === undefined ? {} : { policy: read(of.resource, 'resource') as Policy }),
  };
  return { app, actor, target };
}

const drawn = [fc.constantFrom(...asked), fc.constantFrom(...ACTIONS), documents, documents, fc.boolean()] as const;

/** What `wide` gives beyond a narrower one. Half of the pairs have most in common, as two versions of one app do. */
function gainIn(principal: string, action: string, wide: Documents, other: Documents, same: boolean) {
  const narrow = same ? { ...wide, resource: other.resource } : other;
  const resources = RESOURCES.filter((resource) => resource.includes(`:${action.split(':')[0]}:`));
  const sides = [sideOf(principal, wide, resources), sideOf(principal, narrow, resources)] as const;
  const gain: Gain | undefined = gainOf(action, ...sides);
  return { narrow, resources, sides, gain };
}

it('finds a gain whenever there is a request that only the wide policies allow, and none that is not one', () => {
  fc.assert(
    fc.property(...drawn, (principal, action, wide, other, same) => {
      const { narrow, resources, sides, gain } = gainIn(principal, action, wide, other, same);
      if (gain?.sure) {
        const context = gain.context as Record<string, string[]>;
        expect(decided(principal, action, gain.resource, wide, context)).toBe('Allowed');
        expect(decided(principal, action, gain.resource, narrow, context)).toMatch(/Denied$/);
      }
      // Every action at once finds it too, unless it is left out.
      const [service = ''] = action.split(':');
      const open = gainOf({ service, but: [] }, ...sides);
      if (gain) expect(open).toBeDefined();
      if (open?.sure) {
        const context = open.context as Record<string, string[]>;
        expect(decided(principal, open.action, open.resource, wide, context)).toBe('Allowed');
        expect(decided(principal, open.action, open.resource, narrow, context)).toMatch(/Denied$/);
      }
      if (gain) return;
      for (const context of contexts([wide, narrow]))
        for (const resource of resources) {
          if (decided(principal, action, resource, wide, context) !== 'Allowed') continue;
          expect(decided(principal, action, resource, narrow, context)).not.toMatch(/Denied$/);
        }
    }),
    { numRuns: RUNS },
  );
  // A property about pairs of which none gains anything would say nothing. A fixed seed: chance must not decide it.
  const sure = fc.sample(fc.tuple(...drawn), { seed: 1, numRuns: RUNS }).filter((pair) => gainIn(...pair).gain?.sure);
  expect(sure.length).toBeGreaterThan(0);
});
