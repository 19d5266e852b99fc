import type { ReviewPage, ReviewSource } from './page.ts';

/** One page a team, and one for the lake as a whole. */
export const lakePages = (reading: ReviewSource): ReviewPage[] => [...teamPages(reading), ['lake.yaml', lake(reading)]];

const teamPages = (reading: ReviewSource): ReviewPage[] =>
  reading
    .all('AWS::LakeFormation::DataCellsFilter')
    .map(({ stack, path, Properties: { Name, ColumnNames, RowFilter } }) => {
      const team = path.split('/')[1] ?? Name;
      const workgroup = reading
        .all('AWS::Athena::WorkGroup')
        .find((located) => located.path.startsWith(`${stack}/${team}/`));
      const role = reading.all('AWS::IAM::Role').find((located) => located.path === `${stack}/${team}/Role`);
      if (role === undefined) throw new Error(`no role of team ${team} beside its filter`);
      const arn = reading.arnOf(role);
      return [
        `teams/${team}.yaml`,
        {
          team,
          role: arn,
          filter: { construct: path, name: Name, columns: ColumnNames, rows: RowFilter },
          grants: grants(reading).filter(({ to }) => to === arn),
          workgroup: workgroup && {
            name: workgroup.Properties.Name,
            configuration: reading.render(workgroup.stack, workgroup.Properties.WorkGroupConfiguration),
          },
        },
      ];
    });

/** Settings, registrations, and every grant, teams' included: effective permissions are the union of all grants. */
const lake = (reading: ReviewSource): unknown => {
  const show = (type: string) =>
    reading
      .all(type)
      .map(({ stack, path, Properties }) => ({ construct: path, ...(reading.render(stack, Properties) as object) }));
  return {
    settings: show('AWS::LakeFormation::DataLakeSettings'),
    registrations: show('AWS::LakeFormation::Resource'),
    closedToIam: reading
      .all('Custom::RevokeIamAllowedPrincipals')
      .map(({ path, Properties: { Database, Table } }) => ({ construct: path, Database, Table })),
    grants: grants(reading),
  };
};

const grants = (reading: ReviewSource) =>
  reading.all('AWS::LakeFormation::PrincipalPermissions').map(({ stack, path, Properties }) => ({
    to: reading.text(stack, Properties.Principal.DataLakePrincipalIdentifier),
    permission: Properties.Permissions.join(', '),
    on: reading.render(stack, Properties.Resource),
    construct: path,
  }));
