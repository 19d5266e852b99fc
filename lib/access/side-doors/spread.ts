import { globPattern } from '../decide/atoms.ts';
import { take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Carrier, Identity } from '../model/app.ts';
import { DOORS, type Door } from '../stores/doors.ts';
import type { StorePlace } from '../stores/place.ts';
import {
  actorNode,
  baseArn,
  misplaced,
  objectsOf,
  opened,
  requestedOf,
  storeNamed,
  storesOf,
} from '../stores/stores.ts';
import { forwards } from './follow.ts';
import { outputsOf } from './outputs.ts';

/** Where data of a class may get to, the stores that must not have it among them, and what is wrong about that. */
export interface Spread {
  readonly places: readonly StorePlace[];
  /** Stores that writers can write to, which must not have data of the class, and stores outside the templates. */
  readonly written: readonly Finding[];
  /** The same of what settings forward. */
  readonly forwarded: readonly Finding[];
}

/** From the stores of a class, its readers' code, and all that this code may write to, along every setting that forwards. */
export function spreadOf(inquiry: Inquiry, dataClass: FoundClass, writers: readonly Identity[]): Spread {
  const written: Finding[] = [];
  const forwarded: Finding[] = [];
  const places = new Map<string, StorePlace>();
  const enter = (place: StorePlace) => {
    if (!places.has(place.store.arn)) places.set(place.store.arn, place);
  };
  for (const store of [...dataClass.buckets, ...dataClass.channels]) {
    const known = store.arn === undefined ? undefined : storeNamed(inquiry.app, store.arn);
    if (!known) continue;
    enter({ store: known, path: [], by: dataClass.name });
    const wrong = misplaced(inquiry, dataClass, known);
    if (wrong !== undefined)
      forwarded.push(
        opened(
          true,
          'anybody whom the store lets in',
          [settingStep(known, 'holds', known.arn, wrong)],
          `${dataClass.name} is kept in ${known.name}, ${wrong}`,
        ),
      );
  }
  for (const fn of inquiry.app.functions)
    if (writers.some((role) => role.arn === fn.roleArn)) enter({ store: fn, path: [], by: fn.roleArn ?? '' });
  for (const writer of writers)
    for (const door of DOORS) written.push(...writes(inquiry, dataClass, writer, door, enter));
  forwarded.push(...outputsOf(inquiry, dataClass, writers, enter));
  for (const place of places.values()) forwarded.push(...forwards(inquiry, dataClass, place, enter));
  return { places: [...places.values()], written, forwarded };
}

/** Stores of all kinds that live in the same ARNs. */
const knownAt = ({ app }: Inquiry, { everywhere }: Door): Carrier[] =>
  DOORS.filter((door) => door.everywhere === everywhere).flatMap((door) => storesOf(app, door.kind));

function* writes(
  inquiry: Inquiry,
  dataClass: FoundClass,
  writer: Identity,
  door: Door,
  enter: (place: StorePlace) => void,
): Generator<Finding> {
  const known = storesOf(inquiry.app, door.kind);
  const node = actorNode(inquiry, writer);
  for (const action of door.writes) {
    const out = take(inquiry, node, [
      {
        action,
        resources: [globPattern(door.everywhere)],
        exceptResources: knownAt(inquiry, door).flatMap((carrier) => objectsOf(baseArn(carrier.arn))),
      },
    ]);
    if (out)
      yield opened(
        out.sure,
        writer.arn,
        out.steps,
        `${writer.name} reads ${dataClass.name} and can ${action} on ${out.steps[0]?.resource ?? 'anything'}, which is no store of these templates`,
      );
  }
  for (const store of known) {
    for (const action of door.writes) {
      const taken = take(inquiry, node, [{ action, resources: requestedOf(baseArn(store.arn)), policy: store.policy }]);
      if (!taken) continue;
      const wrong = misplaced(inquiry, dataClass, store, writer.arn);
      enter({ store, path: taken.steps, by: writer.arn });
      if (wrong !== undefined)
        yield opened(
          taken.sure,
          writer.arn,
          [...taken.steps, settingStep(store, 'holds', store.arn, wrong)],
          `${writer.name} reads ${dataClass.name} and can write to ${store.name}, ${wrong}`,
        );
      break;
    }
  }
}
