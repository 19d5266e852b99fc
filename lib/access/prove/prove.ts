import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { hasCode } from '../../activity/errors.ts';
import { claimsOf, refuseEmpty } from '../claims/families.ts';
import { withUnknownActions } from '../claims/unknown-actions.ts';
import { CATALOGUE_VERSION } from '../escalate/catalogue.ts';
import type { Declaration } from '../inquiry/declaration.ts';
import { type Inquiry, openInquiry } from '../inquiry/inquiry.ts';
import { type Claim, type Proof, type Verdict, worst } from '../inquiry/proof.ts';
import type { App, Environment, Templates } from '../model/index.ts';
import { answered } from '../side-doors/answered.ts';
import { clouded, notUnderstood } from '../understood/not-understood.ts';
import { withAcceptances, withFindings } from './acceptance.ts';
import { inWords } from './finding-id.ts';
import { findGuards } from './guards.ts';
import { MOST_WORLDS, openedWorlds } from './worlds.ts';

/** What no proof over templates can show. */
const RESIDUALS = [
  'The root user of the account may always replace bucket policies, and key policies where they let it.',
  'The trusted base can change every rule; what it does is seen, not prevented.',
  'Grants on keys, access points and policies made outside the templates are not seen at synth.',
  'Policies of the organisation (SCP, RCP) that are not in the input are taken as absent, which only widens access.',
];

const ASSUMPTIONS = [
  'AWS decides requests as its documentation says, and gives typed condition keys values of their type.',
  `Every way to the data is a sequence of steps of the catalogue, version ${CATALOGUE_VERSION}.`,
  'Nothing but these templates gives policies to the principals and resources in them.',
];

/** Entries of a choice that no claim has, and the claims that there are. */
type Unasked = readonly [empty: readonly string[], known: readonly string[]];

/**
 * Decides every claim for an app that has been read.
 * Throws `ACCESS_DECLARATION` when the declaration names what the app does not have.
 */
function proveApp(
  app: App,
  declaration: Declaration,
  today: string,
  refuse: (...unasked: Unasked) => void = refuseEmpty,
): Proof {
  const inquiry = openInquiry(app, declaration);
  const { asked, notAsked, empty } = claimsOf(inquiry, declaration.claims);
  refuse(empty, [...asked.map(({ id }) => id), ...notAsked]);
  const found = withFindings(app, withUnknownActions(inquiry, clouded(inquiry, asked)));
  const { claims, acceptances } = withAcceptances(app, declaration, found, today);
  return {
    verdict: worst(claims.map(counted)),
    claims,
    acceptances,
    notAsked,
    trusted: [...inquiry.trusted, ...inquiry.deployers],
    residuals: [...RESIDUALS, ...outsideTrust(inquiry), ...trustedCode(inquiry)],
    notUnderstood: [...app.notUnderstood, ...notUnderstood(inquiry)],
    assumptions: [
      ...ASSUMPTIONS,
      ...app.assumptions,
      ...outsideNeeds(inquiry),
      ...handedOut(inquiry),
      ...answered(inquiry),
    ],
    idle: [],
    inputs: { templates: {} },
    statistics: {
      roles: app.roles.length,
      statements: countStatements(app),
      claims: claims.length,
      queries: inquiry.count.queries,
    },
  };
}

/** What a claim adds to the verdict: nothing, where an approver answers for the finding behind it. */
const counted = ({ verdict, accepted }: Claim): Verdict => (accepted ? 'proved' : verdict);

/** The proof with, for each claim, the statements, conditions and settings without which it falls. */
function withGuards(app: App, declaration: Declaration, proof: Proof): Proof {
  const { guards, idle } = findGuards(app, declaration, proof.claims);
  return { ...proof, idle, claims: proof.claims.map((claim) => ({ ...claim, guards: guards.get(claim.id) ?? [] })) };
}

