import { connectionsOf } from '../escalate/stored-code.ts';
import type { App, Resource } from '../model/app.ts';
import { JOB_CONTAINERS } from '../model/job-containers.ts';
import { textsIn } from '../model/names.ts';
import { text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import {
  addressed,
  always,
  foreignCommands,
  foreignConnection,
  foreignImage,
  foreignMachine,
  foreignObject,
  foreignPackages,
  foreignScripts,
  foreignSetting,
  foreignSource,
  foreignSpecification,
  foreignTarget,
} from './outside.ts';
import { strangeCalls } from './state-machines.ts';

/** A property by which programs or people from outside the templates get into compute that runs as a reader. */
export interface Entrance {
  readonly type: string;
  /** Properties that hold the values. */
  readonly paths: readonly string[];
  /** Reads the values, when they do not stand there as texts. */
  readonly values?: (resource: Resource) => readonly string[];
  /** The part of a value that comes from outside; undefined when nothing does. */
  readonly outside: (app: App, value: string) => string | undefined;
  /** Whether the setting alone lets others in, whatever it names. */
  readonly sure?: true;
  readonly says: string;
  /** The fault, when it is another than that the templates do not have the value. */
  readonly ends?: string;
}

/**
 * Objects that each run takes anew. The owner of a bucket with any other name is not known.
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const PROGRAMS = ['--scriptLocation', '--extra-py-files', '--extra-jars', '--extra-files'] as const;
const PACKAGES = '--additional-python-modules';
const argumentsIn = (name: string): string[] => [...PROGRAMS, PACKAGES].map((program) => `${name}.${program}`);

/** Arguments that every run of a job has, by type. */
const ARGUMENTS = {
  'AWS::Glue::Job': ['DefaultArguments', 'NonOverridableArguments'],
  'AWS::Glue::Trigger': ['Actions[].Arguments'],
};

const MODEL_CONTAINERS = ['PrimaryContainer', 'Containers[]'];

/** The settings of a cluster's programs, with the settings within them. */
const settingsOf = ({ properties }: Resource): string[] =>
  [...textsIn(properties.Configurations)].map(({ key, text: value }) => `${key}=${value}`);

/** An id of an image does not say who made it: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html */
const UNSAID = ', of which the id does not say what is on it';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
export const ENTRANCES: readonly Entrance[] = [
  {
    type: 'AWS::Glue::Job',
    paths: ['Command.ScriptLocation', ...argumentsIn('DefaultArguments'), ...argumentsIn('NonOverridableArguments')],
    outside: foreignObject,
    says: 'takes its programs at each run from',
  },
  {
    type: 'AWS::Glue::Trigger',
    paths: argumentsIn('Actions[].Arguments'),
    outside: foreignObject,
    says: 'has the job take its programs from',
  },
  ...['AWS::Glue::Job', 'AWS::Glue::Crawler'].map(
    (type): Entrance => ({
      type,
      paths: ['ConnectionName'],
      values: connectionsOf,
      outside: foreignConnection,
      says: 'loads programs by',
      ends: ', which is not of these templates or brings programs along',
    }),
  ),
  ...Object.entries(ARGUMENTS).flatMap(([type, names]): Entrance[] => [
    {
      type,
      paths: names.flatMap((name) => [`${name}.${PACKAGES}`, `${name}.--python-modules-installer-option`]),
      outside: foreignPackages,
      says: 'takes packages from',
    },
    { type, paths: names.map((name) => `${name}.--conf`), outside: foreignSetting, says: 'loads programs by' },
  ]),
  {
    type: 'AWS::CodeBuild::Project',
    // A cache hands the files of a build to the next.
    paths: ['Source.Location', 'SecondarySources[].Location', 'Cache.Location'],
    outside: foreignSource,
    says: 'takes its programs at each run from',
  },
  {
    type: 'AWS::CodeBuild::Project',
    paths: ['Source.BuildSpec'],
    outside: foreignSpecification,
    says: 'takes its commands at each run from',
  },
  { type: 'AWS::CodeBuild::Project', paths: ['Environment.Image'], outside: foreignImage, says: 'runs image' },
  {
    type: 'AWS::CodePipeline::Pipeline',
    paths: ['FullRepositoryId', 'Repo', 'S3Bucket', 'ImageName'].map(
      (name) => `Stages[].Actions[].Configuration.${name}`,
    ),
    outside: foreignSource,
    says: 'hands the build programs of',
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    paths: ['ContainerDefinitions[].Image'],
    outside: foreignImage,
    says: 'runs image',
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    paths: ['ContainerDefinitions[].EnvironmentFiles[].Value'],
    outside: foreignSource,
    says: 'takes variables, which have programs loaded, from',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    paths: JOB_CONTAINERS.map((path) => `${path}.Image`),
    outside: foreignImage,
    says: 'runs image',
  },
  {
    type: 'AWS::SageMaker::Model',
    paths: MODEL_CONTAINERS.map((path) => `${path}.Image`),
    outside: foreignImage,
    says: 'runs image',
  },
  {
    type: 'AWS::SageMaker::Model',
    paths: MODEL_CONTAINERS.flatMap((path) => [
      `${path}.ModelDataUrl`,
      `${path}.ModelDataSource.S3DataSource.S3Uri`,
      `${path}.AdditionalModelDataSources[].S3DataSource.S3Uri`,
    ]),
    outside: foreignObject,
    says: 'takes its programs from',
  },
  {
    type: 'AWS::SageMaker::Model',
    paths: MODEL_CONTAINERS.flatMap((path) => [`${path}.ModelPackageName`, `${path}.InferenceSpecificationName`]),
    outside: always,
    says: 'runs the package of a model',
  },
  {
    // A variable may name programs, and other places to take them from.
    type: 'AWS::SageMaker::Model',
    paths: MODEL_CONTAINERS.map((path) => `${path}.Environment.*`),
    outside: addressed,
    says: 'takes its programs from',
  },
  {
    // https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html
    type: 'AWS::SageMaker::EndpointConfig',
    paths: ['DataCaptureConfig.DestinationS3Uri', 'AsyncInferenceConfig.OutputConfig.S3OutputPath'],
    outside: always,
    says: 'has all that the model answers written to',
    ends: '',
  },
  {
    type: 'AWS::SageMaker::NotebookInstance',
    paths: ['DefaultCodeRepository', 'AdditionalCodeRepositories[]'],
    outside: always,
    says: 'takes programs from',
  },
  {
    type: 'AWS::SageMaker::NotebookInstance',
    paths: ['LifecycleConfigName'],
    outside: foreignScripts,
    says: 'begins with the scripts of',
  },
  {
    type: 'AWS::EMR::Cluster',
    paths: ['Configurations'],
    values: settingsOf,
    outside: (app, value) => foreignSetting(app, value) ?? addressed(app, value),
    says: 'loads programs by',
  },
  {
    // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-kerberos.html
    type: 'AWS::EMR::Cluster',
    paths: ['KerberosAttributes.Realm'],
    outside: always,
    says: 'lets in, as the role, users of realm',
    ends: '',
  },
  {
    type: 'AWS::EMR::Cluster',
    paths: [
      'BootstrapActions[].ScriptBootstrapAction.Path',
      'Steps[].HadoopJarStep.Jar',
      'Steps[].HadoopJarStep.Args[]',
    ],
    outside: foreignObject,
    says: 'takes its programs from',
  },
  {
    type: 'AWS::EMR::Step',
    paths: ['HadoopJarStep.Jar', 'HadoopJarStep.Args[]'],
    outside: foreignObject,
    says: 'has the cluster take its programs from',
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    paths: ['Definition'],
    values: strangeCalls,
    outside: always,
    says: 'calls with the rights of the role',
    ends: ', whose answer stays in the record of the run or goes to an address',
  },
  {
    // What its steps answer stays in the record of each run, which ssm:GetAutomationExecution shows.
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-working-executing.html
    type: 'AWS::SSM::Document',
    paths: ['DocumentType'],
    values: () => ["the record of its runs, a store of AWS's own"],
    outside: always,
    says: 'keeps what its steps answer in',
  },
  {
    type: 'AWS::Scheduler::Schedule',
    paths: ['Target.Arn'],
    outside: foreignTarget,
    says: 'calls with the rights of the role',
  },
  {
    type: 'AWS::Events::Rule',
    paths: ['Targets[].Arn'],
    outside: foreignTarget,
    says: 'calls with the rights of the role',
  },
  {
    type: 'AWS::Pipes::Pipe',
    paths: ['Source', 'Enrichment', 'Target'],
    outside: foreignTarget,
    says: 'moves messages with the rights of the role to or from',
  },
  {
    // What is launched by a template without an image brings an image along.
    type: 'AWS::EC2::LaunchTemplate',
    paths: ['LaunchTemplateData.ImageId'],
    values: ({ properties }) => [text(properties, 'LaunchTemplateData.ImageId') ?? UNRESOLVED],
    outside: foreignMachine,
    says: 'boots machine image',
    ends: UNSAID,
  },
  ...[
    ['AWS::EC2::Instance', 'ImageId'],
    ['AWS::AutoScaling::LaunchConfiguration', 'ImageId'],
    ['AWS::EMR::Cluster', 'CustomAmiId'],
    ...['MasterInstanceGroup', 'CoreInstanceGroup', 'TaskInstanceGroups[]'].map((group) => [
      ...['AWS::EMR::Cluster', `Instances.${group}.CustomAmiId`],
    ]),
    ...['MasterInstanceFleet', 'CoreInstanceFleet', 'TaskInstanceFleets[]'].map((fleet) => [
      ...['AWS::EMR::Cluster', `Instances.${fleet}.InstanceTypeConfigs[].CustomAmiId`],
    ]),
  ].map(
    ([type = '', path = '']): Entrance => ({
      type,
      paths: [path],
      outside: foreignMachine,
      says: 'boots machine image',
      ends: UNSAID,
    }),
  ),
  ...[
    ['AWS::EC2::Instance', 'UserData'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.UserData'],
    ['AWS::AutoScaling::LaunchConfiguration', 'UserData'],
  ].map(
    ([type = '', path = '']): Entrance => ({
      type,
      paths: [path],
      outside: foreignCommands,
      says: 'begins with commands that take others from',
    }),
  ),
  {
    // Resolvers call with the rights of the role, and each caller of the API has the answer:
    // https://docs.aws.amazon.com/appsync/latest/devguide/data-source-components.html
    type: 'AWS::AppSync::DataSource',
    paths: ['Name'],
    outside: always,
    sure: true,
    says: 'answers, with the rights of the role, everybody who may ask the API by source',
    ends: '',
  },
  {
    // https://docs.aws.amazon.com/quicksight/latest/user/customizing-permissions-to-athena-and-s3.html
    type: 'AWS::QuickSight::DataSource',
    paths: ['Permissions[].Principal'],
    outside: always,
    sure: true,
    says: 'answers, with the rights of the role,',
    ends: '',
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html
  ...[
    ['AWS::EC2::Instance', 'KeyName'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.KeyName'],
    ['AWS::AutoScaling::LaunchConfiguration', 'KeyName'],
    ['AWS::EMR::Cluster', 'Instances.Ec2KeyName'],
  ].map(
    ([type = '', path = '']): Entrance => ({
      type,
      paths: [path],
      outside: always,
      sure: true,
      says: 'lets in, as the role, each holder of key pair',
      ends: '',
    }),
  ),
];
