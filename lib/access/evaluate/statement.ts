import type { PatternScope, PrincipalEntry, Statement } from '../policy/document.ts';
import { compile, fits, fitsResource, glob, UNRESOLVED } from '../policy/pattern.ts';
import { every, type Match, matchOf, not, some } from '../policy/ternary.ts';
import { holds } from './conditions.ts';
import type { RequestContext } from './context.ts';
import { type Naming, naming, type Principal } from './principal.ts';

/** One request, ready to be matched. */
export interface Subject {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Whether a permissions boundary is attached to the principal. */
  readonly bounded: boolean;
}

export interface StatementMatch {
  readonly match: Match;
  /** The most direct way in which the statement names the principal. */
  readonly naming: Naming;
}

/** The statements of a policy by their actions. */
interface ByAction {
  /** The places of those that name an action in full. */
  readonly named: ReadonlyMap<string, readonly number[]>;
  /** The places of those with wildcards or with actions that they exclude. */
  readonly open: readonly number[];
  /** Both together, in their order, for each action that was asked. */
  readonly about: Map<string, readonly Statement[]>;
}

const BY_ACTION = new WeakMap<readonly Statement[], ByAction>();

function byAction(statements: readonly Statement[]): ByAction {
  const known = BY_ACTION.get(statements);
  if (known !== undefined) return known;
  const named = new Map<string, number[]>();
  const open: number[] = [];
  for (const [at, { action }] of statements.entries()) {
    if (action.negated || !action.items.every(isPlain)) open.push(at);
    else
      for (const item of new Set(action.items.map((name) => name.toLowerCase()))) {
        const places = named.get(item);
        if (places === undefined) named.set(item, [at]);
        else places.push(at);
      }
  }
  const made: ByAction = { named, open, about: new Map() };
  BY_ACTION.set(statements, made);
  return made;
}

const isPlain = (text: string): boolean => !/[*?]/.test(text) && !text.includes(UNRESOLVED);

/**
 * The statements of a policy that may be about an action, in their order. A long policy names thousands of actions: asking each of its
 * statements took most of the time of a comparison.
 */
export function statementsAbout(statements: readonly Statement[], action: string): readonly Statement[] {
  if (!isPlain(action)) return statements;
  const { named, open, about } = byAction(statements);
  // Actions that no statement names have the same list.
  const name = action.toLowerCase();
  const places = named.get(name);
  const key = places === undefined ? '' : name;
  const known = about.get(key);
  if (known !== undefined) return known;
  const own = [...open, ...(places ?? [])].sort((a, b) => a - b).flatMap((at) => statements[at] ?? []);
  about.set(key, own);
  return own;
}

/** Whether a statement applies to a request. */
export function matchStatement(statement: Statement, subject: Subject): StatementMatch {
  const action = matchAction(statement.action, subject.action);
  if (action === 'no') return NOT_AT_ALL;
  // Most statements are about something else: what is costly is asked last.
  const resource = matchResource(statement, subject);
  if (resource === 'no') return NOT_AT_ALL;
  const who = matchPrincipal(statement.principal, subject, statement.effect);
  if (who.match === 'no') return NOT_AT_ALL;
  const match = every([
    who.match,
    action,
    resource,
    every(statement.conditions.map((condition) => holds(condition, subject.context, statement.variables))),
    statement.problems.length > 0 ? 'unknown' : 'yes',
  ]);
  return { match, naming: who.naming };
}

const NOT_AT_ALL: StatementMatch = { match: 'no', naming: 'none' };

const MATCHED = new WeakMap<PatternScope<string>, Map<string, Match>>();

/** The same few actions are asked of a statement again and again. */
function matchAction(scope: PatternScope<string>, action: string): Match {
  const known = MATCHED.get(scope)?.get(action);
  if (known !== undefined) return known;
  const made = compareActions(scope, action);
  const matched = MATCHED.get(scope) ?? new Map<string, Match>();
  MATCHED.set(scope, matched.set(action, made));
  return made;
}

/** Actions are compared without regard to case. */
function compareActions(scope: PatternScope<string>, action: string): Match {
  const lowered = action.toLowerCase();
  const any = some(scope.items.map((item) => fits(glob(item.toLowerCase()), lowered)));
  return scope.negated ? not(any) : any;
}

function matchResource({ resource: scope, variables }: Statement, subject: Subject): Match {
  if (!scope) return 'yes';
  const variable = variables ? (key: string) => subject.context.single(key) : undefined;
  const any = some(
    scope.items.map((item) => {
      const pattern = variable && item.includes('$') ? compile(item, { wildcards: true, variable }) : glob(item);
      // Without a value nothing matches; whether a NotResource then excludes nothing, or is invalid, is not documented.
      return pattern ? fitsResource(pattern, subject.resource) : scope.negated ? 'unknown' : 'no';
    }),
  );
  return scope.negated ? not(any) : any;
}

const STRENGTH: readonly Naming[] = ['direct', 'role', 'account', 'unknown', 'none'];

function matchPrincipal(
  scope: PatternScope<PrincipalEntry> | undefined,
  subject: Subject,
  effect: Statement['effect'],
): StatementMatch {
  if (!scope) return { match: 'yes', naming: 'unknown' };
  const namings = scope.items.map((entry) => naming(entry, subject.principal));
  const strongest = STRENGTH.find((naming) => namings.includes(naming)) ?? 'none';
  if (!scope.negated) {
    return { match: strongest === 'unknown' ? 'unknown' : matchOf(strongest !== 'none'), naming: strongest };
  }
  // Not supported with Allow: AWS does not document which principals it would let in.
  if (effect === 'Allow') return { match: 'unknown', naming: 'direct' };
  return { match: deniedByExclusion(scope.items, namings, subject), naming: 'direct' };
}

/**
 * Deny with NotPrincipal. It always denies a principal that has a permissions boundary. Otherwise a spared principal must be
 * listed with its account, a session also with its role. Whether a shorter list spares it depends on the service, so the result
 * is unknown. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function deniedByExclusion(items: readonly PrincipalEntry[], namings: readonly Naming[], subject: Subject): Match {
  const { principal, bounded } = subject;
  if (bounded) return 'yes';
  if (items.some((entry) => entry.kind === 'AWS' && entry.value === '*')) return 'no';
  if (namings.includes('unknown')) return 'unknown';
  if (!namings.includes('direct') && !namings.includes('role')) return 'yes';
  if (principal.account === undefined || principal.type === 'root') return 'no';
  const account = namings.includes('account');
  const whole = principal.type === 'session' ? namings.includes('direct') && namings.includes('role') : true;
  return account && whole ? 'no' : 'unknown';
}
