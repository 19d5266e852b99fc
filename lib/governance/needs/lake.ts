import type { GrantNeed, Need } from '../../access/index.ts';
import { glueReads } from './calls.ts';
import type { Where } from './where.ts';

const RIGHTS = 'https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html';
const NAMED = 'https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html';

/** Lake Formation permissions, beside IAM, of the functions that keep the lake. */
export function lakeNeeds(where: Where): Need[] {
  const { database, table, rewrites } = where.lake;
  const location = `${where.bucket('redacted')}/activity/`;
  const grant = (role: string, permission: string, on: GrantNeed['on'], why: string): Need => ({
    id: `${role}/${permission.toLowerCase().replaceAll('_', '-')}${'table' in on ? '-table' : ''}${'database' in on && on.database === 'default' ? '-default' : ''}`,
    kind: 'grant',
    principal: where.role(where.of(role)),
    permission,
    on,
    why,
    source: RIGHTS,
  });
  const revoke = where.role(where.of('revoke'));
  return [
    ...['redact', 'retain', 'keep'].flatMap((role) => [
      grant(role, 'DESCRIBE', { database }, 'it finds the table'),
      grant(role, 'DESCRIBE', { database, table }, 'it reads which partitions there are'),
      grant(role, 'ALTER', { database, table }, 'it keeps the partitions'),
    ]),
    grant('inventory', 'DESCRIBE', { database }, 'it finds the table'),
    grant('inventory', 'DESCRIBE', { database, table }, 'it reads which partitions there are'),
    grant('redact', 'DATA_LOCATION_ACCESS', { location }, 'a partition may lie there'),
    grant('compact', 'DESCRIBE', { database }, 'Athena finds the table'),
    grant('compact', 'DESCRIBE', { database: 'default' }, 'Athena looks there whatever a statement names'),
    grant('compact', 'DESCRIBE', { database, table: rewrites }, 'it reads which parts there are'),
    grant('compact', 'ALTER', { database, table: rewrites }, 'it opens the parts of a rewrite'),
    grant('compact', 'SELECT', { database, table: rewrites }, 'it puts all rows and columns together'),
    grant('compact', 'DATA_LOCATION_ACCESS', { location }, 'a part may lie there'),
    grant('revoke', 'GRANT', { everything: true }, 'it may revoke what others granted'),
    {
      id: 'revoke/closes',
      kind: 'call',
      principal: revoke,
      actions: ['lakeformation:ListPermissions', 'lakeformation:RevokePermissions'],
      resource: '*',
      why: 'a new database and table are closed to IAM principals',
      source: 'lambdas/revoke/permissions.ts',
    },
    {
      id: 'revoke/looks-first',
      kind: 'call',
      principal: revoke,
      actions: ['lakeformation:GetDataLakeSettings'],
      resource: '*',
      why: 'no setting of somebody else is taken away',
      source: 'lambdas/revoke/permissions.ts',
    },
    // Granting or revoking by a resource's name requires permission to read that resource.
    ...glueReads(where).map(
      (call, at): Need => ({
        ...call,
        id: `revoke/reads-catalogue-${at + 1}`,
        kind: 'call',
        principal: revoke,
        why: 'a new database and table are closed to IAM principals',
        source: NAMED,
      }),
    ),
  ];
}
