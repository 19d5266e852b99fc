import { type ContextValue, RequestContext } from '../evaluate/context.ts';
import { type Evaluation, evaluate } from '../evaluate/evaluate.ts';
import type { PolicyInput } from '../evaluate/input.ts';
import { readPrincipal } from '../evaluate/principal.ts';
import type { App, Identity } from '../model/app.ts';
import { guardOf } from './carriers.ts';

export interface RequestQuestion {
  /** ARN of a role or user of the app, of a session of such a role, or of any other principal; a service; `*`. */
  readonly principal: string;
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** For a principal that the app does not have. */
  readonly identityPolicies?: readonly PolicyInput[];
  readonly sessionPolicies?: readonly PolicyInput[];
  /** On a resource that the app does not have. */
  readonly resourcePolicy?: PolicyInput;
}

/**
 * Decides one request with exactly the policies of the app: those of the principal, its boundary, and the one on the resource. If
 * the question omits keys that every request carries, they are filled in for a secure, direct call.
 */
export function decide(app: App, question: RequestQuestion): Evaluation {
  const { principal, action, resource, context = {}, sessionPolicies, resourcePolicy } = question;
  const identity = identityOf(app, principal, context);
  const guard = guardOf(app, resource);
  return evaluate({
    request: {
      principal,
      action,
      resource: { resource, accountId: guard.accountId },
      context: {
        'aws:SecureTransport': 'true',
        'aws:ViaAWSService': 'false',
        'aws:RequestedRegion': app.place.region,
        ...(identity ? { 'aws:PrincipalArn': identity.arn } : {}),
        ...context,
      },
    },
    identityPolicies: identity?.policies ?? question.identityPolicies ?? [],
    ...(identity?.boundary ? { permissionBoundaries: [identity.boundary] } : {}),
    ...((guard.policy ?? resourcePolicy) ? { resourcePolicy: guard.policy ?? resourcePolicy } : {}),
    ...(sessionPolicies ? { sessionPolicies } : {}),
    serviceControlPolicies: app.organisation.serviceControl.map((policies) => ({ policies })),
    resourceControlPolicies: app.organisation.resourceControl.map((policy) => ({ policies: [policy] })),
  });
}

/** The role or user of the app that `principal` is, or is a session of. */
export function identityOf(
  app: App,
  principal: string,
  context: Readonly<Record<string, ContextValue>> = {},
): Identity | undefined {
  const { arn, type } = readPrincipal(principal, new RequestContext(context));
  if (arn === undefined) return undefined;
  const found = identities(app).get(arn);
  if (found || type !== 'session') return found;
  // The role's path does not show in its sessions' ARNs; role names are unique in an account without it.
  const name = arn.split('/').at(-1);
  const account = arn.split(':')[4];
  return app.roles.find((role) => role.name === name && role.arn.split(':')[4] === account);
}

const INDEXES = new WeakMap<App, ReadonlyMap<string, Identity>>();

function identities(app: App): ReadonlyMap<string, Identity> {
  const known = INDEXES.get(app);
  if (known) return known;
  const found = new Map([...app.users, ...app.roles].map((identity) => [identity.arn, identity] as const));
  INDEXES.set(app, found);
  return found;
}