/** Who may take a role of the trusted base that is not in the templates is not known from them. */
const outsideTrust = ({ app, trusted, deployers }: Inquiry): string[] => {
  const known = new Set([...app.roles, ...app.users].map((identity) => identity.arn));
  return [...trusted, ...deployers].some((arn) => !known.has(arn))
    ? [
        'Of the trusted base, roles outside these templates (of the CDK bootstrap stack, for one) are taken to be closed: a principal that may take or pass them can change every rule. `prove --bootstrap` decides that too.',
      ]
    : [];
};

/** A principal that takes a role that starts deployments could change every rule, and the account's identity policies say who does. */
const handedOut = ({ app, deployers }: Inquiry): string[] =>
  deployers.map(
    (arn) =>
      `${arn} starts deployments and may so change every rule: of the principals of account ${app.place.accountId} that are not in the input, only people trusted with everything have an identity policy that lets them take it (sts:AssumeRole), or one that lets them write such a policy.`,
  );

/** What is taken of principals outside the templates that have to be able to do something. */
const outsideNeeds = ({ app, needs }: Inquiry): string[] => {
  const known = new Set([...app.roles, ...app.users].map((identity) => identity.arn));
  const outside = new Set(
    needs.flatMap((need) =>
      need.kind === 'call' && need.outside && !known.has(need.principal) ? [need.principal] : [],
    ),
  );
  return outside.size === 0
    ? []
    : [`Of their own policies, these are taken to allow what the platform needs of them: ${[...outside].join(', ')}.`];
};

/** Code that runs as an approved reader: it is trusted with what it reads. */
const trustedCode = ({ app, classes }: Inquiry): string[] =>
  app.functions.flatMap((fn) => {
    const read = classes
      .filter((dataClass) => fn.roleArn !== undefined && dataClass.exempt.includes(fn.roleArn))
      .map((dataClass) => dataClass.name);
    return read.length > 0
      ? [`What function ${fn.name} does with the data of ${read.join(' and ')} that it reads is up to its code.`]
      : [];
  });

const countStatements = (app: App): number =>
  [...app.roles, ...app.users]
    .flatMap((identity) => identity.policies)
    .reduce((sum, policy) => sum + policy.statements.length, 0);

export interface ProveOptions {
  /** Whether to seek what each claim rests on: a proof for each guard. */
  readonly guards?: boolean;
  /** The day that expiries of accepted findings are compared with, in ISO 8601: today, unless it is said. */
  readonly today?: string;
}

/**
 * Reads templates and decides every claim: in each of the worlds that open template conditions make possible, and the
 * worst counts. `guards` also names what each claim rests on. Throws `ACCESS_TEMPLATE`, `ACCESS_DECLARATION`.
 */
export function prove(
  templates: Templates,
  declaration: Declaration,
  environment: Environment = {},
  { guards = false, today = new Date().toISOString().slice(0, 10) }: ProveOptions = {},
): Proof {
  const { app, worlds } = openedWorlds(templates, environment);
  const [first = app, ...others] = worlds;
  // Of what a condition makes, claims are there in one world and not in another.
  const unasked: Unasked[] = [];
  const proveIn = (world: App): Proof => proveApp(world, declaration, today, (...parts) => unasked.push(parts));
  const decided = others.map(proveIn).reduce(worse, proveIn(first));
  refuseEmpty(
    (declaration.claims ?? []).filter((entry) => unasked.every(([empty]) => empty.includes(entry))),
    unasked.flatMap(([, known]) => known),
  );
  const found = worlds.length === 0 ? tooMany(app, decided) : decided;
  const named = guards ? withGuards(first, declaration, found) : found;
  return { ...readable(named), inputs: { templates: digests(templates) } };
}

/** What no reading of one account and region shows. */
const LIVE_RESIDUALS = [
  'The root user of the account may always replace bucket policies, and key policies where they let it.',
  'The trusted base can change every rule; what it does is seen, not prevented.',
  'Kinds of resource that the reading does not ask for, other regions and the code of functions are not seen.',
  'Policies of the organisation (SCP, RCP) are not read from a member account; taken as absent, which only widens access.',
];

const LIVE_ASSUMPTIONS = [
  ...ASSUMPTIONS.slice(0, 2),
  'AWS answers with the policies that are in force; after a change that takes some minutes.',
];

