import { describe, expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { OUTPUTS } from '../../lib/access/side-doors/outputs.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { claimOf, keyedStore, mayAlso, type Resources, sideDoors } from './side-doors.ts';

/** The ways in which compute of an approved reader gives data away by its settings, without a right of its role. */
type Change = (r: Resources) => void;
const ROLE = { 'Fn::GetAtt': ['RedactRole', 'Arn'] };
const runs =
  (type: string, Properties: object): Change =>
  (r) => {
    r.Runs = { Type: `AWS::${type}`, Properties };
  };
const task = (container: object, more: object = {}) =>
  runs('ECS::TaskDefinition', {
    TaskRoleArn: ROLE,
    ContainerDefinitions: [{ Name: 'a', Image: 'aws/codebuild/x', ...container }],
    ...more,
  });
const logging = (LogDriver: unknown, Options: object = {}) => task({ LogConfiguration: { LogDriver, Options } });
const variable = (Name: string, Value: unknown) => task({ Environment: [{ Name, Value }] });
const build = (more: object) =>
  runs('CodeBuild::Project', { ServiceRole: ROLE, Source: { Type: 'CODEPIPELINE' }, ...more });
const machine = (IncludeExecutionData: unknown, LogGroupArn: unknown) =>
  runs('StepFunctions::StateMachine', {
    RoleArn: ROLE,
    Definition: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
    LoggingConfiguration: {
      Level: 'ALL',
      IncludeExecutionData,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn } }],
    },
  });
const QUIET = { LogConfiguration: { LogDriver: 'none' } };
const jobOf = (container: object) =>
  runs('Batch::JobDefinition', {
    Type: 'container',
    ContainerProperties: { JobRoleArn: ROLE, Image: 'x', ...container },
  });
const cluster =
  (more: object): Change =>
  (r) => {
    r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
    r.Runs = { Type: 'AWS::EMR::Cluster', Properties: { JobFlowRole: { Ref: 'Profile' }, ...more } };
  };
const model = (container: object) =>
  runs('SageMaker::Model', { ExecutionRoleArn: ROLE, PrimaryContainer: { Image: 'x', ...container } });
/** A log that holds raw, encrypted with its key. */
const ours: Change = (r) => {
  r.Src = keyedStore('AWS::Logs::LogGroup', { RetentionInDays: 7 });
};
const both =
  (...changes: readonly Change[]): Change =>
  (r) => {
    for (const change of changes) change(r);
  };
const LOG = { 'Fn::GetAtt': ['Src', 'Arn'] };
const UNKNOWN = { 'Fn::ImportValue': 'elsewhere' };

