import { z } from 'zod';
import { StrongroomError } from '../../activity/errors.ts';
import { type Certificate, certificateSchema, type Person, personSchema } from './certificate.ts';
import { areIndependent, refuse } from './examine.ts';
import { type GateLog, objectionTo, withFiled } from './log.ts';

const moment = z.iso.datetime();
/** When and by whom the state was set, and when collection first ran. */
const common = {
  since: moment,
  by: personSchema.nullable().describe('null for the system itself'),
  first: moment.nullable(),
};

/** The reported call: enough to find it in the trail, but neither its content nor its caller. */
export const callSchema = z.strictObject({
  service: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().regex(/^[A-Za-z0-9_]{1,128}$/),
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .describe('eventID of the trail'),
});
export type TrailCall = z.infer<typeof callSchema>;

/** The two stored states of the gate. */
export const gateSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('paused'),
    ...common,
    reason: z.string().min(1).max(64),
    call: callSchema.optional().describe('the reported call that the pause answers'),
  }),
  z.strictObject({ state: z.literal('running'), ...common, certificate: certificateSchema }),
]);
export type Gate = z.infer<typeof gateSchema>;

/** The facts around the gate at one moment. */
export interface GateFacts {
  readonly now: Date;
  /** Pauses and restarts in the audit zone, whose objects cannot be removed. */
  readonly log: GateLog;
  /** Digest of the deployed templates; undefined when unknown. */
  readonly templates: string | undefined;
  /** When retention last finished a run. */
  readonly retention: Date | undefined;
  /** Longest permitted time without a finished retention run (ms). */
  readonly retentionLag: number;
  /** Codes of places where destruction is overdue for longer than that: nothing is collected there. */
  readonly late: readonly string[];
  /** Number of approvers that the profiles in force require. */
  readonly reviewers: number;
  /** Checks a document against the trusted key. Throws `certificate.*`. */
  readonly examine: (document: unknown) => Certificate;
}

/** Stands for every place: destruction is overdue somewhere, and the place is unknown. */
export const EVERYWHERE = '*';

/** The facts for a role that cannot read anything around the gate: under them it can pause collection, and nothing opens it. */
export const factsUnseen = (now: Date): GateFacts => ({
  now,
  log: { newest: [], number: 0, pauses: [], before: [] },
  templates: undefined,
  retention: undefined,
  retentionLag: 0,
  late: [EVERYWHERE],
  reviewers: Number.POSITIVE_INFINITY,
  examine: () => {
    throw refuse('key', 'this role knows no key that could be trusted', 'look with the credentials of the governor');
  },
});

/** A request to the gate. */
export type GateRequest =
  | { readonly on: 'pause'; readonly by: Person | null; readonly reason: string; readonly call?: TrailCall | undefined }
  | { readonly on: 'resume'; readonly by: Person; readonly certificate: unknown }
  /** Any writer checks whether the conditions that let collection run still hold. */
  | { readonly on: 'settle' };

type Move = (gate: Gate, request: GateRequest, facts: GateFacts) => Gate;

/** The reason for the pause before the first decision. */
const NEVER = 'never-certified';

/** No decision was ever made: collection does not run. */
export const initialGate = (now: Date, reason = NEVER): Gate => ({
  state: 'paused',
  since: now.toISOString(),
  by: null,
  first: null,
  reason,
});

/**
 * Every transition. A pause needs only a reason; only a certificate that passes every check leads to `running`; and a
 * condition of the certificate can fail at any moment, which leads back to `paused`.
 */
export const TRANSITIONS: Readonly<Record<Gate['state'], Readonly<Record<GateRequest['on'], Move>>>> = {
  paused: { pause: toPaused, resume: toRunning, settle: stay },
  running: { pause: toPaused, resume: toRunning, settle: toLapsed },
};

/** The gate after a request. @throws StrongroomError certificate.*, gate.retention-late; the gate is then unchanged */
export const step = (gate: Gate, request: GateRequest, facts: GateFacts): Gate =>
  TRANSITIONS[gate.state][request.on](gate, request, facts);

