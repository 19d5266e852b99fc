import { StrongroomError } from '../../lib/activity/errors.ts';
import type { GrantedResource, Permissions } from './permissions.ts';

/** Lake Formation is not read-after-write consistent, so an entry may be listed for a while after it is gone. */
const READ_BACKS = 8;
const WAIT_MS = 2_000;

/**
 * Revokes every permission of IAM principals on the target, then reads back until nothing is listed. Repeating it changes
 * nothing.
 * @throws StrongroomError `revoke.still-open` when something is still listed after sixteen seconds
 */
export const closeToIam = async (
  target: GrantedResource,
  permissions: Permissions,
  wait: (ms: number) => Promise<void>,
): Promise<{ revoked: number }> => {
  const held = await permissions.list(target);
  for (const entry of held) await permissions.revoke(entry);
  for (let i = 0; i < READ_BACKS; i++) {
    if ((await permissions.list(target)).length === 0) return { revoked: held.length };
    await wait(WAIT_MS);
  }
  throw new StrongroomError(
    'revoke.still-open',
    `IAM principals still hold permissions on ${[target.database, target.table].filter(Boolean).join('.')}`,
    'Check that the revoke role is a Lake Formation administrator, then deploy again.',
  );
};
