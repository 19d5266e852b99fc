import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import { textsAt } from '../model/texts-at.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { opened, resourcesOf, storeNamed } from '../stores/stores.ts';

/** A property by which programs or people from outside the templates get into compute that runs as a reader. */
interface Entrance {
  readonly type: string;
  readonly paths: readonly string[];
  /** What of a value comes from outside: undefined when nothing does. */
  readonly outside: (app: App, value: string) => string | undefined;
  /** Whether the setting alone lets others in, whatever it names. */
  readonly sure?: true;
  readonly says: string;
}

/**
 * Objects that each run takes anew. The owner of a bucket with any other name is not known.
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const PROGRAMS = ['--scriptLocation', '--extra-py-files', '--extra-jars', '--extra-files'] as const;
const PACKAGES = '--additional-python-modules';
const argumentsIn = (name: string): string[] => [...PROGRAMS, PACKAGES].map((each) => `${name}.${each}`);

/** Buckets that the CDK and the console of Glue make in the account itself, and that carry its number. */
const OWN_ASSETS = /^(?:cdk-[a-z0-9]+-assets|aws-glue-(?:assets|scripts))-(\d{12})-[a-z0-9-]+$/;

const isOurs = (app: App, bucket: string): boolean =>
  storeNamed(app, `AWS::S3::Bucket ${bucket}`) !== undefined || OWN_ASSETS.exec(bucket)?.[1] === app.place.accountId;

/** Of the objects in a list, the first whose bucket is not of the templates. Names of packages are no objects. */
const foreignObject = (app: App, value: string): string | undefined =>
  value
    .split(',')
    .map((each) => each.trim())
    .find((each) => {
      const bucket = /^s3[an]?:\/\/([^/]+)/.exec(each)?.[1];
      return bucket === undefined ? each.includes(UNRESOLVED) : !isOurs(app, bucket);
    });

/** A source of a build: the first part of an object's place is its bucket, and a repository has an address. */
const foreignSource = (app: App, value: string): string | undefined =>
  isOurs(app, value.replace(/^arn:[^:]*:s3:::/, '').replace(/\/.*$/, '')) ? undefined : value;

/** A target that is in no account, such as any call of an SDK, or in another. */
const foreignTarget = ({ place }: App, value: string): string | undefined =>
  arnParts(value)?.[4] === place.accountId ? undefined : value;

const always = (_: App, value: string): string => value;

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
  {
    type: 'AWS::CodeBuild::Project',
    paths: ['Source.Location', 'SecondarySources[].Location'],
    outside: foreignSource,
    says: 'takes its programs at each run from',
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
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html
  ...[
    ['AWS::EC2::Instance', 'KeyName'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.KeyName'],
    ['AWS::AutoScaling::LaunchConfiguration', 'KeyName'],
  ].map(
    ([type = '', path = '']): Entrance => ({
      type,
      paths: [path],
      outside: always,
      sure: true,
      says: 'lets in, as the role, each holder of key pair',
    }),
  ),
];

/** Compute that runs as an approved reader and is handed programs or people from outside the templates. */
export function* foreignPrograms(
  { app }: Inquiry,
  found: FoundClass,
  readers: readonly Identity[],
): Generator<Finding> {
  for (const { arn, name } of readers) {
    const running = computeOf(app, arn);
    for (const resource of [...running, ...triggersOf(app, running)]) {
      for (const { type, paths, outside, sure, says } of ENTRANCES.filter((each) => each.type === resource.type)) {
        for (const path of paths) {
          for (const value of textsAt(resource.properties, path)) {
            const foreign = outside(app, value);
            if (foreign === undefined) continue;
            const shown = foreign.includes(UNRESOLVED) ? 'what is known only at deployment' : foreign;
            yield opened(
              sure === true,
              shown,
              [settingStep(resource, says, shown, `${path} of ${type}`)],
              `${resource.logicalId} runs as ${name}, which reads ${found.name}, and ${says} ${shown}, which is not of these templates`,
            );
          }
        }
      }
    }
  }
}

/** Triggers that start a job, or one that is known only at deployment: they choose what the job is told. */
function triggersOf(app: App, running: readonly Resource[]): Resource[] {
  const jobs = running.filter(({ type }) => type === 'AWS::Glue::Job').map(({ name }) => name);
  if (jobs.length === 0) return [];
  return resourcesOf(app, 'AWS::Glue::Trigger').filter(({ properties }) =>
    textsAt(properties, 'Actions[].JobName').some((each) => jobs.includes(each) || each.includes(UNRESOLVED)),
  );
}
