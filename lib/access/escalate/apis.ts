import { globPattern } from '../decide/atoms.ts';
import type { App, Resource } from '../model/app.ts';
import { textsIn } from '../model/names.ts';
import { at, text } from '../model/values.ts';
import type { Pattern } from '../policy/pattern.ts';
import { UNRESOLVED } from '../policy/pattern.ts';

/**
 * Of each type that leads from an API to what answers it: where it names that, where its API (else it is the API itself), and
 * what the API's ARN begins with. An API may come with all of its routes in one document, or with one route that it makes itself:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html
 */
const LEADS: Readonly<
  Record<string, { readonly to: readonly string[]; readonly api?: string; readonly path: 'apis' | 'restapis' }>
> = {
  'AWS::ApiGatewayV2::Integration': { to: ['IntegrationUri'], api: 'ApiId', path: 'apis' },
  'AWS::ApiGatewayV2::Api': { to: ['Target', 'Body'], path: 'apis' },
  'AWS::ApiGateway::Method': { to: ['Integration.Uri'], api: 'RestApiId', path: 'restapis' },
  'AWS::ApiGateway::RestApi': { to: ['Body'], path: 'restapis' },
};

/** A document that is kept elsewhere may name anything. */
const isElsewhere = ({ properties }: Resource): boolean => properties.BodyS3Location !== undefined;

/** Whether one of these resources leads from an API to one of the functions. */
function leadsTo(resource: Resource, functions: readonly string[]): boolean {
  const lead = LEADS[resource.type];
  if (lead === undefined) return false;
  const said = lead.to.flatMap((path) => [...textsIn(at(resource.properties, path))].map((target) => target.text));
  return (
    isElsewhere(resource) || said.some((target) => [...functions, UNRESOLVED].some((name) => target.includes(name)))
  );
}

/** APIs that lead to a function by themselves: by a document of all routes, or by the one route that they come with. */
export const apisLeadingTo = ({ resources }: App, functionArn: string): Resource[] =>
  resources.filter((resource) => LEADS[resource.type]?.api === undefined && leadsTo(resource, [functionArn]));

/** The APIs that have one of the functions behind them, each as what a request to change it names. */
export function apisBefore({ place, resources }: App, functions: readonly Resource[]): (readonly Pattern[])[] {
  const names = functions.flatMap(({ type, arn }) => (type === 'AWS::Lambda::Function' && arn ? [arn] : []));
  if (names.length === 0) return [];
  const apis = resources.flatMap((resource) => {
    const lead = LEADS[resource.type];
    if (!lead || !leadsTo(resource, names)) return [];
    const api = lead.api === undefined ? resource.name : (text(resource.properties, lead.api) ?? '*');
    return [`${lead.path}/${api.replaceAll(UNRESOLVED, '*')}`];
  });
  return [...new Set(apis)].map((api) =>
    ['', '/*'].map((rest) => globPattern(`arn:${place.partition}:apigateway:${place.region}::/${api}${rest}`)),
  );
}
