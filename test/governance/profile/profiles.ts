import xa from '../../../config/jurisdictions/XA.json' with { type: 'json' };
import { type Profile, profileSchema } from '../../../lib/governance/profile/schema.ts';

/** XA, in which everything is allowed, with some figures changed. The result is checked as a file of `config/` would be. */
export const profileWith = (changes: object = {}): Profile => profileSchema.parse({ ...xa, ...changes });
