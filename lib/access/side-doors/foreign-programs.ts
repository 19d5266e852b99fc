import { computeOf } from '../escalate/compute.ts';
import { connectionsOf } from '../escalate/stored-code.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import { isImageOfAws } from '../model/images-of-aws.ts';
import { JOB_CONTAINERS } from '../model/job-containers.ts';
import { textsIn } from '../model/names.ts';
import { textsAt } from '../model/texts-at.ts';
import { at, text } from '../model/values.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { opened, resourcesOf, storeNamed } from '../stores/stores.ts';
import { strangeCalls } from './state-machines.ts';

/** A property by which programs or people from outside the templates get into compute that runs as a reader. */
interface Entrance {
  readonly type: string;
  /** Where the values stand, or how they are read. */
  readonly paths: readonly string[];
  readonly values?: (resource: Resource) => readonly string[];
  /** What of a value comes from outside: undefined when nothing does. */
  readonly outside: (app: App, value: string) => string | undefined;
  /** Whether the setting alone lets others in, whatever it names. */
  readonly sure?: true;
  readonly says: string;
  /** What is wrong with it, where that is not that these templates do not have it. */
  readonly ends?: string;
}

const OTHERS = ', which is not of these templates';

/**
 * Objects that each run takes anew. The owner of a bucket with any other name is not known.
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const PROGRAMS = ['--scriptLocation', '--extra-py-files', '--extra-jars', '--extra-files'] as const;
const PACKAGES = '--additional-python-modules';
const argumentsIn = (name: string): string[] => [...PROGRAMS, PACKAGES].map((program) => `${name}.${program}`);

/** Buckets that the CDK and the console of Glue make in the account itself, and that carry its number. */
const OWN_ASSETS = /^(?:cdk-[a-z0-9]+-assets|aws-glue-(?:assets|scripts))-(\d{12})-[a-z0-9-]+$/;

/** Whether a bucket is of the templates, or one that only this account has. */
export const isOurs = (app: App, bucket: string): boolean =>
  storeNamed(app, `AWS::S3::Bucket ${bucket}`) !== undefined || OWN_ASSETS.exec(bucket)?.[1] === app.place.accountId;

/** Of the objects in a list, the first whose bucket is not of the templates. Names of packages are no objects. */
const foreignObject = (app: App, value: string): string | undefined =>
  value
    .split(',')
    .map((part) => part.trim())
    .find((part) => {
      const bucket = /^s3[an]?:\/\/([^/]+)/.exec(part)?.[1];
      return bucket === undefined ? part.includes(UNRESOLVED) : !isOurs(app, bucket);
    });

/** Where pip takes packages from, when not from the index that everybody has: by themselves, or by an option. */
const foreignPackages = (_: App, value: string): string | undefined =>
  /(?<!s3[an]?):\/\/|git\+|(^|\s)(-[ifr]|--(index|extra-index|find-links|requirement))/.test(value) ||
  (value.includes(UNRESOLVED) && !/^s3[an]?:/.test(value))
    ? value
    : undefined;

/** Settings of Spark that have it load programs. https://spark.apache.org/docs/latest/configuration.html */
const LOADS =
  /spark\.(jars|files|archives|plugins|submit\.pyFiles|yarn\.(jars|archive|dist))|extra(Class|Library)Path|-(javaagent|agentlib|agentpath):/i;
const foreignSetting = (_: App, value: string): string | undefined =>
  LOADS.test(value) || value.startsWith(UNRESOLVED) ? value : undefined;

/** Arguments that every run of a job has, by type. */
const ARGUMENTS = {
  'AWS::Glue::Job': ['DefaultArguments', 'NonOverridableArguments'],
  'AWS::Glue::Trigger': ['Actions[].Arguments'],
};

/** A source of a build: the first part of an object's place is its bucket, and a repository has an address. */
const foreignSource = (app: App, value: string): string | undefined =>
  isOurs(app, value.replace(/^arn:[^:]*:s3:::/, '').replace(/\/.*$/, '')) ? undefined : value;

/** A target that is in no account, such as any call of an SDK, or in another. */
const foreignTarget = ({ place }: App, value: string): string | undefined =>
  arnParts(value)?.[4] === place.accountId ? undefined : value;

