import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameKey, segmentKey } from '../../lib/activity/raw-keys.ts';
import { ZONE_NAMES, type ZoneName } from '../../lib/activity/zones.ts';
import { claimOf, type KeyClaim, ownerOf, shownOf } from '../../lib/retention/inventory/keys.ts';
import type { Owner } from '../../lib/retention/inventory/types.ts';

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

const DAY = '2026-05-20';
const PLACE = `jurisdiction=DE-BE/day=${DAY}`;
const PARTITION = { jurisdiction: 'DE-BE', day: DAY, shard: 'b' };

/** A key of each kind in its zone, what it claims, and who wrote it. */
const CLAIMS: readonly (readonly [ZoneName, string, KeyClaim, Owner])[] = [
  [
    'raw',
    `carries/${PLACE}/${BATCH}-0123456789ab.zst`,
    { is: 'carry', place: 'DE-BE', day: DAY, batch: BATCH },
    'redact',
  ],
  ['raw', `carries/${PLACE}/tags-s1.bin`, { is: 'tag-key', place: 'DE-BE', day: DAY, session: 's1' }, 'redact'],
  [
    'redacted',
    `activity/${PLACE}/shard=b/${'0'.repeat(32)}.parquet`,
    { is: 'rows', plan: '0'.repeat(32), partition: PARTITION },
    'redact',
  ],
  [
    'redacted',
    `activity/generations/${PLACE}/shard=b/3-0123456789abcdef/a.parquet`,
    { is: 'generation', prefix: `activity/generations/${PLACE}/shard=b/3-0123456789abcdef/`, partition: PARTITION },
    'compact',
  ],
  ['redacted', `rewrites/tables/${BATCH}-manifest.csv`, { is: 'evidence', owner: 'compact' }, 'compact'],
  ['queries', `texts/day=${DAY}/ui-agents/${BATCH}.json`, { is: 'evidence', owner: 'queries' }, 'queries'],
  [
    'derived',
    `ui-agents/ex_0123456789abcdef/expires=${DAY}/manifest.json`,
    {
      is: 'copy',
      prefix: 'ui-agents/ex_0123456789abcdef/',
      team: 'ui-agents',
      export: 'ex_0123456789abcdef',
    },
    'export',
  ],
  [
    'derived',
    'ui-agents/notices/ex_0123456789abcdef.json',
    { is: 'notice', item: 'ui-agents#ex_0123456789abcdef' },
    'retain',
  ],
  [
    'packages',
    `pk_0123456789abcdef/expires=${DAY}/activity-0123abcd/000001`,
    { is: 'package', id: 'pk_0123456789abcdef' },
    'package',
  ],
  [
    'audit',
    `destructions/raw/${DAY}/DE-BE/program-1.json`,
    { is: 'record', item: `raw#${DAY}#DE-BE#program#000001` },
    'retain',
  ],
  ['audit', 'gate/running/a.json', { is: 'evidence', owner: 'governor' }, 'governor'],
];

test.each(CLAIMS)(
  'in the zone %s, %s claims what its writer wrote, and in no other zone',
  (zone, key, claim, owner) => {
    expect([claimOf(zone, key), ownerOf(claimOf(zone, key))]).toEqual([claim, owner]);
    for (const other of ZONE_NAMES.filter((name) => name !== zone))
      expect(claimOf(other, key), other).toEqual({ is: 'unknown' });
    expect(claimOf(zone, `${key}~`)).toEqual({ is: 'unknown' });
  },
);

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
