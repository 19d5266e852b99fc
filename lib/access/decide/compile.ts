import { roleName } from '../evaluate/principal.ts';
import type { PatternScope, Policy, PrincipalEntry, Statement } from '../policy/document.ts';
import { arnParts, fits, glob, UNRESOLVED } from '../policy/pattern.ts';
import { type Match, not, some } from '../policy/ternary.ts';
import type { Actor } from './actor.ts';
import {
  type Atom,
  bounds,
  conditionLiteral,
  DOUBT,
  globPattern,
  type Literal,
  languageOf,
  literalPattern,
  type Presence,
  RESOURCE_ARN,
  textSet,
  type ValueSet,
} from './atoms.ts';
import type { Language } from './language.ts';

/** How a statement of a resource policy lets an actor in (see `Naming` of the evaluator). */
export type Way = 'direct' | 'role' | 'account';

/** A statement, for one action and one actor, as tests that all have to hold. */
export interface Compiled {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly way: Way;
  /** Tests on the principal and the resource come first; the conditions follow. */
  readonly literals: readonly (Atom | Presence)[];
  /** How many of the literals are no conditions. */
  readonly about: number;
}

/** Where a question's resource is kept apart from another question's. */
export interface Aim {
  readonly action: string;
  readonly actor: Actor;
  readonly resourceVariable: string;
  /** For a Deny, every way in which it names the actor, and not just the plainest. */
  readonly everyWay?: true;
}

/**
 * The forms in which a statement can apply: none when it cannot, one for each way in which it names the actor.
 * An Allow in doubt applies; a Deny in doubt does not.
 */
export function compileStatement(policy: Policy, statement: Statement, aim: Aim): Compiled[] {
  const denies = statement.effect === 'Deny';
  const action = actionMatch(statement.action, aim.action);
  const doubtful = statement.problems.length > 0 || action === 'unknown' || statement.effect === 'Malformed';
  if (action === 'no' || (denies && doubtful)) return [];
  const conditions: (Atom | Presence)[] = [];
  for (const condition of statement.conditions) {
    const test: Literal = conditionLiteral(condition, statement.variables);
    if (test === 'never' || (test === DOUBT && denies)) return [];
    if (test !== DOUBT && test !== 'always') conditions.push(test);
  }
  const target = statement.resource ? [resourceLiteral(statement, statement.resource, aim.resourceVariable)] : [];
  return namings(statement, aim).map(({ way, literal }) => {
    const about = literal ? [literal, ...target] : target;
    return { policy, statement, way, literals: [...about, ...conditions], about: about.length };
  });
}

const ANY_ACTION: PatternScope<string> = { negated: false, items: ['*'] };
const FORMS = new WeakMap<Actor, WeakMap<Statement, Compiled[]>>();

/** The same with the action left open: it becomes the variable `@action`, in lower case. */
export function compileAnyAction(policy: Policy, statement: Statement, actor: Actor): readonly Compiled[] {
  const forms = FORMS.get(actor) ?? new WeakMap<Statement, Compiled[]>();
  FORMS.set(actor, forms);
  const known = forms.get(statement);
  if (known) return known;
  const made = compileOpenAction(policy, statement, { actor, resourceVariable: '@resource0' });
  forms.set(statement, made);
  return made;
}

/** The same, once and for any aim. */
export function compileOpenAction(policy: Policy, statement: Statement, aim: Omit<Aim, 'action'>): Compiled[] {
  const action = actionLiteral(statement.action);
  const open = { ...statement, action: ANY_ACTION };
  return compileStatement(policy, open, { ...aim, action: 'any:action' }).map((compiled) => ({
    ...compiled,
    statement,
    literals: [action, ...compiled.literals],
    about: compiled.about + 1,
  }));
}

const ACTION_LITERALS = new WeakMap<PatternScope<string>, Atom>();

