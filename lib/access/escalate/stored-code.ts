import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Identity, Resource } from '../model/app.ts';
import type { AwsPlace } from '../model/environment.ts';
import { JOB_CONTAINERS } from '../model/job-containers.ts';
import { textsIn } from '../model/names.ts';
import { textsAt } from '../model/texts-at.ts';
import { text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { guardOf, registryOf } from '../query/carriers.ts';
import { type Act, ANY_RESOURCE } from './asking.ts';
import type { Entry } from './catalogue.ts';
import { computeOf } from './compute.ts';

/**
 * Properties in which a type names the objects that it takes its code from whenever it runs. Functions are not among them: they
 * keep a copy of their code until they are deployed again. https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const CODE: Readonly<Record<string, RegExp>> = {
  'AWS::Glue::Job': /^(ScriptLocation|--(scriptLocation|extra-(py-files|jars|files)|additional-python-modules))$/,
  'AWS::EMR::Cluster': /^(Path|Jar|Args)$/,
  'AWS::CodeBuild::Project': /^Location$/,
  'AWS::SageMaker::Model': /^(ModelDataUrl|S3Uri)$/,
  'AWS::MWAA::Environment': /^SourceBucketArn$/,
  // Files of variables, which have a runtime load programs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
  'AWS::ECS::TaskDefinition': /^Value$/,
};

/** Of texts that may also say something else, those that name programs. */
const NAMES_CODE: Readonly<Record<string, RegExp>> = {
  'AWS::EMR::Cluster': /\.(py|jar|sh|r|scala)$/i,
  'AWS::ECS::TaskDefinition': /^arn:[^:]*:s3:::/,
};

/** Where a type names the image that it takes whenever it runs. Functions keep a copy of theirs. */
const IMAGES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Batch::JobDefinition': JOB_CONTAINERS.map((path) => `${path}.Image`),
  'AWS::CodeBuild::Project': ['Environment.Image'],
  'AWS::ECS::TaskDefinition': ['ContainerDefinitions[].Image'],
  'AWS::SageMaker::Model': ['PrimaryContainer.Image', 'Containers[].Image'],
};

/** Where objects lie that the compute of a role runs, as ARNs with wildcards. */
export function codeOf({ type, properties }: Resource, partition: string): string[] {
  const keys = CODE[type];
  if (keys === undefined) return [];
  return [...textsIn(properties)]
    .filter(({ key }) => keys.test(key))
    .flatMap(({ text }) => text.split(','))
    .flatMap((text) => {
      const place = /^(?:s3[an]?:\/\/|arn:[^:]*:s3:::)?([^/]+)(?:\/(.*))?$/.exec(text.trim());
      const programs = NAMES_CODE[type];
      if (!place || (programs && !programs.test(text))) return [];
      return [`arn:${partition}:s3:::${place[1]}/${place[2] || '*'}`.replaceAll(UNRESOLVED, '*')];
    });
}

/**
 * The sets of acts of which each puts other code in the place of what a function of the target takes with the next deployment that
 * changes it. When that is, no template says.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
const writingDeployedCodeOf = ({ app }: Inquiry, target: Identity, action: string): Act[][] =>
  computeOf(app, target.arn).flatMap(({ type, properties }): Act[][] => {
    const [bucket, key] = [text(properties, 'Code.S3Bucket'), text(properties, 'Code.S3Key')];
    if (type !== 'AWS::Lambda::Function' || bucket === undefined || key === undefined) return [];
    const arn = `arn:${app.place.partition}:s3:::${bucket}`.replaceAll(UNRESOLVED, '*');
    const object = `${arn}/${key.replaceAll(UNRESOLVED, '*')}`;
    return [[{ action, resources: [globPattern(object)], policy: guardOf(app, arn).policy, unsure: true }]];
  });

/** The repositories of this account whose images the compute of a role runs by a name that another image can take. */
function repositoriesOf({ type, properties }: Resource, { partition, accountId }: AwsPlace): string[] {
  const images = (IMAGES[type] ?? []).flatMap((path) => textsAt(properties, path));
  return images.flatMap((image) => {
    const named = /^(\d{12})\.dkr\.ecr\.([^.]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::[^@]*)?$/.exec(image);
    return named?.[1] === accountId ? [`arn:${partition}:ecr:${named[2]}:${accountId}:repository/${named[3]}`] : [];
  });
}

