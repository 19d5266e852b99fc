import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Identity, Resource } from '../model/app.ts';
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
  readonly store?: 'AWS::Logs::LogGroup';
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

/** The pairs of a list in a property, or in each part of another list: `Parts[].Pairs`. */
function pairsAt(properties: unknown, path: string): readonly unknown[] {
  const [parts, pairs] = path.split('[].');
  return pairs === undefined
    ? list(properties, path)
    : list(properties, parts ?? '').flatMap((part) => list(part, pairs));
}

/** Volumes that outlive the task, or that others mount too: all but those that are made for it. */
const volumes = ({ properties }: Resource): string[] =>
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
        .map((driver) => (driver.includes(UNRESOLVED) ? driver : `log driver ${driver}`)),
    says: 'hands all that it prints',
  },
  { type: 'AWS::ECS::TaskDefinition', targets: volumes, says: 'can file what it reads' },
  {
    type: 'AWS::ECS::TaskDefinition',
    targets: redirected('ContainerDefinitions[].Environment', 'ContainerDefinitions[].Secrets'),
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
        .filter((each) => each !== 'PRIVATE')
        .map((each) => (each.includes(UNRESOLVED) ? each : 'everybody on the Internet')),
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

/** Where compute of approved readers gives what it works on: a store that may have it is entered, anything else is a finding. */
export function* outputsOf(
  inquiry: Inquiry,
  found: FoundClass,
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
          const wrong = next && misplaced(inquiry, found, next);
          if (next && wrong === undefined) enter({ store: next, path, by: arn });
          else
            yield opened(
              !target.includes(UNRESOLVED),
              arn,
              path,
              `${resource.logicalId} runs as ${name}, which reads ${found.name}, and ${says} to ${
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
