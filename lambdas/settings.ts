import type { Profile } from '../lib/governance/profile.ts';

/** What a function needs to know of the configuration, checked before it gets here. */
export interface Settings {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Days for which each zone keeps its data. */
  readonly keepDays: { readonly raw: number; readonly redacted: number; readonly derived: number };
}
