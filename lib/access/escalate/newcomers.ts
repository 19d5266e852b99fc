import { literalPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { App } from '../model/app.ts';
import { anything } from '../model/aws-managed.ts';
import { type Policy, readPolicy, type Statement } from '../policy/document.ts';
import { fits, glob, UNRESOLVED } from '../policy/pattern.ts';
import { type Act, ANY_RESOURCE, exactly, take } from './asking.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import type { PrincipalNode } from './node.ts';
import { PASSING } from './passing.ts';
import { mayTry } from './tries.ts';
import type { Variant } from './variants.ts';
import { better } from './way.ts';

const MAKING = CATALOGUE.filter((entry) => entry.yields === 'makes');

const BOUNDARY = 'iam:PermissionsBoundary';
const ATTACHED = 'iam:PolicyARN';

/** A managed policy that a principal is made with, as a condition key of its making names it. */
interface Named {
  readonly arn: string;
  /** Nothing for one that allows everything. */
  readonly policy?: Policy;
}

/**
 * Roles and users that a principal can make, give policies and act as. A role trusts whom its maker says, and a user has the access
 * keys that its maker makes. A principal that is known by any policies anyway has nothing to gain.
 */
export function newcomers(inquiry: Inquiry, node: PrincipalNode, allows: (entry: Entry) => boolean): Variant[] {
  if (!node.identity || node.actor.identity === 'anything') return [];
  const found = new Map<string, Variant>();
  for (const entry of MAKING) {
    if (!allows(entry) || !entry.actions.every((action) => mayTry(node.actor, action))) continue;
    for (const arn of namesFor(inquiry, node, entry)) {
      const made = firstOf(inquiry, node, entry, arn);
      const before = made && found.get(made.node.key);
      if (made && (!before || better(made.way, before.way))) found.set(made.node.key, made);
    }
  }
  return [...found.values()];
}

/** The newcomer with the most rights of those that can be made under a name. */
function firstOf(inquiry: Inquiry, node: PrincipalNode, entry: Entry, arn: string): Variant | undefined {
  const attached = entry.actions.some((action) => action.includes(':Attach'))
    ? namedBy(inquiry.app, node, ATTACHED)
    : [undefined];
  for (const boundary of namedBy(inquiry.app, node, BOUNDARY))
    for (const policy of attached) {
      const made = newcomer(inquiry, node, entry, { arn, boundary, policy });
      if (made) return made;
    }
  return undefined;
}

interface Plan {
  readonly arn: string;
  readonly boundary: Named;
  readonly policy: Named | undefined;
}

function newcomer(
  inquiry: Inquiry,
  node: PrincipalNode,
  { actions, target }: Entry,
  { arn, boundary, policy }: Plan,
): Variant | undefined {
  const known = { [BOUNDARY]: boundary.arn, ...(policy ? { [ATTACHED]: policy.arn } : {}) };
  const acts = actions.map((action): Act => ({ action, resources: exactly(arn), known }));
  const ways = target === 'new-role' ? [[taking(node, arn)], ...passing(node, arn)] : [[]];
  const way = ways.map((uses) => take(inquiry, node, [...acts, ...uses])).find((taken) => taken !== undefined);
  if (!way) return undefined;
  const actor = {
    type: target === 'new-role' ? ('role' as const) : ('user' as const),
    account: inquiry.app.place.accountId,
    names: [literalPattern(arn)],
    identity: policy?.policy ? [policy.policy] : ('anything' as const),
    ...(boundary.policy ? { boundary: boundary.policy } : {}),
  };
  return { node: { key: `${node.key} as ${arn}`, actor, except: [] }, of: node, way };
}

/** The maker takes the role by the trust that it wrote. */
const taking = ({ identity }: PrincipalNode, arn: string): Act => ({
  action: 'sts:AssumeRole',
  resources: exactly(arn),
  policy: readPolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: identity?.arn }, Action: 'sts:AssumeRole' },
    },
    'the trust that its maker writes',
    'resource',
  ),
});

/** Or it hands the role to a service, which the trust lets in. */
const passing = ({ actor }: PrincipalNode, arn: string): Act[][] =>
  mayTry(actor, 'iam:PassRole')
    ? Object.entries(PASSING).flatMap(([service, sets]) =>
        sets.map((set) => [
          { action: 'iam:PassRole', resources: exactly(arn), known: { 'iam:PassedToService': service } },
          ...set.split(' ').map((action): Act => ({ action, resources: ANY_RESOURCE })),
        ]),
      )
    : [];

const statementsOf = ({ actor }: PrincipalNode): readonly Statement[] =>
  actor.identity === 'anything' ? [] : actor.identity.flatMap(({ statements }) => statements);

/** In the place of stars and question marks, and of what only the deployment knows. */
const filled = (pattern: string): string =>
  pattern.replaceAll(UNRESOLVED, 'made').replaceAll('*', 'made').replaceAll('?', 'm');

/** A name for each pattern under which a principal may be made, of none that is there already. */
function namesFor({ app, trusted }: Inquiry, node: PrincipalNode, { target }: Entry): string[] {
  const kind = target === 'new-role' ? 'role' : 'user';
  const before = `arn:${app.place.partition}:iam::${app.place.accountId}:`;
  const plain = `${before}${kind}/made-by-${node.identity?.name}`;
  const patterns = statementsOf(node)
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(({ resource }) => (resource && !resource.negated ? resource.items : []))
    .filter((item) => item.includes(`:${kind}/`) && fits(glob(item), plain) === 'no');
  const names = [plain, ...patterns.map((item) => filled(item.replace(/^arn:[^:]*:iam::[^:]*:/, before)))];
  const there = new Set([...app.roles, ...app.users].map(({ arn }) => arn).concat(trusted));
  return [...new Set(names)].filter((name) => !there.has(name));
}

/**
 * Managed policies that a principal may be made with: one that allows everything, unless the maker's own policies ask for others by
 * a condition. Of those that AWS or others manage it is not known what they leave.
 */
function namedBy(app: App, node: PrincipalNode, key: string): Named[] {
  const free = { arn: `arn:${app.place.partition}:iam::aws:policy/AdministratorAccess` };
  const asked = statementsOf(node)
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.key.toLowerCase() === key.toLowerCase())
    .flatMap(({ values }) => values);
  return [free, ...[...new Set(asked)].map((arn) => policyNamed(app, arn))];
}

function policyNamed(app: App, arn: string): Named {
  const found = app.resources.find((resource) => resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn === arn);
  const place = { template: '', logicalId: '', constructPath: '' };
  return {
    arn: filled(arn),
    policy: found
      ? readPolicy(found.properties.PolicyDocument, `ManagedPolicy ${found.logicalId}`, 'identity', found)
      : anything(`what managed policy ${arn} says is not known`, place),
  };
}
