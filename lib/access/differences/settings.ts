import { isDeepStrictEqual } from 'node:util';
import { sourceOf } from '../inquiry/proof.ts';
import type { App, Resource } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { SettingChange, Severity } from './change.ts';
import { kindOf, NEUTRAL, POLICIES } from './setting-kinds.ts';

/** How the resources of two versions differ, beside what their policies allow. */
export interface SettingDifferences {
  readonly settings: readonly SettingChange[];
  /** Resources of which only policies or words differ, as `template#logicalId`. */
  readonly textual: readonly string[];
}

/** Compares resource by resource. A resource that only moved, with every property the same, counts as text. */
export function settingDifferences(older: App, newer: App): SettingDifferences {
  const [old, fresh] = [byPlace(older), byPlace(newer)];
  const settings: SettingChange[] = [];
  const textual: string[] = [];
  for (const [place, resource] of fresh) {
    const before = old.get(place);
    if (!before) continue;
    const changes = changesOf(before, resource);
    settings.push(...changes);
    if (changes.length === 0 && differs(before, resource)) textual.push(place);
  }
  const gone = [...old].filter(([place]) => !fresh.has(place)).map(([, resource]) => resource);
  const added = [...fresh].filter(([place]) => !old.has(place)).map(([, resource]) => resource);
  for (const resource of added) {
    const moved = gone.findIndex((each) => isMoved(each, resource));
    if (moved >= 0) {
      gone.splice(moved, 1);
      textual.push(sourceOf(resource));
    } else if (POLICIES[resource.type] === 'whole') textual.push(sourceOf(resource));
    else settings.push(existence(resource, 'new'));
  }
  for (const resource of gone) {
    if (POLICIES[resource.type] === 'whole') textual.push(sourceOf(resource));
    else settings.push(existence(resource, 'gone'));
  }
  return { settings, textual };
}

const byPlace = (app: App): Map<string, Resource> => new Map(app.resources.map((each) => [sourceOf(each), each]));

/** A resource under another logical id is the same when it has the same physical name, or none, and the same properties. */
const isMoved = (a: Resource, b: Resource): boolean =>
  a.type === b.type && isSame(settled(a), settled(b)) && isSame(policiesOf(a), policiesOf(b));

/** CloudFormation takes `6` for `"6"`, as a default of a parameter is written. */
const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(asText(a), asText(b));

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asText(each)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

const differs = (a: Resource, b: Resource): boolean =>
  a.deletionPolicy !== b.deletionPolicy || !isDeepStrictEqual(a.properties, b.properties);

const isPolicy = (type: string, property: string): boolean =>
  POLICIES[type] === 'whole' || (POLICIES[type]?.includes(property) ?? false);

/** What a resource is set to, without policies and without what nothing depends on. */
const settled = ({ type, properties }: Resource): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !isPolicy(type, name) && !NEUTRAL.has(name)));

const policiesOf = ({ type, properties }: Resource): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => isPolicy(type, name)));

function changesOf(before: Resource, after: Resource): SettingChange[] {
  if (before.type !== after.type)
    return [
      ...(POLICIES[before.type] === 'whole' ? [] : [existence(before, 'gone')]),
      ...(POLICIES[after.type] === 'whole' ? [] : [existence(after, 'new')]),
    ];
  const deletion =
    before.deletionPolicy === after.deletionPolicy
      ? []
      : [{ path: 'DeletionPolicy', was: before.deletionPolicy ?? 'Delete', is: after.deletionPolicy ?? 'Delete' }];
  const changes = [...leaves(settled(before), settled(after)), ...deletion].map(({ path, was, is }) => {
    const { severity, words } = kindOf(after.type).changed(path);
    const text =
      words === undefined
        ? `${after.name}: ${path} ${moved(was, is) ?? `was ${shown(was)} and is ${shown(is)}`}`
        : `${after.name} ${words}`;
    return change(after, path, shown(was), shown(is), severity, text);
  });
  return [...changes, ...boundaryChange(before, after)];
}

/** A boundary that goes gives nobody anything at once, and all that is granted later: its effect alone would be silent. */
function boundaryChange(before: Resource, after: Resource): SettingChange[] {
  const path = 'PermissionsBoundary';
  const [was, is] = [before.properties[path], after.properties[path]];
  if ((was === undefined) === (is === undefined)) return [];
  const text = `${after.name}: ${path} was ${shown(was)} and is ${shown(is)}`;
  return [change(after, path, shown(was), shown(is), is === undefined ? 'high' : 'low', text)];
}

function existence(resource: Resource, what: 'new' | 'gone'): SettingChange {
  const { severity, noun } = kindOf(resource.type);
  const text = what === 'new' ? `${noun} ${resource.name} is new` : `${noun} ${resource.name} is gone`;
  const [was, is] = what === 'new' ? ['', 'new'] : ['there', ''];
  return change(resource, 'exists', was, is, severity(what), text);
}

const change = (
  resource: Resource,
  setting: string,
  before: string,
  after: string,
  severity: Severity,
  text: string,
): SettingChange => ({
  id: `setting/${resource.name}/${setting}`,
  resource: resource.name,
  type: resource.type,
  setting,
  before,
  after,
  source: sourceOf(resource),
  severity,
  text,
});

interface Leaf {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/**
 * The deepest properties that differ. Of lists the whole list, since what moved in it is not known; but of lists of as many records
 * with the same names, such as the rules of a lifecycle, each record is held against the one in its place.
 */
function leaves(was: unknown, is: unknown, path = ''): Leaf[] {
  if (isSame(was, is)) return [];
  if (Array.isArray(was) && Array.isArray(is) && isInPlace(was, is))
    return was.flatMap((each, at) => leaves(each, is[at], `${path}.${at + 1}`));
  if (!isRecord(was) || !isRecord(is)) return [{ path, was, is }];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((key) => leaves(was[key], is[key], path === '' ? key : `${path}.${key}`));
}

const isInPlace = (was: readonly unknown[], is: readonly unknown[]): boolean =>
  was.length === is.length &&
  was.every((each, at) => {
    const other = is[at];
    return isRecord(each) && isRecord(other) && isDeepStrictEqual(Object.keys(each).sort(), Object.keys(other).sort());
  });

/** What a list of plain values lost and gained says more than both lists. */
function moved(was: unknown, is: unknown): string | undefined {
  if (!isPlainList(was) || !isPlainList(is)) return undefined;
  const lost = was.filter((each) => !is.includes(each));
  const gained = is.filter((each) => !was.includes(each));
  if (lost.length + gained.length === 0) return undefined;
  const parts = [
    ...(lost.length > 0 ? [`lost ${shown(lost)}`] : []),
    ...(gained.length > 0 ? [`gained ${shown(gained)}`] : []),
  ];
  return parts.join(' and ');
}

const isPlainList = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) && value.every((each) => ['string', 'number'].includes(typeof each));

const MOST_SHOWN = 80;

const shown = (value: unknown): string => {
  if (value === undefined) return 'not set';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(
    UNRESOLVED,
    '<known at deployment>',
  );
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
};
