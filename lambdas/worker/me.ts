import type { Asking } from './asking.ts';
import { collectionOf } from './collection.ts';
import { exemptionsOf, viewOf } from './exemptions.ts';
import { held } from './held.ts';
import { standView } from './objection.ts';
import { pauseView } from './pauses.ts';
import { readers, reads } from './readers.ts';
import { requestsOf } from './requests.ts';

/** `GET /api/me`: the caller's current state, and the actions open to them. */
export async function me(asking: Asking) {
  const { caller, rules, settings, now } = asking;
  const [{ running }, pause, objection, consent, exemptions, requests] = await Promise.all([
    collectionOf(asking),
    pauseView(asking),
    standView('objection')(asking),
    standView('consent')(asking),
    exemptionsOf(asking),
    requestsOf(asking),
  ]);
  return {
    now: now.toISOString(),
    demonstration: settings.demonstration,
    jurisdiction: caller.jurisdiction,
    officer: caller.officer !== null,
    collection: { running },
    rules,
    ...{ pause, objection, consent, requests },
    exemptions: exemptions.map(({ exemption }) => viewOf(exemption)),
  };
}

/** `GET /api/copy`: everything the page shows the caller, as one document to keep. */
export async function copy(asking: Asking) {
  const [mine, holding, canRead, didRead] = await Promise.all([
    me(asking),
    held(asking),
    readers(asking),
    reads(asking),
  ]);
  return { ...mine, held: holding, readers: canRead, ...didRead };
}
