import { z } from 'zod';
import { ZONE_NAMES, type ZoneName } from '../activity/zones.ts';
import { invalid, parseConfig } from './parse-config.ts';

/** What the program promises to the people whose work is recorded, tied to the claim that proves it. */
export interface WorkerPromise {
  readonly says: string;
  readonly claim: ClaimName;
  readonly zones: readonly ZoneName[];
}

/** The claims of the access proof, by the names that its output uses. */
export const CLAIM_NAMES = [
  'two-locks',
  'no-escalation',
  'no-silent-administrator',
  'columns-and-rows',
  'no-side-doors',
  'it-dies',
  'controls-match-sensitivity',
] as const;
export type ClaimName = (typeof CLAIM_NAMES)[number];

export interface ProgramConfig {
  readonly name: string;
  /** Days after which nothing of a zone is left, old versions included. */
  readonly retentionDays: Readonly<Record<ZoneName, number>>;
  readonly lake: { readonly database: string; readonly table: string };
  readonly promises: readonly WorkerPromise[];
}

const FILE = 'config/program.ts';

/** One day at least for the current version and one for its noncurrent remains; ten years at most. */
const days = z.number().int().min(2).max(3_650);
const zone = z.enum(ZONE_NAMES as [ZoneName, ...ZoneName[]]);
/** Athena's own rule for names: https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html */
const glueName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and _');

const schema = z.strictObject({
  name: z.string().min(1),
  retentionDays: z.record(zone, days),
  lake: z.strictObject({ database: glueName, table: glueName }),
  promises: z
    .array(z.strictObject({ says: z.string().min(1), claim: z.enum(CLAIM_NAMES), zones: z.array(zone).min(1) }))
    .min(1),
});

/**
 * Reads `config/program.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineProgram = (input: ProgramConfig): ProgramConfig => {
  const program = parseConfig(FILE, schema, input);
  const { raw, redacted, derived } = program.retentionDays;
  // A copy that outlives what it was made from would keep what has been promised to be gone.
  if (derived > redacted)
    throw invalid(FILE, `retentionDays.derived: ${derived} days outlive the redacted zone's ${redacted}`);
  if (raw > redacted) throw invalid(FILE, `retentionDays.raw: ${raw} days outlive the redacted zone's ${redacted}`);
  return program;
};
