import { excluding, worstCase } from '../claims/no-escalation.ts';
import { outsider } from '../escalate/becoming.ts';
import { nodeOf, type PrincipalNode } from '../escalate/node.ts';
import { everyPath, type Path } from '../escalate/reach.ts';
import { type Declaration, isLeftOut, isNamed } from '../inquiry/declaration.ts';
import { type Inquiry, openInquiry } from '../inquiry/inquiry.ts';
import type { WitnessStep } from '../inquiry/proof.ts';
import { type App, type Environment, readApp, type Templates } from '../model/index.ts';
import { worldsOf } from '../prove/worlds.ts';
import { understoodNothing } from '../understood/not-understood.ts';
import { askedAction } from './asked-action.ts';
import { findPrincipal, findTarget } from './find-target.ts';
import { type Reaching, reachingOf } from './openings.ts';
import { whyNot } from './why-not.ts';

/** Unknown is no answer: neither that a principal can, nor that none can. */
export interface WhoCanAnswer {
  /** ARN of a role or user of the templates or of the trusted base, or a description of anybody else. */
  readonly principal: string;
  readonly verdict: 'yes' | 'unknown' | 'no';
  /** What it would do, in order; empty where nothing is known or needed. */
  readonly path: readonly WitnessStep[];
  /** Of an answer that is unknown, why. */
  readonly because?: string;
}

/** What is asked: of everybody, or of one principal. */
export interface AccessQuestion {
  /** One of `VERBS`, or an action of AWS. */
  readonly verb: string;
  /** A class of the declaration, or a resource by any of its names. */
  readonly what: string;
  /** A role or user of the templates; everybody when it is left out. */
  readonly principal?: string | undefined;
}

/** Everybody else, as an answer names them. */
const ANYBODY = 'anybody else of the account, by any identity policy for data';
const OUTSIDE = 'anybody outside the account';

/**
 * Who can do something with a class or a resource, at once or by steps: every role and user of the templates, the trusted base
 * outside them, and everybody else. Principals that cannot are left out, except one that was asked about.
 * @throws StrongroomError ACCESS_TEMPLATE, ACCESS_DECLARATION, ask.unknown-name, ask.ambiguous, ask.verb
 */
export function whoCan(
  templates: Templates,
  declaration: Declaration,
  environment: Environment,
  { verb: asked, what, principal }: AccessQuestion,
): readonly WhoCanAnswer[] {
  const verb = asked.includes(':') ? askedAction(asked) : asked;
  const app = readApp(templates, environment);
  const worlds = worldsOf(templates, environment, app);
  const inquiries = (worlds.length > 0 ? worlds : [app]).map((world) => openInquiry(world, declaration));
  const found = inquiries.map((inquiry) => {
    // What a condition leaves out is nobody, and nothing to reach.
    if (isLeftOut(inquiry.app, what)) return [];
    if (principal !== undefined && isLeftOut(inquiry.app, principal)) return [notMade(inquiry.app, principal)];
    const answers = answersIn(inquiry, verb, what);
    return principal === undefined ? answers : answersOf(inquiry, principal, answers, verb, what);
  });
  const merged = found.length === 1 ? (found[0] ?? []) : inSomeWorlds(found);
  return worlds.length > 0 ? merged : [unknown('*', 'too much depends on what only the deployment decides'), ...merged];
}

const notMade = ({ leftOut }: App, name: string): WhoCanAnswer => ({
  principal: leftOut.find((resource) => isNamed(name, resource))?.arn ?? name,
  verdict: 'no',
  path: [],
  because: 'a condition of the templates leaves it out',
});

const unknown = (principal: string, because: string): WhoCanAnswer => ({
  principal,
  verdict: 'unknown',
  path: [],
  because,
});

