import { type Policy, readPolicy } from '../policy/document.ts';
import { withProblem } from '../policy/doubt.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import type { Resource } from './app.ts';
import { mayMean } from './names.ts';
import type { Notes } from './notes.ts';
import { at, text, texts } from './values.ts';

/** Resources that put a policy on others: the type of the target, and the properties that name target and document. */
const CARRIERS: Readonly<
  Record<
    string,
    { readonly targets: string; readonly document: string; readonly read?: (properties: unknown) => unknown }
  >
> = {
  'AWS::S3::BucketPolicy': { targets: 'Bucket', document: 'PolicyDocument' },
  'AWS::SQS::QueuePolicy': { targets: 'Queues', document: 'PolicyDocument' },
  'AWS::SQS::QueueInlinePolicy': { targets: 'Queue', document: 'PolicyDocument' },
  'AWS::SNS::TopicPolicy': { targets: 'Topics', document: 'PolicyDocument' },
  'AWS::SNS::TopicInlinePolicy': { targets: 'TopicArn', document: 'PolicyDocument' },
  'AWS::SecretsManager::ResourcePolicy': { targets: 'SecretId', document: 'ResourcePolicy' },
  // Lambda's own document of all permissions on a function; templates give them one by one.
  'AWS::Lambda::ResourcePolicy': { targets: 'FunctionName', document: 'PolicyDocument' },
  'AWS::Events::EventBusPolicy': { targets: 'EventBusName', document: 'Statement', read: busStatement },
  'AWS::Kinesis::ResourcePolicy': { targets: 'ResourceArn', document: 'ResourcePolicy' },
};

/** Finds the policy of a resource by its name, ARN or, for a queue, URL. */
export type PolicyOf = (resource: Resource) => Policy | undefined;

export function readResourcePolicies(resources: readonly Resource[], notes: Notes): PolicyOf {
  const found = byTarget(resources);
  /** Policies on the logs of an account name their groups themselves. */
  const onLogs = resources
    .filter(({ type }) => type === 'AWS::Logs::ResourcePolicy')
    .map((resource) => readPolicy(at(resource.properties, 'PolicyDocument'), resource.logicalId, 'resource', resource));
  const parts = resources.filter(
    (resource) => resource.type === 'AWS::Lambda::Alias' || resource.type === 'AWS::Lambda::Version',
  );
  return (resource) => {
    if (resource.type === 'AWS::Logs::LogGroup')
      return merge([...onLogs, ...ownPolicy(resource)], resource.type, notes);
    const isFunction = resource.type === 'AWS::Lambda::Function';
    const queue = /^AWS::SQS::/.test(resource.type) ? `/${resource.name}` : undefined;
    const names = namesOf(resource, isFunction ? parts : []);
    // A permission on a version or an alias lets callers into the same code: `name:alias`, or an ARN that ends so.
    const qualified = (target: string) => isFunction && names.some((name) => target.startsWith(`${name}:`));
    const policies = [...found].flatMap(([target, list]) => {
      const isIts =
        names.includes(target) ||
        qualified(target) ||
        (queue && target.startsWith('https://') && target.endsWith(queue));
      if (isIts) return list.map(({ policy }) => policy);
      if (!mayMean(target, [...names, ...(queue ? [`https://sqs${queue}`] : [])])) return [];
      return list.filter(({ by }) => isFor(by, resource.type)).map(({ policy }) => perhaps(policy));
    });
    return merge(policies, resource.type, notes);
  };
}

/** The names of a resource, and those of its versions and aliases: a permission on one of them is a permission on its code. */
function namesOf({ name, arn }: Resource, parts: readonly Resource[]): string[] {
  const names = [name, arn].filter((own) => own !== undefined);
  for (const part of parts)
    if (part.arn && names.includes(text(part.properties, 'FunctionName') ?? '')) names.push(part.arn);
  return names;
}

