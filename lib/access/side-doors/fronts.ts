import { apisLeadingTo } from '../escalate/apis.ts';
import { isNamed } from '../inquiry/declaration.ts';
import type { FoundClass } from '../inquiry/inquiry.ts';
import type { App, Fn, Resource } from '../model/app.ts';
import { text } from '../model/values.ts';
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
export function wrongInFront(app: App, found: FoundClass, fn: Fn, service: string): Wrong | undefined {
  if (!FRONTS.test(service)) return undefined;
  const { sensitivity = 'S4', handedOverBy = [] } = found.declared;
  const isSilent = sensitivity >= SILENT_FROM && !handedOverBy.some((name) => isNamed(name, fn));
  if (isSilent || !service.startsWith('apigateway.')) return surely(`answers everyone who asks ${service}`);
  const open = routesTo(app, fn).find((route) => !isSignedIn(route));
  if (open)
    return surely(
      `answers everyone who asks route ${text(open.properties, 'RouteKey') ?? open.logicalId}, without signing in`,
    );
  const [api] = apisLeadingTo(app, fn.arn);
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
  const behind = integrations.filter((each) => isBehind(each, 'IntegrationUri'));
  const apis = behind.map((each) => text(each.properties, 'ApiId'));
  const elsewhere = integrations.filter((each) => !behind.includes(each)).map(({ name }) => `integrations/${name}`);
  return [
    ...resourcesOf(app, 'AWS::ApiGatewayV2::Route').filter(
      ({ properties }) =>
        apis.includes(text(properties, 'ApiId')) && !elsewhere.includes(text(properties, 'Target') ?? ''),
    ),
    ...resourcesOf(app, 'AWS::ApiGateway::Method').filter((each) => isBehind(each, 'Integration.Uri')),
  ];
}

const isSignedIn = ({ properties }: Resource): boolean =>
  ['AWS_IAM', 'JWT', 'CUSTOM', 'COGNITO_USER_POOLS'].includes(text(properties, 'AuthorizationType') ?? 'NONE');
