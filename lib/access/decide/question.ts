import type { Policy, Statement } from '../policy/document.ts';
import type { Pattern } from '../policy/pattern.ts';
import type { Actor } from './actor.ts';
import { type Compiled, compileOpenAction, compileStatement, type Way } from './compile.ts';

/** May any principal of `actor` do `action` on any resource of `resources`? */
export interface SolverQuestion {
  readonly action: string;
  readonly actor: Actor;
  readonly resources: readonly Pattern[];
  /** Resources that do not count. */
  readonly exceptResources?: readonly Pattern[];
  readonly resourceAccount: string;
  readonly resourcePolicy?: Policy;
  readonly serviceControl?: readonly (readonly Policy[])[];
  readonly resourceControl?: readonly Policy[];
  /** The action is left open and solved for; `action` then only names the service. */
  readonly anyAction?: true;
  /** Condition keys that the request has for certain, with their value. */
  readonly known?: Readonly<Record<string, string>>;
}

/** Statements, at least one of which has to apply. */
export type RequiredStatements = readonly Compiled[];

/** A question as tests that must hold, by one of several routes, and tests that must not. */
export interface Formula {
  readonly routes: readonly (readonly RequiredStatements[])[];
  readonly denies: readonly Compiled[];
}

/** The same rules as `evaluate/grade.ts`, over all requests at once. */
export function formulaOf(question: SolverQuestion, resourceVariable: string): Formula {
  const { routes, denies } = partsOf(question, resourceVariable, (statement) => statement);
  return { routes: routes.filter((route) => route.every((need) => need.length > 0)), denies };
}

/** One way in which a request is refused: a Deny of `applies` has to apply, or none of `fails` applies for certain. */
export interface Refusal {
  readonly applies: readonly RequiredStatements[];
  readonly fails: readonly Compiled[];
}

/**
 * All ways in which the answer to a question is no. A part in doubt counts as a refusal here, as it counts as access in
 * `formulaOf`: for two questions, this finds every request that the one may allow and the other need not.
 */
export function refusalsOf(question: SolverQuestion, resourceVariable: string): Refusal[] {
  const { routes, denies } = partsOf(question, resourceVariable, turned);
  const denied: Refusal[] = denies.length === 0 ? [] : [{ applies: [denies], fails: [] }];
  let ways: (readonly Compiled[])[] = [[]];
  // A request gets through by any route, so each of them has to fail, by one of its needs.
  for (const route of routes) {
    const failing = route.some((need) => need.length === 0) ? [[]] : route;
    ways = ways.flatMap((way) => failing.map((need) => [...way, ...need]));
  }
  return [...denied, ...ways.map((fails) => ({ applies: [], fails }))];
}

const OPPOSITE = { Allow: 'Deny', Deny: 'Allow', Malformed: 'Malformed' } as const;

/** An Allow that has to fail is read as a Deny is, for certain only; a Deny that has to apply as an Allow is, in doubt too. */
const turned = (statement: Statement): Statement => ({ ...statement, effect: OPPOSITE[statement.effect] });

/** The tests that must hold on each route, and those that must not, with every statement read as `as` has it. */
function partsOf(question: SolverQuestion, resourceVariable: string, as: (statement: Statement) => Statement): Formula {
  const { actor, action } = question;
  const compile = question.anyAction ? compileOpenAction : compileStatement;
  const aim = { action, actor, resourceVariable, ...(as === turned && { everyWay: true as const }) };
  const compiled = (policies: readonly Policy[]) =>
    policies.flatMap((policy) =>
      policy.statements.flatMap((statement) =>
        compile(policy, as(statement), aim).map((form) => ({ ...form, statement })),
      ),
    );
  // Tests in doubt come last: a request that rests on certain tests is the better witness.
  const allows = (all: readonly Compiled[]) =>
    all.filter((allow) => allow.statement.effect !== 'Deny').sort((a, b) => doubts(a) - doubts(b));
  const resource = compiled(question.resourcePolicy ? [question.resourcePolicy] : []);
  const identity = actor.identity === 'anything' ? [] : compiled(actor.identity);
  const boundary = compiled(actor.boundary ? [actor.boundary] : []);
  const levels = actor.account === undefined ? [] : (question.serviceControl ?? []).map(compiled);
  const named = (...ways: Way[]) => allows(resource).filter((statement) => ways.includes(statement.way));

  const ceilings: RequiredStatements[] = levels.map(allows);
  const bounded: RequiredStatements[] = actor.boundary ? [allows(boundary)] : [];
  const own: RequiredStatements[] = actor.identity === 'anything' || actor.type === 'root' ? [] : [allows(identity)];
  const routes: RequiredStatements[][] = [[named('direct')]];
  if (actor.account !== undefined) {
    if (actor.account !== question.resourceAccount) {
      routes.splice(0, 1, [named('direct', 'role', 'account'), ...own, ...bounded]);
    } else {
      routes.push([named('role'), ...bounded]);
      const leave = needsResourcePolicy(question) ? [named('account')] : [];
      routes.push([...leave, ...own, ...bounded]);
    }
  }
  const everything = [
    ...resource,
    ...identity,
    ...boundary,
    ...levels.flat(),
    ...compiled(question.resourceControl ?? []),
  ];
  return {
    routes: routes.map((route) => [...route, ...ceilings]),
    denies: everything.filter((deny) => deny.statement.effect === 'Deny' && !isSpared(question, deny, resource)),
  };
}

const doubts = ({ statement }: Compiled): number => Number(statement.problems.length > 0);

/** The root user's way back to a bucket policy that denies it (see `evaluate/grade.ts`). */
const isSpared = (
  { actor, action, resourceAccount }: SolverQuestion,
  compiled: Compiled,
  resource: readonly Compiled[],
): boolean =>
  actor.type === 'root' &&
  actor.account === resourceAccount &&
  /^s3:(Get|Put|Delete)BucketPolicy$/i.test(action) &&
  resource.includes(compiled);

/** Only when every resource of the question is a key, or a role to assume: see `evaluate/grade.ts`. */
function needsResourcePolicy({ action, resources }: SolverQuestion): boolean {
  const every = (shape: RegExp): boolean =>
    resources.every((pattern) => shape.test(String.fromCharCode(...pattern.map((code) => (code < 0 ? 42 : code)))));
  if (/^kms:(Create|Update|Delete)Alias$/i.test(action)) return every(/:key\//);
  if (/^kms:/i.test(action)) return every(/:(key|alias)\//);
  return /^sts:(AssumeRole|TagSession|SetSourceIdentity|SetContext)/i.test(action) && every(/:role\//);
}
