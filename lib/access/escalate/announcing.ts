import type { App, Carrier, Fn, Resource } from '../model/app.ts';
import { flag, list, text } from '../model/values.ts';
import { decide } from '../query/decide.ts';

const EVENTS = 'events.amazonaws.com';

/**
 * The event rules of the app by which calls are announced: enabled, on the bus that AWS services report to, with a target
 * that takes what EventBridge sends. None announces anything without a trail that records the calls.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const announcing = (app: App): readonly Resource[] =>
  app.resources.some((resource) => recordsCalls(resource)) ? app.resources.filter((rule) => announces(app, rule)) : [];

function announces(app: App, rule: Resource): boolean {
  return (
    rule.type === 'AWS::Events::Rule' &&
    text(rule.properties, 'State') !== 'DISABLED' &&
    ['default', undefined].includes(text(rule.properties, 'EventBusName')) &&
    list(rule.properties, 'Targets').some((target) => delivers(app, rule, text(target, 'Arn') ?? ''))
  );
}

/** Whether EventBridge may leave what a rule matches at a target, and with its key if it has one. */
function delivers(app: App, rule: Resource, target: string): boolean {
  const may = (action: string, resource: string): boolean =>
    decide(app, {
      principal: EVENTS,
      action,
      resource,
      context: { ...(rule.arn ? { 'aws:SourceArn': rule.arn } : {}), 'aws:SourceAccount': app.place.accountId },
    }).decision === 'Allowed';
  const at = (all: readonly Carrier[]): Carrier | undefined => all.find((each) => each.arn === target);
  const keyed = (store: Carrier | undefined): boolean =>
    store !== undefined && isKeyOpen(app, store, (action, key) => may(action, key));
  return (
    (keyed(at(app.topics)) && may('sns:Publish', target)) ||
    (keyed(at(app.queues)) && may('sqs:SendMessage', target)) ||
    (at(app.functions) !== undefined && may('lambda:InvokeFunction', target))
  );
}

/** A key of AWS's own is of no use to EventBridge: it has no policy that lets it in. */
function isKeyOpen(app: App, store: Carrier, may: (action: string, key: string) => boolean): boolean {
  if (text(store.properties, 'KmsMasterKeyId') === undefined) return true;
  const key = app.keys.find((each) => each.arn === store.keyArn);
  if (!key || flag(key.properties, 'Enabled') === false) return false;
  return may('kms:GenerateDataKey', key.arn) && may('kms:Decrypt', key.arn);
}

/** A trail that is on and records the calls that change things, of every service. */
function recordsCalls({ type, properties }: Resource): boolean {
  if (type !== 'AWS::CloudTrail::Trail' || flag(properties, 'IsLogging') !== true) return false;
  if (flag(properties, 'IncludeGlobalServiceEvents') === false) return false;
  const plain = list(properties, 'EventSelectors');
  const advanced = list(properties, 'AdvancedEventSelectors');
  if (plain.length + advanced.length === 0) return true;
  return plain.some(selectsChanges) || advanced.some(selectsManagement);
}

const selectsChanges = (selector: unknown): boolean =>
  flag(selector, 'IncludeManagementEvents') !== false &&
  text(selector, 'ReadWriteType') !== 'ReadOnly' &&
  list(selector, 'ExcludeManagementEventSources').length === 0;

/** Any field beside the category narrows what is recorded, except the one that leaves out mere reads. */
const selectsManagement = (selector: unknown): boolean =>
  list(selector, 'FieldSelectors').every((field) => {
    const [only, ...more] = list(field, 'Equals').map(String);
    const isPlain = more.length === 0 && Object.keys(field as object).length === 2;
    const name = text(field, 'Field');
    return (
      isPlain && ((name === 'eventCategory' && only === 'Management') || (name === 'readOnly' && only === 'false'))
    );
  });

/** Targets by which calls are announced. */
export const announcedTo = (app: App): readonly (Carrier | Fn)[] => {
  const arns = new Set(
    announcing(app).flatMap((rule) => list(rule.properties, 'Targets').map((each) => text(each, 'Arn'))),
  );
  return [...app.topics, ...app.queues, ...app.functions].filter((each) => arns.has(each.arn));
};

/** What silences announcements: of the rules and the trail themselves, and of each kind of target. */
const BLINDING = {
  always: [
    'events:DisableRule',
    'events:DeleteRule',
    'events:RemoveTargets',
    'events:PutRule',
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
  ],
  keyed: ['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'],
  'AWS::SNS::Topic': ['sns:DeleteTopic', 'sns:SetTopicAttributes', 'sns:RemovePermission', 'sns:Unsubscribe'],
  'AWS::SQS::Queue': ['sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:RemovePermission', 'sqs:PurgeQueue'],
  'AWS::Lambda::Function': [
    'lambda:DeleteFunction',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
    'lambda:RemovePermission',
    'lambda:PutFunctionConcurrency',
  ],
} as const;

/** Actions by which somebody could stop what the app announces, so that the next step goes unseen. */
export function blindingActions(app: App): readonly string[] {
  const targets = announcedTo(app);
  const kinds = new Set(targets.map((target) => target.type));
  return [
    ...BLINDING.always,
    ...(targets.some((target) => target.keyArn !== undefined) ? BLINDING.keyed : []),
    ...(['AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::Lambda::Function'] as const).flatMap((kind) =>
      kinds.has(kind) ? BLINDING[kind] : [],
    ),
  ];
}
