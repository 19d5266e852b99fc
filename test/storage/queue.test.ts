import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Authority } from '../../lib/storage/local/authority.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { announced, createdMessage } from '../../lib/storage/local/notification.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import { LocalObjects, type LocalZone } from '../../lib/storage/local/objects.ts';
import { LocalQueue, type QueueSettings } from '../../lib/storage/local/queue.ts';
import { present } from '../present.ts';
import { testFolder } from './folder.ts';

const SETTINGS: QueueSettings = {
  arn: 'arn:aws:sqs:eu-test-1:1:work',
  visibilitySeconds: 60,
  maxReceiveCount: 3,
  deadLetterArn: 'arn:aws:sqs:eu-test-1:1:dead',
  batchSize: 4,
  partialFailures: true,
};

function open(settings: Partial<QueueSettings> = {}, folder = testFolder()) {
  const db = openDatabase(join(folder, 'control.sqlite'));
  onTestFinished(() => db.close());
  const time = { now: 1_000_000 };
  const queue = new LocalQueue(db, { ...SETTINGS, ...settings }, { now: () => new Date(time.now) });
  const send = (...sent: string[]) => {
    for (const body of sent) queue.release(queue.hold(body));
  };
  return { queue, send, time, db };
}

const bodies = (event: SQSEvent): string[] => event.Records.map((record) => record.body);
const failing = (event: SQSEvent, fails: (body: string) => boolean) => ({
  batchItemFailures: event.Records.filter(({ body }) => fails(body)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});

test('a message names its object as S3 does, whatever the key holds', () => {
  const object = { bucket: 'b', bucketArn: 'arn:aws:s3:::b', region: 'r', versionId: 'v', written: new Date(0) };
  const stored = (key: string) => JSON.parse(createdMessage({ ...object, key })).Records[0].s3.object.key;
  expect(stored('a b+c/d=é')).toBe('a+b%2Bc/d%3D%C3%A9');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
      expect(announced(createdMessage({ ...object, key }))).toEqual({ bucket: 'b', key, versionId: 'v' });
    }),
  );
});

test('the event of an object is visible exactly when the object exists, however its writer fails', async () => {
  const { queue } = open();
  const folder = testFolder();
  let fails: 'before' | 'after' = 'before';
  class Failing extends ObjectFiles {
    override async putOnce(...given: Parameters<ObjectFiles['putOnce']>): Promise<{ created: boolean }> {
      if (fails === 'after') await super.putOnce(...given);
      throw new Error('the disk is gone');
    }
  }
  const zone: LocalZone = {
    ...{ name: 'raw', bucket: 'raw', bucketArn: 'arn:aws:s3:::raw', keyArn: 'key/raw', bucketKey: true, region: 'r' },
    ...{ files: new Failing(folder, 'raw'), notifications: [{ prefix: '', suffix: '', queue }] },
  };
  const authority = new Authority('anybody', () => ({ decision: 'Allowed', statements: [] }));
  const zones = { raw: zone, redacted: zone, derived: zone, queries: zone, packages: zone, audit: zone };
  const objects = new LocalObjects(zones, new KeyStore(folder), authority, { now: () => new Date(0) });
  for (const when of ['before', 'after'] as const) {
    fails = when;
    await expect(objects.putOnce('raw', when, new Uint8Array(), 'text/plain')).rejects.toThrow('the disk is gone');
  }
  const seen: string[] = [];
  await queue.drain(async (event) => {
    seen.push(...bodies(event).map((body) => announced(body).key));
    return undefined;
  });
  expect(seen).toEqual(['after']);
  expect(queue.depth).toBe(0);
});

