import { profiles } from '../config/profiles.ts';
import { program } from '../config/program.ts';
import { redaction } from '../config/redaction.ts';
import { readProfiles } from '../lib/governance/profile/read-profiles.ts';
import type { Profile } from '../lib/governance/profile/schema.ts';
import type { TenantLists } from '../lib/redaction/index.ts';
import type { KeepDays } from '../lib/retention/keep.ts';

/** What a function needs to know of the configuration. */
export interface Settings {
  /** By the code of the place that a segment names. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Days for which each zone keeps its data, unless the profile of the place says less. */
  readonly keepDays: KeepDays;
  /** What redaction must know of the adopter. */
  readonly tenant: TenantLists;
  /** Whether the pixels of frames are read too. */
  readonly ocr: boolean;
  /** AWS region of the function; undefined where there is none. */
  readonly region: string | undefined;
}

/** The settings in `config/`, checked. @throws StrongroomError config.invalid, naming the profile and the field */
export const configured = (env: NodeJS.ProcessEnv = process.env): Settings => ({
  profiles: readProfiles(profiles),
  keepDays: program.retentionDays,
  tenant: redaction,
  ocr: redaction.ocr,
  region: env.AWS_REGION,
});