/** For each row of the table, in its order, a setting that gives data away, and whether that is certain. */
const GIVEN_AWAY: readonly (readonly [name: string, change: Change, verdict: string])[] = [
  ['a task that prints into a log without an owner', logging('awslogs', { 'awslogs-group': '/ecs/x' }), 'refuted'],
  ['a task that prints to a service', logging('splunk', { 'splunk-url': 'https://theirs' }), 'refuted'],
  [
    'a task with a file system',
    task({}, { Volumes: [{ Name: 'v', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] }),
    'refuted',
  ],
  ['a task behind a proxy', variable('HTTPS_PROXY', 'http://theirs'), 'refuted'],
  ['a job that prints into the log of all jobs', jobOf({}), 'refuted'],
  ['a job that prints to a service', jobOf({ LogConfiguration: { LogDriver: 'splunk' } }), 'refuted'],
  [
    'a job with a file system',
    jobOf({ ...QUIET, Volumes: [{ Name: 'v', EfsVolumeConfiguration: { FileSystemId: 'fs-1' } }] }),
    'refuted',
  ],
  [
    'a job behind a proxy',
    jobOf({ ...QUIET, Environment: [{ Name: 'HTTPS_PROXY', Value: 'http://theirs' }] }),
    'refuted',
  ],
  ['a cluster that prints into a bucket of others', cluster({ LogUri: 's3://theirs/logs' }), 'refuted'],
  [
    'a cluster that prints into another log',
    cluster({ MonitoringConfiguration: { CloudWatchLogConfiguration: {} } }),
    'undecided',
  ],
  ['a model that prints', model({}), 'refuted'],
  ['a model behind a proxy', model({ Environment: { HTTPS_PROXY: 'http://theirs' } }), 'refuted'],
  ['a build with a file system', build({ FileSystemLocations: [{ Type: 'EFS', Location: 'fs-1:/' }] }), 'refuted'],
  [
    'a build with another S3',
    build({ Environment: { EnvironmentVariables: [{ Name: 'AWS_ENDPOINT_URL_S3', Value: 'https://theirs' }] } }),
    'refuted',
  ],
  ['a build with a public log', build({ Visibility: 'PUBLIC_READ' }), 'refuted'],
  [
    'a machine that logs its data elsewhere',
    machine(true, 'arn:aws:logs:eu-west-1:444455556666:log-group:x:*'),
    'refuted',
  ],
];

it('has a case for each setting of the table', () => {
  expect(GIVEN_AWAY).toHaveLength(OUTPUTS.length);
});

it.each<readonly [string, Change, string]>([
  ...GIVEN_AWAY,
  ['a task with a folder of its host', task({}, { Volumes: [{ Name: 'v', Host: { SourcePath: '/x' } }] }), 'refuted'],
  [
    'a task with a volume of a kind that is new',
    task({}, { Volumes: [{ Name: 'v', NewVolumeConfiguration: {} }] }),
    'refuted',
  ],
  ['a task behind a proxy of a secret', task({ Secrets: [{ Name: 'HTTPS_PROXY', ValueFrom: 'x' }] }), 'undecided'],
  ['a task behind a proxy that is not known', variable('ALL_PROXY', UNKNOWN), 'undecided'],
  ['a task with a driver that is not known', logging(UNKNOWN), 'undecided'],
  ['a build whose log may be public', build({ Visibility: UNKNOWN }), 'undecided'],
  ['a machine that may log its data', machine(UNKNOWN, 'arn:aws:logs:eu-west-1:444455556666:log-group:x:*'), 'refuted'],
])('%s is a copy', (_, change, verdict) => {
  const claim = claimOf(sideDoors(change), 'copies');
  expect(claim.verdict).toBe(verdict);
  expect(claim.because).toMatch(/^Runs runs as .*, which reads raw, and /);
  expect(claim.because).not.toContain('\uE000');
});

it.each<readonly [string, Change]>([
  ['a task that prints nowhere', task({})],
  ['a task with a volume of its own', task({}, { Volumes: [{ Name: 'v', Host: {} }, { Name: 'w' }] })],
  ['a task with a disk of its own', task({}, { Volumes: [{ Name: 'v', ConfiguredAtLaunch: true }] })],
  ['a task with other variables', variable('STAGE', 'production')],
  ['a task that prints into a log of raw', both(ours, logging('awslogs', { 'awslogs-group': { Ref: 'Src' } }))],
  ['a build with a private log', build({ Visibility: 'PRIVATE' })],
  ['a machine that logs no data', machine(false, 'arn:aws:logs:eu-west-1:444455556666:log-group:x:*')],
  ['a machine that logs its data into a log of raw', both(ours, machine(true, LOG))],
])('%s is none', (_, change) => {
  expect(claimOf(sideDoors(change), 'copies').verdict).toBe('proved');
});

it('asks who reads the log that a task prints into', () => {
  const change = both(
    (r) => {
      r.Log = keyedStore('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    },
    logging('awslogs', { 'awslogs-group': { Ref: 'Log' } }),
    (r) => mayAlso(r, 'RegistrationRole', 'logs:GetLogEvents', { 'Fn::GetAtt': ['Log', 'Arn'] }),
  );
  expect(claimOf(sideDoors(change), 'closed')).toMatchObject({
    verdict: 'refuted',
    because: expect.stringMatching(/Log/),
  });
});

describe('programs that others may write', () => {
  const OPEN = {
    AccessControl: 'PublicReadWrite',
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  };
  const scripts =
    (Properties: object, ...Statement: object[]): Change =>
    (r) => {
      r.Scripts = { Type: 'AWS::S3::Bucket', Properties };
      if (Statement.length > 0)
        r.ScriptsPolicy = {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'Scripts' }, PolicyDocument: { Version: '2012-10-17', Statement } },
        };
      runs('Glue::Job', {
        Name: 'job',
        Role: ROLE,
        Command: { Name: 'glueetl', ScriptLocation: { 'Fn::Join': ['', ['s3://', { Ref: 'Scripts' }, '/job.py']] } },
      })(r);
    };
  const writes = (Condition?: object) => ({
    ...{ Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:PutObject', Resource: '*' },
    ...(Condition && { Condition }),
  });
  it.each<readonly [string, Change, string]>([
    ['by the list of a bucket', scripts(OPEN), 'refuted'],
    ['by a list that is not known', scripts({ AccessControl: UNKNOWN }), 'undecided'],
    ['through the distribution of any account', scripts({}, writes()), 'refuted'],
  ])('are found %s', (_, change, verdict) => {
    const claim = claimOf(sideDoors(change), 'callers');
    expect(claim.verdict).toBe(verdict);
    expect(claim.because).toMatch(/takes its programs from .*, where .* write/);
  });
  it.each<readonly [string, Change]>([
    [
      'a list that the owner sets aside',
      scripts({
        AccessControl: 'PublicReadWrite',
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    ],
    ['a list that is blocked', scripts({ ...OPEN, PublicAccessBlockConfiguration: { IgnorePublicAcls: true } })],
    ['a list for everybody to read', scripts({ ...OPEN, AccessControl: 'PublicRead' })],
    [
      'a distribution of this account',
      scripts({}, writes({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } })),
    ],
  ])('are not found by %s', (_, change) => {
    expect(claimOf(sideDoors(change), 'callers').verdict).toBe('proved');
  });
});

describe('images of a registry of the account', () => {
  const IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/tool:1';
  const cached =
    (EcrRepositoryPrefix: unknown): Change =>
    (r) => {
      r.Cache = {
        Type: 'AWS::ECR::PullThroughCacheRule',
        Properties: { EcrRepositoryPrefix, UpstreamRegistryUrl: 'public.ecr.aws' },
      };
      task({ Image: IMAGE })(r);
    };
  it.each(['hub', 'ROOT', UNKNOWN])('are those of another one under rule %j', (prefix) => {
    const claim = claimOf(sideDoors(cached(prefix)), 'callers');
    expect(claim).toMatchObject({ verdict: 'undecided', because: expect.stringContaining('public.ecr.aws') });
  });
  it.each(['hu', 'quay'])('are its own beside rule %j', (prefix) => {
    expect(claimOf(sideDoors(cached(prefix)), 'callers').verdict).toBe('proved');
  });
});

describe('machines of a template', () => {
  const launched =
    (data: object, instance: object): Change =>
    (r) => {
      r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
      const LaunchTemplateData = { IamInstanceProfile: { Name: { Ref: 'Profile' } }, ...data };
      r.Template = { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData } };
      r.Machine = {
        Type: 'AWS::EC2::Instance',
        Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' }, ...instance },
      };
    };
  it.each<readonly [string, Change, string]>([
    ['an image of the template', launched({ ImageId: 'ami-1' }, {}), 'undecided'],
    ['an image that the machine brings', launched({}, { ImageId: 'ami-1' }), 'undecided'],
    ['a key pair that the machine brings', launched({}, { KeyName: 'of-a-person' }), 'refuted'],
  ])('let in by %s', (_, change, verdict) => {
    expect(claimOf(sideDoors(change), 'callers').verdict).toBe(verdict);
  });
});

describe('policies beside that of a store', () => {
  const other = { AWS: '444455556666' };
  const document = (Action: string | string[]) => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: other, Action, Resource: '*' },
  });
  const bus =
    (Properties: object): Change =>
    (r) => {
      r.Src = keyedStore('AWS::Events::EventBus', { Name: 'raw-bus' });
      r.Lets = {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: { EventBusName: { Ref: 'Src' }, StatementId: 's', ...Properties },
      };
    };
  it.each<readonly [string, Change]>([
    [
      'the policy of a stream',
      (r) => {
        r.Src = keyedStore('AWS::DynamoDB::Table', {
          StreamSpecification: {
            StreamViewType: 'NEW_IMAGE',
            ResourcePolicy: { PolicyDocument: document(['dynamodb:GetRecords', 'dynamodb:DescribeStream']) },
          },
        });
      },
    ],
    ['a statement of a bus', bus({ Statement: document('events:PutRule').Statement })],
    ['a statement of a bus in parts', bus({ Principal: '444455556666', Action: 'events:PutRule' })],
    [
      'a statement of a bus for an organisation',
      bus({
        Principal: '*',
        Action: 'events:PutRule',
        Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-abc' },
      }),
    ],
  ])('%s lets others read', (_, change) => {
    expect(claimOf(sideDoors(change), 'closed').verdict).toBe('refuted');
  });
  it('a statement of a bus lets another account write', () => {
    const change = bus({ Statement: document('events:PutEvents').Statement });
    expect(claimOf(sideDoors(change), 'closed').verdict).toBe('proved');
  });
});

