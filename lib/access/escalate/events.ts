import type { App } from '../model/app.ts';
import { at } from '../model/values.ts';
import { fits, glob } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { announcing, recordsService } from './announcing.ts';

/**
 * How CloudTrail names the event of an action, where it is not the action's own name.
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  'lambda:CreateFunction': 'CreateFunction20150331',
  'lambda:UpdateFunctionCode': 'UpdateFunctionCode20150331v2',
  'lambda:UpdateFunctionConfiguration': 'UpdateFunctionConfiguration20150331v2',
  'lambda:UpdateAlias': 'UpdateAlias20150331',
  'lambda:AddPermission': 'AddPermission20150331v2',
  'lambda:RemovePermission': 'RemovePermission20150331v2',
  'lambda:DeleteFunction': 'DeleteFunction20150331',
  'lambda:PutFunctionConcurrency': 'PutFunctionConcurrency20171031',
  'lambda:CreateEventSourceMapping': 'CreateEventSourceMapping20150331',
  'lambda:UpdateEventSourceMapping': 'UpdateEventSourceMapping20150331',
  's3:PutReplicationConfiguration': 'PutBucketReplication',
  's3:PutEncryptionConfiguration': 'PutBucketEncryption',
  // A condition on the call that registers.
  'lakeformation:RegisterResourceWithPrivilegedAccess': 'RegisterResource',
};

/**
 * Actions that each stand for many calls, with those calls by which another principal comes to have a function called: by a way in, by
 * another check of who calls, or by a rule that is in its way no more. Of API Gateway an action is the verb of the request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html
 */
const MANY_EVENTS: Readonly<Record<string, readonly string[]>> = {
  'apigateway:POST': [
    ...['CreateApi', 'CreateAuthorizer', 'CreateDeployment', 'CreateIntegration', 'CreateRoute', 'CreateStage'],
    ...['CreateResource', 'ImportApi', 'ImportRestApi'],
  ],
  'apigateway:PATCH': [
    ...['UpdateApi', 'UpdateAuthorizer', 'UpdateDeployment', 'UpdateIntegration', 'UpdateRoute', 'UpdateStage'],
    ...['UpdateMethod', 'UpdateResource', 'UpdateRestApi'],
  ],
  'apigateway:PUT': ['ReimportApi', 'PutRestApi', 'PutMethod', 'PutIntegration'],
  'apigateway:DELETE': ['DeleteAuthorizer', 'DeleteRoute', 'DeleteMethod'],
};

/** The events of an action: a principal that may do it may cause any of them. */
export const eventsOf = (action: string): { service: string; names: readonly string[] } => {
  const [service = '', name = ''] = action.split(':');
  return { service, names: MANY_EVENTS[action] ?? [EVENT_NAMES[action] ?? name] };
};

/** Which CloudTrail events the app's rules pass on to a subscriber. Asked of the same few actions for every principal. */
export function watchedBy(app: App): (action: string) => boolean {
  const rules = announcing(app)
    .map((rule) => at(rule.properties, 'EventPattern'))
    // One given as text, or of another shape, is not read here: it counts for nothing.
    .filter(isRecord)
    .filter((pattern) => !narrowed(pattern));
  const watched = new Map<string, boolean>();
  return (action) => {
    const known = watched.get(action);
    if (known !== undefined) return known;
    const found = recordsService(app, eventsOf(action).service) && rules.some((pattern) => passesOn(pattern, action));
    watched.set(action, found);
    return found;
  };
}

function passesOn(pattern: unknown, action: string): boolean {
  const { service, names } = eventsOf(action);
  return (
    meets(at(pattern, 'detail.eventSource'), `${service}.amazonaws.com`) &&
    meets(at(pattern, 'source'), `aws.${service}`) &&
    meets(at(pattern, 'detail-type'), 'AWS API Call via CloudTrail') &&
    names.every((name) => meets(at(pattern, 'detail.eventName'), name))
  );
}

/** A pattern that asks for more than which call it was, such as by whom, lets some of its events pass unseen. */
const narrowed = (pattern: unknown): boolean => {
  const detail = at(pattern, 'detail');
  const known = new Set(['source', 'detail-type', 'detail']);
  return (
    Object.keys(isRecord(pattern) ? pattern : {}).some((key) => !known.has(key)) ||
    Object.keys(isRecord(detail) ? detail : {}).some((key) => key !== 'eventSource' && key !== 'eventName')
  );
};

/**
 * Ways to compare that a pattern has beside a plain text; any other counts for nothing.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
const COMPARED: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  prefix: (wanted, value) => value.startsWith(wanted),
  suffix: (wanted, value) => value.endsWith(wanted),
  'equals-ignore-case': (wanted, value) => value.toLowerCase() === wanted.toLowerCase(),
  // A question mark is a plain letter there.
  wildcard: (wanted, value) => !wanted.includes('?') && fits(glob(wanted), value) === 'yes',
};

/** A list of texts or comparisons, of which one fits; a part that is not there asks nothing. */
function meets(wanted: unknown, value: string): boolean {
  if (wanted === undefined) return true;
  const items = Array.isArray(wanted) ? wanted : [];
  return items.some((item) => {
    if (typeof item === 'string') return item === value;
    return Object.entries(isRecord(item) ? item : {}).some(
      ([name, compared]) => typeof compared === 'string' && (COMPARED[name]?.(compared, value) ?? false),
    );
  });
}
