import { describe, expect, it } from 'vitest';
import { columnsAndRows } from '../../lib/access/claims/columns-and-rows.ts';
import { itDies } from '../../lib/access/claims/it-dies.ts';
import { noSideDoors } from '../../lib/access/claims/no-side-doors.ts';
import type { Claim } from '../../lib/access/index.ts';
import { openInquiry } from '../../lib/access/inquiry/inquiry.ts';
import { readApp } from '../../lib/access/model/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { mayAlso, type Resources } from './side-doors.ts';

function claims(change: (resources: Resources) => void): Claim[] {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  change(template.Resources);
  const inquiry = openInquiry(readApp({ Lake: template }, lakePlace), lakeDeclaration);
  return [...columnsAndRows(inquiry), ...itDies(inquiry), ...noSideDoors(inquiry)];
}
const fallen = (change: (resources: Resources) => void) =>
  claims(change)
    .filter((claim) => claim.verdict !== 'proved')
    .map(({ id, verdict, because, witness }) => ({ id, verdict, text: `${because} ${JSON.stringify(witness)}` }));

const at = (bucket: string, path: string) => ({ 'Fn::Join': ['', ['s3://', { Ref: bucket }, path]] });
const register =
  (more: object, path = '', bucket = 'RedactedBucket') =>
  (r: Resources) => {
    r.Second = structuredClone(r.Location);
    const ResourceArn = { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, path]] };
    Object.assign(r.Second.Properties, { ResourceArn, ...more });
  };
const HYBRID = { HybridAccessEnabled: true };
const partition =
  (Location: unknown, TableName = 'activity') =>
  (r: Resources) => {
    r.Part = {
      Type: 'AWS::Glue::Partition',
      Properties: { DatabaseName: 'activity', TableName, PartitionInput: { StorageDescriptor: { Location } } },
    };
  };
const table =
  (Location: unknown, database: object = { CreateTableDefaultPermissions: [] }) =>
  (r: Resources) => {
    r.Sales = { Type: 'AWS::Glue::Database', Properties: { DatabaseInput: { Name: 'sales', ...database } } };
    r.Copy = {
      Type: 'AWS::Glue::Table',
      Properties: { DatabaseName: 'sales', TableInput: { Name: 'copy', StorageDescriptor: { Location, Columns: [] } } },
    };
  };
const parameter = (name: string) => (r: Resources) => {
  r.Table.Properties.TableInput.Parameters = { [name]: at('RawBucket', '/segments/') };
};
const rule = (r: Resources) => r.RawBucket.Properties.LifecycleConfiguration.Rules[0];
const lock = (DefaultRetention: object) => (r: Resources) => {
  r.RawBucket.Properties.ObjectLockEnabled = true;
  r.RawBucket.Properties.ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } };
};
const backup = (chosen: object) => (r: Resources) => {
  r.RawBucket.Properties.Tags = [{ Key: 'zone', Value: 'raw' }];
  r.Backup = {
    Type: 'AWS::Backup::BackupSelection',
    Properties: { BackupPlanId: 'p', BackupSelection: { SelectionName: 's', IamRoleArn: 'x', ...chosen } },
  };
};
const workgroup = (change: (configuration: Resources) => void) => (r: Resources) =>
  change(r.Workgroup.Properties.WorkGroupConfiguration);

const SERVED = 'columns-and-rows/redacted/served/Table';
const RAW = 'columns-and-rows/raw/unregistered';
const RESULTS = 'no-side-doors/redacted/results';
const DIES = 'it-dies/raw/RawBucket';

