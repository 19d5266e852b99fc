import { type Act, exactly, take } from '../escalate/asking.ts';
import { grants, mayTry } from '../escalate/tries.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Carrier, Identity } from '../model/app.ts';
import { at } from '../model/values.ts';
import { doorOf } from '../stores/doors.ts';
import { lifetimeOf } from '../stores/lifetimes.ts';
import type { StorePlace } from '../stores/place.ts';
import { actorNode, baseArn, opened, ownersOf, policyFor, requestedOf } from '../stores/stores.ts';

/** Who else of the templates, or by a store's own policy from outside, reads the stores where data of a class may be. */
export function* closedFindings(
  inquiry: Inquiry,
  dataClass: FoundClass,
  places: readonly StorePlace[],
): Generator<Finding> {
  const { app } = inquiry;
  const others = [...app.roles, ...app.users].filter((identity) => !dataClass.exempt.includes(identity.arn));
  const tries = new Map<string, readonly Identity[]>();
  const whoTries = (action: string): readonly Identity[] => {
    const known = tries.get(action);
    if (known) return known;
    const who = others.filter((identity) => mayTry(actorNode(inquiry, identity).actor, action));
    tries.set(action, who);
    return who;
  };
  const outside = inquiry.anybody.filter((actor) => actor.account !== app.place.accountId);
  yield* unasked(dataClass);
  for (const { store } of ownPlaces(inquiry, dataClass, places)) {
    for (const { action, when, needsKey } of doorOf(store.type)?.reads ?? []) {
      if (when !== undefined && at(store.properties, when) === undefined) continue;
      const policy = policyFor(app, action, store);
      const isNamed = policy !== undefined && grants(policy, action);
      const act: Act = { action, resources: requestedOf(baseArn(store.arn)), policy };
      const acts = needsKey ? [act, ...decrypting(inquiry, store)] : [act];
      for (const other of isNamed ? others : whoTries(action)) {
        const taken = take(inquiry, actorNode(inquiry, other), acts);
        if (taken)
          yield opened(
            taken.sure,
            other.arn,
            taken.steps,
            `${other.name} can read ${store.name}, where ${dataClass.name} may be (${action})`,
          );
      }
      for (const actor of isNamed ? outside : []) {
        const taken = take(inquiry, { key: 'a principal outside the account', actor, except: dataClass.exempt }, acts);
        if (taken)
          yield opened(
            taken.sure,
            taken.principal,
            taken.steps,
            `a principal outside the account can read ${store.name}, where ${dataClass.name} may be (${action})`,
          );
      }
    }
  }
}

/** Stores that are declared to hold the class, and of which nothing says who reads them. */
function* unasked({ channels, name }: FoundClass): Generator<Finding> {
  for (const { type, arn, name: store } of channels)
    if (arn === undefined || (doorOf(type)?.reads ?? []).length === 0)
      yield {
        verdict: 'undecided',
        because: `who reads ${store}, which holds ${name}, is not known: reads of ${type} are not asked about`,
      };
}

/** What a store's key asks of its readers; nothing when it is not a key of the templates. */
const decrypting = ({ app }: Inquiry, { keyArn }: Carrier): Act[] =>
  app.keys
    .filter((key) => key.arn === keyArn)
    .map((key) => ({ action: 'kms:Decrypt', resources: exactly(key.arn), policy: key.policy }));

/** Stores of other classes are closed to that class's readers, which that class's own claims show. */
const ownPlaces = (inquiry: Inquiry, dataClass: FoundClass, places: readonly StorePlace[]): StorePlace[] =>
  places.filter(({ store }) => {
    const owners = ownersOf(inquiry, store);
    return owners.length === 0 || owners.includes(dataClass);
  });

/** Stores of no class in which data of a class would stay for ever. */
export function* forgets(inquiry: Inquiry, dataClass: FoundClass, places: readonly StorePlace[]): Generator<Finding> {
  for (const { store, path, by } of places) {
    if (ownersOf(inquiry, store).length > 0) continue;
    const { setting, days } = lifetimeOf(store);
    if (days !== undefined && Number.isFinite(days)) continue;
    const keeps = settingStep(store, 'keeps', store.arn, days === undefined ? setting : `no ${setting}`);
    const because =
      days === undefined
        ? `how long ${store.name} keeps what it gets of ${dataClass.name} is not known`
        : `${store.name} keeps what it gets of ${dataClass.name} for ever`;
    yield opened(days !== undefined, by, [...path, keeps], because);
  }
}
