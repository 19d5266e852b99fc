import type { App, CallNeed, Need } from '../../access/index.ts';
import type { Make } from './make.ts';
import type { Where } from './where.ts';

const ofType = (app: App, type: string) => app.resources.filter((resource) => resource.type === type);

/** Every target of every rule: EventBridge uses no role here, so the target's own policy must allow it. */
export function rules(app: App, need: Make): Need[] {
  const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html';
  const service = 'events.amazonaws.com';
  const account = { 'aws:SourceAccount': app.place.accountId };
  return ofType(app, 'AWS::Events::Rule').flatMap((rule): Need[] => {
    const targets = (rule.properties.Targets ?? []) as readonly { readonly Arn?: unknown }[];
    return targets.flatMap(({ Arn }): Need[] => {
      const arn = String(Arn);
      const id = `events/${rule.name}-${arn.split(':')[2]}`;
      const why = `what rule ${rule.name} sees arrives`;
      const named = { 'aws:SourceArn': rule.arn ?? rule.name };
      const rest = { 'aws:SourceArn': rule.arn ?? rule.name, ...account };
      switch (arn.split(':')[2]) {
        case 'lambda':
          // A rule may have several functions as targets, and each must allow the call.
          return [
            need(`${id}-${arn.split('-').at(-1)}`, service, why, EVENTS, {
              actions: ['lambda:InvokeFunction'],
              resource: arn,
              context: rest,
            }),
          ];
        case 'sns':
          return [
            need(id, service, why, EVENTS, { actions: ['sns:Publish'], resource: arn, unsure: rest }),
            ...topicKey(app, arn, need, id, service, rest),
          ];
        case 'logs':
          return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) =>
            need(`${id}-${action.split(':')[1]}`, service, why, EVENTS, {
              actions: [action],
              resource: `${arn.replace(/:\*$/, '')}:log-stream:a`,
              // According to an AWS engineer, EventBridge names the rule when it puts events, but not when it creates a stream.
              ...(action.endsWith('PutLogEvents') ? { context: named } : { unsure: named }),
            }),
          );
        default:
          return [];
      }
    });
  });
}

const topicKey = (
  app: App,
  topic: string,
  need: Make,
  id: string,
  service: string,
  unsure: NonNullable<CallNeed['unsure']>,
): Need[] => {
  const key = app.topics.find((carrier) => carrier.arn === topic)?.keyArn;
  return key === undefined
    ? []
    : [
        need(
          `${id}-key`,
          service,
          'an encrypted topic takes what is announced',
          'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resource: key,
            unsure,
          },
        ),
      ];
};

/** Every topic that an alarm notifies. */
export function alarms(app: App, need: Make): Need[] {
  const service = 'cloudwatch.amazonaws.com';
  const topics = new Map<string, string>();
  for (const alarm of ofType(app, 'AWS::CloudWatch::Alarm'))
    for (const action of [alarm.properties.AlarmActions ?? []].flat())
      topics.set(String(action), alarm.arn ?? alarm.name);
  return [...topics].flatMap(([topic, alarm]) => {
    const id = `alarms/${topic.split(':').at(-1)}`;
    const unsure = { 'aws:SourceArn': alarm, 'aws:SourceAccount': app.place.accountId };
    // A topic without a policy has SNS's default, which accepts everything that its account publishes, alarms included:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    if (app.topics.some(({ arn, policy }) => arn === topic && policy === undefined))
      return topicKey(app, topic, need, id, service, unsure);
    return [
      need(
        id,
        service,
        'an alarm reaches people',
        'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
        {
          actions: ['sns:Publish'],
          resource: topic,
          unsure,
        },
      ),
      ...topicKey(app, topic, need, id, service, unsure),
    ];
  });
}

/**
 * Every function behind a route of an HTTP API. The gateway names stage, method and route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function apis(where: Where, app: App, need: Make): Need[] {
  const { partition, region, accountId } = app.place;
  const integrations = ofType(app, 'AWS::ApiGatewayV2::Integration');
  return ofType(app, 'AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const [method, path] = String(properties.RouteKey).split(' ');
    const target = String(properties.Target);
    const integration = integrations.find(({ name }) => target.endsWith(`/${name}`));
    const fn = app.functions.find(({ arn }) => String(integration?.properties.IntegrationUri).includes(arn));
    if (fn === undefined || path === undefined) return [];
    const route = `${properties.ApiId}/$default/${method}${path}`;
    return [
      need(`api/${fn.name}-${method}${path}`, 'apigateway.amazonaws.com', `requests reach ${fn.name}`, ROUTES, {
        actions: ['lambda:InvokeFunction'],
        resource: fn.arn,
        context: { 'aws:SourceArn': `arn:${partition}:execute-api:${region}:${accountId}:${route}` },
      }),
      ...(properties.AuthorizationType === 'AWS_IAM'
        ? [sends(where, need, `${method}${path}`, String(properties.ApiId))]
        : []),
    ];
  });
}

/** Devices sign their requests as their role. */
const sends = (where: Where, need: Make, route: string, api: string): Need =>
  need(`collector/sends-${route}`, where.role(where.of('collector')), 'a device can send', IAM_ROUTES, {
    actions: ['execute-api:Invoke'],
    resource: where.arn('execute-api', `${api}/$default/${route.replace(/[{}]/g, '')}`),
  });

const IAM_ROUTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html';
const ROUTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html';
