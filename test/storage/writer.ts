import { join } from 'node:path';
import { Authority } from '../../lib/storage/local/authority.ts';
import { LocalControl } from '../../lib/storage/local/control.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { LocalObjects, type LocalZone } from '../../lib/storage/local/objects.ts';

/**
 * A separate process, so that races and kills are real: `node writer.ts FOLDER race|pour NAME`. race: tries to be the
 * first to write each of 40 objects and items, and prints those that it won. pour: writes large objects until it is
 * killed, and prints a line for each.
 */
const [folder = '', task = '', name = ''] = process.argv.slice(2);
const authority = new Authority('anybody', () => ({ decision: 'Allowed', statements: [] }));
const store = new KeyStore(join(folder, 'keys'));
const zone: LocalZone = {
  ...{ name: 'raw', bucket: 'raw', bucketArn: 'arn:aws:s3:::raw', keyArn: 'key/raw', bucketKey: true, region: 'r' },
  ...{ files: new ObjectFiles(join(folder, 'raw'), 'raw'), notifications: [] },
};
const zones = { raw: zone, redacted: zone, derived: zone, queries: zone, packages: zone, audit: zone };
const objects = new LocalObjects(zones, store, authority, { now: () => new Date() });
const control = new LocalControl(
  openDatabase(join(folder, 'control.sqlite')),
  'table',
  store.derive('table', 'items'),
  authority,
);

if (task === 'race') {
  const won: string[] = [];
  for (let i = 0; i < 40; i++) {
    const body = new TextEncoder().encode(name);
    if ((await objects.putOnce('raw', `k${i}`, body, 'text/plain')).created) won.push(`k${i}`);
    if (await control.write([{ pk: 'p', sk: `i${i}`, ifRev: 0, data: { name } }])) won.push(`i${i}`);
  }
  console.log(JSON.stringify(won));
} else {
  for (let i = 0; ; i++) {
    const body = new Uint8Array(1_000_000).fill(i % 251);
    await objects.putOnce('raw', `${name}${i}`, body, 'text/plain');
    await control.write([{ pk: 'p', sk: `${name}${i}`, ifRev: 0, data: { i } }]);
    process.stdout.write('written\n');
  }
}
