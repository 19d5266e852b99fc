import type { PrincipalEntry } from '../policy/document.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import type { ContextValue, RequestContext } from './context.ts';

export type PrincipalType =
  | 'session'
  | 'role'
  | 'user'
  | 'root'
  | 'federated-user'
  | 'provider'
  | 'service'
  | 'anonymous'
  | 'other';

/** The principal of a request. */
export interface Principal {
  readonly type: PrincipalType;
  readonly text: string;
  /** Undefined for services, providers outside AWS and anonymous requests. */
  readonly account?: string;
  /** The value of `aws:PrincipalArn`: for a session its role, otherwise the principal itself. */
  readonly arn?: string;
}

const TYPES: readonly (readonly [prefix: string, type: PrincipalType])[] = [
  ['assumed-role/', 'session'],
  ['federated-user/', 'federated-user'],
  ['role/', 'role'],
  ['user/', 'user'],
  ['oidc-provider/', 'provider'],
  ['saml-provider/', 'provider'],
];

/** The principal that `text` names: an ARN, a service name, an identity provider, or `*` for an anonymous request. */
export function readPrincipal(text: string, context: RequestContext): Principal {
  if (text === '*' || text === 'anonymous') return { type: 'anonymous', text };
  const parts = arnParts(text);
  if (!parts) {
    if (/^\d{12}$/.test(text)) return { type: 'root', text, account: text };
    return { type: /\.amazon(aws)?\.com(\.cn)?$/.test(text) && !FEDERATED.has(text) ? 'service' : 'provider', text };
  }
  const account = parts[4] as string;
  const resource = parts[5] as string;
  if (resource === 'root') return { type: 'root', text, account, arn: text };
  const type = TYPES.find(([prefix]) => resource.startsWith(prefix))?.[1] ?? 'other';
  if (type !== 'session') return { type, text, account, arn: text };
  // A session's own ARN has lost its role's path, so a role ARN that the request carries is the better one.
  const known = context.single('aws:PrincipalArn');
  const name = resource.split('/')[1] as string;
  const arn = known && roleName(known) === name ? known : `arn:${parts[1]}:iam::${account}:role/${name}`;
  return { type, text, account, arn };
}

const FEDERATED = new Set([
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
]);

/**
 * The principal keys that every request carries.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export function principalKeys(principal: Principal): Record<string, ContextValue | undefined> {
  const keys: Record<string, ContextValue | undefined> = {
    'aws:PrincipalIsAWSService': String(principal.type === 'service'),
    'aws:PrincipalArn': principal.arn,
    'aws:PrincipalAccount': principal.type === 'anonymous' ? 'anonymous' : principal.account,
    'aws:PrincipalType': TYPE_KEY[principal.type],
  };
  if (principal.type === 'user') keys['aws:username'] = principal.text.split('/').at(-1);
  if (principal.type === 'service') {
    keys['aws:PrincipalServiceName'] = principal.text;
    // The service may have more names than the calling one.
    keys['aws:PrincipalServiceNamesList'] = [principal.text, UNRESOLVED];
  }
  return keys;
}

const TYPE_KEY: Partial<Record<PrincipalType, string>> = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
  anonymous: 'Anonymous',
};

/** The friendly name at the end of a role's ARN: unique in an account, in any path. */
export const roleName = (arn: string): string | undefined => /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];

/**
 * How a Principal entry names the principal of a request: `direct` names it itself (a user, a session, a service, every
 * principal), `role` names the role of its session, `account` its account, which only lets that account's identity policies
 * decide; `none`; `unknown`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Naming = 'direct' | 'role' | 'account' | 'none' | 'unknown';

export function naming(entry: PrincipalEntry, principal: Principal): Naming {
  if (entry.value === '*' && entry.kind === 'AWS') return 'direct';
  if (entry.value.includes(UNRESOLVED) || entry.kind === 'Unknown') return 'unknown';
  switch (entry.kind) {
    case 'Service':
      return principal.type === 'service' && same(entry.value, principal.text) ? 'direct' : 'none';
    case 'Federated':
      return principal.type === 'provider' && (entry.value === '*' || entry.value === principal.text)
        ? 'direct'
        : 'none';
    case 'CanonicalUser':
      return entry.value === principal.text ? 'direct' : 'unknown';
    default:
      return namingArn(entry.value, principal);
  }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function namingArn(value: string, principal: Principal): Naming {
  if (/^\d{12}$/.test(value)) return principal.account === value ? 'account' : 'none';
  const parts = arnParts(value);
  // Another form is a unique id, such as AROA… or AIDA…: no template names its owner.
  if (!parts) return 'unknown';
  if (parts[5] === 'root')
    return principal.account === parts[4] ? (principal.type === 'root' ? 'direct' : 'account') : 'none';
  // "You cannot use a wildcard to match part of a principal name or ARN": AWS refuses such a policy when it is saved.
  if (value.includes('*') || value.includes('?')) return 'unknown';
  // The ARN of a federated user does not name the IAM user behind it; a session of that user may use permissions given to the
  // user.
  if (principal.type === 'federated-user' && parts[4] === principal.account && /^user\//.test(parts[5] as string)) {
    return 'unknown';
  }
  if (value === principal.text) return principal.type === 'role' ? 'role' : 'direct';
  if (principal.type === 'session' && value === principal.arn) return 'role';
  // Role ARNs that differ only in a path that the session's ARN does not show name the same role.
  const name = roleName(value);
  const pathUnknown = principal.type === 'session' && principal.arn?.split('/').length === 2;
  return pathUnknown && name !== undefined && parts[4] === principal.account && name === roleName(principal.arn ?? '')
    ? 'role'
    : 'none';
}
