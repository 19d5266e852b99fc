import type { CallNeed, Need } from '../../access/index.ts';
import { COLUMNS } from '../../activity/columns.ts';
import type { Configuration } from '../configuration.ts';
import type { Holder } from '../parse-config.ts';
import { STACKS } from '../stacks.ts';
import { gateLog, glueReads, items, keys, objects, partitions } from './calls.ts';
import type { Where } from './where.ts';

type Rest = Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>;

const CONSOLE = 'https://docs.aws.amazon.com/athena/latest/ug/policy-actions.html';
const SWITCH = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html';
const DEFAULT = 'https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html';
const INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';
const RESULTS = 'https://docs.aws.amazon.com/athena/latest/ug/encrypting-managed-results.html';
const CELLS = 'https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html';

/** Permissions that teams, auditors, governors and operators need. */
export function peopleNeeds(where: Where, configuration: Configuration): Need[] {
  const { access, environment } = configuration;
  return [
    ...Object.entries(access.teams).flatMap(([team, { permissionSet }]) => [
      ...signsIn(where, `team-${team}`, permissionSet),
      ...teamNeeds(where, configuration, team),
    ]),
    ...signsIn(where, 'auditor', environment.permissionSets.auditor),
    ...signsIn(where, 'governor', environment.permissionSets.governor),
    ...signsIn(where, 'operator', environment.permissionSets.operator),
    ...auditorNeeds(where),
    ...governorNeeds(where),
    ...operatorNeeds(where),
    ...sentinelNeeds(where),
    ...['auditor', 'governor', 'operator'].map((name) =>
      call(
        `${name}/sees-dashboard`,
        where.role(where.of(name)),
        'who answers an alarm sees what it counts',
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html',
        {
          actions: [
            ...['cloudwatch:DescribeAlarms', 'cloudwatch:GetDashboard', 'cloudwatch:GetMetricData'],
            ...['cloudwatch:ListDashboards', 'cloudwatch:ListMetrics'],
          ],
          resource: '*',
        },
      ),
    ),
  ];
}

const call = (id: string, principal: string, why: string, source: string, rest: Rest): Need => ({
  ...rest,
  id,
  kind: 'call',
  principal,
  why,
  source,
});

/** Neither the console's role switch nor an ordinary CLI profile can set a source identity. */
function signsIn(where: Where, name: string, permissionSet: Holder): Need[] {
  const holder = where.role(
    typeof permissionSet === 'string'
      ? `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${permissionSet}_0123456789abcdef`
      : permissionSet.role,
  );
  return [
    {
      id: `${name}/signs-in`,
      kind: 'call',
      principal: holder,
      outside: true,
      actions: ['sts:AssumeRole'],
      resource: where.role(where.of(name)),
      unsure: { 'sts:SourceIdentity': 'person@example.org' },
      why: 'its people can take the role with a profile, and with the console',
      source: SWITCH,
    },
    {
      id: `${name}/says-who`,
      kind: 'call',
      principal: holder,
      outside: true,
      actions: ['sts:SetSourceIdentity'],
      resource: where.role(where.of(name)),
      context: { 'sts:SourceIdentity': 'person@example.org' },
      why: 'a session can carry the name of the person behind it',
      source: SWITCH,
    },
  ];
}

