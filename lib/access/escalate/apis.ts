import { globPattern } from '../decide/atoms.ts';
import type { App, Resource } from '../model/app.ts';
import { text } from '../model/values.ts';
import type { Pattern } from '../policy/pattern.ts';
import { UNRESOLVED } from '../policy/pattern.ts';

/** Of each type that leads from an API to what answers it: where it names that, where its API, and what the API's ARN begins with. */
const LEADS: Readonly<Record<string, { readonly to: string; readonly api: string; readonly path: string }>> = {
  'AWS::ApiGatewayV2::Integration': { to: 'IntegrationUri', api: 'ApiId', path: 'apis' },
  'AWS::ApiGateway::Method': { to: 'Integration.Uri', api: 'RestApiId', path: 'restapis' },
};

/** The APIs that have one of the functions behind them, each as what a request to change it names. */
export function apisBefore({ place, resources }: App, functions: readonly Resource[]): (readonly Pattern[])[] {
  const names = functions.flatMap(({ type, arn }) => (type === 'AWS::Lambda::Function' && arn ? [arn] : []));
  if (names.length === 0) return [];
  const apis = resources.flatMap(({ type, properties }) => {
    const lead = LEADS[type];
    const to = lead && text(properties, lead.to);
    if (!lead || !to || ![...names, UNRESOLVED].some((name) => to.includes(name))) return [];
    return [`${lead.path}/${(text(properties, lead.api) ?? '*').replaceAll(UNRESOLVED, '*')}`];
  });
  return [...new Set(apis)].map((api) =>
    ['', '/*'].map((rest) => globPattern(`arn:${place.partition}:apigateway:${place.region}::/${api}${rest}`)),
  );
}
