import { access } from '../config/access.ts';
import { profiles } from '../config/profiles.ts';
import { program } from '../config/program.ts';
import { redaction } from '../config/redaction.ts';
import type { ColumnName } from '../lib/activity/columns.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import type { Hold } from '../lib/governance/holds.ts';
import { readProfiles } from '../lib/governance/profile/read-profiles.ts';
import { isInForce } from '../lib/governance/profile/references.ts';
import type { Profile } from '../lib/governance/profile/schema.ts';
import { keptColumns, narrowed } from '../lib/governance/proportion.ts';
import type { RedactionConfig } from '../lib/governance/redaction-config.ts';
import type { TenantLists } from '../lib/redaction/index.ts';
import type { KeepDays } from '../lib/retention/keep.ts';

/** The configuration that a function needs. */
export interface Settings {
  /** Profiles by the code of the place in a segment. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Columns that rows are written with. A column stays empty when no team is granted it and it is not listed with a reason. */
  readonly columns: ReadonlySet<ColumnName>;
  /** Days for which each zone keeps its data, unless the profile of the place sets fewer. */
  readonly keepDays: KeepDays;
  /** Days for which a copy with an erased worker's data stays, so that its team can have it made again. */
  readonly erasedCopyDays: number;
  /** Orders to keep data that would be due. */
  readonly holds: readonly Hold[];
  /** The adopter's lists that redaction needs. */
  readonly tenant: TenantLists;
  /** Which frames are read by OCR too; see `config/redaction.ts`. */
  readonly ocr: RedactionConfig['ocr'];
  /** How long retention may be silent before collection pauses (ms). */
  readonly retentionLagMs: number;
  /** How many approvers a restart needs: as many as the most demanding profile in force asks for. */
  readonly reviewers: number;
  /** Fewest workers that a figure may be about: as many as the most demanding profile in force asks for. */
  readonly cohort: number;
  /** AWS region of the function; undefined when there is none. */
  readonly region: string | undefined;
}

/** The settings in `config/`, checked. @throws StrongroomError config.invalid, naming the profile and the field */
export function configured(env: NodeJS.ProcessEnv = process.env): Settings {
  const read = narrowed(readProfiles(profiles), access);
  const inForce = [...read.values()].filter(isInForce);
  return {
    profiles: read,
    columns: keptColumns(access),
    keepDays: program.retentionDays,
    erasedCopyDays: copyDays(inForce),
    holds: program.holds ?? [],
    tenant: redaction,
    ocr: redaction.ocr,
    retentionLagMs: program.retentionLagHours * HOUR_MS,
    reviewers: Math.max(FEWEST, ...inForce.map((profile) => profile.reviewers_required)),
    cohort: Math.max(FEWEST, ...inForce.map((profile) => profile.min_cohort)),
    region: env.AWS_REGION,
  };
}

/** @throws StrongroomError config.invalid when copies would outlast the answer that a profile in force asks for */
function copyDays(inForce: readonly Profile[]): number {
  const days = program.erasedCopyDays ?? 0;
  const late = inForce.find(({ rights }) => (rights.erasure_days ?? Number.POSITIVE_INFINITY) <= days);
  if (late === undefined) return days;
  throw new StrongroomError(
    'config.invalid',
    `erasedCopyDays: ${days} days are too many for ${late.jurisdictions.join(', ')}, which asks for an erasure within ${late.rights.erasure_days}`,
    'name fewer days in config/program.ts',
  );
}

const HOUR_MS = 3_600_000;
/** One person neither approves a restart alone nor makes a cohort. */
const FEWEST = 2;
