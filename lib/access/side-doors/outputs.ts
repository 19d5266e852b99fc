import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Identity, Resource } from '../model/app.ts';
import { JOB_CONTAINERS, JOB_MOUNTS, recordsAt } from '../model/job-containers.ts';
import { textsAt } from '../model/texts-at.ts';
import { isOn, list, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { StorePlace } from '../stores/place.ts';
import { misplaced, opened, storeNamed } from '../stores/stores.ts';
import { redirects } from './redirecting.ts';

/** A setting by which compute gives away what it works on, and that no right of its role shows: an agent or a service does it. */
export interface Output {
  readonly type: string;
  /** Where it goes. */
  readonly targets: (resource: Resource) => readonly string[];
  /** What a reader calls it. */
  readonly says: string;
  /** The kind of store that a target is the name or the ARN of. */
  readonly store?: 'AWS::Logs::LogGroup' | 'AWS::S3::Bucket';
}

const paths =
  (...all: readonly string[]) =>
  ({ properties }: Resource): string[] =>
    all.flatMap((path) => textsAt(properties, path));

/** Variables in lists of names and values, of which the values may stand elsewhere, such as in a secret. */
const redirected =
  (...at: readonly string[]) =>
  ({ properties }: Resource): string[] =>
    at
      .flatMap((path) => pairsAt(properties, path))
      .filter((pair) => redirects(text(pair, 'Name') ?? ''))
      .map((pair) => text(pair, 'Value') ?? UNRESOLVED);

/** The pairs of a list in a property, or in each part of others: `Parts[].Pairs`. */
function pairsAt(properties: unknown, path: string): readonly unknown[] {
  const end = path.lastIndexOf('.');
  return end < 0
    ? list(properties, path)
    : recordsAt(properties, path.slice(0, end)).flatMap((part) => list(part, path.slice(end + 1)));
}

/** Volumes that outlive the task, or that others mount too: all but those that are made for it. */
const volumes = ({ properties }: { readonly properties: unknown }): string[] =>
  list(properties, 'Volumes').flatMap((volume) =>
    isRecord(volume)
      ? Object.keys(volume).flatMap((kind) => {
          if (kind === 'Name' || kind === 'ConfiguredAtLaunch') return [];
          if (kind === 'Host') return textsAt(volume, 'Host.SourcePath');
          return [...textsAt(volume, `${kind}.FilesystemId`), ...textsAt(volume, `${kind}.FileSystemId`), kind].slice(
            0,
            1,
          );
        })
      : [UNRESOLVED],
  );

/** Jobs print into a log that AWS makes, unless they say where else: https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html */
const JOB_LOG = '/aws/batch/job';

const printsOfJob = (job: Resource): { readonly driver: string; readonly group: string }[] =>
  JOB_CONTAINERS.flatMap((path) => recordsAt(job.properties, path)).map((container) => ({
    driver: text(container, 'LogConfiguration.LogDriver') ?? 'awslogs',
    group: textsAt(container, 'LogConfiguration.Options.awslogs-group')[0] ?? JOB_LOG,
  }));

const otherDriver = (driver: string): string => (driver.includes(UNRESOLVED) ? driver : `log driver ${driver}`);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
export const OUTPUTS: readonly Output[] = [
  {
    // The role that starts a task writes its log, not the role that the task runs as.
    type: 'AWS::ECS::TaskDefinition',
    targets: paths('ContainerDefinitions[].LogConfiguration.Options.awslogs-group'),
    store: 'AWS::Logs::LogGroup',
    says: 'has all that it prints written',
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    targets: (task) =>
      paths('ContainerDefinitions[].LogConfiguration.LogDriver')(task)
        .filter((driver) => driver !== 'awslogs')
        .map(otherDriver),
    says: 'hands all that it prints',
  },
  { type: 'AWS::ECS::TaskDefinition', targets: volumes, says: 'can file what it reads' },
  {
    type: 'AWS::ECS::TaskDefinition',
    targets: redirected('ContainerDefinitions[].Environment', 'ContainerDefinitions[].Secrets'),
    says: 'sends its requests',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    targets: (job) => printsOfJob(job).flatMap(({ driver, group }) => (driver === 'awslogs' ? [group] : [])),
    store: 'AWS::Logs::LogGroup',
    says: 'has all that it prints written',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    targets: (job) => printsOfJob(job).flatMap(({ driver }) => (driver === 'awslogs' ? [] : [otherDriver(driver)])),
    says: 'hands all that it prints',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    targets: (job) =>
      JOB_MOUNTS.flatMap((path) => recordsAt(job.properties, path)).flatMap((properties) => volumes({ properties })),
    says: 'can file what it reads',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    targets: redirected(...JOB_CONTAINERS.flatMap((path) => [`${path}.Environment`, `${path}.Secrets`])),
    says: 'sends its requests',
  },
  {
    // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-debugging.html
    type: 'AWS::EMR::Cluster',
    targets: (cluster) => paths('LogUri')(cluster).map((place) => /^s3[an]?:\/\/([^/]+)/.exec(place)?.[1] ?? place),
    store: 'AWS::S3::Bucket',
    says: 'has all that it prints written',
  },
  {
    type: 'AWS::EMR::Cluster',
    targets: paths('MonitoringConfiguration'),
    says: 'has all that it prints written',
  },
  {
    // The log that an endpoint makes: https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html
    type: 'AWS::SageMaker::Model',
    targets: () => ['a log group of /aws/sagemaker'],
    says: 'has all that it prints written',
  },
  {
    type: 'AWS::SageMaker::Model',
    targets: (model) =>
      ['PrimaryContainer', 'Containers[]']
        .flatMap((path) => recordsAt(model.properties, `${path}.Environment`))
        .flatMap((variables) =>
          Object.entries(variables).flatMap(([name, value]) =>
            redirects(name) ? [typeof value === 'string' ? value : UNRESOLVED] : [],
          ),
        ),
    says: 'sends its requests',
  },
  {
    type: 'AWS::CodeBuild::Project',
    targets: paths('FileSystemLocations[].Location'),
    says: 'can file what it reads',
  },
  {
    type: 'AWS::CodeBuild::Project',
    targets: redirected('Environment.EnvironmentVariables'),
    says: 'sends its requests',
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html
    type: 'AWS::CodeBuild::Project',
    targets: (project) =>
      paths('Visibility')(project)
        .filter((grantee) => grantee !== 'PRIVATE')
        .map((grantee) => (grantee.includes(UNRESOLVED) ? grantee : 'everybody on the Internet')),
    says: 'shows its log and what it makes',
  },
  {
    // The service delivers the log, with what goes into a state and comes out of it:
    // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    type: 'AWS::StepFunctions::StateMachine',
    targets: (machine) =>
      isOn(machine.properties, 'LoggingConfiguration.IncludeExecutionData', { absent: false, unread: true })
        ? paths('LoggingConfiguration.Destinations[].CloudWatchLogsLogGroup.LogGroupArn')(machine)
        : [],
    store: 'AWS::Logs::LogGroup',
    says: 'has what its states work on written',
  },
];

/** Where compute of approved readers gives what it works on: each store is entered, and a place that must not have it is a finding. */
export function* outputsOf(
  inquiry: Inquiry,
  dataClass: FoundClass,
  readers: readonly Identity[],
  enter: (place: StorePlace) => void,
): Generator<Finding> {
  const { app } = inquiry;
  for (const { arn, name } of readers)
    for (const resource of computeOf(app, arn))
      for (const { type, targets, says, store } of OUTPUTS) {
        if (type !== resource.type) continue;
        for (const target of targets(resource)) {
          const path = [settingStep(resource, says, target, `${type} of ${resource.logicalId}`)];
          const next = store && (storeNamed(app, target) ?? storeNamed(app, `${store} ${target}`));
          const wrong = next && misplaced(inquiry, dataClass, next);
          if (next) enter({ store: next, path, by: arn });
          if (!next || wrong !== undefined)
            yield opened(
              !target.includes(UNRESOLVED),
              arn,
              path,
              `${resource.logicalId} runs as ${name}, which reads ${dataClass.name}, and ${says} to ${
                next
                  ? `${next.name}, ${wrong}`
                  : target.includes(UNRESOLVED)
                    ? 'what is known only at deployment'
                    : `${target}, which is no store of these templates`
              }`,
            );
        }
      }
}
