import { type Claim, type Declaration, type Proof, proveAccount, type Verdict } from '../../access/index.ts';
import { type AccountReading, accountOf, type Drift, driftOf } from '../../access/live/index.ts';
import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { SENSITIVITIES, type Sensitivity } from '../../activity/sensitivity.ts';
import type { Configuration } from '../configuration.ts';
import { declarationOf } from '../declaration.ts';
import { sha256Of } from '../gate/certificate.ts';
import type { TrailCall } from '../gate/gate.ts';
import { EVERYONE, SCALES, type Severity, severityOf } from '../severity/index.ts';

/** Why an account was read: a reported call, an unreadable event, or the schedule. */
export type Occasion =
  | { readonly on: 'call'; readonly call: TrailCall; readonly at: string; readonly document: 'given' | 'left out' }
  | { readonly on: 'unreadable' }
  | { readonly on: 'schedule' };

/** A claim that does not hold for the account as it is. */
export type Fallen = Pick<Claim, 'id' | 'class' | 'verdict' | 'because' | 'witness'>;

/** The result of one reading of the account: policies and settings, no stored data. */
export interface Findings {
  readonly began: string;
  readonly occasion: Occasion;
  readonly account: string;
  readonly region: string;
  readonly verdict: Verdict;
  readonly claims: number;
  readonly fallen: readonly Fallen[];
  /** Differences between the account and its own templates. */
  readonly drifts: readonly Pick<
    Drift,
    'change' | 'type' | 'resource' | 'part' | 'label' | 'text' | 'expected' | 'found'
  >[];
  /** Resources outside the platform's templates that refer to a resource of the platform. */
  readonly beside: readonly string[];
  /** Number of other resources outside the templates, which belong to other workloads. */
  readonly others: number;
  /** Calls that AWS did not answer. */
  readonly unread: readonly { readonly call: string; readonly code: string; readonly why: string }[];
  /** Whether the deployed templates are those of the newest certificate. */
  readonly templates: 'certified' | 'not certified' | 'not read';
  /** One for each class with a refuted claim. No log was read: reads are for an investigation. */
  readonly severity: readonly (Severity & { readonly class: string })[];
}

/** Facts that the account itself does not hold. */
export interface FactsBeside {
  /** Digest of the templates of the newest certificate; undefined when there is none. */
  readonly certified: string | undefined;
  /** End of the time for which a class counts as open, where a claim about it is refuted. */
  readonly now: Date;
}

/** Decides every claim for an account as it was read, and finds its differences from the templates of its own stacks. */
export async function findingsOf(
  reading: AccountReading,
  configuration: Configuration,
  occasion: Occasion,
  { certified, now }: FactsBeside,
): Promise<Findings> {
  const { app, expected } = await accountOf(reading);
  const declaration = declarationOf(configuration, expected ?? app);
  const proof = proveAccount(app, declaration);
  const { drifts = [], beside = [], others = 0 } = expected === undefined ? {} : driftOf(expected, app);
  const since = occasion.on === 'call' ? new Date(occasion.at) : now;
  return {
    began: reading.at,
    occasion,
    account: reading.accountId,
    region: reading.region,
    verdict: proof.verdict,
    claims: proof.claims.length,
    fallen: fallenOf(proof),
    drifts: drifts.map(({ source: _, ...drift }) => drift),
    beside,
    others,
    unread: app.unread.map(({ call, code, why }) => ({ call, code, why })),
    templates: templatesIn(reading, certified),
    severity: severityIn(proof, declaration, since, now),
  };
}

const fallenOf = ({ claims }: Proof): Fallen[] =>
  claims
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ id, class: name, verdict, because, witness }) => ({
      ...{ id, class: name, verdict },
      ...(because === undefined ? {} : { because }),
      ...(witness === undefined ? {} : { witness }),
    }));

/** The digest of the deployed templates, in a certificate's form. */
function templatesIn({ answers, stacks }: AccountReading, certified: string | undefined): Findings['templates'] {
  const bodies = answers.flatMap((answer) =>
    answer.call === 'cloudformation:GetTemplate' && 'output' in answer
      ? [[String(answer.input.StackName), (answer.output as { TemplateBody?: unknown } | null)?.TemplateBody] as const]
      : [],
  );
  if (bodies.length < stacks.length || bodies.some(([, body]) => typeof body !== 'string')) return 'not read';
  const templates = Object.fromEntries(bodies.map(([name, body]) => [name, JSON.parse(String(body)) as Json]));
  return sha256Of(canonicalJson(templates)) === certified ? 'certified' : 'not certified';
}

const HOUR_MS = 3_600_000;

/** Claims about who can read a class: only a failure of these is an exposure. */
const EXPOSES = /^(two-locks|no-escalation|columns-and-rows|no-side-doors|people-management)\//;

function severityIn({ claims }: Proof, { classes }: Declaration, since: Date, now: Date): Findings['severity'] {
  const exposed = Map.groupBy(
    claims.filter(({ id, verdict }) => verdict === 'refuted' && EXPOSES.test(id)),
    (claim) => claim.class,
  );
  return [...exposed].map(([name, fallen]) => ({
    class: name,
    ...severityOf(
      {
        sensitivity: sensitivityOf(classes.find((dataClass) => dataClass.name === name)?.sensitivity),
        couldRead: Math.max(...fallen.map(({ witness }) => breadthOf(witness?.principal))),
        didRead: 0,
        unknownHours: 0,
        openHours: Math.max(0, now.getTime() - since.getTime()) / HOUR_MS,
      },
      SCALES.default,
    ),
  }));
}

/** A class of unknown sensitivity counts as the most sensitive one. */
const sensitivityOf = (name: string | undefined): Sensitivity =>
  name !== undefined && name in SENSITIVITIES ? (name as Sensitivity) : 'S4';

/** One role or user counts as one principal; any other principal of a witness may be anyone. */
const breadthOf = (principal: string | undefined): number =>
  principal !== undefined && /^arn:[^:]*:iam::\d{12}:(role|user)\/[^*?]+$/.test(principal) ? 1 : EVERYONE;
