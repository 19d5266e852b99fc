import { profiles } from '../config/profiles.ts';
import { program } from '../config/program.ts';
import { redaction } from '../config/redaction.ts';
import { type Profile, profileSchema } from '../lib/governance/profile.ts';
import type { TenantLists } from '../lib/redaction/index.ts';

/** What a function needs to know of the configuration. */
export interface Settings {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Days for which each zone keeps its data. */
  readonly keepDays: { readonly raw: number; readonly redacted: number; readonly derived: number };
  /** What redaction must know of the adopter. */
  readonly tenant: TenantLists;
  /** Whether the pixels of frames are read too. */
  readonly ocr: boolean;
}

/** The settings in `config/`, checked. @throws ZodError when a profile has a field that is missing, wrong or unknown */
export const configured = (): Settings => ({
  profiles: new Map(profiles.map((value) => profileSchema.parse(value)).map((profile) => [profile.id, profile])),
  keepDays: program.retentionDays,
  tenant: redaction,
  ocr: redaction.ocr,
});
