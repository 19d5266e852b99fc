import { z } from 'zod';
import type { ClaimFamily } from '../access/index.ts';
import { ZONE_NAMES, type ZoneName } from '../activity/zones.ts';
import { type Hold, holdSchema } from './holds.ts';
import { distinct, invalid, parseConfig } from './parse-config.ts';
import type { Collection } from './scale/index.ts';

/** Subjects of a promise: a zone, or the workers' decisions about themselves. */
export type PromisedClass = ZoneName | 'participation';

/** A promise to the people whose work is recorded, tied to the claim that proves it. */
export interface WorkerPromise {
  /** The promise in the workers' words. */
  readonly says: string;
  /** The kind of claims that it depends on. */
  readonly claim: ClaimName;
  /** The classes of data that it covers. */
  readonly zones: readonly PromisedClass[];
  /** Id of the statement without which the claim must fail, where the promise is about exactly that rule. */
  readonly guard?: string | undefined;
}

/** The claims of the access proof, by the names in its output. */
export const CLAIM_NAMES = [
  'two-locks',
  'no-escalation',
  'no-silent-administrator',
  'columns-and-rows',
  'no-side-doors',
  'it-dies',
  'controls-match-sensitivity',
  'people-management',
  'proportionate',
] as const satisfies readonly ClaimFamily[];
export type ClaimName = (typeof CLAIM_NAMES)[number];

/** Names, times and sizes of one program. An option without a default must be given. */
export interface ProgramConfig {
  /** Name of the programme: a tag of every resource. */
  readonly name: string;
  /** Days after which nothing of a zone is left, including old versions: 2 to 3,650 for each zone. No default. */
  readonly retentionDays: Readonly<Record<ZoneName, number>>;
  /**
   * Name of the lake table, in a database with the installation's name (`databaseOf`). No default. A new name after the
   * first deployment would create another table, without this one's rows.
   */
  readonly lake: { readonly table: string };
  /** Promises to workers. Collection does not restart unless the proof keeps all of them. */
  readonly promises: readonly WorkerPromise[];
  /** The named permission rule of a restart: the statement, by its id, and the zone that it keeps closed. No default. */
  readonly restartGuard: { readonly zone: ZoneName; readonly statement: string };
  /**
   * Workers, hours per day and frames per minute. Throttles, concurrency and thresholds of alarms follow from them. No
   * default.
   */
  readonly collection: Collection;
  /**
   * The account's quota of concurrent executions (L-B99A9384 of Lambda), as AWS granted it: 10 to 1,000,000. A synthesis fails
   * where the functions would reserve more. Default: 1,000, which old accounts have.
   */
  readonly accountConcurrency?: number | undefined;
  /** Hours without a run of retention after which collection pauses: 25 to 168. No default. */
  readonly retentionLagHours: number;
  /** Minutes between two proofs of the account as it is, beside those after each reported change: 15 to 1,440. Default: 60. */
  readonly liveProofMinutes: number;
  /**
   * Days for which a copy stays after a worker in it asked for erasure. Its team is notified at once, and can request a
   * new copy. 0 to 90. Default: 0, the next run of retention destroys it.
   */
  readonly erasedCopyDays?: number | undefined;
  /** Orders to keep data that would be due. Default: none. */
  readonly holds?: readonly Hold[] | undefined;
}

const FILE = 'config/program.ts';

/** At least one day for the current version and one for its noncurrent version; ten years at most. */
const days = z.number().int().min(2).max(3_650);
const zone = z.enum(ZONE_NAMES as [ZoneName, ...ZoneName[]]);
/** Athena's own rule for names: https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html */
const glueName = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'at most 50 lower-case letters, digits and _');

/**
 * The name is a tag value on every resource.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
const tagValue = z
  .string()
  .regex(/^(?!aws:)[\p{L}\p{Zs}\p{N}_.:/=+@-]{1,128}$/iu, '1 to 128 letters, digits, spaces and _ . : / = + - @');

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
const sid = z.string().regex(/^[A-Za-z0-9]+$/, 'the id of a statement');

const schema = z.strictObject({
  name: tagValue,
  retentionDays: z.record(zone, days),
  lake: z.strictObject({ table: glueName }),
  promises: z
    .array(
      z.strictObject({
        says: z.string().min(1),
        claim: z.enum(CLAIM_NAMES),
        zones: distinct(z.array(z.enum([...ZONE_NAMES, 'participation'])).min(1)),
        guard: sid.optional(),
      }),
    )
    .min(1),
  restartGuard: z.strictObject({ zone, statement: sid }),
  collection: z.strictObject({
    workers: z.number().int().min(1).max(1_000_000),
    hoursADay: z.number().min(1).max(24),
    framesAMinute: z.number().min(0).max(60),
  }),
  accountConcurrency: z.number().int().min(10).max(1_000_000).optional(),
  // A large day may take all runs of a day: a shorter lag would pause collection while they continue.
  retentionLagHours: z.number().int().min(25).max(168),
  // A reading is some 200 calls; IAM throttles an account that makes them continuously.
  liveProofMinutes: z.number().int().min(15).max(1_440).default(60),
  erasedCopyDays: z.number().int().min(0).max(90).optional(),
  holds: z.array(holdSchema).optional(),
});

/**
 * Reads `config/program.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineProgram = (input: ProgramConfig): ProgramConfig => {
  const program = parseConfig(FILE, schema, input);
  const { redacted } = program.retentionDays;
  // A copy that outlives its source would keep data that is promised to be gone.
  const longer = Object.entries(NEVER_LONGER).filter(([zone]) => program.retentionDays[zone as ZoneName] > redacted);
  // All at once: with a shorter lifetime of the redacted zone, each of these must be shorter too.
  if (longer.length > 0)
    throw invalid(
      FILE,
      longer
        .map(
          ([zone, why]) =>
            `retentionDays.${zone}: ${program.retentionDays[zone as ZoneName]} days outlive the redacted zone's ${redacted}${why}`,
        )
        .join('; '),
    );
  for (const [at, promise] of program.promises.entries()) checkDays(program, promise, at);
  return program;
};

/** Zones that must not outlive the redacted zone, each with a reason that is not plain. */
const NEVER_LONGER = { raw: '', derived: '', queries: ', whose rows a query may quote' } as const;

/**
 * A promise of lifetimes names days, and the proof decides about the days of the zones only: a promise of 7 days would stand
 * beside a zone that keeps 30. Each number in it must be a lifetime of its zones, and each lifetime must be in it.
 */
function checkDays({ retentionDays }: ProgramConfig, { says, claim, zones }: WorkerPromise, at: number): void {
  const told = (says.match(/\d+/g) ?? []).map(Number);
  if (claim !== 'it-dies' || told.length === 0) return;
  const kept = zones.flatMap((name) => (name === 'participation' ? [] : [retentionDays[name]]));
  if (told.every((days) => kept.includes(days)) && kept.every((days) => told.includes(days))) return;
  const lifetimes = zones.flatMap((name) => (name === 'participation' ? [] : [`${name} ${retentionDays[name]}`]));
  throw invalid(
    FILE,
    `promises.${at}.says: it tells workers ${told.join(' and ')}, and retentionDays keeps ${lifetimes.join(', ')}`,
  );
}