describe('the queue', () => {
  test('delivers in batches, once, in order, when nothing fails', async () => {
    const { queue, send } = open();
    send('a', 'b', 'c', 'd', 'e');
    const seen: string[][] = [];
    const report = await queue.drain(async (event) => {
      seen.push(bodies(event));
      return undefined;
    });
    expect(seen).toEqual([['a', 'b', 'c', 'd'], ['e']]);
    expect(report).toEqual({ batches: 2, delivered: 5, failed: 0, dead: 0 });
    expect(queue.depth).toBe(0);
  });

  test('hides a message until the object that it announces exists', async () => {
    const { queue } = open();
    const id = queue.hold('a');
    expect((await queue.drain(async () => undefined)).delivered).toBe(0);
    queue.release(id);
    expect((await queue.drain(async () => undefined)).delivered).toBe(1);
  });

  test('delivers a failing message three times, then keeps its reference among the dead letters, and delays no other message', async () => {
    const { queue, send } = open();
    send('poison', 'a', 'b');
    const seen: string[] = [];
    const report = await queue.drain(async (event) => {
      seen.push(...bodies(event));
      return failing(event, (body) => body === 'poison');
    });
    expect(seen.filter((body) => body === 'poison')).toHaveLength(3);
    expect(seen.filter((body) => body !== 'poison')).toEqual(['a', 'b']);
    expect(report.dead).toBe(1);
    expect(queue.dead()).toEqual(['poison']);
    queue.redrive();
    expect((await queue.drain(async () => undefined)).delivered).toBe(1);
    expect(queue.dead()).toEqual([]);
  });

  test.each([
    ['throws', async () => Promise.reject(new Error('broken'))],
    ['names a message that is not in the batch', async () => ({ batchItemFailures: [{ itemIdentifier: 'no such' }] })],
    ['names no message', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('counts the whole batch as failed when the function %s', async (_, handler) => {
    const { queue, send } = open();
    send('a', 'b');
    expect(await queue.drain(handler)).toMatchObject({ failed: 6, dead: 2 });
    expect(queue.dead()).toEqual(['a', 'b']);
  });

  test('ignores named failures where the function is not allowed to name them', async () => {
    const { queue, send } = open({ partialFailures: false });
    send('a');
    expect(await queue.drain(async (event) => failing(event, () => true))).toMatchObject({ failed: 0, dead: 0 });
  });

  test('counts deliveries where the function can see them', async () => {
    const { queue, send } = open();
    send('a');
    const counts: string[] = [];
    await queue.drain(async (event) => {
      counts.push(present(event.Records[0]).attributes.ApproximateReceiveCount);
      return failing(event, () => counts.length < 3);
    });
    expect(counts).toEqual(['1', '2', '3']);
  });

  test('hides messages in processing from other readers until their visibility timeout', async () => {
    const folder = testFolder();
    const { queue, send, time } = open({}, folder);
    const other = open({}, folder);
    send('a');
    let elsewhere = -1;
    let later = -1;
    await queue.drain(async () => {
      elsewhere = (await other.queue.drain(async () => undefined)).delivered;
      time.now += 61_000;
      other.time.now = time.now;
      later = (await other.queue.drain(async () => undefined)).delivered;
      return undefined;
    });
    expect([elsewhere, later]).toEqual([0, 1]);
  });

  test('settles the messages of a dead process: of objects that exist, and of objects that were never written', async () => {
    const { queue, db } = open();
    for (const body of ['there', 'never came', 'in work']) queue.hold(body);
    // No process has this id: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html (pid_max)
    db.exec('UPDATE message SET owner = 4194305');
    db.exec("UPDATE message SET visible = 99999999 WHERE body = 'in work'");
    await queue.recover(async (body) => body === 'there');
    const seen: string[] = [];
    await queue.drain(async (event) => {
      seen.push(...bodies(event));
      return undefined;
    });
    expect(seen.sort()).toEqual(['in work', 'there']);
    expect(queue.depth).toBe(0);
  });

  test('leaves the messages of living processes alone', async () => {
    const { queue } = open();
    const id = queue.hold('a');
    await queue.recover(async () => false);
    queue.release(id);
    expect((await queue.drain(async () => undefined)).delivered).toBe(1);
  });

  test('in disorder still delivers everything at least once, and terminates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { maxLength: 30 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (sent, random) => {
          const { queue, send } = open();
          send(...sent);
          const seen = new Set<string>();
          await queue.drain(
            async (event) => {
              for (const body of bodies(event)) seen.add(body);
              return undefined;
            },
            () => present(random.next().value),
          );
          expect(seen).toEqual(new Set(sent));
          expect(queue.depth).toBe(0);
          expect(queue.dead()).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});

test('disorder delivers a successful message once more, and then stops', async () => {
  const { queue, send } = open();
  send('a', 'b');
  const seen: string[] = [];
  await queue.drain(
    async (event) => {
      seen.push(...bodies(event));
      return { batchItemFailures: [] };
    },
    () => 0.1,
  );
  expect(seen.toSorted()).toEqual(['a', 'a', 'b', 'b']);
});