/** The sets of acts of which each puts another image under such a name. */
function writingImagesOf({ app }: Inquiry, target: Identity): Act[][] {
  return computeOf(app, target.arn)
    .flatMap((resource) => repositoriesOf(resource, app.place))
    .flatMap((repository): Act[][] => {
      const on = { resources: [literalPattern(repository)] };
      const { policy } = guardOf(app, repository);
      return [
        [{ action: 'ecr:PutImage', ...on, policy }],
        [{ action: 'ecr:SetRepositoryPolicy', ...on, policy }],
        // What another registry copies into this one takes the name that it has there:
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
        [{ action: 'ecr:ReplicateImage', ...on, policy: guardOf(app, registryOf(app)).policy }],
        [{ action: 'ecr:PutRegistryPolicy', resources: ANY_RESOURCE }],
        // Only where a rule takes the repository for a copy of one elsewhere.
        [{ action: 'ecr:CreatePullThroughCacheRule', resources: ANY_RESOURCE, unsure: true }],
      ];
    });
}

/** Where types of Glue name the connections that they work over, and with them the drivers that they load. */
const CONNECTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Glue::Job': ['Connections.Connections[]'],
  'AWS::Glue::Crawler': [
    'JdbcTargets',
    'MongoDBTargets',
    'IcebergTargets',
    'DeltaTargets',
    'HudiTargets',
    'S3Targets',
  ].map((targets) => `Targets.${targets}[].ConnectionName`),
};

/** The names of the connections that a job or a crawler works over. */
export const connectionsOf = ({ type, properties }: Resource): string[] =>
  (CONNECTIONS[type] ?? []).flatMap((path) => textsAt(properties, path));

/** The acts of which each changes a connection that the target works over. */
function changingConnectionsOf({ app }: Inquiry, target: Identity): Act[][] {
  const { partition, region, accountId } = app.place;
  return computeOf(app, target.arn)
    .flatMap(connectionsOf)
    .map((name): Act[] => {
      const arn = `arn:${partition}:glue:${region}:${accountId}:connection/${name}`;
      return [{ action: 'glue:UpdateConnection', resources: [globPattern(arn.replaceAll(UNRESOLVED, '*'))] }];
    });
}

/** The sets of acts of which each puts other code in the place of what runs as the target, beginning with the objects themselves. */
export function writingCodeOf(inquiry: Inquiry, target: Identity, { actions, heardAs }: Entry): Act[][] {
  const { app } = inquiry;
  const [action = ''] = actions;
  if (heardAs !== undefined) return writingDeployedCodeOf(inquiry, target, action);
  if (action.startsWith('ecr:')) return writingImagesOf(inquiry, target);
  if (action.startsWith('glue:')) return changingConnectionsOf(inquiry, target);
  return computeOf(app, target.arn)
    .flatMap((resource) => codeOf(resource, app.place.partition))
    .flatMap((object): Act[][] => {
      const bucket = object.slice(0, object.indexOf('/'));
      const { policy } = guardOf(app, bucket);
      const more = { policy, ...(bucket.includes('*') ? { unsure: true } : {}) };
      const write: Act = { action, resources: [globPattern(object)], ...more };
      const open: Act = { action: 's3:PutBucketPolicy', resources: [literalPattern(bucket)], ...more };
      return action === 's3:PutObject' && !bucket.includes('*') ? [[write], [open]] : [[write]];
    });
}