function actionLiteral(scope: PatternScope<string>): Atom {
  const known = ACTION_LITERALS.get(scope);
  if (known) return known;
  const { upper, lower } = bounds(
    scope.items.map((item) => item.toLowerCase()),
    { wildcards: true, variables: false },
  );
  const sets = { upper: textSet(upper), lower: textSet(lower) };
  const made: Atom = { variable: '@action', ...sets, negated: scope.negated, whenAbsent: false };
  ACTION_LITERALS.set(scope, made);
  return made;
}

const ACTIONS = new WeakMap<PatternScope<string>, Map<string, Match>>();

function actionMatch(scope: PatternScope<string>, action: string): Match {
  const known = ACTIONS.get(scope) ?? new Map<string, Match>();
  ACTIONS.set(scope, known);
  const found = known.get(action) ?? readActionMatch(scope, action);
  known.set(action, found);
  return found;
}

function readActionMatch(scope: PatternScope<string>, action: string): Match {
  const lowered = action.toLowerCase();
  const any = some(scope.items.map((item) => fits(glob(item.toLowerCase()), lowered)));
  return scope.negated ? not(any) : any;
}

const RESOURCES = new WeakMap<PatternScope<string>, { readonly upper: Language; readonly lower: Language }>();

function resourcesOf({ variables }: Statement, scope: PatternScope<string>): { upper: Language; lower: Language } {
  const known = RESOURCES.get(scope);
  if (known) return known;
  const { upper, lower } = bounds(scope.items, { wildcards: true, variables, shape: RESOURCE_ARN });
  const made = { upper: languageOf(upper), lower: languageOf(lower) };
  RESOURCES.set(scope, made);
  return made;
}

function resourceLiteral(statement: Statement, scope: PatternScope<string>, variable: string): Atom {
  const { upper, lower } = resourcesOf(statement, scope);
  const set = (language: Language): ValueSet => ({ theory: 'text', language });
  return { variable, upper: set(upper), lower: set(lower), negated: scope.negated, whenAbsent: false };
}

/** Whether a statement that names resources may mean this one. */
export const mayMean = (statement: Statement, scope: PatternScope<string>, resource: string): boolean =>
  scope.negated || resourcesOf(statement, scope).upper.has(resource);

interface NamedAs {
  readonly way: Way;
  /** Left out when it holds for every name of the actor. */
  readonly literal?: Atom;
}

const among = (upper: readonly string[], lower: readonly string[], negated = false): Atom => ({
  variable: '@principal',
  upper: textSet(upper.map(globPattern)),
  lower: textSet(lower.map(literalPattern)),
  negated,
  whenAbsent: false,
});

function namings({ principal: scope, effect, problems }: Statement, { actor, everyWay }: Aim): NamedAs[] {
  if (!scope) return [{ way: 'direct' }];
  // An Allow with NotPrincipal is not supported: AWS does not document which principals it lets in.
  if (scope.negated && effect !== 'Deny' && problems.length > 0) return [{ way: 'direct' }];
  const found = scope.items.map((entry) => namesOf(entry, actor));
  if (scope.negated) return excluded(found, effect === 'Deny', actor);
  const ways: NamedAs[] = [];
  for (const way of ['direct', 'role', 'account'] as const) {
    const of = found.filter((naming) => naming.way === way);
    if (of.some((naming) => naming.all === 'yes' || (naming.all === 'unknown' && effect !== 'Deny')))
      ways.push({ way });
    else if (of.some((naming) => naming.upper.length > 0)) {
      ways.push({
        way,
        literal: among(
          of.flatMap((naming) => naming.upper),
          of.flatMap((naming) => naming.lower),
        ),
      });
    }
  }
  // A Deny needs no more than that it names the actor in some way, so of several ways the plainest is enough.
  const always = effect === 'Deny' && !everyWay ? ways.find((way) => !way.literal) : undefined;
  return always ? [always] : ways;
}