describe('the value of a secret that is written into another resource', () => {
  const REFERENCE = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Src' }, ':SecretString:x}}']] };
  const secret =
    (type: string, Properties: object): Change =>
    (r) => {
      r.Src = keyedStore('AWS::SecretsManager::Secret');
      r.Reads = { Type: type, Properties };
    };
  it.each<readonly [string, Change, string]>([
    ['a parameter', secret('AWS::SSM::Parameter', { Type: 'String', Value: REFERENCE }), 'undecided'],
    [
      'a secret that is not known',
      secret('AWS::SSM::Parameter', { Value: { 'Fn::Sub': '{{resolve:secretsmanager:$'.concat('{Unknown}}}') } }),
      'undecided',
    ],
    ['a database', secret('AWS::RDS::DBInstance', { MasterUserPassword: REFERENCE }), 'proved'],
    ['another secret', secret('AWS::SSM::Parameter', { Value: '{{resolve:secretsmanager:another}}' }), 'proved'],
  ])('%s', (_, change, verdict) => {
    const claims = sideDoors((r) => {
      change(r);
    });
    expect(claimOf(claims, 'copies').verdict).toBe(verdict);
  });
});

describe('what has a function answer', () => {
  it.each<readonly [string, unknown, string]>([
    ['its ARN', { 'Fn::GetAtt': ['RedactFunction', 'Arn'] }, 'undecided'],
    ['its name', { Ref: 'RedactFunction' }, 'undecided'],
    ['another function', 'another', 'proved'],
  ])('is undecided for a type that the model does not know, by %s', (_, target, verdict) => {
    const change: Change = (r) => {
      r.Serves = { Type: 'AWS::BedrockAgentCore::GatewayTarget', Properties: { Target: { Function: target } } };
    };
    expect(claimOf(sideDoors(change), 'callers').verdict).toBe(verdict);
  });
});