/** Conditions that end a run, in reporting order. Each is checked whenever the gate is read. */
const WATCHES: readonly {
  readonly lapse: string;
  readonly seen: (certificate: Certificate, facts: GateFacts) => boolean;
}[] = [
  { lapse: 'certificate-expired', seen: ({ expires }, { now }) => Date.parse(expires) <= now.getTime() },
  {
    lapse: 'certificate-not-yet',
    seen: ({ issued, approvals }, { now }) =>
      [issued, ...approvals.map(({ at }) => at)].some((at) => Date.parse(at) > now.getTime()),
  },
  { lapse: 'templates-unknown', seen: (_, { templates }) => templates === undefined },
  { lapse: 'templates-changed', seen: ({ digests }, { templates }) => digests.templates !== templates },
  {
    lapse: 'too-few-approvers',
    seen: ({ requester, approvals }, { reviewers }) =>
      !areIndependent(
        requester,
        approvals.map(({ by }) => by),
        reviewers,
      ),
  },
  {
    lapse: 'certificate-invalid',
    seen: (certificate, { examine }) => {
      try {
        examine(certificate);
        return false;
      } catch {
        return true;
      }
    },
  },
  ...(['certificate-superseded', 'pause-recorded'] as const).map((lapse) => ({
    lapse,
    seen: (certificate: Certificate, { log }: GateFacts) => objectionTo(certificate, log) === lapse,
  })),
];

/** Why a gate in state `running` lets nothing through at this moment, or undefined. */
export function lapseOf(gate: Gate, facts: GateFacts): string | undefined {
  if (gate.state !== 'running') return undefined;
  const seen = WATCHES.find((watch) => watch.seen(gate.certificate, facts))?.lapse;
  return seen ?? (isRetentionLate(gate, facts) ? 'retention-late' : undefined);
}

/** Whether collection may run at this moment. */
export const isOpen = (gate: Gate, facts: GateFacts): boolean =>
  gate.state === 'running' && lapseOf(gate, facts) === undefined;

/** Why nothing is let through: the decided pause, or a lapse since then. */
export const reasonOf = (gate: Gate, facts: GateFacts): string | undefined =>
  gate.state === 'paused' ? gate.reason : lapseOf(gate, facts);

/**
 * Nothing may be collected unless it will be destroyed. The silence of retention counts from its last run. Before the
 * first run it counts from the start of collection, or at the latest from the opening under this certificate, which is
 * signed. A run dated in the future does not count.
 */
function isRetentionLate(gate: Gate, { now, retention, retentionLag, late }: GateFacts): boolean {
  if (late.includes(EVERYWHERE)) return true;
  const silence = now.getTime() - (retention?.getTime() ?? firstRun(gate) ?? now.getTime());
  return !(silence <= retentionLag && silence >= -SKEW_MS);
}

function firstRun(gate: Gate): number | undefined {
  const moments = [gate.first, gate.state === 'running' ? gate.certificate.opened.at : null];
  const known = moments.flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Largest clock difference between two of the platform's machines (ms): far more than NTP leaves. */
const SKEW_MS = 600_000;

function stay(gate: Gate): Gate {
  return gate;
}

function toPaused({ first }: Gate, request: GateRequest, { now }: GateFacts): Gate {
  const { by, reason, call } = request as Extract<GateRequest, { on: 'pause' }>;
  return { state: 'paused', since: now.toISOString(), by, first, reason, ...(call && { call }) };
}

function toLapsed(gate: Gate, _: GateRequest, facts: GateFacts): Gate {
  const reason = lapseOf(gate, facts);
  if (reason === undefined) return gate;
  return { state: 'paused', since: facts.now.toISOString(), by: null, first: gate.first, reason };
}

function toRunning(gate: Gate, request: GateRequest, facts: GateFacts): Gate {
  const { by, certificate: document } = request as Extract<GateRequest, { on: 'resume' }>;
  const since = facts.now.toISOString();
  const certificate = facts.examine(document);
  const next: Gate = { state: 'running', since, by, first: gate.first ?? since, certificate };
  const lapse = lapseOf(next, { ...facts, log: withFiled(certificate, facts.log) });
  if (lapse === 'retention-late')
    throw new StrongroomError(
      'gate.retention-late',
      'retention has not run for too long: what would be collected now might never be destroyed',
      'run retention, and find out why it stopped',
    );
  if (lapse !== undefined) throw refuse(...(REFUSALS[lapse] ?? ['invalid', lapse, 'certify again']));
  return next;
}

/** The refusal for each lapse that keeps the gate from opening. */
const REFUSALS: Readonly<Record<string, [code: string, says: string, todo: string]>> = {
  'certificate-expired': ['expired', 'it is no longer valid', 'certify again'],
  'certificate-not-yet': ['expired', 'it is not valid yet', 'set the clock, or wait'],
  'templates-unknown': [
    'templates',
    'nobody has said which templates are deployed',
    'deploy, or look at `gate status`',
  ],
  'templates-changed': [
    'templates',
    'it certifies other templates than those that are deployed',
    'prove and certify the deployed templates',
  ],
  'too-few-approvers': ['approvers', 'a profile in force asks for more approvers', 'ask more people'],
  'certificate-superseded': ['stale', 'another certificate has been filed since it was asked for', 'certify again'],
  'pause-recorded': ['stale', 'it was approved before the pause that it is to end', 'certify again'],
};