function answersIn(inquiry: Inquiry, verb: string, target: string): WhoCanAnswer[] {
  const { app, trusted } = inquiry;
  const reaching = reachingOf(inquiry, verb, findTarget(inquiry, verb, target));
  const identities = [...app.roles, ...app.users];
  const known = new Set(identities.map(({ arn }) => arn));
  const outsiders = trusted.filter((arn) => !known.has(arn));
  // A principal that may act as a role that could change every rule has arrived.
  const holders = [...outsiders, ...(reaching.role === undefined ? [] : [reaching.role])];
  const found = { ...reaching.found, exempt: holders };
  const attack = (from: readonly PrincipalNode[]) => ({
    from,
    allows: () => true,
    trustIsEnough: true,
    openings: reaching.openings,
  });
  const own = identities.filter(({ arn }) => arn !== reaching.role).map((identity) => nodeOf(app, identity));
  const strange = understoodNothing(inquiry);
  const paths = everyPath(inquiry, found, attack(own));
  return [
    ...(strange === undefined ? [] : [unknown('*', strange)]),
    ...paths.map(answerOf),
    ...outsiders.map((arn) =>
      unknown(arn, `${outsider(arn).name} is of the trusted base, and its policies are not in these templates`),
    ),
    ...anybody(inquiry, { ...reaching, found }, [...holders, ...known], paths),
  ];
}

/**
 * Everybody who is neither in the templates nor trusted: of the account by data-plane rights alone, of others by any. A principal that takes a
 * role of the templates has arrived if that role has a path of its own.
 */
function anybody(
  inquiry: Inquiry,
  { found, openings }: Reaching,
  principals: readonly string[],
  paths: readonly Path[],
): WhoCanAnswer[] {
  const arrived = (isSure: boolean) => ({
    ...found,
    exempt: [...found.exempt, ...paths.filter(({ sure }) => sure || !isSure).map(({ principal }) => principal)],
  });
  const everybody = worstCase(inquiry).map((node) => excluding(node, { ...found, exempt: principals }));
  const { accountId } = inquiry.app.place;
  const inside = everybody.filter((node) => node.actor.account === accountId);
  const outside = everybody.filter((node) => node.actor.account !== accountId);
  const shortest = (from: readonly PrincipalNode[], onlyData: boolean, isSure: boolean): Path | undefined =>
    everyPath(inquiry, arrived(isSure), {
      from,
      allows: (entry) => !onlyData || entry.plane === 'data',
      trustIsEnough: true,
      fromEverybody: true,
      openings: openings.filter(({ plane }) => !onlyData || plane === 'data'),
    }).toSorted((a, b) => Number(b.sure) - Number(a.sure) || a.steps.length - b.steps.length)[0];
  return [[ANYBODY, inside, true] as const, [OUTSIDE, outside, false] as const].flatMap(
    ([principal, from, onlyData]) => {
      const surely = shortest(from, onlyData, true);
      const path = surely ?? shortest(from, onlyData, false);
      return path ? [{ ...answerOf({ ...path, sure: path.sure && surely !== undefined }), principal }] : [];
    },
  );
}

/** The answers about one principal; why it cannot, when there is none. */
function answersOf(
  inquiry: Inquiry,
  principal: string,
  answers: readonly WhoCanAnswer[],
  verb: string,
  target: string,
): WhoCanAnswer[] {
  if (/^(anybody|anyone|everybody)$/i.test(principal))
    return answers.filter((answer) => [ANYBODY, OUTSIDE, '*'].includes(answer.principal));
  const trusted = answers.filter((answer) => answer.principal === principal);
  if (trusted.length > 0) return trusted;
  const { arn } = findPrincipal(inquiry, principal);
  const about = answers.filter((answer) => answer.principal === arn || answer.principal === '*');
  if (about.length > 0) return about;
  const { openings } = reachingOf(inquiry, verb, findTarget(inquiry, verb, target));
  return [{ principal: arn, verdict: 'no', path: [], because: whyNot(inquiry, arn, openings) }];
}

const answerOf = ({ principal, sure, steps }: Path): WhoCanAnswer =>
  sure
    ? { principal, verdict: 'yes', path: steps }
    : { principal, verdict: 'unknown', path: steps, because: 'part of a policy on the way is not understood' };

/** What holds in some of the worlds that the deployment may choose, and not in all, is not known. */
function inSomeWorlds(answersByWorld: readonly (readonly WhoCanAnswer[])[]): WhoCanAnswer[] {
  const all = Map.groupBy(answersByWorld.flat(), ({ principal }) => principal);
  return [...all.values()].flatMap((answers) => {
    const [first] = answers.toSorted((a, b) => Number(b.verdict === 'yes') - Number(a.verdict === 'yes'));
    if (!first) return [];
    const isSure = answers.length === answersByWorld.length && answers.every(({ verdict }) => verdict === 'yes');
    return [
      isSure || first.verdict === 'unknown'
        ? first
        : {
            ...first,
            verdict: 'unknown' as const,
            because: 'it depends on a condition that only the deployment decides',
          },
    ];
  });
}