function teamNeeds(where: Where, { access }: Configuration, team: string): Need[] {
  const principal = where.role(where.team(team));
  const { database, table } = where.lake;
  const group = where.arn('athena', `workgroup/${where.team(team)}`);
  const need = (id: string, why: string, source: string, rest: Rest) =>
    call(`team-${team}/${id}`, principal, why, source, rest);
  const grant = (id: string, on: { readonly database: string }): Need => ({
    id: `team-${team}/${id}`,
    kind: 'grant',
    principal,
    permission: 'DESCRIBE',
    on,
    why: 'Athena finds the table',
    source: DEFAULT,
  });
  return [
    need('queries', 'it can query', CONSOLE, {
      actions: [
        ...['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
        ...['athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetWorkGroup'],
        ...['athena:ListQueryExecutions', 'athena:BatchGetQueryExecution', 'athena:ListNamedQueries'],
        'athena:GetQueryRuntimeStatistics',
      ],
      resource: group,
    }),
    need('opens-console', 'the console and drivers open', CONSOLE, {
      actions: ['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions'],
      resource: '*',
    }),
    need('sees-catalogue', 'the console and drivers show the table', CONSOLE, {
      actions: [
        ...['athena:GetDataCatalog', 'athena:GetDatabase', 'athena:ListDatabases', 'athena:GetTableMetadata'],
        'athena:ListTableMetadata',
      ],
      resource: where.arn('athena', 'datacatalog/AwsDataCatalog'),
    }),
    ...[...glueReads(where), ...partitions(where).list()].map((rest, at) =>
      need(
        `plans-${at + 1}`,
        'Athena plans its query',
        'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html',
        rest,
      ),
    ),
    need('looks-into-default', 'Athena plans its query', DEFAULT, {
      actions: ['glue:GetDatabase'],
      resource: where.arn('glue', 'database/default'),
    }),
    // One page requires the four query-planning calls for cell filters; the pages on Athena do not.
    need('asks-lake', 'Lake Formation hands out the filtered rows', CELLS, {
      actions: [
        'lakeformation:GetDataAccess',
        ...['lakeformation:StartQueryPlanning', 'lakeformation:GetQueryState', 'lakeformation:GetWorkUnits'],
        'lakeformation:GetWorkUnitResults',
      ],
      resource: '*',
    }),
    need(
      'opens-results',
      'it can read its own results',
      'https://docs.aws.amazon.com/athena/latest/ug/encrypting-managed-results.html',
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resource: `alias/${where.of(`results-${team}`)}`,
        unsure: where.via('athena'),
      },
    ),
    need('has-exports-made', 'it can have a copy made', INVOKE, {
      actions: ['lambda:InvokeFunction'],
      resource: where.arn('lambda', `function:${where.of('export')}`),
    }),
    ...objects(where)
      .get('derived', `${team}/ex_a/expires=2026-01-02/manifest.json`)
      .map((rest, at) => need(`takes-exports-${at + 1}`, 'it can take its copy', 'lib/storage/aws/objects.ts', rest)),
    ...exportReads(where, team),
    grant('finds-database', { database }),
    grant('finds-default', { database: 'default' }),
    {
      id: `team-${team}/sees-columns`,
      kind: 'sight',
      principal,
      database,
      table,
      columns: (access.teams[team]?.columns ?? []).filter((column) => COLUMNS.some(({ name }) => name === column)),
      why: 'it sees the columns that it was granted',
      source: 'config/access.ts',
    },
  ];
}

/** The export function reads a team's query results, and starts no query. */
const exportReads = (where: Where, team: string): Need[] => [
  call(
    `export/reads-answers-${team}`,
    where.role(where.of('export')),
    'an export holds what its team was answered',
    RESULTS,
    {
      actions: ['athena:GetQueryExecution', 'athena:GetQueryResults'],
      resource: where.arn('athena', `workgroup/${where.team(team)}`),
    },
  ),
  call(
    `export/opens-answers-${team}`,
    where.role(where.of('export')),
    'an export holds what its team was answered',
    RESULTS,
    {
      actions: ['kms:Decrypt'],
      resource: `alias/${where.of(`results-${team}`)}`,
      unsure: where.via('athena'),
    },
  ),
];

