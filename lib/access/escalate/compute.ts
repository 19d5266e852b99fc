import type { App, Resource } from '../model/app.ts';
import { mayMean, textsIn } from '../model/names.ts';
import { texts } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { RUNNING } from './running.ts';

type Index = ReadonlyMap<string, readonly Resource[]>;

/** By the resources, and by the roles that are sought in them: apps that differ in policies only share it. */
const INDEXES = new WeakMap<App['resources'], Map<string, Index>>();

/** The resources that run as a role: they name it, or an instance profile that holds it. */
export function computeOf(app: App, roleArn: string): readonly Resource[] {
  return indexOf(app).get(roleArn) ?? [];
}

const ROLES = new WeakMap<App['roles'], string>();

function indexOf(app: App): Index {
  const roles = ROLES.get(app.roles) ?? app.roles.map(({ arn, name }) => `${arn} ${name}`).join('\n');
  ROLES.set(app.roles, roles);
  const indexes = INDEXES.get(app.resources) ?? new Map<string, Index>();
  INDEXES.set(app.resources, indexes);
  const known = indexes.get(roles);
  if (known) return known;
  const made = build(app);
  indexes.set(roles, made);
  return made;
}

/** Types that name roles in order to allow, describe or list them, not to run as them. */
const NOT_COMPUTE =
  /^AWS::(IAM|KMS|S3::BucketPolicy|SQS::QueuePolicy|SNS::TopicPolicy|LakeFormation|Lambda::(Permission|ResourcePolicy)|SSM::Parameter$|AccessAnalyzer|CloudWatch::Dashboard)/;

/** Types of which a text is a program in JSON or YAML, with the role that it takes. */
const PROGRAM = /^AWS::SSM::Document$/;
const ROLE_IN_TEXT = /arn:[^:\s"']*:iam::[^:\s"']*:role\/[\w+=,.@/-]+/g;

/** Whether it is known what a resource of this type does with the role that it names. */
export const runsAsKnown = (type: string): boolean => type === 'AWS::Lambda::Function' || type in RUNNING;

function build(app: App): Index {
  const roles = new Map(app.roles.map((role) => [role.arn, role.arn]));
  // IAM ignores case in names of roles, and in their ARNs it does not.
  const names = new Map(app.roles.map((role) => [role.name.toLowerCase(), role.arn]));
  const profiles = profilesOf(app, names);
  const index = new Map<string, Resource[]>();
  for (const resource of app.resources) {
    if (NOT_COMPUTE.test(resource.type)) continue;
    const named = new Set<string>();
    for (const { key, text } of textsIn(withoutPolicies(resource.properties))) {
      // Some properties take a role by its name, with or without what its ARN has before it.
      const plain = /role/i.test(key) ? names.get((text.split('/').at(-1) ?? text).toLowerCase()) : undefined;
      const within = PROGRAM.test(resource.type) ? (text.match(ROLE_IN_TEXT) ?? []).map((role) => roles.get(role)) : [];
      for (const arn of [roles.get(text), plain, ...within, ...(profiles.get(text) ?? [])])
        if (arn !== undefined) named.add(arn);
    }
    for (const arn of named) index.set(arn, [...(index.get(arn) ?? []), resource]);
  }
  return index;
}

/** The roles that each instance profile holds, by its name and by its ARN. */
function profilesOf(app: App, names: ReadonlyMap<string, string>): Map<string, string[]> {
  const profiles = new Map<string, string[]>();
  for (const profile of app.resources.filter((resource) => resource.type === 'AWS::IAM::InstanceProfile')) {
    const held = texts(profile.properties, 'Roles').flatMap((name) => names.get(name.toLowerCase()) ?? []);
    for (const name of [profile.name, profile.arn ?? profile.name]) profiles.set(name, held);
  }
  return profiles;
}

/** All but policies, which speak of roles without running as them. */
function withoutPolicies(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPolicies);
  if (!isRecord(value)) return value;
  if ('Statement' in value) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPolicies(inner)]));
}

/** The roles that a resource names and that are known only at deployment. */
export const rolesIn = (properties: unknown): string[] =>
  [...textsIn(withoutPolicies(properties))].flatMap(({ key, text }) =>
    /role/i.test(key) && text.includes(UNRESOLVED) ? [text] : [],
  );
const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

const OPEN = new WeakMap<App['resources'], readonly Resource[]>();

/** What runs as a role that is known only at deployment: it may be any. */
export function mayRunAs(app: App, roleArn: string): readonly Resource[] {
  let open = OPEN.get(app.resources);
  if (!open) {
    open = app.resources.filter(({ type, properties }) => runsAsKnown(type) && rolesIn(properties).length > 0);
    OPEN.set(app.resources, open);
  }
  return open.filter(({ properties }) => rolesIn(properties).some((text) => mayMean(text, [roleArn, nameOf(roleArn)])));
}
