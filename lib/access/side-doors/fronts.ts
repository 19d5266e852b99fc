import { apisLeadingTo } from '../escalate/apis.ts';
import { isNamed } from '../inquiry/declaration.ts';
import type { FoundClass } from '../inquiry/inquiry.ts';
import type { App, Fn, Resource } from '../model/app.ts';
import { textsAt as flagsAt } from '../model/texts-at.ts';
import { isOn, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { resourcesOf } from '../stores/stores.ts';

/** Services that hand what a function answers to everyone who asks them. */
const FRONTS =
  /^(apigateway|elasticloadbalancing|iot|cognito-idp|cognito-sync|lex|lexv2|connect|vpc-lattice|appsync|edgelambda|cloudfront|alexa-\w+|bedrock|bedrock-agentcore)\./;

/** From this sensitivity on, code that reads answers nobody outside, however they sign in, unless it is declared to hand it over. */
const SILENT_FROM = 'S3';

interface Wrong {
  readonly sure: boolean;
  readonly says: string;
}

const surely = (says: string): Wrong => ({ sure: true, says });

/** What is wrong with a service in front of a function, undefined when nothing. */
export function wrongInFront(app: App, dataClass: FoundClass, fn: Fn, service: string): Wrong | undefined {
  if (!FRONTS.test(service)) return undefined;
  const { sensitivity = 'S4', handedOverBy = [] } = dataClass.declared;
  const isSilent = sensitivity >= SILENT_FROM && !handedOverBy.some((name) => isNamed(name, fn));
  if (isSilent || !service.startsWith('apigateway.')) return surely(`answers everyone who asks ${service}`);
  const routes = routesTo(app, fn);
  const open = routes.find((route) => !isSignedIn(route));
  if (open)
    return surely(
      `answers everyone who asks route ${text(open.properties, 'RouteKey') ?? open.logicalId}, without signing in`,
    );
  const apis = apisLeadingTo(app, fn.arn);
  const traced = tracing(app, [...routes.flatMap(apiOf), ...apis.map(({ name }) => name)]);
  if (traced)
    return surely(
      `has all that it answers written into the execution log of its API by DataTraceEnabled of ${traced.logicalId}`,
    );
  const judged = routes.map((route) => foreignJudge(app, route)).find((judge) => judge !== undefined);
  if (judged !== undefined)
    return {
      sure: false,
      says: `answers those whom ${judged} lets in, which is no function of these templates`,
    };
  const [api] = apis;
  if (api === undefined) return undefined;
  // The route that an API makes for its target asks nobody to sign in.
  if (api.properties.Target !== undefined)
    return surely(`answers everyone who asks API ${api.name}, without signing in`);
  return {
    sure: false,
    says: `may answer everyone who asks API ${api.name}: who signs in there is not read from its document`,
  };
}

/**
 * Every route of an API that has the function behind it. Each is taken to lead to it, unless it names an integration of the
 * templates that does not.
 */
function routesTo(app: App, fn: Fn): Resource[] {
  const names = [fn.arn, UNRESOLVED];
  const isBehind = (resource: Resource, path: string) =>
    names.some((name) => text(resource.properties, path)?.includes(name));
  const integrations = resourcesOf(app, 'AWS::ApiGatewayV2::Integration');
  const behind = integrations.filter((integration) => isBehind(integration, 'IntegrationUri'));
  const apis = behind.map((resource) => text(resource.properties, 'ApiId'));
  const elsewhere = integrations
    .filter((integration) => !behind.includes(integration))
    .map(({ name }) => `integrations/${name}`);
  return [
    ...resourcesOf(app, 'AWS::ApiGatewayV2::Route').filter(
      ({ properties }) =>
        apis.includes(text(properties, 'ApiId')) && !elsewhere.includes(text(properties, 'Target') ?? ''),
    ),
    ...resourcesOf(app, 'AWS::ApiGateway::Method').filter((resource) => isBehind(resource, 'Integration.Uri')),
  ];
}

const apiOf = ({ properties }: Resource): string[] =>
  [text(properties, 'ApiId'), text(properties, 'RestApiId')].filter((id) => id !== undefined);

/**
 * Where each type of stage says that API Gateway writes whole requests and answers into a log that it makes itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
const TRACES: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Stage': ['MethodSettings[].DataTraceEnabled'],
  'AWS::ApiGateway::Deployment': [
    'StageDescription.DataTraceEnabled',
    'StageDescription.MethodSettings[].DataTraceEnabled',
  ],
  'AWS::ApiGatewayV2::Stage': ['DefaultRouteSettings.DataTraceEnabled', 'RouteSettings.*.DataTraceEnabled'],
};

/** A stage of one of these APIs that does so. */
const tracing = ({ resources }: App, apis: readonly string[]): Resource | undefined =>
  resources.find(
    (stage) =>
      apiOf(stage).some((api) => apis.includes(api) || api.includes(UNRESOLVED)) &&
      (TRACES[stage.type] ?? []).some((path) =>
        flagsAt(stage.properties, path).some((flag) => isOn({ flag }, 'flag', { absent: false, unread: true })),
      ),
  );

/** A function outside the templates that decides who is signed in at a route. */
function foreignJudge(app: App, { properties }: Resource): string | undefined {
  const authorizer = app.resources.find(
    ({ type, name }) => /^AWS::ApiGateway(V2)?::Authorizer$/.test(type) && name === text(properties, 'AuthorizerId'),
  );
  const judge = authorizer && text(authorizer.properties, 'AuthorizerUri');
  return judge === undefined || app.functions.some(({ arn }) => judge.includes(arn)) ? undefined : judge;
}

const isSignedIn = ({ properties }: Resource): boolean =>
  ['AWS_IAM', 'JWT', 'CUSTOM', 'COGNITO_USER_POOLS'].includes(text(properties, 'AuthorizationType') ?? 'NONE');
