import { type Condition, readConditions } from './condition.ts';
import { UNRESOLVED } from './pattern.ts';
import { isRecord } from './record.ts';

/** The place of a policy in the templates. */
export interface Origin {
  readonly template: string;
  readonly logicalId: string;
  readonly constructPath: string;
}

export type PrincipalKind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'Unknown';

export interface PrincipalEntry {
  readonly kind: PrincipalKind;
  readonly value: string;
}

/** A list of patterns, or everything but it. */
export interface PatternScope<T> {
  readonly negated: boolean;
  readonly items: readonly T[];
}

export interface Statement {
  readonly index: number;
  readonly sid?: string;
  /** `Malformed` may be either: it is never relied upon, in either direction. */
  readonly effect: 'Allow' | 'Deny' | 'Malformed';
  readonly principal?: PatternScope<PrincipalEntry>;
  readonly action: PatternScope<string>;
  readonly resource?: PatternScope<string>;
  readonly conditions: readonly Condition[];
  /** `${…}` is a policy variable only under version 2012-10-17. */
  readonly variables: boolean;
  /** Why the statement cannot be relied upon, empty when it can. */
  readonly problems: readonly string[];
  readonly raw: unknown;
}

export interface Policy {
  readonly label: string;
  readonly origin?: Origin;
  readonly statements: readonly Statement[];
}

const STATEMENT_ELEMENTS = new Set(
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' '),
);
const POLICY_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const VERSIONS = new Set<unknown>([undefined, '2008-10-17', '2012-10-17']);
const PRINCIPAL_KINDS = new Set<string>(['AWS', 'Service', 'Federated', 'CanonicalUser']);

/** Whether a policy names its principals (attached to a resource), or is attached to its principal. */
export type PolicyCarrier = 'identity' | 'resource';

/**
 * Parses a policy document into a form that can be decided. Never throws: a malformed part stays, marked, so that it counts
 * against the claim that it touches instead of vanishing. Grammar:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(document: unknown, label: string, carrier: PolicyCarrier, origin?: Origin): Policy {
  const parsed = fromText(document);
  const located = origin ? { label, origin: place(origin) } : { label };
  if (!isRecord(parsed)) return { ...located, statements: [unreadable(parsed, 'the policy is not a JSON object')] };
  const text = JSON.stringify(parsed);
  const key = JSON.stringify([located, carrier, text]);
  const known = READ.get(key);
  if (known) return known;
  const made = { ...located, statements: statementsIn(JSON.parse(text), carrier) };
  // Bounded, because a sentinel that lives for days reads many policies.
  if (READ.size > 5_000) READ.clear();
  READ.set(key, made);
  return made;
}

/**
 * One policy for the same document at the same place, whichever app it was read in: what was found out about it is found
 * again in the next version of the app.
 */
const READ = new Map<string, Policy>();

function statementsIn(document: Record<string, unknown>, carrier: PolicyCarrier): Statement[] {
  const { Statement: found, Version } = document;
  if (found === undefined) return [unreadable(document, 'the policy has no Statement')];
  const statements = Array.isArray(found) ? found : [found];
  const options = { variables: Version === '2012-10-17', carrier, problems: problemsOf(document) };
  return statements.map((raw, index) => readStatement(raw, index, options));
}

/** Faults for which IAM would refuse the whole document, so that its meaning is unknown. */
function problemsOf(document: Record<string, unknown>): string[] {
  const unknown = Object.keys(document).filter((element) => !POLICY_ELEMENTS.has(element));
  return [
    ...(VERSIONS.has(document.Version) ? [] : ['the Version is none of the two that there are']),
    ...unknown.map((element) => `unknown element ${element}`),
  ];
}

/** Callers pass whole resources; of these only the place is kept, so that results stay small. */
const place = ({ template, logicalId, constructPath }: Origin): Origin => ({ template, logicalId, constructPath });

