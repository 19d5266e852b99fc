import { sourceOf } from '../inquiry/proof.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import type { AccessChange, SettingChange } from './change.ts';
import type { ClassHere } from './classes.ts';
import { OTHER } from './targets.ts';

interface Side {
  readonly app: App;
  readonly classes: readonly ClassHere[];
}

/** A principal that only one of two versions has, with what was made for it alone. */
interface Apart {
  readonly who: string;
  /** Its resources, as `template#logicalId`. */
  readonly places: ReadonlySet<string>;
  /** Data classes of these resources and no others. */
  readonly classes: ReadonlySet<string>;
}

/** Says of changes with which new principal they come. */
export interface Belonging {
  readonly ofChange: (change: AccessChange) => AccessChange;
  readonly ofSetting: (setting: SettingChange) => SettingChange;
}

/**
 * To whom changes belong that come with principals that `wide` has and `narrow` lacks: what such a principal may do, and what
 * anybody may do with its role, with the classes that are its own, and with resources that bear its name. What others gain in a
 * class that was there before belongs to nobody, so that no report can put it under a headline about another principal.
 */
export function belonging(wide: Side, narrow: Side): Belonging {
  const all = apart(wide, narrow);
  const said = (who: string | undefined) => (who === undefined ? {} : { principal: who });
  return {
    ofChange: (change) => ({ ...change, ...said(all.find((part) => isOf(part, change))?.who) }),
    ofSetting: (setting) => ({
      ...setting,
      ...said(setting.setting === 'exists' ? all.find(({ places }) => places.has(setting.source))?.who : undefined),
    }),
  };
}

const isOf = ({ who, classes }: Apart, change: AccessChange): boolean =>
  change.who === who ||
  change.class === `role ${who}` ||
  classes.has(change.class) ||
  (change.class === OTHER &&
    change.resources.length > 0 &&
    change.resources.every((resource) => isNamedExactly(resource, who)));

/** A pattern such as `workgroup/*` covers what others have too, and is not named by anybody. */
const isNamedExactly = (resource: string, who: string): boolean =>
  !/[*?]/.test(resource) && resource.split(/[:/]/).at(-1) === who;

function apart(wide: Side, narrow: Side): Apart[] {
  const known = new Set([...narrow.app.roles, ...narrow.app.users].map(({ arn }) => arn));
  const fresh = [...wide.app.roles, ...wide.app.users].filter(({ arn }) => !known.has(arn));
  // A declaration may name a class of which its templates have nothing.
  const before = new Set(narrow.classes.filter(isThere).map(({ name }) => name));
  return fresh.map((identity) => {
    const scope = scopeOf(identity, fresh, narrow.app);
    const own = wide.app.resources.filter((resource) => resource.constructPath !== '' && isIn(resource, scope));
    const places = new Set([...own, identity].map(sourceOf));
    const classes = wide.classes.filter(
      (dataClass) =>
        isThere(dataClass) &&
        !before.has(dataClass.name) &&
        partsOf(dataClass).every((part) => places.has(sourceOf(part))),
    );
    return { who: identity.name, places, classes: new Set(classes.map(({ name }) => name)) };
  });
}

const partsOf = ({ resources, tables }: ClassHere): Resource[] => [...resources, ...tables];
const isThere = (classHere: ClassHere): boolean => partsOf(classHere).length > 0;

const isIn = ({ constructPath }: Resource, scope: string): boolean => constructPath.startsWith(`${scope}/`);

/** The construct around a principal, where all of it is new and it holds no other principal; else its own construct. */
function scopeOf(identity: Identity, fresh: readonly Identity[], narrow: App): string {
  const own = identity.constructPath.replace(/\/Resource$/, '');
  const around = own.slice(0, Math.max(0, own.lastIndexOf('/')));
  const isItsOwn =
    around.includes('/') &&
    !narrow.resources.some((resource) => isIn(resource, around)) &&
    fresh.filter((other) => isIn(other, around)).length === 1;
  return isItsOwn ? around : own;
}
