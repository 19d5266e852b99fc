import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { sourceOf } from '../inquiry/proof.ts';
import type { App, Resource } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { ChangeSeverity, SettingChange } from './change.ts';
import { orderedChange } from './orders.ts';
import { kindOf, NEUTRAL, POLICIES, SETS } from './setting-kinds.ts';

/** A digest of code says that the code is another, which the change of the code itself shows. */
export const isOtherCode = ({ type, setting }: Pick<SettingChange, 'type' | 'setting'>): boolean =>
  type === 'AWS::Lambda::Function' && setting.startsWith('Code.') && setting !== 'Code.ZipFile';

const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 8);

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
    const moved = movedIn(gone, resource);
    if (moved !== undefined) {
      gone.splice(gone.indexOf(moved), 1);
      const changes = changesOf(moved, resource);
      settings.push(...changes);
      if (changes.length === 0) textual.push(sourceOf(resource));
    } else if (POLICIES[resource.type] === 'whole') textual.push(sourceOf(resource));
    else settings.push(existence(resource, 'new'));
  }
  for (const resource of gone) {
    if (POLICIES[resource.type] === 'whole') textual.push(sourceOf(resource));
    else settings.push(existence(resource, 'gone'));
  }
  return { settings, textual };
}

const byPlace = (app: App): Map<string, Resource> =>
  new Map(app.resources.map((resource) => [sourceOf(resource), resource]));

/** The resource that this one was: with the same address, whatever else of it changed; else with everything the same. */
const movedIn = (gone: readonly Resource[], resource: Resource): Resource | undefined =>
  gone.find(({ type, arn }) => arn !== undefined && type === resource.type && arn === resource.arn) ??
  gone.find((candidate) => isMoved(candidate, resource));

/** A resource under another logical id is the same when it has the same physical name, or none, and the same properties. */
const isMoved = (a: Resource, b: Resource): boolean =>
  a.type === b.type && leavesOf(a, b).length === 0 && isSame(policiesOf(a), policiesOf(b));

/** CloudFormation takes `6` for `"6"`, as a default of a parameter is written. @param sets whether no list in it has an order */
const isSame = (a: unknown, b: unknown, sets = false): boolean => isDeepStrictEqual(asText(a, sets), asText(b, sets));

function asText(value: unknown, sets: boolean): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((member) => asText(member, sets));
    return sets ? texts.map((text) => [JSON.stringify(text), text] as const).sort(byName) : texts;
  }
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value)
        .sort(byName)
        .map(([name, each]) => [name, asText(each, sets)]),
    );
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

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
  const changes = [...leavesOf(before, after), ...deletion].map(({ path, was, is }): SettingChange => {
    const { severity, words } = kindOf(after.type).changed(path);
    const ordered = orderedChange(after, path, was, is);
    const text =
      words === undefined
        ? `${after.name}${ordered ? ` ${ordered.words}` : ''}: ${path} ${moved(was, is) ?? `was ${shown(was)} and is ${shown(is)}`}`
        : `${after.name} ${words}`;
    const made = change(after, path, shown(was), shown(is), severity, text);
    if (!ordered) return made;
    const { direction, isDoor } = ordered;
    // An acceptance of one value must not cover another that comes later.
    const id = `${made.id}#${digestOf(is)}`;
    return { ...made, id, direction, severity: direction === 'narrows' ? 'low' : isDoor ? 'critical' : severity };
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

function existence(resource: Resource, turn: 'new' | 'gone'): SettingChange {
  const { severity, noun } = kindOf(resource.type);
  const text = turn === 'new' ? `${noun} ${resource.name} is new` : `${noun} ${resource.name} is gone`;
  const [was, is] = turn === 'new' ? ['', 'new'] : ['there', ''];
  return change(resource, 'exists', was, is, severity(turn), text);
}

const change = (
  resource: Resource,
  setting: string,
  before: string,
  after: string,
  severity: ChangeSeverity,
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

/** What two resources of one type are set to that differs. */
function leavesOf(before: Resource, after: Resource): Leaf[] {
  const [was, is] = [settled(before), settled(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((name) => leaves(was[name], is[name], name, SETS[after.type]?.includes(name) ?? false));
}

/**
 * The deepest properties that differ. Of lists the whole list, since what moved in it is not known; but of lists of as many records
 * with the same names, such as the rules of a lifecycle, each record is held against the one in its place.
 */
function leaves(was: unknown, is: unknown, path: string, sets: boolean): Leaf[] {
  if (isSame(was, is, sets)) return [];
  if (Array.isArray(was) && Array.isArray(is)) {
    const [old, fresh] = sets ? [without(was, is), without(is, was)] : [was, is];
    if (isInPlace(old, fresh))
      return old.flatMap((item, at) => leaves(item, fresh[at], `${path}.${is.indexOf(fresh[at]) + 1}`, sets));
  }
  if (!isRecord(was) || !isRecord(is)) return [{ path, was, is }];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((key) => leaves(was[key], is[key], `${path}.${key}`, sets));
}

/** Entries of a list of which another list has none. */
const without = (list: readonly unknown[], other: readonly unknown[]): unknown[] =>
  list.filter((item) => !other.some((counterpart) => isSame(item, counterpart, true)));

const isInPlace = (was: readonly unknown[], is: readonly unknown[]): boolean =>
  was.length === is.length &&
  was.every((item, at) => {
    const other = is[at];
    return isRecord(item) && isRecord(other) && isDeepStrictEqual(Object.keys(item).sort(), Object.keys(other).sort());
  });

/** What a list lost and gained says more than both lists. */
function moved(was: unknown, is: unknown): string | undefined {
  if (!Array.isArray(was) || !Array.isArray(is)) return undefined;
  const [lost, gained] = [without(was, is), without(is, was)];
  if (lost.length + gained.length === 0) return undefined;
  const parts = [
    ...(lost.length > 0 ? [`lost ${shown(lost)}`] : []),
    ...(gained.length > 0 ? [`gained ${shown(gained)}`] : []),
  ];
  return parts.join(' and ');
}

const MOST_SHOWN = 80;

const shown = (value: unknown): string => {
  if (value === undefined) return 'not set';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(
    UNRESOLVED,
    '<known at deployment>',
  );
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
};
