import { sourceOf } from '../inquiry/proof.ts';
import type { App, Resource } from '../model/app.ts';
import { symbolOf } from '../model/references.ts';
import { stackName } from '../model/scope.ts';

/** A resource that another version has under another logical id, or in another stack. */
export interface Renamed {
  readonly older: Resource;
  readonly newer: Resource;
  /** Whether its name is made up by CloudFormation: then the newer one is another resource, without the data of the older. */
  readonly isMadeAnew: boolean;
}

/**
 * Pairs resources of two versions that differ in nothing but logical id or stack. A key is also paired by its alias, whatever
 * else of it changed: the alias is the name by which people and code find it. Pairs are one to one, so that a newer app that is
 * read with the names of the older one has the same access.
 */
export function renamedIn(older: App, newer: App): Renamed[] {
  const [gone, come] = [unmatched(older, newer), unmatched(newer, older)];
  const byAlias = aliasedPairs(older, newer, new Set(gone.map(sourceOf)), new Set(come.map(sourceOf)));
  const taken = new Set(byAlias.flatMap((pair) => pair.map(sourceOf)));
  const signature = signatureOver([...gone, ...come]);
  const left = Map.groupBy(
    gone.filter((resource) => !taken.has(sourceOf(resource))),
    signature,
  );
  const alike = come
    .filter((resource) => !taken.has(sourceOf(resource)))
    .flatMap((resource): Pair[] => {
      const same = left.get(signature(resource))?.shift();
      return same === undefined ? [] : [[same, resource]];
    });
  return [...byAlias, ...alike].map(([was, is]) => ({
    ...{ older: was, newer: is },
    isMadeAnew: (was.arn ?? '').toLowerCase().includes(symbol(was).toLowerCase()),
  }));
}

/** What stands for the made-up names of the newer version, so that it is read with those of the older one. */
export const namesBefore = (renamed: readonly Renamed[]): ReadonlyMap<string, string> =>
  new Map(renamed.map(({ older, newer }) => [sourceOf(newer), symbol(older)]));

type Pair = readonly [older: Resource, newer: Resource];

function unmatched(app: App, other: App): Resource[] {
  const known = new Set(other.resources.map(sourceOf));
  return app.resources.filter((resource) => !known.has(sourceOf(resource)));
}

const symbol = ({ template, logicalId }: Resource): string => symbolOf(stackName(template), logicalId);

/** A resource as text, in which what stands for names of these resources is left out. Names of buckets are in lower case. */
function signatureOver(resources: readonly Resource[]): (resource: Resource) => string {
  const symbols = [...new Set(resources.map(symbol))].toSorted((a, b) => b.length - a.length);
  const any = new RegExp(symbols.map(escaped).join('|') || '(?!)', 'gi');
  return ({ type, name, properties, deletionPolicy }) =>
    JSON.stringify([type, name, properties, deletionPolicy]).replace(any, '?');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function aliasedPairs(older: App, newer: App, gone: ReadonlySet<string>, come: ReadonlySet<string>): Pair[] {
  const [was, is] = [aliases(older), aliases(newer)];
  return [...was].flatMap(([alias, key]): Pair[] => {
    const now = is.get(alias);
    return now !== undefined && gone.has(sourceOf(key)) && come.has(sourceOf(now)) ? [[key, now]] : [];
  });
}

/** Keys by their first alias. */
function aliases({ resources }: App): Map<string, Resource> {
  const keys = new Map(resources.filter(({ type }) => type === 'AWS::KMS::Key').map((key) => [key.arn, key]));
  const found = new Map<string, Resource>();
  const named = new Set<Resource>();
  for (const { type, properties } of resources) {
    if (type !== 'AWS::KMS::Alias') continue;
    const target = String(properties.TargetKeyId);
    const key = keys.get(target) ?? [...keys.values()].find(({ arn = '' }) => arn.endsWith(`/${target}`));
    if (key === undefined || named.has(key)) continue;
    named.add(key);
    found.set(String(properties.AliasName), key);
  }
  return found;
}
