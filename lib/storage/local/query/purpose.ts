import type { App } from '../../../access/index.ts';
import { StrongroomError } from '../../../activity/errors.ts';
import { PURPOSES_TAG } from '../../../activity/purposes.ts';

/**
 * Accepts a query whose purpose is among the purpose tags of its work group. A work group without the tag has no
 * purpose. The tag exists on AWS too, but nothing there asks a query for its purpose: it has that of its work group.
 * @throws StrongroomError query.purpose
 */
export function checkPurpose(workgroup: App['workgroups'][number], purpose: string | undefined): void {
  const granted = purposesOf(workgroup);
  if (purpose !== undefined && granted.includes(purpose)) return;
  throw new StrongroomError(
    'query.purpose',
    purpose === undefined ? 'this query has no purpose' : `${purpose} is not a purpose that this team is granted`,
    granted.length > 0
      ? `name what it is for: ${granted.join(' or ')}`
      : 'have a purpose granted to the team in config/access.ts',
  );
}

function purposesOf({ properties }: App['workgroups'][number]): string[] {
  const tags = Array.isArray(properties.Tags) ? (properties.Tags as { Key?: unknown; Value?: unknown }[]) : [];
  const value = tags.find(({ Key }) => Key === PURPOSES_TAG)?.Value;
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : [];
}
