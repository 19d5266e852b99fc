import { userInfo } from 'node:os';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { canonicalId } from '../../lib/activity/ids.ts';
import type { Person } from '../../lib/governance/gate/certificate.ts';

/**
 * The person who gives a command on this machine. A typed name is recorded as `declared`, because nothing here verifies
 * it. Without a name the person is the logged-in user.
 */
export function personOf(name: string | undefined): Person {
  if (name === undefined) return { id: userInfo().username, via: 'os-user' };
  const id = canonicalId(name);
  if (id !== undefined) return { id, via: 'declared' };
  throw new StrongroomError(
    'usage',
    'the name is empty, or holds what cannot be seen',
    'name a person in printable characters',
  );
}