it('a detector shows samples of the log that it looks through', () => {
  const change = both(ours, (r) => {
    r.Detector = { Type: 'AWS::Logs::LogAnomalyDetector', Properties: { LogGroupArnList: [LOG] } };
  });
  expect(claimOf(sideDoors(change), 'copies').because).toContain('shows samples of log events');
});

describe('the answers of code that approved readers run', () => {
  const taken = (change: Change) => {
    const template = structuredClone(lakeTemplate()) as { Resources: Resources };
    change(template.Resources);
    const { assumptions } = prove({ Lake: template }, lakeDeclaration, lakePlace);
    return assumptions.filter((assumption) =>
      assumption.startsWith('The answers of code that runs as approved readers'),
    );
  };
  const machineOf: Change = (r) => {
    machine(false, UNKNOWN)(r);
    r.Runs.Properties.StateMachineName = 'steps';
  };
  it('is an assumption that names who may ask', () => {
    const change: Change = (r) => mayAlso(r, 'RegistrationRole', 'lambda:InvokeFunction');
    expect(taken(change)).toEqual([expect.stringMatching(/: redact \(Lake-RegistrationRole\)\.$/)]);
  });
  it('is in the record of a state machine, too', () => {
    const change = both(machineOf, (r) => mayAlso(r, 'RegistrationRole', 'states:GetExecutionHistory'));
    expect(taken(change)).toEqual([expect.stringMatching(/: steps \(Lake-RegistrationRole\)\.$/)]);
  });
  it('is no assumption where no principal may ask', () => {
    expect(taken(machineOf)).toEqual([]);
    expect(taken((r) => mayAlso(r, 'RedactRole', 'lambda:InvokeFunction'))).toEqual([]);
  });
});
