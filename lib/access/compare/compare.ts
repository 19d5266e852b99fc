import { ANYTHING } from '../decide/actor.ts';
import { type Compiled, compileAnyAction } from '../decide/compile.ts';
import type { Formula, SolverQuestion } from '../decide/question.ts';
import { Budget } from '../decide/search-text.ts';
import { type Solution, solveFormula } from '../decide/tableau.ts';
import { named } from '../evaluate/cases.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { EvaluateInput } from '../evaluate/input.ts';
import { NOWHERE } from '../model/environment.ts';
import { type Policy, type PolicyCarrier, readPolicy, type Statement } from '../policy/document.ts';
import { isRecord } from '../policy/record.ts';
import { actionName } from './action-name.ts';
import { type Piece, piecesOf, withoutDefaults } from './pieces.ts';
import { type ComparedIdentity, type ComparedPlace, hasAllAccounts, onAction, placesOf } from './places.ts';
import { joined, type Range, rangeOf } from './range.ts';
import { Related } from './related.ts';

/** A request that one policy allows and another does not. */
export interface Difference {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The account of the resource. */
  readonly resourceAccount: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** The identity policies of the principal beside the compared policy, for this difference. */
  readonly identity: ComparedIdentity;
  /** The statement that allows it. */
  readonly statement: string;
  /** The statement of the other document that denies it, when it is a Deny that makes the difference. */
  readonly deniedBy?: string;
  /** False when it rests on a part that could not be understood: then there may be no difference. */
  readonly sure: boolean;
  /** All requests that the statement is about; this difference shows one of them. */
  readonly range: Range;
}

export interface Comparison {
  readonly gained: readonly Difference[];
  readonly lost: readonly Difference[];
  /** False when something could not be decided within the budget. */
  readonly complete: boolean;
}

const { accountId: HOME, partition: PARTITION } = NOWHERE;

/** Steps in each direction, a second or two; and for one question. */
const BUDGET = 40_000_000;
const BUDGET_OF_ONE = 1_000_000;

/**
 * Finds requests that a new policy document allows and the old one does not, and the other way round: a witness for each
 * statement, principal and action that makes a difference. Both are attached at the same place (see `placesOf`). Actions are
 * solved for, not listed; among actions with the same difference, one of the `real` names is preferred as the example. A part
 * that is not understood and is not written alike in both is reported as a difference that is not sure.
 */
export function compare(older: unknown, newer: unknown, real: readonly string[] = []): Comparison {
  const documents = [older, newer].map((input) => named(input).policy);
  const carrier: PolicyCarrier = documents.some(hasPrincipal) ? 'resource' : 'identity';
  const [old, fresh] = documents.map((document, at) =>
    sideOf(readPolicy(document, at === 0 ? 'old' : 'new', carrier)),
  ) as [Side, Side];
  const policies = [old.policy, fresh.policy];
  const places = placesOf(policies, carrier, HOME, PARTITION);
  const gained = new Search(fresh, old, carrier, places, real).run();
  const lost = new Search(old, fresh, carrier, places, real).run();
  const complete = gained.complete && lost.complete && hasAllAccounts(policies);
  return { gained: gained.found, lost: lost.found, complete };
}

/** Whether something is a policy document, alone or with a name; its statements may still be malformed. */
export function isPolicy(value: unknown): boolean {
  const document = named(value).policy;
  if (!isRecord(document)) return false;
  const { Statement } = document;
  return isRecord(Statement) || (Array.isArray(Statement) && Statement.every(isRecord));
}

function hasPrincipal(document: unknown): boolean {
  const statements = isRecord(document) ? document.Statement : undefined;
  return (Array.isArray(statements) ? statements : [statements]).some(
    (value) => isRecord(value) && ('Principal' in value || 'NotPrincipal' in value),
  );
}

interface Side {
  readonly policy: Policy;
  readonly pieces: readonly Piece[];
  readonly keys: ReadonlySet<string>;
  /** Its statements, one for each principal that they name, since each is named in its own way. */
  readonly statements: readonly Statement[];
}

function sideOf(policy: Policy): Side {
  const pieces = piecesOf(policy);
  const statements = policy.statements.flatMap((statement) => {
    const { principal } = statement;
    if (!principal || principal.negated) return [statement];
    return principal.items.map((item) => ({ ...statement, principal: { negated: false, items: [item] } }));
  });
  return {
    policy,
    pieces,
    keys: new Set(pieces.flatMap((piece) => [piece.key, ...withoutDefaults(piece)])),
    statements,
  };
}

