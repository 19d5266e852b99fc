import { allow, ELSEWHERE, sub } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { may, named, tableOf } from './plant.ts';

/** Changes of what is there. */
const CHANGES: readonly Row[] = [
  [
    'lake/all columns',
    'filter',
    (e) => {
      delete e.of('filter').ColumnNames;
      e.of('filter').ColumnWildcard = {};
    },
  ],
  [
    'lake/all rows',
    'filter',
    (e) => {
      e.of('filter').RowFilter = { AllRowsWildcard: {} };
    },
  ],
  [
    'lake/rows by a parameter',
    'filter',
    (e) => {
      e.of('filter').RowFilter = { FilterExpression: { 'Fn::ImportValue': 'filter-elsewhere' } };
    },
  ],
  [
    'lake/rows or',
    'filter',
    (e) => {
      const own = e.of('filter');
      own.RowFilter = { FilterExpression: `(${own.RowFilter.FilterExpression}) OR 1 = 1` };
    },
  ],
  [
    'lake/the table itself',
    'grant table',
    (e) => {
      const { TableCatalogId: CatalogId, DatabaseName, TableName: Name } = e.of('grant').Resource.DataCellsFilter;
      e.of('grant').Resource = { Table: { CatalogId, DatabaseName, Name } };
    },
  ],
  [
    'lake/may pass it on',
    'grant',
    (e) => {
      e.of('grant').PermissionsWithGrantOption = ['SELECT'];
    },
  ],
  [
    'lake/open by default',
    'settings',
    (e) => {
      e.of('settings').CreateTableDefaultPermissions = [
        { Permissions: ['ALL'], Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' } },
      ];
    },
  ],
  [
    'lake/other engines',
    'settings',
    (e) => {
      Object.assign(e.of('settings'), {
        AllowExternalDataFiltering: true,
        ExternalDataFilteringAllowList: [{ DataLakePrincipalIdentifier: ELSEWHERE }],
        AuthorizedSessionTagValueList: ['x'],
      });
    },
  ],
  [
    'lake/full access',
    'settings',
    (e) => {
      e.of('settings').AllowFullTableExternalDataAccess = true;
    },
  ],
  [
    'lake/an administrator',
    'settings',
    (e) => {
      e.of('settings').Admins = [
        { DataLakePrincipalIdentifier: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/unapproved') },
      ];
    },
  ],
  ['lake/settings gone', 'settings', (e) => e.remove('settings')],
  [
    'lake/hybrid',
    'location',
    (e) => {
      e.of('location').HybridAccessEnabled = true;
    },
  ],
  [
    'lake/service-linked role',
    'location',
    (e) => {
      Object.assign(e.of('location'), { UseServiceLinkedRole: true, RoleArn: undefined });
    },
  ],
  ['lake/location gone', 'location', (e) => e.remove('location')],
  [
    'lake/partitioned by a secret',
    'table',
    (e) => {
      const input = e.of('table').TableInput;
      const [first] = input.StorageDescriptor.Columns.slice(1);
      input.StorageDescriptor.Columns = input.StorageDescriptor.Columns.filter((column: unknown) => column !== first);
      input.PartitionKeys = [...(input.PartitionKeys ?? []), first];
    },
  ],
  [
    'lake/results elsewhere',
    'workgroup',
    (e) => {
      e.of('workgroup').WorkGroupConfiguration = {
        EnforceWorkGroupConfiguration: false,
        ResultConfiguration: { OutputLocation: 's3://elsewhere-bucket/' },
      };
    },
  ],
];

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  [
    'lake/everybody',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' },
        Permissions: ['ALL'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/a role of the account',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/grants of the old kind',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      const { DatabaseName, Name } = tableOf(e);
      e.add('AWS::LakeFormation::Permissions', {
        DataLakePrincipal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        Resource: { TableResource: { DatabaseName, Name } },
      });
    },
  ],
  [
    'lake/all tables',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      const { CatalogId, DatabaseName } = tableOf(e);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: { CatalogId, DatabaseName, TableWildcard: {} } },
      });
    },
  ],
  [
    'lake/by tags',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: {
          LFTagPolicy: {
            CatalogId: { Ref: 'AWS::AccountId' },
            ResourceType: 'TABLE',
            Expression: [{ TagKey: 'k', TagValues: ['v'] }],
          },
        },
      });
    },
  ],
  [
    'lake/another account',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: ELSEWHERE },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/a second table',
    'table bucket',
    (e) => {
      const { DatabaseName } = tableOf(e);
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::Glue::Table', {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName,
        TableInput: {
          Name: 'second',
          StorageDescriptor: {
            Columns: [{ Name: 'c', Type: 'string' }],
            Location: named('s3://', e.get('bucket', 'Ref')),
          },
        },
      });
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName, Name: 'second' } },
      });
    },
  ],
  [
    'lake/shared',
    'table',
    (e) => {
      e.add('AWS::RAM::ResourceShare', { Name: 's', ResourceArns: [e.get('table')], Principals: [ELSEWHERE] });
    },
  ],
  [
    'lake/tag on the table',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::TagAssociation', {
        Resource: { Table: tableOf(e) },
        LFTags: [{ CatalogId: { Ref: 'AWS::AccountId' }, TagKey: 'k', TagValues: ['v'] }],
      });
    },
  ],
  ['lake/a role may grant', 'table', may('lakeformation:GrantPermissions')],
];

/** The tables of the lake, their filters and their grants. */
export const OF_LAKE = breachesOf(CHANGES, ADDITIONS);