/** Policies by the name of their target, each with the type that puts it there. */
function byTarget(
  resources: readonly Resource[],
): ReadonlyMap<string, readonly { readonly policy: Policy; readonly by: string }[]> {
  const found = new Map<string, { readonly policy: Policy; readonly by: string }[]>();
  const put = (target: string, policy: Policy, by: string): void => {
    found.set(target, [...(found.get(target) ?? []), { policy, by }]);
  };
  for (const resource of resources) {
    const carrier = CARRIERS[resource.type];
    if (carrier) {
      const document = carrier.read?.(resource.properties) ?? at(resource.properties, carrier.document);
      const policy = readPolicy(document, resource.logicalId, 'resource', resource);
      for (const target of texts(resource.properties, carrier.targets)) put(target, policy, resource.type);
    }
    if (resource.type === 'AWS::Lambda::Permission')
      put(text(resource.properties, 'FunctionName') ?? UNRESOLVED, permission(resource), resource.type);
  }
  return found;
}

/**
 * A statement of a bus's policy, which older templates give in parts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
function busStatement(properties: unknown): object {
  const whole = at(properties, 'Statement');
  const [who, Action] = ['Principal', 'Action'].map((name) => text(properties, name) ?? UNRESOLVED);
  const organisation = text(properties, 'Condition.Value');
  const parts = {
    Effect: 'Allow',
    Principal: who === '*' ? '*' : { AWS: who },
    Action,
    Resource: '*',
    ...(organisation && { Condition: { StringEquals: { 'aws:PrincipalOrgID': organisation } } }),
  };
  return { Version: '2012-10-17', Statement: whole ?? parts };
}

/** The policy that a log group carries itself. */
function ownPolicy(resource: Resource): Policy[] {
  const document = at(resource.properties, 'ResourcePolicyDocument');
  return document === undefined ? [] : [readPolicy(document, `policy of ${resource.logicalId}`, 'resource', resource)];
}

/** Whether a policy in a resource of one type may be for another: both are of one service. */
const isFor = (carrier: string, type: string): boolean => carrier.split('::')[1] === type.split('::')[1];

const perhaps = (policy: Policy): Policy =>
  withProblem(policy, 'which resource this policy is for is known only at deployment');

/** Function permissions, statements of buses and policies on logs add up; of any other kind of resource policy there can be one, and the last one written wins. */
function merge(policies: readonly Policy[], type: string, notes: Notes): Policy | undefined {
  const [first, ...rest] = policies;
  if (!first || rest.length === 0) return first;
  const additive = ['AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::Events::EventBus'].includes(type);
  if (!additive && first.origin)
    notes.add(first.origin, 'several policies for one resource: the last one written wins');
  const doubtful = additive ? policies : policies.map((policy) => withProblem(policy, 'another policy may replace it'));
  return {
    ...first,
    statements: doubtful.flatMap((policy) => policy.statements).map((statement, index) => ({ ...statement, index })),
  };
}

/** The statement of a function permission. https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function permission(resource: Resource): Policy {
  const { properties } = resource;
  const principal = text(properties, 'Principal') ?? UNRESOLVED;
  // A principal that is neither an account nor an ARN is a service, whose name may be short.
  const kind = /^(\d{12}$|arn:|A[A-Z0-9]{15,}$)/.test(principal) || principal.includes(UNRESOLVED) ? 'AWS' : 'Service';
  const who = kind === 'Service' && !principal.includes('.') ? `${principal}.amazonaws.com` : principal;
  const conditions: Record<string, Record<string, string>> = {};
  const require = (operator: string, key: string, path: string): void => {
    const value = text(properties, path);
    if (value !== undefined) conditions[operator] = { ...conditions[operator], [key]: value };
  };
  require('ArnLike', 'aws:SourceArn', 'SourceArn');
  require('StringEquals', 'aws:SourceAccount', 'SourceAccount');
  require('StringEquals', 'aws:PrincipalOrgID', 'PrincipalOrgID');
  require('StringEquals', 'lambda:FunctionUrlAuthType', 'FunctionUrlAuthType');
  require('StringEquals', 'lambda:EventSourceToken', 'EventSourceToken');
  const statement = {
    Sid: resource.logicalId,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { [kind]: who },
    Action: text(properties, 'Action') ?? UNRESOLVED,
    Condition: conditions,
  };
  return readPolicy({ Version: '2012-10-17', Statement: statement }, resource.logicalId, 'resource', resource);
}
