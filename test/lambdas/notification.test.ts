import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announcedIn } from '../../lambdas/redact/notification.ts';
import { openSchema } from '../../lib/activity/envelope.ts';
import { batchOf, frameKey, isFrameKey, segmentKey } from '../../lib/activity/raw-keys.ts';
import { createdMessage } from '../../lib/storage/local/notification.ts';

const BATCH = '0190f3a1-2222-7000-8000-00000000000a';
const AT = { jurisdiction: 'XA', day: '2026-05-20', batch: BATCH };
const SEGMENT = segmentKey(AT);
const recordOf = (key: string) =>
  JSON.parse(
    createdMessage({
      bucket: 'b',
      bucketArn: 'arn:aws:s3:::b',
      region: 'r',
      key,
      versionId: 'v',
      written: new Date(0),
    }),
  ).Records[0];
const messageOf = (...keys: string[]) => JSON.stringify({ Records: keys.map(recordOf) });

test('whatever the door takes has a key that leads back to it', () => {
  const { batch, jur } = openSchema.shape;
  const place = fc.stringMatching(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/);
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.boolean(),
      place,
      fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
      (id, capitals, code, date) => {
        const sent = capitals ? id.toUpperCase() : id;
        const at = { batch: batch.parse(sent), jurisdiction: jur.parse(code), day: date.toISOString().slice(0, 10) };
        expect(announcedIn(messageOf(segmentKey(at)))).toEqual({ batches: [id], unknown: 0 });
        expect(isFrameKey(frameKey(at, 'a'.repeat(64)))).toBe(true);
        expect(batchOf(frameKey(at, 'a'.repeat(64)))).toBeUndefined();
      },
    ),
  );
});

describe('a message', () => {
  const known: [string, string, readonly string[]][] = [
    ['that S3 sends when the queue is connected', '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}', []],
    ['about a segment', messageOf(SEGMENT), [BATCH]],
    ['about one segment twice', messageOf(SEGMENT, SEGMENT), [BATCH]],
    ['about a frame', messageOf(frameKey(AT, '0'.repeat(64))), []],
  ];
  test.each(known)('%s is understood', (_, body, batches) => {
    expect(announcedIn(body)).toEqual({ batches, unknown: 0 });
  });

  const s3 = recordOf(SEGMENT);
  const unknown: [string, string][] = [
    ['without records', '{"Records":[]}'],
    ['that is empty', ''],
    ['that is no JSON', 'hello'],
    ['that is null', 'null'],
    ['that is a list', JSON.stringify([s3])],
    ['of SNS around one of S3', JSON.stringify({ Type: 'Notification', Message: messageOf(SEGMENT) })],
    [
      'of EventBridge',
      JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { object: { key: SEGMENT } } }),
    ],
    ['of another event of S3 without records', '{"Service":"Amazon S3","Event":"s3:Other"}'],
    ['that calls itself a test and brings nothing', '{"Event":"s3:TestEvent","Records":[]}'],
    ['whose records are no list', JSON.stringify({ Records: { 0: s3 } })],
    ['about a key with capitals', messageOf(SEGMENT.replace(BATCH, BATCH.toUpperCase()))],
    ['about a key elsewhere', messageOf(`other/${SEGMENT}`)],
    ['about a key with more behind it', messageOf(`${SEGMENT}.bak`)],
    ['about a frame with a wrong hash', messageOf(frameKey(AT, 'abc'))],
    ['about a key whose escapes are broken', JSON.stringify({ Records: [{ s3: { object: { key: '%E0%A4%A' } } }] })],
    ['about a key that is no text', JSON.stringify({ Records: [{ s3: { object: { key: 7 } } }] })],
  ];
  test.each(unknown)('%s is not taken for nothing', (_, body) => {
    expect(announcedIn(body)).toEqual({ batches: [], unknown: 1 });
  });

  test('about known and unknown things is understood in part', () => {
    expect(announcedIn(messageOf('stray', SEGMENT, 'segments/x'))).toEqual({ batches: [BATCH], unknown: 2 });
  });

  test('of any kind either names segments, or is unknown, or is the one that S3 sends at first', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const { batches, unknown: strange } = announcedIn(body);
        expect(batches.length + strange).toBeGreaterThan(0);
      }),
    );
  });
});