const OPEN: [string, (r: Resources) => void, string, string][] = [
  ['a hybrid registration of the whole bucket', register(HYBRID), SERVED, 'Second'],
  ['a hybrid registration of a part of the table', register(HYBRID, '/activity/day=1/'), SERVED, 'Second'],
  ['a hybrid registration of the same place', register(HYBRID, '/activity'), SERVED, 'Second'],
  ['a hybrid registration by wildcard', register(HYBRID, '/act*'), SERVED, 'Second'],
  ['a second registration by another role', register({ RoleArn: 'arn:aws:iam::1:role/x' }), SERVED, 'role/x'],
  [
    'a second registration by the linked role',
    register({ RoleArn: { Ref: 'AWS::NoValue' } }),
    SERVED,
    'UseServiceLinkedRole',
  ],
  [
    'a registration of every bucket',
    (r) => {
      register({})(r);
      r.Second.Properties.ResourceArn = 'arn:aws:s3:::*';
    },
    RAW,
    'registered',
  ],
  [
    'a registration of a place that is known at deployment',
    (r) => {
      register(HYBRID)(r);
      r.Second.Properties.ResourceArn = { 'Fn::ImportValue': 'x' };
    },
    SERVED,
    'Second',
  ],
  ['a partition in another bucket', partition(at('RawBucket', '/segments/')), SERVED, 'lies outside the table'],
  ['a partition beside the table', partition(at('RedactedBucket', '/activity2/')), SERVED, 'lies outside the table'],
  [
    'a partition of another table over the files',
    partition(at('RedactedBucket', '/activity/'), 'other'),
    SERVED,
    'lies over files',
  ],
  ['a template for partitions elsewhere', parameter('storage.location.template'), SERVED, 'lies outside the table'],
  ['metadata elsewhere', parameter('metadata_location'), SERVED, 'lies outside the table'],
  ['a registration with privileges', register({ WithPrivilegedAccess: true }), SERVED, 'WithPrivilegedAccess'],
  [
    'another table over the files',
    table(at('RedactedBucket', '/activity/day=1/')),
    SERVED,
    'sales.copy lies over files',
  ],
  ['another table over everything', table(at('RedactedBucket', '')), SERVED, 'sales.copy lies over files'],
  ['a table over raw', table(at('RawBucket', '/segments/')), RAW, 'sales.copy lies over files'],
  [
    'a database left open with a table over the files',
    table(at('RedactedBucket', '/activity/'), {}),
    'columns-and-rows/settings',
    'sales',
  ],
  [
    'results with the key of another class',
    workgroup((w) => {
      w.ManagedQueryResultsConfiguration.EncryptionConfiguration.KmsKey = { 'Fn::GetAtt': ['RawKey', 'Arn'] };
    }),
    RESULTS,
    'the key of raw',
  ],
  [
    'a work group that runs code',
    workgroup((w) => {
      w.ExecutionRole = 'arn:aws:iam::111122223333:role/x';
    }),
    RESULTS,
    'ExecutionRole',
  ],
  [
    'results in a bucket of no class',
    workgroup((w) => {
      w.ManagedQueryResultsConfiguration = { Enabled: false };
      w.ResultConfiguration = { OutputLocation: 's3://elsewhere/' };
    }),
    RESULTS,
    's3://elsewhere/',
  ],
  [
    'a reader that queries elsewhere',
    (r) => mayAlso(r, 'RedactRole', 'athena:StartQueryExecution'),
    'no-side-doors/raw/sinks',
    'work group',
  ],
  [
    'five old versions are kept',
    (r) => {
      rule(r).NoncurrentVersionExpiration.NewerNoncurrentVersions = 5;
    },
    DIES,
    'old versions',
  ],
  [
    'a rule with an element that is not known',
    (r) => {
      rule(r).Filter = { Prefix: 'x/' };
    },
    DIES,
    'no rule for all objects',
  ],
  [
    'a rule with a date',
    (r) => {
      rule(r).ExpirationDate = '2030-01-01T00:00:00Z';
      delete rule(r).ExpirationInDays;
    },
    DIES,
    'no rule for all objects',
  ],
  [
    'old versions of before versioning was suspended',
    (r) => {
      r.RawBucket.Properties.VersioningConfiguration.Status = 'Suspended';
      delete rule(r).NoncurrentVersionExpiration;
    },
    DIES,
    'old versions',
  ],
  ['a lock of days in governance mode', lock({ Mode: 'GOVERNANCE', Days: 32 }), DIES, '32 days'],
  ['a lock of years in compliance mode', lock({ Mode: 'COMPLIANCE', Years: 1 }), DIES, '366 days'],
  ['a backup of everything', backup({ Resources: ['*'] }), DIES, 'Backup'],
  ['a backup of every bucket', backup({ Resources: ['arn:aws:s3:::*'] }), DIES, 'Backup'],
  [
    'a backup by tag',
    backup({ ListOfTags: [{ ConditionKey: 'zone', ConditionValue: 'raw', ConditionType: 'STRINGEQUALS' }] }),
    DIES,
    'ListOfTags zone',
  ],
];

const CLOSED: [string, (r: Resources) => void][] = [
  [
    'a registration of another bucket',
    (r) => {
      register(HYBRID)(r);
      r.Second.Properties.ResourceArn = 'arn:aws:s3:::acme-sales/';
    },
  ],
  ['a registration beside the table', register(HYBRID, '/frames/')],
  ['a partition of the table', partition(at('RedactedBucket', '/activity/day=1/'))],
  ['a table elsewhere in a database that is left open', table('s3://acme-sales/x/', {})],
  ['a view', table(undefined)],
  ['a lock of less than was promised', lock({ Mode: 'GOVERNANCE', Days: 31 })],
  [
    'a rule that moves objects',
    (r) => {
      rule(r).Transitions = [{ StorageClass: 'GLACIER_IR', TransitionInDays: 5 }];
    },
  ],
  ['a backup of something else', backup({ Resources: ['arn:aws:rds:*:*:db:*'] })],
  [
    'a backup by another tag',
    backup({
      Resources: ['*'],
      Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'yes' }] },
    }),
  ],
];

describe('lakes and lives', () => {
  it.each(OPEN)('%s is refuted', (_, change, id, says) => {
    const found = fallen(change).find((item) => item.id === id);
    expect(found?.verdict).toBe('refuted');
    expect(found?.text).toContain(says);
  });
  it.each(CLOSED)('%s stays proved', (_, change) => {
    expect(fallen(change)).toEqual([]);
  });
  it.each<[string, object]>([
    ['a view', { TableType: 'VIRTUAL_VIEW' }],
    ['perhaps a view', { TableType: { Ref: 'Unknown' } }],
    ['the text of a view', { ViewOriginalText: 'SELECT * FROM sales.copy' }],
  ])('%s in the place of the table is undecided', (_, input) => {
    const found = fallen((r) => Object.assign(r.Table.Properties.TableInput, input)).find(({ id }) => id === SERVED);
    expect(found).toMatchObject({ verdict: 'undecided', text: expect.stringContaining('may be a view') });
  });
  it('a lock whose length is known only at deployment is undecided', () => {
    const [found] = fallen(lock({ Mode: 'GOVERNANCE', Days: { Ref: 'Unknown' } }));
    expect(found).toMatchObject({ id: DIES, verdict: 'undecided' });
  });
});
