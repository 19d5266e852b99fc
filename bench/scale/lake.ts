import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ZONE_NAMES, type ZoneName } from '../../lib/activity/zones.ts';
import { Authority } from '../../lib/storage/local/authority.ts';
import { LocalCatalog } from '../../lib/storage/local/catalog.ts';
import { LocalControl } from '../../lib/storage/local/control.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { LocalKeys } from '../../lib/storage/local/keys.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { LocalObjects, type LocalZone } from '../../lib/storage/local/objects.ts';
import { LocalReads } from '../../lib/storage/local/reads.ts';
import type { Clock, Ports } from '../../lib/storage/ports.ts';

/**
 * The embedded adapters on an empty folder, for one principal that may do everything: the benches and tests on them are not about
 * access.
 * @param notifications of the raw zone
 */
export function bareLake(
  dir: string,
  db: DatabaseSync,
  clock: Clock,
  notifications: LocalZone['notifications'] = [],
): { ports: Ports; reads: LocalReads } {
  const authority = new Authority('anybody', () => ({ decision: 'Allowed', statements: [] }));
  const store = new KeyStore(join(dir, 'keys'));
  const zones = Object.fromEntries(
    ZONE_NAMES.map((name) => [name, { ...zoneOf(name, dir), notifications: name === 'raw' ? notifications : [] }]),
  ) as Record<ZoneName, LocalZone>;
  const reads = new LocalReads(db, clock);
  const ports: Ports = {
    objects: new LocalObjects(zones, store, authority, clock),
    control: new LocalControl(db, 'control', Buffer.alloc(32, 7), authority),
    participation: new LocalControl(db, 'participation', Buffer.alloc(32, 8), authority, 'participation'),
    reads,
    catalog: new LocalCatalog(db, { catalog: 'c', database: 'd', table: 't' }, authority),
    keys: new LocalKeys(store, { pseudonym: 'key-p', records: 'key-s', certificates: 'key-c' }, authority),
    clock,
  };
  return { ports, reads };
}

/** A bare lake under a clock that only moves when told to. */
export function openBenchLake(dir: string, at: Date): { ports: Ports; moveTo: (at: Date) => void; close: () => void } {
  let now = at;
  const db = openDatabase(join(dir, 'control.sqlite'));
  const { ports } = bareLake(dir, db, { now: () => now });
  return {
    ports,
    moveTo: (to) => {
      now = to;
    },
    close: () => db.close(),
  };
}

const zoneOf = (name: ZoneName, dir: string): Omit<LocalZone, 'notifications'> => ({
  name,
  bucket: name,
  bucketArn: `arn:aws:s3:::${name}`,
  keyArn: `key-${name}`,
  region: 'local',
  bucketKey: true,
  files: new ObjectFiles(join(dir, name), name),
});