/** A build's own specification is part of the template, unless it is an object in a bucket or known only at deployment. */
const foreignSpecification = (app: App, value: string): string | undefined =>
  /^arn:/.test(value) || value.startsWith(UNRESOLVED) ? foreignSource(app, value) : undefined;

/** Images of AWS for builds: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html */
const IMAGE_OF_AWS = /^aws\/codebuild\//;

/** An image that is in no registry of this account: the owner of a registry puts another image under the same name. */
const foreignImage = (app: App, value: string): string | undefined => {
  if (IMAGE_OF_AWS.test(value)) return undefined;
  return value.startsWith(`${app.place.accountId}.dkr.ecr.`) ? upstreamOf(app, value) : value;
};

/**
 * From where a registry of this account takes an image that it keeps a copy of: it looks for a newer one there every day.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
function upstreamOf(app: App, image: string): string | undefined {
  const repository = image.replace(/^[^/]*\//, '');
  const rule = resourcesOf(app, 'AWS::ECR::PullThroughCacheRule').find(({ properties }) => {
    const prefix = text(properties, 'EcrRepositoryPrefix') ?? UNRESOLVED;
    return prefix === 'ROOT' || prefix.includes(UNRESOLVED) || repository.startsWith(`${prefix}/`);
  });
  return rule && `${image}, a copy from ${text(rule.properties, 'UpstreamRegistryUrl') ?? UNRESOLVED}`;
}

const always = (_: App, value: string): string => value;

/** A value with an address, from which programs may be taken. */
const addressed = (_: App, value: string): string | undefined =>
  value.includes('://') || value.includes(UNRESOLVED) ? value : undefined;

const MODEL_CONTAINERS = ['PrimaryContainer', 'Containers[]'];

/** What the programs of a cluster are set to, with all that is set within. */
const settingsOf = ({ properties }: Resource): string[] =>
  [...textsIn(properties.Configurations)].map(({ key, text: value }) => `${key}=${value}`);

/**
 * A connection that brings programs along, which the job or crawler over it loads: a connector, or a driver for a database.
 * https://docs.aws.amazon.com/glue/latest/dg/console-connections-jdbc-drivers.html
 */
function foreignConnection(app: App, name: string): string | undefined {
  const made = resourcesOf(app, 'AWS::Glue::Connection').filter(
    ({ properties }) => text(properties, 'ConnectionInput.Name') === name,
  );
  const isPlain = ({ properties }: Resource): boolean =>
    PLAIN_CONNECTIONS.has(text(properties, 'ConnectionInput.ConnectionType') ?? UNRESOLVED) &&
    at(properties, 'ConnectionInput.SparkProperties') === undefined &&
    [...textsIn(at(properties, 'ConnectionInput.ConnectionProperties'))].every(
      ({ key, text: value }) => !/JAR|CONNECTOR/i.test(key) && !value.startsWith(UNRESOLVED),
    );
  return made.length > 0 && made.every(isPlain) ? undefined : `connection ${name}`;
}

const PLAIN_CONNECTIONS: ReadonlySet<string> = new Set(['NETWORK', 'JDBC', 'KAFKA', 'MONGODB']);

/** Programs that take others, or commands, from a place that they are told, which need not look like an address. */
const FETCHES =
  /(?<![\w.-])(curl|wget|aria2c|git|svn|hg|s?ftp|scp|rsync|nc|ncat|socat|ssh|docker|podman|nerdctl|ctr|pipx?|pip3|uv|npm|npx|yarn|pnpm|gem|go|cargo|snap|cfn-(?:init|hup))(?![\w-])|\/dev\/(?:tcp|udp)\/|urlopen|urllib|http\.client|amazon-ssm|nfs4?|mount\.efs/i;

/**
 * Of the commands with which a machine begins, those that get more of them from outside: by an address, from a bucket of others, by
 * a program that fetches, or from the metadata of the template (`cfn-init`), which names addresses as well.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
function foreignCommands(app: App, encoded: string): string | undefined {
  const commands = plain(encoded);
  if (commands.includes(UNRESOLVED)) return commands;
  const addresses = commands.match(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi) ?? [];
  return (
    addresses.find((address) => !/^s3[an]?:/.test(address) || foreignObject(app, address) !== undefined) ??
    FETCHES.exec(commands)?.[0]
  );
}

/** User data as text: templates give it as such or in base64, and what is neither counts as known only at deployment. */
function plain(encoded: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0)));
  } catch {
    return encoded.startsWith('#') ? encoded : UNRESOLVED;
  }
}

