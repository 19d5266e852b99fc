import type { HandedOver, Resource } from '../model/app.ts';
import { IDENTITIES } from '../model/identities.ts';
import { type App, NOWHERE } from '../model/index.ts';
import { stackName } from '../model/scope.ts';

/** How a statement names something: a text, with names in braces as Fn::Sub takes them, or a function of CloudFormation. */
export type Named = string | { readonly [fn: `Fn::${string}`]: unknown };

const pseudo = (name: string): string => `\${AWS::${name}}`;

/** The account and region by reference, where the templates do not say them. */
const placed = ({ place }: App, arn: string): string =>
  arn
    .replaceAll(place.accountId === NOWHERE.accountId ? NOWHERE.accountId : '\0', () => pseudo('AccountId'))
    .replace(place.region === NOWHERE.region ? /(?<=[:-])region(?![\w])/g : '\0', () => pseudo('Region'));

/** The resource that an ARN names, or something in it, where the name is made up or made of parameters. */
const unnamed = (app: App, text: string): (Resource & { readonly arn: string }) | undefined =>
  app.resources.find((resource): resource is Resource & { readonly arn: string } => {
    const { arn, name, template } = resource;
    if (arn === undefined || !name.toLowerCase().includes(`${stackName(template).toLowerCase()}-`)) return false;
    return text === arn || text.startsWith(`${arn}/`) || text.startsWith(`${arn}:`);
  });

/** The name of a resource in its own template. */
function ownReference({ type, logicalId }: Resource): string {
  const attribute = IDENTITIES[type]?.arn ?? 'Arn';
  return attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
}

/**
 * An ARN as a statement of a template names it. Of another template only that can be named which is handed over: by a parameter of a
 * nested stack, by its output, or by an export. Where nothing is, the name says in words what has to be.
 */
export function namedIn(app: App, template: string | undefined, text: string): Named {
  const found = unnamed(app, text);
  if (!found) return placed(app, text);
  const rest = text.slice(found.arn.length);
  if (template === undefined || found.template === template) return `\${${ownReference(found)}}${rest}`;
  const ways = app.handedOver.filter(({ within }) => within === undefined || within === template);
  const byArn = ways.filter(({ value }) => value === found.arn);
  const byName = ways.filter(({ value }) => value === found.name && found.arn.endsWith(value));
  const [way] = [...byArn, ...byName].sort(
    (a, b) => Number(a.exportName !== undefined) - Number(b.exportName !== undefined),
  );
  if (!way) return `<the ARN of ${found.logicalId} in ${found.template}, by a parameter or an export>${rest}`;
  const start = byArn.includes(way) ? '' : placed(app, found.arn.slice(0, -found.name.length));
  return said(way, start, rest);
}

function said({ reference, exportName }: HandedOver, start: string, rest: string): Named {
  if (reference !== undefined) return `${start}\${${reference}}${rest}`;
  const imported = { 'Fn::ImportValue': exportName };
  return start === '' && rest === '' ? imported : { 'Fn::Sub': [`${start}\${It}${rest}`, { It: imported }] };
}