class Search {
  readonly #wide: Side;
  readonly #narrow: Side;
  readonly #carrier: PolicyCarrier;
  readonly #places: readonly ComparedPlace[];
  /** Names as AWS writes them, by the same in lower case. */
  readonly #real: ReadonlyMap<string, string>;
  readonly #work = new Budget(BUDGET);
  readonly #found = new Map<string, Difference>();
  /** Statements of either side by those that may apply to the same request. */
  readonly #denying: ReadonlySet<Statement>;
  readonly #wideDenies: Related;
  readonly #wideAllows: Related;
  readonly #narrowAllows: Related;

  constructor(
    wide: Side,
    narrow: Side,
    carrier: PolicyCarrier,
    places: readonly ComparedPlace[],
    real: readonly string[],
  ) {
    this.#real = new Map(real.map((name) => [name.toLowerCase(), name]));
    this.#wide = wide;
    this.#narrow = narrow;
    this.#carrier = carrier;
    this.#places = places;
    this.#denying = new Set(wide.statements.filter(({ effect }) => effect === 'Deny'));
    this.#wideDenies = new Related([...this.#denying]);
    this.#wideAllows = new Related(wide.statements.filter(({ effect }) => effect !== 'Deny'));
    // Turned round: an Allow has to fail as a Deny does, counting only as far as it is certain; a Deny has to apply as an
    // Allow does, in doubt too.
    this.#narrowAllows = new Related(
      narrow.statements
        .filter(({ effect }) => effect === 'Allow')
        .map((statement) => ({ ...statement, effect: 'Deny' })),
    );
  }

  /** Allowed by the wide policy and not by the narrow one: because none of its Allows apply, or because a Deny does. */
  run(): { found: Difference[]; complete: boolean } {
    let complete = true;
    try {
      for (const piece of this.#wide.pieces) {
        if (piece.statement.effect === 'Deny' || this.#narrow.keys.has(piece.key)) continue;
        if (!this.#byDefault(piece)) complete = false;
      }
      for (const piece of this.#narrow.pieces) {
        if (piece.statement.effect === 'Allow' || this.#wide.keys.has(piece.key)) continue;
        if (!this.#byDeny(piece)) complete = false;
      }
    } catch (error) {
      if (!this.#work.isSpent) throw error;
      complete = false;
    }
    return { found: [...this.#found.values()], complete };
  }

  #byDefault({ statement, told }: Piece): boolean {
    const denies = [...this.#wideDenies.to(statement, this.#work), ...this.#narrowAllows.to(statement, this.#work)];
    const other = this.#narrowAllows.to(statement, this.#work);
    return this.#everywhere(told, rangeOf(statement, this.#real.values(), other), (place) => {
      if (place.ways === 'not needed') return [];
      const allowed = this.#compiled(statement, place);
      return allowed.map((allow) => ({ routes: [[[allow]]], denies: this.#all(denies, place) }));
    });
  }

  #byDeny({ statement, told }: Piece): boolean {
    const applies: Statement = { ...statement, effect: 'Allow' };
    const denies = this.#wideDenies.to(statement, this.#work);
    const allows = this.#wideAllows.to(statement, this.#work);
    const range = rangeOf(statement, this.#real.values(), allows);
    return this.#everywhere(`deny ${told}`, range, (place) => {
      const deny = this.#compiled(applies, { ...place, ways: ALL_WAYS });
      if (deny.length === 0) return [];
      const allowed = place.ways === 'not needed' ? undefined : this.#all(allows, place);
      if (allowed?.length === 0) return [];
      return [{ routes: [allowed ? [deny, allowed] : [deny]], denies: this.#all(denies, place) }];
    });
  }

  /** Asks in every place until there is a witness that is sure. False when a budget ran out. */
  #everywhere(told: string, range: Range, formulas: (place: ComparedPlace) => readonly Formula[]): boolean {
    let complete = true;
    for (const place of this.#places) {
      const question = questionOf(place);
      for (const formula of formulas(place)) {
        const aimed = { ...formula, routes: formula.routes.map((route) => [...place.actions.map(aim), ...route]) };
        const answer = solveFormula([question], [aimed], { budget: BUDGET_OF_ONE, work: this.#work });
        if (answer.verdict === 'over budget') {
          complete = false;
          this.#work.spend();
        }
        if (answer.verdict !== 'possible') continue;
        this.#work.spend((this.#wide.policy.statements.length + this.#narrow.policy.statements.length) * 10);
        const witness = this.#withRealName(question, aimed) ?? answer.solution;
        const difference = this.#difference(place, witness, told.startsWith('deny'), range);
        const known = this.#found.get(told);
        const all = known === undefined ? range : joined(known.range, range);
        this.#found.set(told, { ...(known?.sure || (known && !difference.sure) ? known : difference), range: all });
        if (difference.sure) return true;
      }
    }
    return complete;
  }

  /** The same difference by an action that AWS has. */
  #withRealName(question: SolverQuestion, { routes, denies }: Formula): Solution | undefined {
    if (this.#real.size === 0) return undefined;
    const among = aim(onAction([...this.#real.keys()]));
    const answer = solveFormula([question], [{ denies, routes: routes.map((route) => [among, ...route]) }], {
      budget: BUDGET_OF_ONE,
      work: this.#work,
    });
    if (answer.verdict !== 'possible') return undefined;
    // Without the test on the name, which is no statement of either document.
    return { ...answer.solution, allowing: answer.solution.allowing.slice(1) };
  }

  #compiled(statement: Statement, { actor, ways }: ComparedPlace): readonly Compiled[] {
    const forms = compileAnyAction(this.#wide.policy, statement, actor);
    return ways === 'not needed' ? forms : forms.filter(({ way }) => ways.includes(way));
  }

  /** Denies count however they name the principal, Allows only if their way of naming lets it in. */
  #all(statements: readonly Statement[], place: ComparedPlace): Compiled[] {
    const everyWay = { ...place, ways: ALL_WAYS };
    return statements.flatMap((statement) =>
      this.#compiled(statement, this.#denying.has(statement) ? everyWay : place),
    );
  }

  #difference(place: ComparedPlace, solution: Solution, denied: boolean, range: Range): Difference {
    const { '@action': [found = ''] = [], ...context } = solution.context;
    const [wide, narrow] = [this.#wide.policy, this.#narrow.policy];
    const action = this.#real.get(found) ?? actionName(found, [wide, narrow]);
    const { actor, resourceAccount, identity } = place;
    const request = {
      principal: solution.principal,
      action,
      resource: { resource: solution.resources[0] ?? '', accountId: resourceAccount },
      context,
    };
    // The worst case of a federated user, which has no permissions from identity policies without a session policy.
    const session = identity !== 'none' && actor.type === 'federated-user' ? { sessionPolicies: [ANYTHING] } : {};
    const under = (policy: Policy): EvaluateInput =>
      this.#carrier === 'identity'
        ? { request, identityPolicies: [policy], ...session }
        : {
            request,
            resourcePolicy: policy,
            identityPolicies: identity === 'none' ? [] : [ANYTHING],
            ...(actor.boundary ? { permissionBoundaries: [actor.boundary] } : {}),
            ...session,
          };
    const before = evaluate(under(narrow)).decision;
    // Past the tests on the action come, for a Deny, the Deny and then the Allow, if one is needed.
    const [first, second] = solution.allowing.slice(place.actions.length);
    const allow = denied ? second : first;
    return {
      principal: request.principal,
      action,
      resource: request.resource.resource,
      resourceAccount,
      context,
      identity,
      statement: allow ? labelOf(allow.statement) : 'an identity policy',
      ...(denied && first ? { deniedBy: labelOf(first.statement) } : {}),
      sure: evaluate(under(wide)).decision === 'Allowed' && /Denied$/.test(before),
      range,
    };
  }
}

const ALL_WAYS = ['direct', 'role', 'account'] as const;

const labelOf = ({ sid, index }: Statement): string => sid ?? `statement ${index + 1}`;

/** A test alone, in the place of a statement that has to apply. */
export const aim = (literal: ComparedPlace['actions'][number]): Compiled[] => [
  { policy: NO_POLICY, statement: NO_STATEMENT, way: 'direct', literals: [literal], about: 1 },
];
const NO_POLICY: Policy = { label: '', statements: [] };
const NO_STATEMENT: Statement = {
  index: 0,
  effect: 'Allow',
  action: { negated: false, items: [] },
  conditions: [],
  variables: false,
  problems: [],
  raw: undefined,
};

const questionOf = ({ actor, resources, resourceAccount }: ComparedPlace): SolverQuestion => ({
  action: '',
  actor,
  resources,
  resourceAccount,
});
