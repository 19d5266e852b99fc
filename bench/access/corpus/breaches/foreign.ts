import { document, ELSEWHERE, sub } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { asReader, BUCKET, machine, readerArn, THEIRS, trust } from './plant.ts';

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  [
    'runs/image of others, in a build',
    'reader',
    asReader('codebuild', 'AWS::CodeBuild::Project', (e) => ({
      ServiceRole: readerArn(e),
      Source: { Type: 'NO_SOURCE', BuildSpec: '{}' },
      Environment: { Image: 'somebody/else:latest' },
    })),
  ],
  [
    'runs/image of another account, in a build',
    'reader',
    asReader('codebuild', 'AWS::CodeBuild::Project', (e) => ({
      ServiceRole: readerArn(e),
      Source: { Type: 'NO_SOURCE', BuildSpec: '{}' },
      Environment: { Image: `${ELSEWHERE}.dkr.ecr.eu-west-1.amazonaws.com/x:1` },
    })),
  ],
  [
    'runs/commands of others, in a build',
    'reader',
    asReader('codebuild', 'AWS::CodeBuild::Project', (e) => ({
      ServiceRole: readerArn(e),
      Source: { Type: 'NO_SOURCE', BuildSpec: `${BUCKET}/buildspec.yml` },
    })),
  ],
  [
    'runs/image of others, in a task',
    'reader',
    asReader('ecs-tasks', 'AWS::ECS::TaskDefinition', (e) => ({
      TaskRoleArn: readerArn(e),
      ContainerDefinitions: [{ Name: 'c', Image: 'somebody/else' }],
    })),
  ],
  [
    'runs/variables of others, in a task',
    'reader',
    asReader('ecs-tasks', 'AWS::ECS::TaskDefinition', (e) => ({
      TaskRoleArn: readerArn(e),
      ContainerDefinitions: [{ Name: 'c', EnvironmentFiles: [{ Type: 's3', Value: `${BUCKET}/x.env` }] }],
    })),
  ],
  [
    'runs/image that another account may replace',
    'reader',
    (e) => {
      const repository = e.add('AWS::ECR::Repository', {
        RepositoryPolicyText: document({ Effect: 'Allow', Principal: { AWS: ELSEWHERE }, Action: 'ecr:*' }),
      });
      asReader('ecs-tasks', 'AWS::ECS::TaskDefinition', () => ({
        TaskRoleArn: readerArn(e),
        ContainerDefinitions: [{ Name: 'c', Image: { 'Fn::GetAtt': [repository, 'RepositoryUri'] } }],
      }))(e);
    },
  ],
  [
    'runs/code of others, in a function',
    'reader',
    asReader('lambda', 'AWS::Lambda::Function', (e) => ({
      Role: readerArn(e),
      Runtime: 'nodejs24.x',
      Handler: 'i.h',
      Code: { S3Bucket: 'somebody-elses', S3Key: 'x.zip' },
    })),
  ],
  [
    'runs/call of an SDK, by a state machine',
    'reader',
    asReader('states', 'AWS::StepFunctions::StateMachine', (e) => ({
      RoleArn: readerArn(e),
      DefinitionString: machine({ Resource: 'arn:aws:states:::aws-sdk:s3:getObject' }),
    })),
  ],
  [
    'runs/state machine that is kept elsewhere',
    'reader',
    asReader('states', 'AWS::StepFunctions::StateMachine', (e) => ({
      RoleArn: readerArn(e),
      DefinitionS3Location: { Bucket: 'somebody-elses', Key: 'x.json' },
    })),
  ],
  [
    'runs/automation on a schedule',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'ssm.amazonaws.com' } })(e);
      const document = e.add('AWS::SSM::Document', {
        DocumentType: 'Automation',
        Content: { schemaVersion: '0.3', assumeRole: readerArn(e), mainSteps: [] },
      });
      e.add('AWS::SSM::Association', { Name: { Ref: document }, ScheduleExpression: 'rate(1 day)' });
    },
  ],
  [
    'runs/automation as a text',
    'reader',
    asReader('ssm', 'AWS::SSM::Document', (e) => ({
      DocumentType: 'Automation',
      Content: { 'Fn::Join': ['', ['{"schemaVersion":"0.3","assumeRole":"', readerArn(e), '","mainSteps":[]}']] },
    })),
  ],
  [
    'runs/automation of AWS in a maintenance window',
    'reader',
    asReader('ssm', 'AWS::SSM::MaintenanceWindowTask', (e) => ({
      WindowId: 'mw-1',
      TaskType: 'AUTOMATION',
      TaskArn: 'AWS-CopySnapshot',
      ServiceRoleArn: readerArn(e),
    })),
  ],
  [
    'runs/step of others, in a cluster',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'ec2.amazonaws.com' } })(e);
      const profile = e.add('AWS::IAM::InstanceProfile', { Roles: [e.get('reader', 'Ref')] });
      const cluster = e.add('AWS::EMR::Cluster', { Name: 'c', JobFlowRole: { Ref: profile } });
      e.add('AWS::EMR::Step', { JobFlowId: { Ref: cluster }, HadoopJarStep: { Jar: `${THEIRS}/x.jar` } });
    },
  ],
  [
    'runs/machine with an image',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'ec2.amazonaws.com' } })(e);
      const profile = e.add('AWS::IAM::InstanceProfile', { Roles: [e.get('reader', 'Ref')] });
      e.add('AWS::EC2::Instance', { ImageId: 'ami-1', IamInstanceProfile: { Ref: profile } });
    },
  ],
  [
    'runs/build of what a pipeline takes from a repository',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'codebuild.amazonaws.com' } })(e);
      const project = e.add('AWS::CodeBuild::Project', { ServiceRole: readerArn(e), Source: { Type: 'CODEPIPELINE' } });
      const action = (Configuration: object) => ({ Actions: [{ Configuration }] });
      e.add('AWS::CodePipeline::Pipeline', {
        Stages: [action({ FullRepositoryId: 'other/project' }), action({ ProjectName: { Ref: project } })],
      });
    },
  ],
  [
    'code/catalogue over a connection',
    'fn',
    (e) => {
      e.add('AWS::Glue::Connection', {
        CatalogId: { Ref: 'AWS::AccountId' },
        ConnectionInput: { Name: 'c', AthenaProperties: { lambda_function_arn: e.get('fn') } },
      });
      e.add('AWS::Athena::DataCatalog', {
        Name: 'c',
        Type: 'FEDERATED',
        Parameters: { 'connection-arn': sub('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:connection/c') },
      });
    },
  ],
  [
    'runs/layer of others',
    'reader',
    (e) => {
      const layer = e.add('AWS::Lambda::LayerVersion', { Content: { S3Bucket: 'somebody-elses', S3Key: 'x.zip' } });
      asReader('lambda', 'AWS::Lambda::Function', () => ({
        Role: readerArn(e),
        Runtime: 'nodejs24.x',
        Handler: 'i.h',
        Code: { ZipFile: 'x' },
        Layers: [{ Ref: layer }],
      }))(e);
    },
  ],
  [
    'copies/tables of a crawler',
    'table reader',
    asReader('glue', 'AWS::Glue::Crawler', (e) => ({ Role: readerArn(e), DatabaseName: 'elsewhere', Targets: {} })),
  ],
];

/** Images, commands and calls of others, in something that runs as a reader. */
export const OF_FOREIGN = breachesOf([], ADDITIONS);
