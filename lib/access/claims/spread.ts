import { globPattern } from '../decide/atoms.ts';
import { take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { type Step, settingStep } from '../inquiry/proof.ts';
import type { Carrier, Identity } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { DOORS, type Door } from './doors.ts';
import { FLOWS, type Flow, flowsFrom, textsAt } from './flows.ts';
import {
  actorNode,
  baseArn,
  misplaced,
  objectsOf,
  opened,
  ownersOf,
  resourcesOf,
  storeNamed,
  storesOf,
} from './stores.ts';

/** A store that data of a class may be in. */
export interface Place {
  readonly store: Carrier;
  /** How it came there, empty for a store of the class. */
  readonly path: readonly Step[];
  /** Who wrote it, or what forwarded it. */
  readonly by: string;
}

/** Where data of a class may get to, and what is wrong about that. */
export interface Spread {
  readonly places: readonly Place[];
  /** Stores that writers may write to and may not have data of the class, and stores outside the templates. */
  readonly written: readonly Finding[];
  /** The same of what settings forward. */
  readonly forwarded: readonly Finding[];
}

/** From the stores of a class, its readers' code, and all that this code may write to, along every setting that forwards. */
export function spreadOf(inquiry: Inquiry, found: FoundClass, writers: readonly Identity[]): Spread {
  const written: Finding[] = [];
  const forwarded: Finding[] = [];
  const places = new Map<string, Place>();
  const enter = (place: Place) => {
    if (!places.has(place.store.arn)) places.set(place.store.arn, place);
  };
  for (const store of [...found.buckets, ...found.channels]) {
    const known = store.arn === undefined ? undefined : storeNamed(inquiry.app, store.arn);
    if (!known) continue;
    enter({ store: known, path: [], by: found.name });
    const wrong = misplaced(inquiry, found, known);
    if (wrong !== undefined)
      forwarded.push(
        opened(
          true,
          'anybody whom the store lets in',
          [settingStep(known, 'keeps', known.arn, wrong)],
          `${found.name} is kept in ${known.name}, ${wrong}`,
        ),
      );
  }
  for (const fn of inquiry.app.functions)
    if (writers.some((role) => role.arn === fn.roleArn)) enter({ store: fn, path: [], by: fn.roleArn ?? '' });
  for (const writer of writers) for (const door of DOORS) written.push(...writes(inquiry, found, writer, door, enter));
  for (const place of places.values()) forwarded.push(...forwards(inquiry, found, place, enter));
  return { places: [...places.values()], written, forwarded };
}

/** Stores of all kinds that live in the same ARNs. */
const knownAt = ({ app }: Inquiry, { everywhere }: Door): Carrier[] =>
  DOORS.filter((each) => each.everywhere === everywhere).flatMap((each) => storesOf(app, each.kind));

function* writes(
  inquiry: Inquiry,
  found: FoundClass,
  writer: Identity,
  door: Door,
  enter: (place: Place) => void,
): Generator<Finding> {
  const known = storesOf(inquiry.app, door.kind);
  const node = actorNode(inquiry, writer);
  for (const action of door.writes) {
    const out = take(inquiry, node, [
      {
        action,
        resources: [globPattern(door.everywhere)],
        exceptResources: knownAt(inquiry, door).flatMap((each) => objectsOf(baseArn(each.arn))),
      },
    ]);
    if (out)
      yield opened(
        out.sure,
        writer.arn,
        out.steps,
        `${writer.name} reads ${found.name} and can write to a store that is not in the templates`,
      );
  }
  for (const store of known) {
    for (const action of door.writes) {
      const taken = take(inquiry, node, [{ action, resources: objectsOf(baseArn(store.arn)), policy: store.policy }]);
      if (!taken) continue;
      const wrong = misplaced(inquiry, found, store, writer.arn);
      if (wrong === undefined) enter({ store, path: taken.steps, by: writer.arn });
      else
        yield opened(
          taken.sure,
          writer.arn,
          [...taken.steps, settingStep(store, 'keeps', store.arn, wrong)],
          `${writer.name} reads ${found.name} and can write to ${store.name}, ${wrong}`,
        );
      break;
    }
  }
}

function* forwards(
  inquiry: Inquiry,
  found: FoundClass,
  place: Place,
  enter: (place: Place) => void,
): Generator<Finding> {
  const owners = ownersOf(inquiry, place.store);
  // A store of another class is followed by that class's own claims.
  if (owners.length > 0 && !owners.includes(found)) return;
  for (const flow of FLOWS) {
    for (const resource of resourcesOf(inquiry.app, flow.type)) {
      if (!flowsFrom(flow, resource, place.store)) continue;
      const targets = flow.toItself
        ? [resource.arn ?? UNRESOLVED]
        : flow.to.flatMap((path) => textsAt(resource.properties, path));
      for (const target of targets) {
        const step = settingStep(resource, flow.says, target, `${flow.type} of ${resource.logicalId}`);
        const path = [...place.path, step];
        const next = nextStore(inquiry, flow, target);
        if (next?.arn === place.store.arn) continue;
        const wrong = next && misplaced(inquiry, found, next);
        if (next && wrong === undefined) enter({ store: next, path, by: place.by });
        else
          yield opened(
            !target.includes(UNRESOLVED),
            place.by,
            path,
            `${resource.logicalId} ${flow.says} from ${place.store.name}, where ${found.name} may be, to ${
              next
                ? `${next.name}, ${wrong}`
                : target.includes(UNRESOLVED)
                  ? 'what is known only at deployment'
                  : `${target}, which is no store of these templates`
            }`,
          );
      }
    }
  }
}

function nextStore({ app }: Inquiry, flow: Flow, target: string): Carrier | undefined {
  if (flow.toBucket) return storeNamed(app, `AWS::S3::Bucket ${target}`);
  return storeNamed(app, target) ?? storeNamed(app, `AWS::Lambda::Function ${target}`);
}
