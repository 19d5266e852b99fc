import { userInfo } from 'node:os';
import type { Person } from '../../lib/governance/gate/certificate.ts';

/**
 * Who gives a command on this machine. A name that is typed is written down as `declared`: nothing here vouches for it.
 * Without one it is the user who is logged in, which is as much as one machine can know.
 */
export const personOf = (name: string | undefined): Person =>
  name === undefined ? { id: userInfo().username, via: 'os-user' } : { id: name, via: 'declared' };
