import { createHash } from 'node:crypto';
import { nameOf } from '../inquiry/nobody-can.ts';
import { sourceOf } from '../inquiry/proof.ts';
import type { Right } from './access.ts';
import { verbOf } from './actions.ts';
import type { AccessChange, AccessVerb, KeptAccess } from './change.ts';
import type { ClassHere } from './classes.ts';
import type { Found } from './gain.ts';
import type { LakeRight, Sight } from './lake.ts';
import { severityOf } from './severity.ts';
import { OTHER, REST_NAME } from './targets.ts';

type Direction = AccessChange['change'];

/** What a verb says of a class, as in `somebody can read raw`. */
export const DOES: Readonly<Record<AccessVerb, string>> = {
  administer: 'change the rules of',
  become: 'take',
  read: 'read',
  write: 'write into',
  destroy: 'destroy in',
  use: 'use',
  look: 'look at settings of',
};

/** Rights of one principal, one class and one verb are one change. */
export function changesOfRights(rights: readonly Right[], change: Direction): AccessChange[] {
  const groups = Map.groupBy(rights, ({ who, target, action }) => JSON.stringify([who, target.class, verbOf(action)]));
  return [...groups.values()].map((group) => changeOf(group, change));
}

function changeOf(group: readonly Right[], change: Direction): AccessChange {
  const [first] = group as [Right];
  const { who, target } = first;
  const verb = verbOf(first.action);
  const actions = [...new Set(group.map(({ shown }) => shown))].sort();
  const resources = [...new Set(group.flatMap(resourcesOf))].sort();
  const reasons = [...new Set(group.map((right) => reasonOf(right, change)))];
  const outside = group.some((right) => right.outside);
  const severity = severityOf(change, verb, target.sensitivity, outside);
  const targets = [...new Set(group.map((right) => right.target.name))];
  const made = {
    who,
    change,
    class: target.class,
    verb,
    actions,
    resources,
    columns: [],
    rows: null,
    statement: reasons.join('; '),
    source: placeOf(first.gain.deny && change === 'lost' ? first.gain.deny : (first.gain.allow ?? first.gain.deny)),
    severity,
    sure: group.some(({ gain }) => gain.sure),
    ...(group.every((right) => right.partly) ? { partly: true } : {}),
  };
  const can = change === 'gained' ? 'can now' : 'can no longer';
  const doubt = made.sure ? '' : ', unless a part that is not understood forbids it';
  return {
    ...made,
    ...(target.class === OTHER ? { targets } : {}),
    id: idOf(made),
    text: `${who} ${can} ${target.class === OTHER ? onOther(targets) : `${DOES[verb]} ${target.class}`}${waysOf(made)} (${summary(actions)})${doubt}`,
  };
}

/** That the same is allowed before and after, but not in the same requests. */
export const waysOf = ({ partly, change }: Pick<AccessChange, 'partly' | 'change'>): string =>
  partly !== true ? '' : change === 'gained' ? ' in more ways' : ' in some ways';

/** What is said of resources that hold no data class. */
export const onOther = (targets: readonly string[]): string => {
  const named = targets.filter((name) => name !== REST_NAME);
  return named.length === 0 ? 'act on what is not in these templates' : `act on ${summary(named)}, of no data class`;
};

const MOST_NAMED = 3;

const summary = (actions: readonly string[]): string =>
  actions.length <= MOST_NAMED
    ? actions.join(', ')
    : `${actions.slice(0, MOST_NAMED).join(', ')} and ${actions.length - MOST_NAMED} more`;

/** The patterns of the statement that let it through; the resource itself when any identity policy would. */
const resourcesOf = ({ gain, target }: Right): readonly string[] => {
  const items = gain.allow?.statement.resource;
  return items && !items.negated && gain.allow?.policy.label !== ''
    ? items.items
    : [target.key === '*' ? gain.resource : target.key];
};

function reasonOf({ gain: { allow, deny } }: Right, change: Direction): string {
  const by = allow && said(allow);
  const stopped = deny && said(deny);
  if (change === 'gained')
    return stopped ? `${stopped} stops it no more` : (by ?? 'any identity policy that allows it');
  return stopped ? `${stopped} stops it now` : `${by ?? 'any identity policy'} allows it no more`;
}

const said = ({ policy, statement }: Found): string =>
  nameOf({ ...statement, policy: policy.label, effect: statement.effect, index: statement.index });