function fromText(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

const unreadable = (raw: unknown, problem: string, index = 0): Statement => ({
  index,
  effect: 'Malformed',
  action: { negated: false, items: ['*'] },
  conditions: [],
  variables: false,
  problems: [problem],
  raw,
});

function readStatement(
  raw: unknown,
  index: number,
  options: { variables: boolean; carrier: PolicyCarrier; problems: readonly string[] },
): Statement {
  const { variables, carrier } = options;
  if (!isRecord(raw)) return unreadable(raw, 'the statement is not an object', index);
  const problems: string[] = [...options.problems];
  for (const element of Object.keys(raw)) {
    if (!STATEMENT_ELEMENTS.has(element)) problems.push(`unknown element ${element}`);
  }
  const effect = raw.Effect === 'Allow' || raw.Effect === 'Deny' ? raw.Effect : 'Malformed';
  if (effect === 'Malformed') problems.push('Effect is neither Allow nor Deny');
  const action = readScope(raw, 'Action', problems);
  if (!action) problems.push('neither Action nor NotAction');
  const resource = readScope(raw, 'Resource', problems);
  if (!resource && carrier === 'identity') problems.push('neither Resource nor NotResource');
  const principal = readPrincipal(raw, problems);
  if (principal && carrier === 'identity') problems.push('Principal in a policy that is attached to a principal');
  if (!principal && carrier === 'resource') problems.push('neither Principal nor NotPrincipal');
  if (principal?.negated && effect === 'Allow') problems.push('NotPrincipal is not supported with Allow');
  return {
    index,
    ...(typeof raw.Sid === 'string' ? { sid: raw.Sid } : {}),
    effect,
    ...(principal ? { principal } : {}),
    action: action ?? { negated: false, items: ['*'] },
    ...(resource ? { resource } : {}),
    conditions: readConditions(raw.Condition, problems),
    variables,
    problems,
    raw,
  };
}

/** In the place of an item that could not be read: it may be any, so that a Deny is not lost with it. */
const ANY_ITEM = UNRESOLVED;
const ANYBODY: PrincipalEntry = { kind: 'Unknown', value: '' };

function readScope(raw: Record<string, unknown>, name: string, problems: string[]): PatternScope<string> | undefined {
  const plain = raw[name];
  const negated = raw[`Not${name}`];
  if (plain !== undefined && negated !== undefined) problems.push(`both ${name} and Not${name}`);
  const found = plain ?? negated;
  if (found === undefined) return undefined;
  const items = Array.isArray(found) ? found : [found];
  const readable = items.length > 0 && items.every((item) => typeof item === 'string');
  if (!readable) problems.push(`${name} is not a text or a list of texts`);
  const texts = items.map((item) => (typeof item === 'string' ? item : ANY_ITEM));
  return { negated: plain === undefined, items: texts.length > 0 ? texts : [ANY_ITEM] };
}

/**
 * The ARN of a CloudFront identity names its canonical user, in no account: through it, every caller of the distribution reads.
 */
const kindOf = (kind: string, value: string): PrincipalKind => {
  if (kind === 'AWS' && /^arn:[^:]*:iam::cloudfront:/.test(value)) return 'CanonicalUser';
  return PRINCIPAL_KINDS.has(kind) ? (kind as PrincipalKind) : 'Unknown';
};

function readPrincipal(raw: Record<string, unknown>, problems: string[]): PatternScope<PrincipalEntry> | undefined {
  const found = raw.Principal ?? raw.NotPrincipal;
  if (found === undefined) return undefined;
  if (raw.Principal !== undefined && raw.NotPrincipal !== undefined) problems.push('both Principal and NotPrincipal');
  const negated = raw.Principal === undefined;
  if (typeof found === 'string') {
    if (found !== '*') problems.push('Principal is a text other than *');
    return { negated, items: [{ kind: found === '*' ? 'AWS' : 'Unknown', value: found }] };
  }
  if (!isRecord(found)) {
    problems.push('Principal is neither * nor an object');
    return { negated, items: [ANYBODY] };
  }
  const items: PrincipalEntry[] = [];
  for (const [kind, values] of Object.entries(found)) {
    for (const value of Array.isArray(values) ? values : [values]) {
      if (typeof value !== 'string') {
        problems.push(`Principal.${kind} is not a text`);
        items.push(ANYBODY);
      } else items.push({ kind: kindOf(kind, value), value });
    }
    if (!PRINCIPAL_KINDS.has(kind)) problems.push(`unknown kind of principal ${kind}`);
  }
  if (items.length === 0) {
    problems.push('Principal names nobody');
    items.push(ANYBODY);
  }
  return { negated, items };
}
