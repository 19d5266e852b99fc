import type { App, Resource } from '../model/app.ts';
import { isImageOfAws } from '../model/images-of-aws.ts';
import { textsIn } from '../model/names.ts';
import { at, text } from '../model/values.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { resourcesOf, storeNamed } from '../stores/stores.ts';

// Each judge gets the value of a property, and returns the part of it that comes from outside the templates; undefined when none does.

/** Buckets that the CDK and the console of Glue make in the account itself, and that carry its number. */
const OWN_ASSETS = /^(?:cdk-[a-z0-9]+-assets|aws-glue-(?:assets|scripts))-(\d{12})-[a-z0-9-]+$/;

/** Whether a bucket is of the templates, or one that only this account has. */
export const isOurs = (app: App, bucket: string): boolean =>
  storeNamed(app, `AWS::S3::Bucket ${bucket}`) !== undefined || OWN_ASSETS.exec(bucket)?.[1] === app.place.accountId;

/** Of the objects in a list, the first whose bucket is not of the templates. Names of packages are no objects. */
export const foreignObject = (app: App, value: string): string | undefined =>
  value
    .split(',')
    .map((part) => part.trim())
    .find((part) => {
      const bucket = /^s3[an]?:\/\/([^/]+)/.exec(part)?.[1];
      return bucket === undefined ? part.includes(UNRESOLVED) : !isOurs(app, bucket);
    });

/** Where pip takes packages from, when not from the index that everybody has: by themselves, or by an option. */
export const foreignPackages = (_: App, value: string): string | undefined =>
  /(?<!s3[an]?):\/\/|git\+|(^|\s)(-[ifr]|--(index|extra-index|find-links|requirement))/.test(value) ||
  (value.includes(UNRESOLVED) && !/^s3[an]?:/.test(value))
    ? value
    : undefined;

/** Settings of Spark that have it load programs. https://spark.apache.org/docs/latest/configuration.html */
const LOADS =
  /spark\.(jars|files|archives|plugins|submit\.pyFiles|yarn\.(jars|archive|dist))|extra(Class|Library)Path|-(javaagent|agentlib|agentpath):/i;
export const foreignSetting = (_: App, value: string): string | undefined =>
  LOADS.test(value) || value.startsWith(UNRESOLVED) ? value : undefined;

/** A source of a build: the first part of an object's place is its bucket, and a repository has an address. */
export const foreignSource = (app: App, value: string): string | undefined =>
  isOurs(app, value.replace(/^arn:[^:]*:s3:::/, '').replace(/\/.*$/, '')) ? undefined : value;

/** A target that is in no account, such as any call of an SDK, or in another. */
export const foreignTarget = ({ place }: App, value: string): string | undefined =>
  arnParts(value)?.[4] === place.accountId ? undefined : value;

/** A build's own specification is part of the template, unless it is an object in a bucket or known only at deployment. */
export const foreignSpecification = (app: App, value: string): string | undefined =>
  /^arn:/.test(value) || value.startsWith(UNRESOLVED) ? foreignSource(app, value) : undefined;

/** Images of AWS for builds: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html */
const IMAGE_OF_AWS = /^aws\/codebuild\//;

/** An image that is in no registry of this account: the owner of a registry puts another image under the same name. */
export const foreignImage = (app: App, value: string): string | undefined => {
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

export const always = (_: App, value: string): string => value;

/** A value with an address, from which programs may be taken. */
export const addressed = (_: App, value: string): string | undefined =>
  value.includes('://') || value.includes(UNRESOLVED) ? value : undefined;

/**
 * A connection that brings programs along, which the job or crawler over it loads: a connector, or a driver for a database.
 * https://docs.aws.amazon.com/glue/latest/dg/console-connections-jdbc-drivers.html
 */
export function foreignConnection(app: App, name: string): string | undefined {
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
export function foreignCommands(app: App, encoded: string): string | undefined {
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
export const foreignMachine = (_: App, image: string): string | undefined => (isImageOfAws(image) ? undefined : image);

/** Scripts with which a notebook begins, when the templates do not have them. */
export const foreignScripts = (app: App, name: string): string | undefined =>
  resourcesOf(app, 'AWS::SageMaker::NotebookInstanceLifecycleConfig').some((config) => config.name === name)
    ? undefined
    : name;