const placeOf = (reach: Found | undefined): string => (reach?.policy.origin ? sourceOf(reach.policy.origin) : '');

/** Everything that makes a change what it is: an accepted one must not cover a wider one that comes later. */
const idOf = (change: Omit<AccessChange, 'id' | 'text' | 'severity' | 'source' | 'statement' | 'sure'>): string => {
  const { who, change: direction, class: of, verb, actions, resources, columns, rows } = change;
  const digest = createHash('sha256')
    .update(JSON.stringify([actions, resources, columns, rows]))
    .digest('hex');
  return `${direction}/${who}/${of}/${verb}#${digest.slice(0, 8)}`;
};

/** Columns and rows of a table that a principal sees, or sees no more. */
export function changesOfSight(
  sights: readonly Sight[],
  classes: readonly ClassHere[],
  sensitivities: ReadonlyMap<string, string>,
  change: Direction,
): AccessChange[] {
  return sights.map((sight) => {
    const { who, database, table, columns, rows, byRows, filter, grant, template, sure } = sight;
    const of = classOfTable(classes, database, table);
    const worst =
      columns
        .map((column) => sensitivities.get(column) ?? of.sensitivity)
        .sort()
        .at(-1) ?? of.sensitivity;
    const made = {
      ...{ who, change, class: of.name, verb: 'read' as const, actions: ['SELECT'] },
      ...{ resources: [`${database}.${table}`], columns, rows: rows ?? 'all rows' },
      ...{ statement: filter === null ? `grant ${grant}` : `filter ${filter}`, source: `${template}#${grant}`, sure },
    };
    const seen = columns.length > MOST_NAMED ? `${columns.length} columns` : columns.join(', ');
    const where = rows === null ? 'all rows' : `rows where ${rows}`;
    const does = change === 'gained' ? 'now sees' : 'no longer sees';
    const more = byRows ? `more rows of ${seen}: ${where}` : `${seen} of ${where}`;
    const less = byRows ? `some rows of ${seen}; before: ${where}` : `${seen} of ${where}`;
    return {
      ...made,
      id: idOf(made),
      severity: severityOf(change, 'read', worst),
      text: `${who} ${does} ${change === 'gained' ? more : less} in ${database}.${table}`,
    };
  });
}

/** Columns and rows of a table that a principal saw and sees. */
export const keptSights = (sights: readonly Sight[], classes: readonly ClassHere[]): KeptAccess[] =>
  sights.map(({ who, database, table, columns, rows, filter, grant, template }) => ({
    ...{ who, change: 'kept', class: classOfTable(classes, database, table).name, columns, rows: rows ?? 'all rows' },
    ...{ statement: filter === null ? `grant ${grant}` : `filter ${filter}`, source: `${template}#${grant}` },
    ...{ severity: 'low', text: `${who} still sees ${columns.length} columns of ${database}.${table}` },
  }));

const classOfTable = (classes: readonly ClassHere[], database: string, table: string): ClassName =>
  classes.find(({ tables }) =>
    tables.some((candidate) => candidate.database === database && candidate.name === table),
  ) ?? {
    name: `table ${database}.${table}`,
    sensitivity: OTHER,
  };

type ClassName = Pick<ClassHere, 'name' | 'sensitivity'>;

/** Rights of Lake Formation other than to read. */
export const changesOfLakeRights = (rights: readonly LakeRight[], change: Direction): AccessChange[] =>
  [...Map.groupBy(rights, ({ who, on }) => JSON.stringify([who, on])).values()].map((group) => {
    const [{ who, on, grant, template }] = group as [LakeRight];
    const actions = group.map(({ permission }) => permission).sort();
    const looks = actions.every((action) => action === 'DESCRIBE' || action === 'DATA_LOCATION_ACCESS');
    const verb: AccessVerb = looks ? 'look' : 'administer';
    const made = {
      ...{ who, change, class: OTHER, verb, actions, resources: [on], columns: [], rows: null },
      ...{ statement: `grant ${grant}`, source: `${template}#${grant}`, sure: true },
    } as const;
    return {
      ...made,
      id: idOf(made),
      severity: severityOf(change, verb, verb === 'administer' ? 'S2' : OTHER),
      text: `${who} ${change === 'gained' ? 'has now' : 'has no longer'} ${actions.join(', ')} on ${on}`,
    };
  });
