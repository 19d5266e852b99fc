import { compile, fits, UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Resource } from './app.ts';
import type { AwsPlace } from './environment.ts';

/** Properties that name a function, by type. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  'AWS::Lambda::Permission': 'FunctionName',
  'AWS::Lambda::EventInvokeConfig': 'FunctionName',
  'AWS::Lambda::EventSourceMapping': 'FunctionName',
  'AWS::Lambda::Alias': 'FunctionName',
  'AWS::Lambda::Version': 'FunctionName',
  'AWS::Lambda::Url': 'TargetFunctionArn',
};

/** The resource with its function names as ARNs, whichever form the template uses. */
export function named(resource: Resource, place: AwsPlace): Resource {
  const property = FUNCTIONS[resource.type];
  const found = property === undefined ? undefined : resource.properties[property];
  if (property === undefined || typeof found !== 'string') return resource;
  return { ...resource, properties: { ...resource.properties, [property]: functionArn(found, place) } };
}

/**
 * The ARN, with version or alias, of a function named in any form that Lambda takes: name, partial ARN (`account:function:name`)
 * or ARN, with or without a qualifier. Any other text stays as it is.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function functionArn(text: string, { partition, region, accountId }: AwsPlace): string {
  const shape = new RegExp(
    `^(?:arn:([^:]*):lambda:)?(?:(${escaped(region)}|[a-z]{2}(?:-[a-z]+)+-\\d|${UNRESOLVED}):)??` +
      `(?:(\\d{12}|${UNRESOLVED}):)?(?:function:)?([^:]+)(?::([^:]+))?$`,
  );
  const found = shape.exec(text);
  if (!found) return text;
  const [, p = partition, r = region, a = accountId, name = '', qualifier] = found;
  return `arn:${p}:lambda:${r}:${a}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a name that is known only in part may turn out to be one of these. */
export const mayMean = (text: string, names: readonly string[]): boolean =>
  text.includes(UNRESOLVED) && names.some((name) => fits(compile(text, { wildcards: false }) ?? [], name) !== 'no');

/** Every text in a value, with the key of its property. */
export function* textsIn(value: unknown, key = ''): Generator<{ readonly key: string; readonly text: string }> {
  if (typeof value === 'string') yield { key, text: value };
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item, key);
  else if (isRecord(value)) for (const [name, item] of Object.entries(value)) yield* textsIn(item, name);
}