/**
 * Decides every claim for an account that was read (lib/access/live). What was not read makes the claims that it touches
 * undecided; something declared that is not there is refuted, or undecided when its kind was not read.
 */
export function proveAccount(
  app: App,
  declaration: Declaration,
  { guards = false, today = new Date().toISOString().slice(0, 10) }: ProveOptions = {},
): Proof {
  try {
    const proof = proveApp(app, declaration, today);
    const said = {
      ...proof,
      residuals: withoutTemplates(proof.residuals),
      assumptions: LIVE_ASSUMPTIONS.concat(proof.assumptions.slice(ASSUMPTIONS.length)),
    };
    return readable(guards ? withGuards(app, declaration, said) : said);
  } catch (error) {
    if (!hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return absent(app, (error as Error).message);
  }
}

const withoutTemplates = (residuals: readonly string[]): string[] => [
  ...LIVE_RESIDUALS,
  ...residuals.filter((residual) => !RESIDUALS.includes(residual)),
];

/** Of an account that has not what is declared nothing else can be decided. */
function absent({ unread }: App, why: string): Proof {
  const [first] = unread;
  const verdict: Verdict = first ? 'undecided' : 'refuted';
  const claim: Claim = {
    id: 'works/what-is-declared-is-there',
    class: 'every class',
    tier: 'B',
    text: 'everything that is declared is in the account',
    verdict,
    because: first ? `${why} ${first.call} was not answered [${first.code}]: ${first.why}` : why,
    guards: [],
  };
  return {
    ...{ verdict, claims: [claim], trusted: [], residuals: LIVE_RESIDUALS, notAsked: [], acceptances: [] },
    ...{
      notUnderstood: [],
      assumptions: LIVE_ASSUMPTIONS,
      idle: [],
      inputs: { templates: {} },
      statistics: { claims: 1 },
    },
  };
}

/** What is known only at deployment stands for itself in patterns, and is said in words to a reader. */
const readable = (proof: Proof): Proof => JSON.parse(inWords(JSON.stringify(proof))) as Proof;

const SEVERITY: Readonly<Record<Verdict, number>> = { refuted: 2, undecided: 1, proved: 0 };

/** One that is accepted is worse than one that is proved. */
const severityOf = (claim: Claim): number => SEVERITY[counted(claim)] + (claim.accepted ? 0.5 : 0);

/** Of two worlds, each claim as it is in the one where it fares worse. */
function worse(a: Proof, b: Proof): Proof {
  const claims = new Map(a.claims.map((claim) => [claim.id, claim]));
  for (const claim of b.claims) {
    const other = claims.get(claim.id);
    if (!other || severityOf(claim) > severityOf(other)) claims.set(claim.id, claim);
  }
  return {
    ...a,
    claims: [...claims.values()],
    verdict: worst([a.verdict, b.verdict]),
    // What is there in one of the worlds is there.
    acceptances: a.acceptances.map((acceptance, at) =>
      acceptance.state === 'gone' ? (b.acceptances[at] ?? acceptance) : acceptance,
    ),
  };
}

/** Undecided as a whole: which of the open conditions make which claim fall was not tried. */
const tooMany = ({ freeConditions }: App, proof: Proof): Proof => ({
  ...proof,
  verdict: worst([proof.verdict, 'undecided']),
  notUnderstood: [
    ...proof.notUnderstood,
    ...freeConditions.map(({ template, condition }) => ({
      template,
      logicalId: condition,
      constructPath: '',
      why: `one of ${freeConditions.length} comparisons that only the deployment decides; at most ${MOST_WORLDS} ways to decide them are tried (give conditions in the environment)`,
    })),
  ],
});

function digests(templates: Templates): Record<string, string> {
  const entries = templates instanceof Map ? [...templates] : Object.entries(templates);
  return Object.fromEntries(
    entries
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, template]) => {
        const text = typeof template === 'string' ? template : canonicalJson(template as Json);
        return [name, createHash('sha256').update(text).digest('hex')];
      }),
  );
}
