import { allow, ELSEWHERE } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { BUCKET, FUNCTION, job, machine, named, passing, readerArn, runsAsReader, THEIRS, trust } from './plant.ts';

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  // Something that runs as a reader.
  [
    'runs/state machine',
    'reader bucket',
    (e) => {
      trust({ Principal: { Service: 'states.amazonaws.com' } })(e);
      e.add('AWS::StepFunctions::StateMachine', {
        RoleArn: readerArn(e),
        DefinitionString: machine({
          Resource: 'arn:aws:states:::aws-sdk:s3:copyObject',
          Parameters: { Bucket: 'elsewhere-bucket' },
        }),
      });
      e.role([allow('states:StartExecution')]);
    },
  ],
  [
    'runs/DataSync',
    'reader bucket',
    (e) => {
      const from = e.add('AWS::DataSync::LocationS3', {
        S3BucketArn: e.get('bucket'),
        S3Config: { BucketAccessRoleArn: readerArn(e) },
      });
      const to = e.add('AWS::DataSync::LocationS3', {
        S3BucketArn: BUCKET,
        S3Config: { BucketAccessRoleArn: `arn:aws:iam::${ELSEWHERE}:role/r` },
      });
      e.add('AWS::DataSync::Task', { SourceLocationArn: { Ref: from }, DestinationLocationArn: { Ref: to } });
    },
  ],
  [
    'runs/file server',
    'reader',
    runsAsReader('AWS::Transfer::User', (e) => ({ ServerId: 's-1', UserName: 'u', Role: readerArn(e) })),
  ],
  [
    'runs/project',
    'reader',
    (e) => {
      e.add('AWS::CodeBuild::Project', {
        ServiceRole: readerArn(e),
        Artifacts: { Type: 'NO_ARTIFACTS' },
        Environment: { Type: 'LINUX_CONTAINER', Image: 'x', ComputeType: 'BUILD_GENERAL1_SMALL' },
        Source: { Type: 'NO_SOURCE', BuildSpec: 'x' },
      });
      e.role([allow('codebuild:StartBuild')]);
    },
  ],
  [
    'runs/notebook',
    'reader',
    (e) => {
      e.add('AWS::SageMaker::NotebookInstance', { InstanceType: 'ml.t3.medium', RoleArn: readerArn(e) });
      e.role([allow('sagemaker:CreatePresignedNotebookInstanceUrl')]);
    },
  ],
  [
    'runs/container',
    'reader',
    (e) => {
      e.add('AWS::ECS::TaskDefinition', {
        TaskRoleArn: readerArn(e),
        ContainerDefinitions: [{ Name: 'c', Image: 'x' }],
      });
      e.role([allow(['ecs:RunTask', 'ecs:ExecuteCommand', 'iam:PassRole'])]);
    },
  ],
  [
    'runs/knowledge base',
    'reader',
    runsAsReader('AWS::Bedrock::KnowledgeBase', (e) => ({
      Name: 'k',
      RoleArn: readerArn(e),
      KnowledgeBaseConfiguration: { Type: 'VECTOR' },
    })),
  ],
  [
    'runs/index',
    'reader',
    runsAsReader('AWS::Kendra::DataSource', (e) => ({ IndexId: 'i', Name: 'n', Type: 'S3', RoleArn: readerArn(e) })),
  ],
  [
    'runs/migration',
    'reader',
    runsAsReader('AWS::DMS::Endpoint', (e) => ({
      EndpointType: 'source',
      EngineName: 's3',
      S3Settings: { ServiceAccessRoleArn: readerArn(e) },
    })),
  ],
  [
    'runs/flow',
    'bucket',
    runsAsReader('AWS::AppFlow::Flow', (e) => ({
      FlowName: 'f',
      SourceFlowConfig: {
        ConnectorType: 'S3',
        SourceConnectorProperties: { S3: { BucketName: e.get('bucket', 'Ref'), BucketPrefix: 'x' } },
      },
      DestinationFlowConfigList: [],
      Tasks: [],
      TriggerConfig: { TriggerType: 'OnDemand' },
    })),
  ],
  [
    'runs/file system over the bucket',
    'bucket',
    runsAsReader('AWS::FSx::DataRepositoryAssociation', (e) => ({
      FileSystemId: 'fs-1',
      FileSystemPath: '/x',
      DataRepositoryPath: named('s3://', e.get('bucket', 'Ref')),
    })),
  ],
  [
    'runs/stack set',
    'reader',
    runsAsReader('AWS::CloudFormation::StackSet', () => ({
      StackSetName: 's',
      PermissionModel: 'SELF_MANAGED',
      TemplateBody: '{"Resources":{}}',
    })),
  ],
  [
    'runs/stack of others',
    'reader',
    runsAsReader('AWS::CloudFormation::Stack', () => ({ TemplateURL: 'https://elsewhere.s3.amazonaws.com/t.yaml' })),
  ],
  // Programs and people from elsewhere, in something that runs as a reader.
  ['runs/script of others', 'reader', job({ Command: { Name: 'glueetl', ScriptLocation: `${THEIRS}/job.py` } })],
  ['runs/library of others', 'reader', job({ DefaultArguments: { '--extra-py-files': `${THEIRS}/lib.zip` } })],
  [
    'runs/jar of others, by a trigger',
    'reader',
    (e) => {
      job({})(e);
      e.add('AWS::Glue::Trigger', {
        Type: 'SCHEDULED',
        Actions: [{ JobName: 'planted', Arguments: { '--extra-jars': `${THEIRS}/a.jar` } }],
      });
    },
  ],
  [
    'runs/build of a repository',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'codebuild.amazonaws.com' } })(e);
      e.add('AWS::CodeBuild::Project', {
        ServiceRole: readerArn(e),
        Source: { Type: 'GITHUB', Location: 'https://github.com/other/project' },
      });
    },
  ],
  [
    'runs/scheduled call',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'scheduler.amazonaws.com' } })(e);
      e.add('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: 'arn:aws:scheduler:::aws-sdk:s3:copyObject', RoleArn: readerArn(e), Input: '{}' },
      });
    },
  ],
  [
    'runs/rule to another account',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'events.amazonaws.com' } })(e);
      e.add('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'a', Arn: FUNCTION, RoleArn: readerArn(e) }],
      });
    },
  ],
  [
    'runs/machine with a key pair',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'ec2.amazonaws.com' } })(e);
      const profile = e.add('AWS::IAM::InstanceProfile', { Roles: [e.get('reader', 'Ref')] });
      e.add('AWS::EC2::Instance', { ImageId: 'ami-1', KeyName: 'k', IamInstanceProfile: { Ref: profile } });
    },
  ],
  [
    'code/catalogue of queries',
    'fn',
    (e) => {
      e.add('AWS::Athena::DataCatalog', { Name: 'c', Type: 'LAMBDA', Parameters: { function: e.get('fn') } });
    },
  ],
  [
    'copies/records through a function',
    'bucket',
    (e) => {
      e.add('AWS::KinesisFirehose::DeliveryStream', {
        ExtendedS3DestinationConfiguration: {
          BucketARN: e.get('bucket'),
          RoleARN: `arn:aws:iam::${ELSEWHERE}:role/r`,
          ProcessingConfiguration: {
            Enabled: true,
            Processors: [{ Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: FUNCTION }] }],
          },
        },
      });
    },
  ],
  ['passes/Lambda', 'reader', passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:InvokeFunction')],
  [
    'passes/EC2',
    'reader',
    passing('ec2.amazonaws.com', 'ec2:RunInstances', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'),
  ],
  [
    'passes/Step Functions',
    'reader',
    passing('states.amazonaws.com', 'states:CreateStateMachine', 'states:StartExecution'),
  ],
  ['passes/Batch Operations', 'reader', passing('batchoperations.s3.amazonaws.com', 's3:CreateJob')],
  ['passes/DataSync', 'reader', passing('datasync.amazonaws.com', 'datasync:CreateLocationS3')],
  ['passes/Pipes', 'reader', passing('pipes.amazonaws.com', 'pipes:CreatePipe')],
  ['passes/Scheduler', 'reader', passing('scheduler.amazonaws.com', 'scheduler:CreateSchedule')],
  ['passes/CloudFormation', 'reader', passing('cloudformation.amazonaws.com', 'cloudformation:CreateStack')],
  ['passes/Glue', 'reader', passing('glue.amazonaws.com', 'glue:CreateJob', 'glue:StartJobRun')],
];

/** Services that run as a reader, and the programs and people in them. */
export const OF_PROGRAMS = breachesOf([], ADDITIONS);