function auditorNeeds(where: Where): Need[] {
  const principal = where.role(where.of('auditor'));
  const CHECK = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html';
  const TEXTS = 'https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html';
  const log = `AWSLogs/${where.account}/CloudTrail/${where.region}/2026/01/02/a.json.gz`;
  const need = (id: string, why: string, source: string, rest: Rest) =>
    call(`auditor/${id}`, principal, why, source, rest);
  return [
    need('reads-logs', 'an investigation has its evidence', CHECK, {
      actions: ['s3:GetObject'],
      resource: where.object('audit', log),
    }),
    need('lists-logs', 'an investigation has its evidence', CHECK, {
      actions: ['s3:ListBucket', 's3:GetBucketLocation'],
      resource: where.bucket('audit'),
    }),
    need(
      'decrypts-logs',
      'an investigation has its evidence',
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html',
      {
        actions: ['kms:Decrypt'],
        resource: `alias/${where.of('audit')}`,
        context: {
          ...where.via('s3'),
          'kms:EncryptionContext:aws:cloudtrail:arn': where.arn('cloudtrail', `trail/${where.of('trail')}`),
        },
      },
    ),
    need('lists-texts', 'an investigation knows what was asked', TEXTS, {
      actions: ['s3:ListBucket', 's3:GetBucketLocation'],
      resource: where.bucket('queries'),
    }),
    ...objects(where)
      .get('queries', 'texts/day=2026-01-02/a/b.json')
      .map((rest, at) => need(`reads-texts-${at + 1}`, 'an investigation knows what was asked', TEXTS, rest)),
    need('checks-trail', 'a changed log file is found', CHECK, {
      actions: ['cloudtrail:DescribeTrails', 'cloudtrail:ListPublicKeys'],
      resource: '*',
    }),
    ...[`/${where.prefix}/trail`, `/aws/events/${where.prefix}/queries`].map((group) =>
      need(
        `searches${group.replaceAll('/', '-')}`,
        'who asked what can be found',
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html',
        {
          actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
          resource: where.arn('logs', `log-group:${group}:log-stream:a`),
        },
      ),
    ),
    need(
      'finds-groups',
      'the console lists the groups',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html',
      {
        actions: ['logs:DescribeLogGroups'],
        resource: where.arn('logs', 'log-group::log-stream:'),
      },
    ),
  ];
}

function governorNeeds(where: Where): Need[] {
  const principal = where.role(where.of('governor'));
  const control = items(where, 'control');
  const { put } = objects(where);
  const { sign, publicKey } = keys(where);
  const calls = [
    ...control.read(['gate', 'restart', 'deployed', 'proof', 'retention']),
    ...control.write(['gate', 'restart', 'deployed']),
    ...gateLog(where),
    ...put('audit', 'gate/a.json'),
    ...put('audit', 'certificates/a.json'),
    ...sign('certificates'),
    ...publicKey('certificates'),
    ...STACKS.map((stack) => ({
      actions: ['cloudformation:GetTemplate'],
      resource: where.arn('cloudformation', `stack/${where.of(stack)}/00000000-0000-0000-0000-000000000000`),
    })),
  ];
  return calls.map((rest, at) =>
    call(
      `governor/decides-${at + 1}`,
      principal,
      'collection can be paused, certified and restarted',
      'bin/aws/gate-desk.ts',
      rest,
    ),
  );
}

/** Calls by which the sentinel recognises a deployment that was approved before it. */
function sentinelNeeds(where: Where): Need[] {
  const principal = where.role(where.of('sentinel'));
  const calls = [
    ...STACKS.map((stack) => ({
      actions: ['cloudformation:GetTemplate', 'cloudformation:DescribeStackEvents'],
      resource: where.arn('cloudformation', `stack/${where.of(stack)}/00000000-0000-0000-0000-000000000000`),
    })),
    { actions: ['cloudformation:ListStacks'], resource: '*' },
  ];
  return calls.map((rest, at) =>
    call(
      `sentinel/knows-deployment-${at + 1}`,
      principal,
      'a deployment that was approved does not pause collection',
      'lib/storage/aws/deployment.ts',
      rest,
    ),
  );
}

function operatorNeeds(where: Where): Need[] {
  const principal = where.role(where.of('operator'));
  const key = { resource: `alias/${where.of('operations')}`, context: where.via('sqs') };
  const calls = [
    {
      actions: ['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'],
      resource: where.arn('sqs', where.of('segments-dead')),
    },
    { actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], resource: where.arn('sqs', where.of('segments')) },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], ...key },
    ...items(where, 'control').read(['failure#a']),
    ...objects(where).put('audit', 'dropped/a/b.json'),
  ];
  return [
    ...calls.map((rest, at) =>
      call(
        `operator/works-on-dead-letters-${at + 1}`,
        principal,
        'what is dead can be seen, retried and dropped',
        'lib/storage/aws/dead-letters.ts',
        rest,
      ),
    ),
    call(
      'governor/runs-retention',
      where.role(where.of('governor')),
      'what is due dies when the schedule has failed',
      'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
      { actions: ['lambda:InvokeFunction'], resource: where.arn('lambda', `function:${where.of('retain')}`) },
    ),
  ];
}
