import { type App, lakePermissions } from '../../../access/index.ts';
import { AccessDeniedError, type AccessRequest, type Authority, type LocalPrincipal } from '../authority.ts';
import type { LakeNames } from '../names.ts';
import { checkPurpose } from './purpose.ts';
import { type Grant, LakeView } from './view.ts';

export interface Deciders {
  readonly app: App;
  readonly names: LakeNames;
  readonly authorityOf: (principal: LocalPrincipal) => Authority;
}

/** A principal's view, and the role that reads the files. */
export interface Admission {
  readonly grants: readonly Grant[];
  readonly view: LakeView;
  readonly reader: string;
}

/**
 * Decides whether a principal may query, its view, and the role that reads for it.
 * @throws AccessDeniedError query.denied; StrongroomError query.purpose, query.bad-filter
 */
export function admit(
  { app, names, authorityOf }: Deciders,
  principal: LocalPrincipal,
  purpose: string | undefined,
): Admission {
  const authority = authorityOf(principal);
  const denied = (why: string): never => {
    const request = { action: 'lakeformation:GetDataAccess', resource: names.table.table };
    const decision = { decision: 'ImplicitlyDenied', statements: [why] } as const;
    throw new AccessDeniedError(authority.principal, request, 'to query the table', decision, 'query.denied');
  };
  const workgroups = app.workgroups.map(
    ({ arn }): AccessRequest => ({ action: 'athena:StartQueryExecution', resource: arn }),
  );
  const own = workgroups.find((request) => authority.allows(request)) ?? workgroups[0];
  if (own === undefined) return denied('the app has no workgroup');
  const requests: AccessRequest[] = [
    own,
    ...Object.values(names.table).map((resource) => ({ action: 'glue:GetTable', resource })),
    ...Object.values(names.table).map((resource) => ({ action: 'glue:GetPartitions', resource })),
    { action: 'lakeformation:GetDataAccess', resource: '*' },
  ];
  for (const request of requests) {
    const decision = authority.decide(request);
    if (decision.decision === 'Allowed') continue;
    throw new AccessDeniedError(authority.principal, request, 'to query the table', decision, 'query.denied');
  }
  const workgroup = app.workgroups.find(({ arn }) => arn === own.resource);
  if (workgroup === undefined) return denied('its workgroup is not in the app');
  checkPurpose(workgroup, purpose);
  const grants = lakePermissions(app, authority.principal).filter(
    ({ database, table }) => database === names.database && table === names.tableName,
  );
  const [grant] = grants;
  if (grant === undefined) return denied('no Lake Formation grant names it');
  const role = grant.registration?.roleArn;
  if (role === undefined) return denied('no registered location with a role of its own holds the table');
  if (grant.registration?.hybrid) return denied('the location is in hybrid access mode, where grants do not bind');
  const panes = grants.map(({ columns, rowFilter }) => ({ columns, rowFilter }));
  return { grants: panes, view: new LakeView(panes), reader: role };
}
