import { evaluate } from '../evaluate/evaluate.ts';
import { NOWHERE } from '../model/environment.ts';
import { type Carrier, type Policy, readPolicy, type Statement } from '../policy/document.ts';
import { isRecord } from '../policy/record.ts';
import { type Actor, everybody } from './actor.ts';
import { globPattern } from './atoms.ts';
import { type Compiled, compileStatement } from './compile.ts';
import type { Formula, Question } from './question.ts';
import { requestOf } from './replay.ts';
import { type Solution, solveFormula } from './tableau.ts';

/** A request that one policy allows and another does not. */
export interface Difference {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** The statement that allows it. */
  readonly statement: string;
  /** False when it rests on a part that could not be understood, or the budget ran out. */
  readonly sure: boolean;
}

export interface Comparison {
  readonly gained: readonly Difference[];
  readonly lost: readonly Difference[];
  /** False when some action could not be decided within the budget. */
  readonly complete: boolean;
}

/** The account of those who ask; another stands for everybody else. */
const { accountId: HOME, partition: PARTITION } = NOWHERE;

/**
 * What a new policy document allows that the old one does not, and the other way round: one witness for each statement
 * that allows more, for the actions that either document names and for any other that its wildcards take in.
 */
export function compare(older: unknown, newer: unknown): Comparison {
  const carrier: Carrier = [older, newer].some(hasPrincipal) ? 'resource' : 'identity';
  const old = readPolicy(older, 'old', carrier);
  const fresh = readPolicy(newer, 'new', carrier);
  const actions = actionsOf([old, fresh]);
  const gained = differences(fresh, old, carrier, actions);
  const lost = differences(old, fresh, carrier, actions);
  return { gained: gained.found, lost: lost.found, complete: gained.complete && lost.complete };
}

function hasPrincipal(document: unknown): boolean {
  const statements = isRecord(document) ? document.Statement : undefined;
  return (Array.isArray(statements) ? statements : [statements]).some(
    (each) => isRecord(each) && ('Principal' in each || 'NotPrincipal' in each),
  );
}

/**
 * Every action that a document names, and for each of its patterns one that no other pattern singles out: statements
 * treat all actions alike that the same patterns fit.
 */
function actionsOf(policies: readonly Policy[]): string[] {
  const patterns = [
    ...new Set(policies.flatMap((policy) => policy.statements.flatMap((statement) => statement.action.items))),
  ];
  const plain = patterns.filter((pattern) => !/[*?]/.test(pattern));
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern));
  const filled = wild.flatMap((pattern) =>
    FILLERS.map((filler) => pattern.replaceAll('*', filler).replaceAll('?', 'X')),
  );
  const services = [...new Set(patterns.map((pattern) => pattern.split(':')[0] ?? ''))].filter((service) =>
    /^[\w-]+$/.test(service),
  );
  const parts = wild
    .flatMap((pattern) => wild.map((other) => meet(pattern, other)))
    .filter((each) => each !== undefined);
  return [
    ...new Set([...plain, ...filled, ...parts, ...services.map((service) => `${service}:AnyOther`), 'anyother:Action']),
  ].filter((action) => /^[\w-]+:\w+$/.test(action));
}

const FILLERS = ['Any', 's3:Any', 'Object', ''];

/** An action that fits two patterns, when one is a prefix of the other. */
const meet = (a: string, b: string): string | undefined =>
  a.endsWith('*') && b.endsWith('*') && a.toLowerCase().startsWith(b.slice(0, -1).toLowerCase())
    ? `${a.slice(0, -1)}X`
    : undefined;

function differences(
  wide: Policy,
  narrow: Policy,
  carrier: Carrier,
  actions: readonly string[],
): { found: Difference[]; complete: boolean } {
  const found = new Map<Statement, Difference>();
  let complete = true;
  for (const action of actions) {
    for (const actor of carrier === 'resource' ? everybody([HOME], PARTITION) : [anyRole(wide)]) {
      const question = questionOf(actor, action, carrier, wide);
      for (const formula of formulas(question, wide, narrow)) {
        const answer = solveFormula([question], [formula]);
        if (answer.verdict === 'over budget') complete = false;
        if (answer.verdict !== 'possible') continue;
        const [allowing] = answer.solution.allowing;
        if (!allowing) continue;
        const known = found.get(allowing.statement);
        const difference = differenceOf(question, answer.solution, allowing, narrow, carrier);
        if (!known || (difference.sure && !known.sure)) found.set(allowing.statement, difference);
      }
    }
  }
  return { found: [...found.values()], complete };
}

const anyRole = (policy: Policy): Actor => ({
  type: 'role',
  account: HOME,
  names: [globPattern(`arn:${PARTITION}:iam::${HOME}:role/?*`)],
  identity: [policy],
});

const questionOf = (actor: Actor, action: string, carrier: Carrier, policy: Policy): Question => ({
  action,
  actor,
  resources: [globPattern('?*')],
  resourceAccount: HOME,
  ...(carrier === 'resource' ? { resourcePolicy: policy } : {}),
});

/** Allowed by the wide policy, and by the narrow one not: because none of its Allows apply, or because a Deny does. */
function formulas(question: Question, wide: Policy, narrow: Policy): Formula[] {
  const aim = { action: question.action, actor: question.actor, resourceVariable: '@resource0' };
  const compiled = (policy: Policy, effect: 'Allow' | 'Deny') =>
    policy.statements.flatMap((statement) =>
      (statement.effect === 'Deny') === (effect === 'Deny') ? compileStatement(policy, statement, aim) : [],
    );
  const allows = compiled(wide, 'Allow');
  const denies = compiled(wide, 'Deny');
  // An Allow in doubt may not apply, so it stands in nobody's way.
  const certain = compiled(narrow, 'Allow').filter(
    (each) => each.statement.problems.length === 0 && each.statement.effect === 'Allow',
  );
  const byDefault: Formula[] = allows.map((allow) => ({ routes: [[[allow]]], denies: [...denies, ...certain] }));
  const byDeny: Formula[] = compiled(narrow, 'Deny').flatMap((deny) =>
    allows.map((allow) => ({ routes: [[[allow], [deny]]], denies })),
  );
  return [...byDefault, ...byDeny];
}

function differenceOf(
  question: Question,
  solution: Solution,
  allowing: Compiled,
  narrow: Policy,
  carrier: Carrier,
): Difference {
  const request = requestOf(question, solution, 0);
  const wide = evaluate(request);
  const other =
    carrier === 'resource' ? { ...request, resourcePolicy: narrow } : { ...request, identityPolicies: [narrow] };
  // In a comparison of resource policies an identity policy that allows everything would hide the difference.
  const without = { identityPolicies: [] as Policy[] };
  const allowed = carrier === 'resource' ? evaluate({ ...request, ...without }) : wide;
  const narrowed = evaluate(carrier === 'resource' ? { ...other, ...without } : other);
  const { statement } = allowing;
  return {
    principal: solution.principal,
    action: question.action,
    resource: solution.resources[0] ?? '',
    context: solution.context,
    statement: statement.sid ?? `statement ${statement.index + 1}`,
    sure:
      (allowed.decision === 'Allowed' || wide.decision === 'Allowed') &&
      narrowed.decision !== 'Allowed' &&
      narrowed.decision !== 'Unknown',
  };
}
