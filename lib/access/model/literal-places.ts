import { compile, fits, UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Resource } from './app.ts';
import type { AwsPlace, Environment } from './environment.ts';

/** Numbers of accounts and names of regions, as templates write them out. */
const WRITTEN = /(?<![\da-z])\d{12}(?!\d)|(?<![a-z\d-])[a-z]{2}(?:-[a-z]+)+-\d(?![a-z\d])/g;

/**
 * When the environment does not name the account and region of the deployment, a name with a literal account or region may be
 * that of a resource of the templates. Such a part then counts as known only at deployment, if it would be the resource's own
 * there.
 */
export function withLiteralPlaces(
  resources: readonly Resource[],
  environment: Environment,
  place: AwsPlace,
): Resource[] {
  if (environment.accountId !== undefined && environment.region !== undefined) return [...resources];
  const own = new Set(resources.flatMap(({ arn, name }) => [arn, name]).filter((name) => name !== undefined));
  const here = (text: string): string =>
    text.replace(WRITTEN, (written) => (/^\d/.test(written) ? place.accountId : place.region));
  const mayBeOurs = (text: string): boolean => {
    const wanted = [text, text.replace(/^(arn:[^/]*:s3:::[^/]*)\/.*$/, '$1')];
    if (wanted.some((name) => own.has(name))) return true;
    const patterns = wanted
      .filter((pattern) => /[*?]/.test(pattern))
      .map((pattern) => compile(pattern, { wildcards: true }) ?? []);
    return patterns.length > 0 && [...own].some((name) => patterns.some((pattern) => fits(pattern, name) !== 'no'));
  };
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const moved = here(value);
      return moved !== value && mayBeOurs(moved) ? value.replace(WRITTEN, UNRESOLVED) : value;
    }
    if (Array.isArray(value)) return value.map(replaced);
    return isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each)]))
      : value;
  };
  return resources.map((resource) =>
    hasPlaces(resource.properties)
      ? { ...resource, properties: replaced(resource.properties) as Resource['properties'] }
      : resource,
  );
}

const hasPlaces = (properties: unknown): boolean => JSON.stringify(properties).search(WRITTEN) >= 0;
