import type { Cause } from '../../lib/access/causes/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: advice reaches into templates of every shape
export type Resources = Record<string, any>;
type Json = Record<string, unknown>;

/** The JSON objects that stand in a text. */
function jsonIn(text: string): Json[] {
  const found: Json[] = [];
  let at = text.indexOf('{"');
  while (at >= 0) {
    const end = endOf(text, at);
    found.push(JSON.parse(text.slice(at, end)) as Json);
    at = text.indexOf('{"', end);
  }
  return found;
}

/** Behind the brace that closes the one at `start`. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (isString && char === '\\') at++;
    else if (char === '"') isString = !isString;
    else if (!isString && char === '{') depth++;
    else if (!isString && char === '}' && --depth === 0) return at + 1;
  }
  throw new Error(`no end of the object in ${text}`);
}

/** Texts with names in braces, as the guide says: for Fn::Sub. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('$'.concat('{')) ? { 'Fn::Sub': value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== 'object' || value === null || Object.keys(value).some((key) => key.startsWith('Fn::')))
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituted(inner)]));
}

const document = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });

/** Takes principals out of the lists of exceptions of a Deny. An entry by reference is one by the logical id of its role. */
function takeOut(
  templates: Readonly<Record<string, { Resources: Resources }>>,
  { source = '' }: Cause,
  arns: readonly string[],
  sid: string,
): boolean {
  const [template = '', logicalId = ''] = source.split('#');
  const found = templates[template]?.Resources[logicalId]?.Properties.PolicyDocument.Statement.find(
    ({ Sid }: Json) => Sid === sid,
  );
  const names = arns.map((arn) => arn.split('/').at(-1) ?? arn);
  const isNamed = (entry: unknown): boolean =>
    typeof entry === 'string'
      ? arns.includes(entry)
      : names.some((name) => JSON.stringify(entry).includes(`"${name.replace(`${template}-`, '')}"`));
  let taken = 0;
  for (const lists of Object.values<Record<string, unknown>>(found?.Condition ?? {}))
    for (const [key, list] of Object.entries(lists)) {
      if (!Array.isArray(list)) continue;
      lists[key] = list.filter((entry) => !isNamed(entry));
      taken += list.length - (lists[key] as unknown[]).length;
    }
  return taken > 0;
}

/** Does what the first advice of a cause says, to the letter. False where it asks for a decision that only people can make. */
export function follow(templates: Readonly<Record<string, { Resources: Resources }>>, cause: Cause): boolean {
  const [advice = ''] = cause.advice;
  const excepted = /^Take (.+) out of the exceptions of Deny (\S+) /.exec(advice);
  if (excepted) return takeOut(templates, cause, excepted[1]?.split(' and ') ?? [], excepted[2] ?? '');
  const objects = jsonIn(advice).map(substituted) as Json[];
  const [first] = objects;
  if (!first) return false;
  const [template = '', logicalId = ''] = cause.source?.split('#') ?? [];
  const all = Object.values(templates).map(({ Resources }) => Resources);
  if (cause.kind === 'right') {
    const [, principal = ''] = /policies of (\S+)/.exec(advice) ?? [];
    const found = all
      .flatMap((resources) => Object.entries(resources))
      .find(
        ([id, { Properties = {} }]) =>
          [Properties.RoleName, Properties.UserName].includes(principal) || principal.endsWith(`-${id}`),
      );
    const properties = found?.[1].Properties;
    if (!properties) return false;
    const own: object[] = properties.Policies ?? [];
    properties.Policies = [...own, { PolicyName: `advice${own.length}`, PolicyDocument: document(...objects) }];
    return true;
  }
  if (cause.kind === 'open lock') {
    const policy = templates[template]?.Resources[logicalId];
    if (/^Add/.test(advice) && policy) policy.Properties.PolicyDocument.Statement.push(first);
    const [, stores = ''] = /policy to (?:each of )?(.*), which (?:have|has) none/.exec(advice) ?? [];
    for (const Bucket of stores.split(', ').filter((name) => name !== ''))
      for (const resources of all.filter((candidate) => Bucket in candidate))
        resources[`${Bucket}Advised`] = {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: Bucket }, PolicyDocument: document(first) },
        };
    return true;
  }
  if (cause.kind === 'unheard') {
    const pattern = templates[template]?.Resources[logicalId]?.Properties.EventPattern;
    if (!pattern) return false;
    const { detail } = first as { detail: { eventName: string[] } };
    pattern.detail.eventName.push(...detail.eventName);
    return true;
  }
  return false;
}
