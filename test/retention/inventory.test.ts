import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameKey, segmentKey } from '../../lib/activity/raw-keys.ts';
import { ZONE_NAMES } from '../../lib/activity/zones.ts';
import { claimOf, ownerOf, shownOf } from '../../lib/retention/inventory/keys.ts';

const PSEUDONYM = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), { minLength: 26, maxLength: 26 })
  .map((digits) => `wk_${digits.join('')}`);
const BATCH = 'a0f09013-be79-8cda-a6ca-33d0049bbf3f';
const AT = { jurisdiction: 'DE-BE', day: '2026-05-20', batch: BATCH };
const KNOWN = [
  segmentKey(AT),
  frameKey(AT, 'a'.repeat(64)),
  'activity/jurisdiction=XA/day=2026-05-20/shard=a/',
  'gate/',
  '',
];

test('no part of a key is shown that may be a pseudonym, content, or the hash of a frame', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONE_NAMES),
      fc.constantFrom(...KNOWN),
      PSEUDONYM,
      fc.string({ minLength: 1, maxLength: 20 }),
      (zone, start, worker, text) => {
        for (const key of [
          `${start}${worker}`,
          `${start}/${worker}/x`,
          `${start}${text}${worker}`,
          `${worker}/${start}`,
        ]) {
          const shown = shownOf(zone, key);
          expect(shown).not.toContain('wk_');
          expect(key.startsWith(shown.replace(/\*$/, ''))).toBe(true);
        }
      },
    ),
  );
  expect(shownOf('raw', frameKey(AT, 'a'.repeat(64)))).toBe(
    `frames/jurisdiction=DE-BE/${BATCH.at(-1)}/day=2026-05-20/${BATCH}/*`,
  );
  expect(shownOf('raw', segmentKey(AT))).toBe(segmentKey(AT));
});

test('a key has an owner in the zone of its writer only, and none when anything is added to it', () => {
  const owners = ZONE_NAMES.map((zone) => ownerOf(claimOf(zone, segmentKey(AT))));
  expect(owners).toEqual(ZONE_NAMES.map((zone) => (zone === 'raw' ? 'ingest' : 'unknown')));
  for (const key of [
    `${segmentKey(AT)}.bak`,
    `x${segmentKey(AT)}`,
    `${segmentKey(AT)}/x`,
    segmentKey(AT).toUpperCase(),
    '',
  ])
    expect(claimOf('raw', key)).toEqual({ is: 'unknown' });
});
