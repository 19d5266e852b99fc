import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Authority } from '../../lib/storage/local/authority.ts';
import { LocalCatalog } from '../../lib/storage/local/catalog.ts';
import { LocalControl } from '../../lib/storage/local/control.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { LocalDeadLetters } from '../../lib/storage/local/dead-letters.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { LocalKeys } from '../../lib/storage/local/keys.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { LocalObjects, type LocalZone } from '../../lib/storage/local/objects.ts';
import { LocalQueue } from '../../lib/storage/local/queue.ts';
import { present } from '../present.ts';
import { bytes, collect, testFolder } from './folder.ts';

const PARTITION = { jurisdiction: 'XA', day: '2026-05-20', shard: '0' };
const ITEM = { pk: 'gate', sk: 'state' };
const clock = { now: () => new Date('2026-05-20T00:00:00Z') };

/** The adapters of one lake for a principal that may do everything except one action, and the actions it requested. */
function adapters(folder: string, denied?: string) {
  const asked: string[] = [];
  const authority = new Authority('somebody', (_, { action }) => {
    asked.push(action);
    return { decision: action === denied ? 'ImplicitlyDenied' : 'Allowed', statements: [] };
  });
  const store = new KeyStore(join(folder, 'keys'));
  const db = openDatabase(join(folder, 'control.sqlite'));
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  const zone = (name: LocalZone['name']): LocalZone => ({
    ...{ name, bucket: name, bucketArn: `arn:aws:s3:::${name}`, keyArn: `key/${name}`, bucketKey: true, region: 'r' },
    ...{ files: new ObjectFiles(join(folder, name), name), notifications: [] },
  });
  const zones = {
    raw: zone('raw'),
    redacted: zone('redacted'),
    derived: zone('derived'),
    queries: zone('queries'),
    packages: zone('packages'),
    audit: zone('audit'),
  };
  const settings = {
    ...{ arn: 'arn:queue', deadLetterArn: 'arn:dead', visibilitySeconds: 1, maxReceiveCount: 1, batchSize: 1 },
    partialFailures: true,
  };
  const queue = new LocalQueue(db, settings, clock);
  return {
    asked,
    queue,
    objects: new LocalObjects(zones, store, authority, clock),
    control: new LocalControl(db, 'table', store.derive('table', 'items'), authority),
    catalog: new LocalCatalog(db, { catalog: 'c', database: 'd', table: 't' }, authority),
    keys: new LocalKeys(store, { pseudonym: 'key/p', records: 'key/s', certificates: 'key/c' }, authority),
    deadLetters: new LocalDeadLetters(queue, { arn: 'key/q', via: 'sqs' }, authority),
  };
}
type Adapters = ReturnType<typeof adapters>;

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(items);
const failing = async (event: { Records: readonly { messageId: string }[] }) => ({
  batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

/** A lake with content of each kind. */
async function filled(folder: string): Promise<Adapters> {
  const one = adapters(folder);
  await one.objects.putOnce('raw', 'k', bytes('kept'), 'text/plain');
  await one.control.write([{ ...ITEM, ifRev: 0, data: { kept: true } }]);
  await one.catalog.addPartition(PARTITION);
  one.queue.release(one.queue.hold('{}'));
  await one.queue.drain(failing as never);
  return one;
}

/** The whole content of a lake, as an unrestricted principal sees it. */
async function seen({ objects, control, catalog, queue }: Adapters): Promise<unknown> {
  const versions = await all(objects.listVersions('raw', ''));
  const text = versions.length === 0 ? null : String(await collect(await objects.get('raw', 'k')));
  return [versions, text, await all(control.query(ITEM.pk)), await all(catalog.locations()), queue.dead()];
}

const PUT = ['s3:PutObject', 'kms:GenerateDataKey'];
const REMOVE = ['sqs:ReceiveMessage', 'kms:Decrypt', 'sqs:DeleteMessage'];

/** Each call of each adapter, with the actions that AWS would check. */
const CALLS: readonly (readonly [
  call: string,
  actions: readonly string[],
  run: (of: Adapters, versionId: string) => Promise<unknown>,
])[] = [
  ['objects.putOnce', PUT, ({ objects }) => objects.putOnce('raw', 'new', bytes('x'), 'text/plain')],
  ['objects.replace', PUT, ({ objects }) => objects.replace('raw', 'k', bytes('x'), 'text/plain')],
  ['objects.get', ['s3:GetObject', 'kms:Decrypt'], async ({ objects }) => collect(await objects.get('raw', 'k'))],
  [
    'objects.get of what is missing',
    ['s3:GetObject', 's3:ListBucket'],
    ({ objects }) => objects.get('raw', 'no').catch(ifMissing),
  ],
  ['objects.exists', ['s3:GetObject'], ({ objects }) => objects.exists('raw', 'k')],
  ['objects.list', ['s3:ListBucket'], ({ objects }) => all(objects.list('raw', ''))],
  ['objects.listVersions', ['s3:ListBucketVersions'], ({ objects }) => all(objects.listVersions('raw', ''))],
  ['objects.level', ['s3:ListBucketVersions'], ({ objects }) => all(objects.level('raw', ''))],
  ['objects.uploads', ['s3:ListBucketMultipartUploads'], ({ objects }) => all(objects.uploads('raw', ''))],
  [
    'objects.deleteVersions',
    ['s3:DeleteObjectVersion'],
    ({ objects }, versionId) => objects.deleteVersions('raw', [{ key: 'k', versionId }]),
  ],
  ['control.get', ['dynamodb:GetItem'], ({ control }) => control.get(ITEM.pk, ITEM.sk)],
  ['control.write', ['dynamodb:PutItem'], ({ control }) => control.write([{ ...ITEM, ifRev: 1, data: {} }])],
  ['control.query', ['dynamodb:Query'], ({ control }) => all(control.query(ITEM.pk))],
  ['control.between', ['dynamodb:Query'], ({ control }) => all(control.between(ITEM.pk, ITEM.sk, ITEM.sk))],
  [
    'catalog.addPartition',
    ['glue:CreatePartition'],
    ({ catalog }) => catalog.addPartition({ ...PARTITION, shard: '1' }),
  ],
  ['catalog.dropPartition', ['glue:DeletePartition'], ({ catalog }) => catalog.dropPartition(PARTITION)],
  ['catalog.listPartitions', ['glue:GetPartitions'], ({ catalog }) => all(catalog.listPartitions())],
  ['catalog.locations', ['glue:GetPartitions'], ({ catalog }) => all(catalog.locations())],
  [
    'catalog.movePartition',
    ['glue:UpdatePartition'],
    ({ catalog }) => catalog.movePartition(PARTITION, 'activity/generations/x/'),
  ],
  ['keys.mac', ['kms:GenerateMac'], ({ keys }) => keys.mac(bytes('w'))],
  ['keys.sign', ['kms:Sign'], ({ keys }) => keys.sign('records', bytes('w'))],
  ['keys.publicKey', ['kms:GetPublicKey'], ({ keys }) => keys.publicKey('records')],
  ['deadLetters.each, to keep it', REMOVE.slice(0, 2), ({ deadLetters }) => deadLetters.each(async () => 'keep')],
  ['deadLetters.each, to remove it', REMOVE, ({ deadLetters }) => deadLetters.each(async () => 'remove')],
  [
    'deadLetters.each, to try it again',
    [...REMOVE, 'sqs:SendMessage', 'kms:GenerateDataKey'],
    ({ deadLetters }) => deadLetters.each(async () => 'retry'),
  ],
];

function ifMissing(error: { code?: string }): void {
  if (error.code !== 'object.missing') throw error;
}

/** Calls that change the lake. */
const CHANGES = /putOnce|replace|deleteVersions|write|addPartition|dropPartition|movePartition|remove|again/;

describe('the policies decide each call of the embedded lake', () => {
  test.each(CALLS)('%s', async (call, actions, run) => {
    for (const denied of [undefined, ...actions]) {
      const folder = testFolder();
      const owner = await filled(folder);
      const before = await seen(owner);
      const [version] = await all(owner.objects.listVersions('raw', 'k'));
      const caller = adapters(folder, denied);
      const outcome = await run(caller, present(version).versionId).then(
        () => 'allowed',
        (error) => error.code,
      );
      expect(outcome, `without ${denied}`).toBe(denied === undefined ? 'allowed' : 'access.denied');
      if (denied === undefined) expect([...new Set(caller.asked)].sort()).toEqual([...actions].sort());
      const same = JSON.stringify(await seen(owner)) === JSON.stringify(before);
      expect(same, `the lake is as before without ${denied}`).toBe(denied !== undefined || !CHANGES.test(call));
    }
  });

  test('no call is missing from the table', () => {
    const { asked: _, queue: __, ...ports } = adapters(testFolder());
    const calls = Object.entries(ports).flatMap(([port, adapter]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(adapter))
        .filter((name) => name !== 'constructor')
        .map((name) => `${port}.${name}`),
    );
    expect([...new Set(CALLS.map(([call]) => present(call.split(/[ ,]/)[0])))].sort()).toEqual(calls.sort());
  });
});
