import type { App, Carrier, Fn, Resource } from '../model/app.ts';
import { at, isOn, list, text } from '../model/values.ts';
import { decide } from '../query/decide.ts';

/** Of what watches: on where it is left out, off where it cannot be read. */
const ON = { absent: true, unread: false } as const;

const EVENTS = 'events.amazonaws.com';

/**
 * The event rules of the app by which calls are announced: enabled, on the bus that AWS services report to, with a target
 * that takes what EventBridge sends. None announces anything without a trail that records the calls.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const announcing = (app: App): readonly Resource[] =>
  app.resources.some((resource) => recordsCalls(resource)) ? app.resources.filter((rule) => announces(app, rule)) : [];

const ENABLED: readonly unknown[] = [undefined, 'ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

function announces(app: App, rule: Resource): boolean {
  return (
    rule.type === 'AWS::Events::Rule' &&
    ENABLED.includes(text(rule.properties, 'State')) &&
    ['default', undefined].includes(text(rule.properties, 'EventBusName')) &&
    targetsOf(app, rule).length > 0
  );
}

/**
 * The topics and queues at which EventBridge may leave what a rule matches, with their key if they have one. A function
 * counts where the rule names neither: what it does is its code's affair, and people hear by the others.
 */
function targetsOf(app: App, rule: Resource): (Carrier | Fn)[] {
  const arns = new Set(list(rule.properties, 'Targets').map((target) => text(target, 'Arn') ?? ''));
  const tellsPeople = [...arns].some((arn) => /^arn:[^:]*:(sns|sqs):/.test(arn));
  return [...app.topics, ...app.queues, ...(tellsPeople ? [] : app.functions)].filter(
    ({ arn }) => arns.has(arn) && delivers(app, rule, arn),
  );
}

/** All that decides whether a rule delivers to a target. */
interface Delivery {
  readonly parts: readonly unknown[];
  readonly delivers: boolean;
}

const DELIVERIES = new WeakMap<Resource, Map<string, Delivery>>();

/** Apps that differ elsewhere are asked in turn, so the last answer is kept for as long as what it rests on is the same. */
function delivers(app: App, rule: Resource, target: string): boolean {
  const stores = [...app.topics, ...app.queues, ...app.functions].filter(({ arn }) => arn === target);
  const keys = app.keys.filter(({ arn }) => stores.some((store) => 'keyArn' in store && store.keyArn === arn));
  const parts = [app.organisation, app.place, ...stores, ...keys];
  const deliveries = DELIVERIES.get(rule) ?? new Map<string, Delivery>();
  DELIVERIES.set(rule, deliveries);
  const known = deliveries.get(target);
  if (known?.parts.length === parts.length && known.parts.every((part, at) => part === parts[at]))
    return known.delivers;
  const made = { parts, delivers: mayDeliver(app, rule, target) };
  deliveries.set(target, made);
  return made.delivers;
}

function mayDeliver(app: App, rule: Resource, target: string): boolean {
  const may = (action: string, resource: string): boolean =>
    decide(app, {
      principal: EVENTS,
      action,
      resource,
      context: { ...(rule.arn ? { 'aws:SourceArn': rule.arn } : {}), 'aws:SourceAccount': app.place.accountId },
    }).decision === 'Allowed';
  const named = <T extends Carrier | Fn>(all: readonly T[]): T | undefined => all.find(({ arn }) => arn === target);
  const keyed = (store: Carrier | undefined): boolean =>
    store !== undefined && isKeyOpen(app, store, (action, key) => may(action, key));
  return (
    (keyed(named(app.topics)) && may('sns:Publish', target)) ||
    (keyed(named(app.queues)) && may('sqs:SendMessage', target)) ||
    (mayRun(named(app.functions)) && may('lambda:InvokeFunction', target))
  );
}

/**
 * Whether a function can run at all: with no concurrency reserved for it, Lambda turns every event away.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function mayRun(fn: Fn | undefined): boolean {
  const reserved = fn && at(fn.properties, 'ReservedConcurrentExecutions');
  return fn !== undefined && (reserved === undefined || Number(reserved) > 0);
}

/** A key of AWS's own is of no use to EventBridge: it has no policy that lets it in. */
function isKeyOpen(app: App, store: Carrier, may: (action: string, key: string) => boolean): boolean {
  if (text(store.properties, 'KmsMasterKeyId') === undefined) return true;
  const key = app.keys.find((candidate) => candidate.arn === store.keyArn);
  if (!key || !isOn(key.properties, 'Enabled', ON)) return false;
  return may('kms:GenerateDataKey', key.arn) && may('kms:Decrypt', key.arn);
}

/**
 * Services that have one place for all regions, which alone records their calls: a trail of one region has them there only.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const GLOBAL: readonly string[] = ['iam'];
const HOME_OF_GLOBAL = 'us-east-1';

/** Whether the trails of the app record what is called of a service, wherever that is. */
export const recordsService = ({ resources, place }: App, service: string): boolean =>
  !GLOBAL.includes(service) ||
  place.region === HOME_OF_GLOBAL ||
  resources.some(
    (resource) =>
      recordsCalls(resource) && isOn(resource.properties, 'IsMultiRegionTrail', { absent: false, unread: false }),
  );

/** A trail that is on and records the calls that change things, of every service. */
function recordsCalls({ type, properties }: Resource): boolean {
  if (type !== 'AWS::CloudTrail::Trail' || !isOn(properties, 'IsLogging', { absent: false, unread: false }))
    return false;
  if (!isOn(properties, 'IncludeGlobalServiceEvents', ON)) return false;
  const plain = list(properties, 'EventSelectors');
  const advanced = list(properties, 'AdvancedEventSelectors');
  if (plain.length + advanced.length === 0) return true;
  return plain.some(selectsChanges) || advanced.some(selectsManagement);
}

const selectsChanges = (selector: unknown): boolean =>
  isOn(selector, 'IncludeManagementEvents', ON) &&
  [undefined, 'All', 'WriteOnly'].includes(text(selector, 'ReadWriteType')) &&
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

/** What silences announcements: of the rules and the trail themselves, of a target's key, of each kind of target. */
const ALWAYS_BLINDING = [
  'events:DisableRule',
  'events:DeleteRule',
  'events:RemoveTargets',
  'events:PutRule',
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'cloudtrail:UpdateTrail',
  'cloudtrail:PutEventSelectors',
];
const KEY_BLINDING = ['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'];
const BLINDING: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['sns:DeleteTopic', 'sns:SetTopicAttributes', 'sns:RemovePermission', 'sns:Unsubscribe'],
  'AWS::SQS::Queue': ['sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:RemovePermission', 'sqs:PurgeQueue'],
  'AWS::Lambda::Function': [
    'lambda:DeleteFunction',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
    'lambda:RemovePermission',
    'lambda:PutFunctionConcurrency',
  ],
};

/**
 * Actions by which a principal could stop what the app announces without being announced in doing so. A rule with several
 * targets is silent only when all of them are, so the one that is best watched counts.
 */
export function silencingActions(app: App, watched: (action: string) => boolean): readonly string[] {
  const unwatched = (actions: readonly string[]): string[] => actions.filter((action) => !watched(action));
  const ofRules = announcing(app).map((rule) =>
    targetsOf(app, rule)
      .map((target) =>
        unwatched([...(BLINDING[target.type] ?? []), ...(target.keyArn === undefined ? [] : KEY_BLINDING)]),
      )
      .reduce((least, list) => (list.length < least.length ? list : least)),
  );
  return [...new Set([...unwatched(ALWAYS_BLINDING), ...ofRules.flat()])];
}
