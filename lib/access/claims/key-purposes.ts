import { endsKey, KEY_OPENERS, opensKey, usageOf } from '../escalate/key-uses.ts';
import { nodeOf } from '../escalate/node.ts';
import { ALL, type Opening } from '../escalate/openings.ts';
import { shortestPath } from '../escalate/reach.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { firstFinding } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Key } from '../model/app.ts';
import { trustClaims } from './approved-trust.ts';
import { excluding, findingOf, mayChangeRules, worstCase } from './no-escalation.ts';
import { keyFindings } from './two-locks.ts';

/**
 * Claims 1 and 2 for keys that encrypt no class. A signature counts for what it is under, and a pseudonym is one for as long as
 * nobody else can make it: any other principal that uses such a key forges the one, or undoes the other.
 */
export function keyPurposes(inquiry: Inquiry): Claim[] {
  return inquiry.purposes.flatMap((purpose) => [
    ...purpose.keys.flatMap((key) => [direct(inquiry, purpose, key), bySteps(inquiry, purpose, key)]),
    ...trustClaims(inquiry, purpose),
  ]);
}

function direct(inquiry: Inquiry, dataClass: FoundClass, key: Key): Claim {
  const { says, actions } = usageOf(key);
  return {
    id: `two-locks/${dataClass.name}/key/${key.logicalId}`,
    class: dataClass.name,
    tier: 'A',
    text: `Nobody but the declared users of the keys for ${dataClass.name} can ${says} with key ${key.logicalId}, or grant others a use of it.`,
    ...firstFinding(inquiry, keyFindings(inquiry, dataClass, key, [...actions, KEY_OPENERS[0]])),
    guards: [],
  };
}

function bySteps(inquiry: Inquiry, dataClass: FoundClass, key: Key): Claim {
  const { app } = inquiry;
  const openings = [...opensKey(key), ...endsKey(key)].map((acts): Opening => ({ piece: ALL, acts }));
  const how = { allows: () => true, trustIsEnough: true, openings };
  const from = [...app.roles, ...app.users]
    .filter((identity) => !mayChangeRules(inquiry, dataClass, identity))
    .map((identity) => nodeOf(app, identity));
  const outside = worstCase(inquiry)
    .filter(({ actor }) => actor.account !== app.place.accountId)
    .map((node) => excluding(node, dataClass));
  const paths = [{ from }, { from: outside, fromEverybody: true }].map((begin) =>
    shortestPath(inquiry, dataClass, { ...how, ...begin }),
  );
  return {
    id: `no-escalation/${dataClass.name}/key/${key.logicalId}`,
    class: dataClass.name,
    tier: 'B',
    text: `No principal of the templates but the declared users of the keys for ${dataClass.name}, nor anybody of another account, can by any steps act as such a user, use key ${key.logicalId}, open it to others, end it, or move its alias.`,
    ...firstFinding(
      inquiry,
      paths.map((path) => findingOf(path, 'use or end the key')),
    ),
    guards: [],
  };
}