/** An image that is not published by AWS: what is on it, its id does not say. */
const foreignMachine = (_: App, image: string): string | undefined => (isImageOfAws(image) ? undefined : image);

/** Whose image a machine boots, its id does not say: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html */
const UNSAID = ', of which the id does not say what is on it';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
const ENTRANCES: readonly Entrance[] = [
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
    outside: (app, value) =>
      resourcesOf(app, 'AWS::SageMaker::NotebookInstanceLifecycleConfig').some(({ name }) => name === value)
        ? undefined
        : value,
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

/** Types that choose what other compute runs, and where they name it. */
const STARTS: readonly { readonly type: string; readonly path: string; readonly starts: string }[] = [
  { type: 'AWS::Glue::Trigger', path: 'Actions[].JobName', starts: 'AWS::Glue::Job' },
  { type: 'AWS::EMR::Step', path: 'JobFlowId', starts: 'AWS::EMR::Cluster' },
  ...['ProductionVariants', 'ShadowProductionVariants'].map((variants) => ({
    type: 'AWS::SageMaker::EndpointConfig',
    path: `${variants}[].ModelName`,
    starts: 'AWS::SageMaker::Model',
  })),
  {
    type: 'AWS::CodePipeline::Pipeline',
    path: 'Stages[].Actions[].Configuration.ProjectName',
    starts: 'AWS::CodeBuild::Project',
  },
  ...['LaunchTemplateId', 'LaunchTemplateName'].map((name) => ({
    type: 'AWS::EC2::Instance',
    path: `LaunchTemplate.${name}`,
    starts: 'AWS::EC2::LaunchTemplate',
  })),
];

/** Types of which a resource that runs as a reader is asked whose programs it runs. */
export const ENTERED: ReadonlySet<string> = new Set(ENTRANCES.map(({ type }) => type));

/** Compute that runs as an approved reader and is handed programs or people from outside the templates. */
export function* foreignPrograms(
  { app }: Inquiry,
  dataClass: FoundClass,
  readers: readonly Identity[],
): Generator<Finding> {
  for (const { arn, name } of readers) {
    const running = computeOf(app, arn);
    for (const resource of new Set([...running, ...startersOf(app, running)])) {
      for (const { type, paths, values, outside, sure, says, ends = OTHERS } of ENTRANCES) {
        if (type !== resource.type) continue;
        for (const [path, value] of givenBy(resource, paths, values)) {
          const foreign = outside(app, value);
          if (foreign === undefined) continue;
          const shown = foreign.includes(UNRESOLVED) ? 'what is known only at deployment' : foreign;
          yield opened(
            sure === true,
            shown,
            [settingStep(resource, says, shown, `${path} of ${type}`)],
            `${resource.logicalId} runs as ${name}, which reads ${dataClass.name}, and ${says} ${shown}${ends}`,
          );
        }
      }
    }
  }
}

/** Values with the property that each stands in. */
const givenBy = (
  resource: Resource,
  paths: readonly string[],
  values: Entrance['values'],
): (readonly [path: string, value: string])[] =>
  values
    ? values(resource).map((value) => [paths.join(', '), value] as const)
    : paths.flatMap((path) => textsAt(resource.properties, path).map((value) => [path, value] as const));

/** What starts such compute, or some that is known only at deployment: it chooses what the compute is told. */
function startersOf(app: App, running: readonly Resource[]): Resource[] {
  return STARTS.flatMap(({ type, path, starts }) => {
    const names = running
      .filter((resource) => resource.type === starts)
      .flatMap(({ name, properties }) => [name, ...textsAt(properties, 'LaunchTemplateName')]);
    if (names.length === 0) return [];
    return resourcesOf(app, type).filter(({ properties }) =>
      textsAt(properties, path).some((named) => names.includes(named) || named.includes(UNRESOLVED)),
    );
  });
}
