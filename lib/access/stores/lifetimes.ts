import type { Resource } from '../model/app.ts';
import { at, isOn, number } from '../model/values.ts';

const DAY = 86_400;
/** Of what makes a store forget: off where it is left out or cannot be read. */
const OFF = { absent: false, unread: false } as const;
const FOR_EVER = Number.POSITIVE_INFINITY;

/** How a kind of store forgets: the setting, and for how many days it keeps things; undefined when that is not known. */
interface Lifetime {
  readonly setting: string;
  readonly days: (properties: unknown) => number | undefined;
}

/**
 * Of stores that are not buckets. What is left out has the service's default.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const LIFETIMES: Readonly<Record<string, Lifetime>> = {
  'AWS::SQS::Queue': {
    setting: 'MessageRetentionPeriod',
    days: (properties) => orUnread(properties, 'MessageRetentionPeriod', 345_600, DAY),
  },
  'AWS::Logs::LogGroup': {
    setting: 'RetentionInDays',
    days: (properties) => orUnread(properties, 'RetentionInDays', FOR_EVER),
  },
  'AWS::Kinesis::Stream': {
    setting: 'RetentionPeriodHours',
    days: (properties) => orUnread(properties, 'RetentionPeriodHours', 24, 24),
  },
  // A first-in-first-out topic may keep what was published for replay.
  'AWS::SNS::Topic': {
    setting: 'ArchivePolicy',
    days: (properties) =>
      at(properties, 'ArchivePolicy') === undefined ? 0 : number(properties, 'ArchivePolicy.MessageRetentionPeriod'),
  },
  'AWS::KinesisFirehose::DeliveryStream': { setting: 'buffering', days: () => 1 },
  'AWS::Events::EventBus': { setting: 'delivery', days: () => 1 },
  'AWS::Events::Archive': {
    setting: 'RetentionDays',
    days: (properties) => orUnread(properties, 'RetentionDays', FOR_EVER) || FOR_EVER,
  },
  'AWS::Lambda::Function': { setting: 'execution', days: () => 0 },
  // Managed results stay for a day: https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
  'AWS::Athena::WorkGroup': {
    setting: 'ManagedQueryResultsConfiguration',
    days: (properties) =>
      isOn(properties, 'WorkGroupConfiguration.ManagedQueryResultsConfiguration.Enabled', OFF) ? 1 : FOR_EVER,
  },
  // With a time to live each item says itself when it goes.
  'AWS::DynamoDB::Table': {
    setting: 'TimeToLiveSpecification',
    days: (properties) => (isOn(properties, 'TimeToLiveSpecification.Enabled', OFF) ? undefined : FOR_EVER),
  },
  'AWS::SecretsManager::Secret': { setting: 'no lifetime', days: () => FOR_EVER },
  'AWS::SSM::Parameter': { setting: 'no lifetime', days: () => FOR_EVER },
};

function orUnread(properties: unknown, path: string, otherwise: number, unit = 1): number | undefined {
  const found = at(properties, path) === undefined ? otherwise : number(properties, path);
  return found === undefined ? undefined : found / unit;
}

/** For how long a store that is not a bucket keeps things, and by which setting. */
export function lifetimeOf({ type, properties }: Resource): { readonly setting: string; readonly days?: number } {
  const known = LIFETIMES[type];
  const days = known?.days(properties);
  return { setting: known?.setting ?? type, ...(days === undefined ? {} : { days }) };
}
