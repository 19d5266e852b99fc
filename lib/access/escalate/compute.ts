import type { App, Resource } from '../model/app.ts';
import { texts } from '../model/values.ts';
import { isRecord } from '../policy/record.ts';
import { RUNNING } from './running.ts';

const INDEXES = new WeakMap<App, ReadonlyMap<string, readonly Resource[]>>();

/** The resources that run as a role: they name it, or an instance profile that holds it. */
export function computeOf(app: App, roleArn: string): readonly Resource[] {
  let index = INDEXES.get(app);
  if (!index) {
    index = build(app);
    INDEXES.set(app, index);
  }
  return index.get(roleArn) ?? [];
}

/** Types that name roles in order to allow or describe them, not to run as them. */
const NOT_COMPUTE =
  /^AWS::(IAM|KMS|S3::BucketPolicy|SQS::QueuePolicy|SNS::TopicPolicy|LakeFormation|Lambda::Permission)/;

/** Whether it is known what a resource of this type does with the role that it names. */
export const runsAsKnown = (type: string): boolean => type === 'AWS::Lambda::Function' || type in RUNNING;

function build(app: App): Map<string, Resource[]> {
  const roles = new Set(app.roles.map((role) => role.arn));
  const aliases = new Map<string, string[]>();
  for (const profile of app.resources.filter((resource) => resource.type === 'AWS::IAM::InstanceProfile')) {
    const held = texts(profile.properties, 'Roles').flatMap((name) =>
      app.roles.filter((role) => role.name === name).map((role) => role.arn),
    );
    for (const name of [profile.name, profile.arn ?? profile.name]) aliases.set(name, held);
  }
  const index = new Map<string, Resource[]>();
  for (const resource of app.resources) {
    if (NOT_COMPUTE.test(resource.type)) continue;
    const named = new Set<string>();
    collect(resource.properties, (text) => {
      if (roles.has(text)) named.add(text);
      for (const arn of aliases.get(text) ?? []) named.add(arn);
    });
    for (const arn of named) index.set(arn, [...(index.get(arn) ?? []), resource]);
  }
  return index;
}

/** All texts but those of policies, which speak of roles without running as them. */
function collect(value: unknown, see: (text: string) => void): void {
  if (isRecord(value) && 'Statement' in value) return;
  if (typeof value === 'string') see(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, see);
  else if (isRecord(value)) for (const item of Object.values(value)) collect(item, see);
}
