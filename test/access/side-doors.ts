import { noSideDoors } from '../../lib/access/claims/no-side-doors.ts';
import type { Claim } from '../../lib/access/index.ts';
import { openInquiry } from '../../lib/access/inquiry/inquiry.ts';
import { readApp } from '../../lib/access/model/index.ts';
import { FLOWS, type Flow } from '../../lib/access/side-doors/flows.ts';
import { DOORS } from '../../lib/access/stores/doors.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
export type Resources = Record<string, any>;

export const KEY = { 'Fn::GetAtt': ['RawKey', 'Arn'] };
/** A properties object with a value at a dotted path, through lists. */
export function put(path: string, value: unknown): Record<string, unknown> {
  const [step = '', ...rest] = path.split('.');
  const inner = rest.length > 0 ? put(rest.join('.'), value) : value;
  return step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner };
}

const KEYS: Record<string, string> = {
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
  'AWS::DynamoDB::GlobalTable': 'Replicas[].SSESpecification.KMSMasterKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamEncryptionConfigurationInput.KeyARN',
  'AWS::Events::EventBus': 'KmsKeyIdentifier',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
};

/** A store of a kind that is encrypted with the key of raw. */
export const keyedStore = (type: string, more: object = {}) => ({
  Type: type,
  Properties: { ...(KEYS[type] ? put(KEYS[type], KEY) : {}), ...more },
});

export const mayAlso = (
  resources: Resources,
  role: string,
  Action: unknown,
  Resource: unknown = '*',
  more: object = {},
) => {
  resources[`More${role}${Object.keys(resources).length}`] = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'more',
      Roles: [{ Ref: role }],
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource, ...more } },
    },
  };
};

/** The claims about side doors of raw, for the lake with a change; `Src`, where there is one, is a store of raw. */
export function sideDoors(change: (resources: Resources) => void, only = 'raw'): Claim[] {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  change(template.Resources);
  const classes = lakeDeclaration.classes.map((dataClass) =>
    dataClass.name === 'raw' && template.Resources.Src ? { ...dataClass, channels: ['Src'] } : dataClass,
  );
  const app = readApp({ Lake: template }, lakePlace);
  return noSideDoors(openInquiry(app, { ...lakeDeclaration, classes }, { only }));
}

export const claimOf = (claims: readonly Claim[], part: string, of = 'raw'): Claim => {
  const found = claims.find((claim) => claim.id === `no-side-doors/${of}/${part}`);
  if (!found) throw new Error(`no claim ${part}`);
  return found;
};

/** The kind of store from which a resource that names its source forwards. */
const SOURCES: Record<string, string> = {
  'AWS::SNS::Subscription': 'AWS::SNS::Topic',
  'AWS::Events::Rule': 'AWS::Events::EventBus',
  'AWS::Events::Archive': 'AWS::Events::EventBus',
  'AWS::Pipes::Pipe': 'AWS::SQS::Queue',
  'AWS::Lambda::EventSourceMapping': 'AWS::SQS::Queue',
  'AWS::Logs::SubscriptionFilter': 'AWS::Logs::LogGroup',
  'AWS::Logs::DeliverySource': 'AWS::Events::EventBus',
  'AWS::Logs::MetricFilter': 'AWS::Logs::LogGroup',
  'AWS::KinesisFirehose::DeliveryStream': 'AWS::Kinesis::Stream',
};
/** Stores that the lake has: what is set on them is added. */
const PRESENT: Record<string, string> = { 'AWS::S3::Bucket': 'RawBucket', 'AWS::Lambda::Function': 'RedactFunction' };
const ELSEWHERE = 'arn:aws:any:eu-west-1:444455556666:elsewhere';
const FUNCTION_ELSEWHERE = 'arn:aws:lambda:eu-west-1:444455556666:function:elsewhere';

/** The store that a flow names at a path: one that the lake has, or one that is made for the test. */
const sourceOf = (path: string): string => {
  if (path === 'FunctionName') return 'RedactFunction';
  return path.endsWith('.BucketARN') ? 'RawBucket' : 'Src';
};

/** Two properties objects as one: source and destination may stand in the same part. */
function merged(a: Resources, b: Resources): Resources {
  const both = { ...a, ...b };
  for (const key of Object.keys(a))
    if (key in b && typeof b[key] === 'object' && !Array.isArray(b[key])) both[key] = merged(a[key], b[key]);
  return both;
}

/** The lake with a store of raw, and, when `open`, with a setting of the row that forwards from it. */
export function planted(flow: Flow, path: string, open: boolean): (resources: Resources) => void {
  return (resources) => {
    const setting = open && path ? put(path, flow.only ? FUNCTION_ELSEWHERE : ELSEWHERE) : {};
    const { type, from } = flow;
    if ('itself' in from) {
      const present = PRESENT[type];
      if (present) Object.assign(resources[present].Properties, setting);
      else {
        resources.Src = keyedStore(type);
        const replicas = resources.Src.Properties.Replicas;
        Object.assign(resources.Src.Properties, setting);
        if (replicas && open) resources.Src.Properties.Replicas = [...replicas, { Region: 'us-east-1' }];
      }
      return;
    }
    if ('all' in from) {
      resources.Src = keyedStore(from.all);
      if (open) resources.Forward = { Type: type, Properties: setting };
      return;
    }
    const name = sourceOf(from.named[0] ?? '');
    if (name === 'Src') resources.Src = keyedStore(SOURCES[type] ?? '');
    const source =
      type === 'AWS::SNS::Subscription' || /LogGroupName|EventBusName|FunctionName/.test(String(from.named))
        ? { Ref: name }
        : { 'Fn::GetAtt': [name, 'Arn'] };
    if (!open) return;
    const target = path === 'FunctionName' ? { FunctionName: 'another' } : setting;
    resources.Forward = { Type: type, Properties: merged(put(from.named[0] ?? '', source), target) };
  };
}

export const FLOW_CASES = FLOWS.flatMap((flow) =>
  (flow.toItself ? [''] : flow.to).map((path) => [`${flow.type} ${path || 'itself'}`, flow, path] as const),
);

export const WRITE_CASES = DOORS.flatMap((door) => door.writes.map((action) => [action, door] as const));
export const READ_CASES = DOORS.flatMap((door) => door.reads.map((read) => [read.action, door, read] as const));
