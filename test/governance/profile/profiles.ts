import xa from '../../../config/jurisdictions/XA.json' with { type: 'json' };
import { type Profile, profileSchema } from '../../../lib/governance/profile/schema.ts';

/** XA, in which everything is allowed, with some changed figures. The result is checked like a file of `config/`. */
export const profileWith = (changes: object = {}): Profile => profileSchema.parse({ ...xa, ...changes });