/**
 * NotPrincipal denies every principal that is not listed. The condition for sparing one is in doubt (see `deniedByExclusion`):
 * any listing may spare it, and a listing with the account certainly spares a principal that is no session.
 */
function excluded(named: readonly Names[], certainly: boolean, actor: Actor): NamedAs[] {
  if (actor.boundary !== undefined) return [{ way: 'direct' }];
  const own = named.filter((naming) => naming.way !== 'account');
  if (own.some((naming) => naming.all === 'yes' && naming.way === 'direct')) return [];
  if (own.some((naming) => naming.all !== 'no')) return certainly ? [] : [{ way: 'direct' }];
  const upper = own.flatMap((naming) => naming.upper);
  const whole = named.some((naming) => naming.way === 'account' && naming.all === 'yes') || actor.account === undefined;
  const lower = whole ? own.flatMap((naming) => naming.lower) : [];
  return [upper.length === 0 ? { way: 'direct' } : { way: 'direct', literal: among(upper, lower, true) }];
}

interface Names {
  readonly way: Way;
  /** Whether the entry names the actor under any name. */
  readonly all: Match;
  /** Otherwise the names that it may mean, and those that it means for certain. */
  readonly upper: readonly string[];
  readonly lower: readonly string[];
}

const none = { all: 'no', upper: [], lower: [] } as const;
const only = (way: Way, upper: readonly string[], lower = upper): Names => ({ way, all: 'no', upper, lower });

function namesOf(entry: PrincipalEntry, actor: Actor): Names {
  const { kind, value } = entry;
  if (value === '*' && kind === 'AWS') return { ...none, way: 'direct', all: 'yes' };
  if (kind === 'Unknown' || kind === 'CanonicalUser' || value.includes(UNRESOLVED))
    return { ...none, way: 'direct', all: 'unknown' };
  if (kind === 'Service') return actor.type === 'service' ? only('direct', [value]) : { ...none, way: 'direct' };
  if (kind === 'Federated') return actor.type === 'provider' ? only('direct', [value]) : { ...none, way: 'direct' };
  return arnNames(value, actor);
}

function arnNames(value: string, actor: Actor): Names {
  if (actor.account === undefined) return { ...none, way: 'direct' };
  const parts = arnParts(value);
  if (!parts) {
    if (/^\d{12}$/.test(value)) return wholeAccount(value, actor);
    return { ...none, way: 'direct', all: 'unknown' };
  }
  if (parts[5] === 'root') return wholeAccount(parts[4] as string, actor);
  if (/[*?]/.test(value)) return { ...none, way: 'direct', all: 'unknown' };
  if (parts[4] !== actor.account) return { ...none, way: 'direct' };
  if (actor.type === 'session') return sessionNames(value, actor);
  const session = /^assumed-role\/([^/]+)\//.exec(parts[5] as string)?.[1];
  const isRole = actor.type === 'role';
  if (session) {
    // Sessions are not told apart here: a principal that may assume the role may give its session that name.
    if (actor.sessionsApart) return { ...none, way: 'direct' };
    const role = `arn:${parts[1]}:iam::${parts[4]}:role/`;
    return isRole ? only('direct', [`${role}${session}`, `${role}*/${session}`], []) : { ...none, way: 'direct' };
  }
  if (roleName(value) !== undefined) return isRole ? only('role', [value]) : { ...none, way: 'role' };
  return only('direct', [value]);
}

/** A session is known by its ARN and by its role's. */
function sessionNames(value: string, actor: Actor): Names {
  if (value === actor.role) return { ...none, way: 'role', all: 'yes' };
  return { ...none, way: 'direct', all: languageOf(actor.names).has(value) ? 'yes' : 'no' };
}

const wholeAccount = (account: string, actor: Actor): Names => ({
  ...none,
  way: actor.type === 'root' ? 'direct' : 'account',
  all: account === actor.account ? 'yes' : 'no',
});
