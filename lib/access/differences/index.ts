import type { Declaration } from '../inquiry/declaration.ts';
import type { Proof } from '../inquiry/proof.ts';
import type { App } from '../model/app.ts';
import { type Rights, rightsBeyond, type Version } from './access.ts';
import { changesOfLakeRights, changesOfRights, changesOfSight, keptSights } from './access-changes.ts';
import { belonging } from './apart.ts';
import type { AccessChange, AppDifference, DifferenceVerdict, KeptAccess, SettingChange } from './change.ts';
import { claimChanges } from './claim-changes.ts';
import { type ClassHere, classesOf } from './classes.ts';
import { lakeRightsBeyond, sightsBeyond, sightsKept } from './lake.ts';
import { isOtherCode, settingDifferences } from './settings.ts';
import { bySeverity } from './severity.ts';
import { targetsOf } from './targets.ts';

export { DOES, onOther, waysOf } from './access-changes.ts';
export type {
  AccessChange,
  AppDifference,
  ChangeSeverity,
  ClaimChange,
  SettingChange,
} from './change.ts';
export { NOT_MADE } from './claim-changes.ts';
export { namesBefore, type Renamed, renamedIn } from './renames.ts';
export { isOtherCode } from './settings.ts';
export { bySeverity } from './severity.ts';
export { OTHER } from './targets.ts';

/** One version of an app: its templates as they were read, and what is declared of them. */
export interface Described {
  readonly app: App;
  readonly declaration: Declaration;
  /** Left out when claims are not compared. */
  readonly proof?: Proof;
}

/**
 * Who gained or lost access to which class between two versions of an app, decided over all requests at once, and what else
 * has another effect. A declaration may name what its app does not have.
 */
export function differenceOf(older: Described, newer: Described): AppDifference {
  const [old, fresh] = [versionOf(older), versionOf(newer)];
  const gained = beyond(fresh, old, 'gained');
  const lost = beyond(old, fresh, 'lost');
  const [come, left] = [belonging(fresh, old), belonging(old, fresh)];
  const changes = [...gained.changes, ...lost.changes, ...trustChanges(older, newer)]
    .map((change) => (change.change === 'gained' ? come : left).ofChange(change))
    .sort(bySeverity);
  const { settings: all, textual } = settingDifferences(older.app, newer.app);
  const settings = all.map((change) => (change.after === 'new' ? come : left).ofSetting(change));
  const claims = older.proof && newer.proof ? claimChanges(older.proof, newer.proof) : [];
  const sources = new Set(changes.map(({ source }) => source));
  return {
    verdict: verdictOf(changes, settings, claims.length),
    changes,
    kept: [...keptReaders(older, newer), ...keptSights(sightsKept(older.app, newer.app), fresh.classes)],
    settings: [...settings].sort(bySeverity),
    claims: [...claims].sort(bySeverity),
    textOnly: textual.filter((place) => !sources.has(place)).length,
    complete: gained.complete && lost.complete,
  };
}

interface Prepared extends Version {
  readonly classes: readonly ClassHere[];
  readonly sensitivities: ReadonlyMap<string, string>;
}

function versionOf({ app, declaration }: Described): Prepared {
  const classes = classesOf(app, declaration);
  return {
    app,
    classes,
    targets: new Map(targetsOf(app, classes).map((target) => [target.key, target])),
    sensitivities: new Map((declaration.columns ?? []).map(({ name, sensitivity }) => [name, sensitivity])),
  };
}

function beyond(
  wide: Prepared,
  narrow: Prepared,
  change: AccessChange['change'],
): { changes: AccessChange[]; complete: boolean } {
  const rights: Rights = rightsBeyond(wide, narrow);
  return {
    changes: [
      ...changesOfRights(rights.found, change),
      ...changesOfSight(sightsBeyond(wide.app, narrow.app), wide.classes, wide.sensitivities, change),
      ...changesOfLakeRights(lakeRightsBeyond(wide.app, narrow.app), change),
    ],
    complete: rights.complete,
  };
}

const readers = ({ declaration }: Described): [who: string, of: string][] =>
  declaration.classes.flatMap(({ name, approvedReaders, approvedServices = [] }) =>
    [...approvedReaders, ...approvedServices].map((who): [string, string] => [who, name]),
  );

function keptReaders(older: Described, newer: Described): KeptAccess[] {
  const before = readers(older);
  return readers(newer)
    .filter(([who, of]) => before.some((pair) => pair[0] === who && pair[1] === of))
    .map(([arn, of]) => {
      const who = arn.split('/').at(-1) ?? arn;
      return {
        ...{ who, change: 'kept', class: of, columns: [], rows: null, statement: DECLARATION, source: '' },
        ...{ severity: 'low', text: `${who} is still an approved reader of ${of}` },
      };
    });
}

/** What says whom the claims let read. */
const DECLARATION = 'the declaration (config/access.ts)';

/** Whom the claims trust with every rule, and whom they let read: no template shows it, so the declarations are compared. */
function trustChanges(older: Described, newer: Described): AccessChange[] {
  const trusted = ({ declaration }: Described): [string, string][] =>
    declaration.trustedBase.map((who) => [who, 'every rule']);
  const differing = (wide: [string, string][], narrow: [string, string][]) =>
    wide.filter(([who, of]) => !narrow.some((pair) => pair[0] === who && pair[1] === of));
  const told = (wide: Described, narrow: Described, change: AccessChange['change']): AccessChange[] => [
    ...differing(trusted(wide), trusted(narrow)).map(([who]) => declared(who, 'every rule', change)),
    ...differing(readers(wide), readers(narrow)).map(([who, of]) => declared(who, of, change)),
  ];
  return [...told(newer, older, 'gained'), ...told(older, newer, 'lost')];
}

function declared(arn: string, of: string, change: AccessChange['change']): AccessChange {
  const who = arn.split('/').at(-1) ?? arn;
  const isTrust = of === 'every rule';
  const what = isTrust ? 'trusted with every rule' : `an approved reader of ${of}`;
  return {
    id: `${change}/${who}/${of}/declared`,
    ...{ who, change, class: of, verb: isTrust ? 'administer' : 'read', actions: [], resources: [], columns: [] },
    ...{ rows: null, statement: DECLARATION, source: '', sure: true },
    severity: change === 'lost' ? 'low' : isTrust ? 'critical' : 'high',
    text: `${who} is ${change === 'gained' ? 'now' : 'no longer'} declared ${what}`,
  };
}

function verdictOf(
  changes: readonly AccessChange[],
  settings: readonly SettingChange[],
  claims: number,
): DifferenceVerdict {
  if (changes.some(({ change }) => change === 'gained') || settings.some(({ direction }) => direction === 'widens'))
    return 'widened';
  if (changes.length > 0) return 'narrowed';
  // A function that holds the configuration is other code after each change of it, and says nothing more.
  const told = settings.filter((setting) => !isOtherCode(setting));
  if (claims === 0 && told.length > 0 && told.every(({ direction }) => direction === 'narrows')) return 'narrowed';
  return settings.length + claims > 0 ? 'changed' : 'same';
}
