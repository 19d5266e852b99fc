import type { App } from '../model/app.ts';
import { at } from '../model/values.ts';
import { isRecord } from '../policy/record.ts';
import { announcing } from './announcing.ts';

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
    const found = rules.some((pattern) => passesOn(pattern, action));
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

/** A list of texts or prefixes, of which one fits; a part that is not there asks nothing. */
function meets(wanted: unknown, value: string): boolean {
  if (wanted === undefined) return true;
  const items = Array.isArray(wanted) ? wanted : [];
  return items.some((item) => {
    if (typeof item === 'string') return item === value;
    const prefix = at(item, 'prefix');
    return typeof prefix === 'string' && value.startsWith(prefix);
  });
}
