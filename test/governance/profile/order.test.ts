import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../lib/activity/events.ts';
import { KINDS } from '../../../lib/activity/events.ts';
import { participationRefusal, refusalOf } from '../../../lib/governance/profile/admission.ts';
import { EventRules } from '../../../lib/governance/profile/event-rules.ts';
import { leaves } from '../../../lib/governance/profile/figures.ts';
import { figureAt, isAtLeastAsStrict, ORDER } from '../../../lib/governance/profile/order.ts';
import { MASKABLE, type Profile } from '../../../lib/governance/profile/schema.ts';
import { eventOf, openOf } from '../../activity/build.ts';
import { present } from '../../present.ts';
import { profileWith } from './profiles.ts';

const T0 = Date.parse('2026-05-20T10:00:00Z');
const MINUTE = 60_000;

/** Paths that need no order: names, references and labels. */
const UNORDERED =
  /^(id|version|jurisdictions|languages|adopted|sources|figures|lawful_basis|dpia\.(ref|approved_on)|works_council\.(agreement_\w+|expires)|notice\.channels|log_content_policy|exposure\.good_faith_rule|ai_act)/;

/** Some values of each figure that decides on admission, the most permissive first. */
const window = (from: string, to: string) => ({ days: ['wed', 'thu'], from, to });
const DOMAINS: Record<string, unknown[]> = {
  status: ['demonstration', 'draft', 'unsupported'],
  valid_from: ['2000-01-01', '2026-05-20', '2026-05-21'],
  valid_to: [null, '2026-05-20', '2026-05-19'],
  collect: ['mandatory_with_objection', 'opt_out', 'opt_in', 'forbidden'],
  'objection.allowed': [false, true],
  'notice.required': [false, true],
  'notice.lead_days': [0, 1, 14],
  'notice.ack_required': [false, true],
  'notice.versions': [[1, 2], [1], []].map((all) =>
    all.map((ver) => ({ ver, purposes: ['cua_training'], wording_ref: null })),
  ),
  ...Object.fromEntries(
    KINDS.map((kind) => [
      `kinds.${kind}`,
      (MASKABLE as readonly string[]).includes(kind) ? ['allow', 'mask', 'deny'] : ['allow', 'deny'],
    ]),
  ),
  categories_excluded: [[], ['health'], ['health', 'union']],
  'transcripts.allowed': [true, false],
  'transcripts.all_party': [false, true],
  'apps.allow': [null, ['office'], ['office', 'mail']],
  'apps.deny': [[], ['mail'], ['mail', 'bank']],
  quiet_hours: [
    null,
    { zone: 'UTC', windows: [window('10:00', '10:01')] },
    { zone: 'UTC', windows: [window('10:00', '10:01'), window('10:02', '09:00')] },
    { zone: 'Europe/Berlin', windows: [window('12:01', '12:02')] },
  ],
  networks: [['corp', 'home', 'metered'], ['corp', 'home'], ['corp'], []],
  'transfer.regions_allowed': [null, ['eu-central-1'], ['eu-central-1', 'eu-west-3']],
};

const put = (profile: Profile, path: string, value: unknown): void => {
  const [head = '', ...rest] = path.split('.');
  const { [head]: before } = profile as Record<string, unknown>;
  const after = rest.length === 0 ? value : { ...Object(before), [rest.join('.')]: value };
  Object.assign(profile, { [head]: after });
};

const mostly = <T>(usual: T, all: readonly T[], weight: number): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...all) });

/** Two profiles, the first at least as strict, figure by figure. */
const pair: fc.Arbitrary<[Profile, Profile]> = fc
  .tuple(
    ...Object.entries(DOMAINS).map(([path, values]) =>
      // Mostly the most permissive values, or every segment would be refused for some reason.
      mostly(values[0], values, 12).chain((loose) => {
        const stricter = values.filter((value) => present(ORDER[path])(value, loose));
        return mostly(loose, stricter, 8).map((strict) => ({ path, strict, loose }));
      }),
    ),
  )
  .map((rows) => {
    const [strict, loose] = [{ ...profileWith() }, { ...profileWith() }];
    for (const row of rows) {
      put(strict, row.path, row.strict);
      put(loose, row.path, row.loose);
    }
    return [strict, loose];
  });

const opening = fc
  .record({
    given: fc.constantFrom('2026-05-01T00:00:00Z', '2026-05-19T00:00:00Z', '2026-05-20T00:00:00Z'),
    ver: fc.constantFrom(1, 2, 3),
    acked: fc.boolean(),
    none: fc.boolean(),
    net: fc.constantFrom('corp' as const, 'home' as const, 'metered' as const),
  })
  .map(({ given, ver, acked, none, net }) =>
    openOf({
      clock: { t0: new Date(T0).toISOString(), src: 'wall+mono', tz_known: true, skew_ms: 0 },
      budget: { net },
      notice: none ? null : { id: 'n', ver, given_at: given, ack_at: acked ? given : null, channel: 'mail' },
    }),
  );

const field = { role: 'textbox', name: 'To', secure: false };
const D: Record<string, fc.Arbitrary<object>> = {
  key: fc.constant({ ph: 'down', code: 'KeyA', key: 'a', cls: 'char', mods: [] }),
  text: fc.constant({ text: 'word', n: 4, src: 'keys', field }),
  pointer: fc.constant({ pts: [[0, 1, 1]] }),
  'screen.text': fc.constant({ src: 'ax', text: 'word' }),
  'screen.frame': fc.constant({ ref: 'f', sha256: 'a'.repeat(64), mime: 'image/png', w: 1, h: 1, masked: [] }),
  focus: fc.record({
    app: fc.constant('App'),
    app_class: fc.constantFrom('office', 'mail', 'bank'),
    visible: fc.constantFrom([], ['mail'], ['office']),
  }),
  transcript: fc.boolean().map((all) => ({ text: 'hm', speaker: 'self', dur_ms: 1, all_party_consent: all })),
  clipboard: fc.constant({ op: 'copy', n: 1, types: [], text: 'x' }),
  control: fc.constant({ op: 'gap', by: 'system', reason: 'x' }),
};
const event = fc.constantFrom(...Object.keys(D)).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    d: present(D[kind]),
    after: fc.nat({ max: 3 }),
    ctx: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
    cats: fc.constantFrom(undefined, ['health'], ['union'], ['other']),
  }),
);
const events = fc.array(event, { minLength: 1, maxLength: 8 }).map((made) => {
  let at = 0;
  return made.map(({ kind, d, after, ctx, cats }, seq) => {
    at += after * MINUTE * 1000;
    return eventOf({ kind, seq, mono_us: at, d, ...(ctx !== undefined && { ctx }), ...(cats && { cats }) });
  });
});
const said = fc.constantFrom(undefined, T0 - 1);

/** For each event: 0 refused, 1 without content, 2 whole. Ingest calls the same functions in the same order. */
function admitted(
  profile: Profile,
  open: ReturnType<typeof openOf>,
  all: readonly ActivityEvent[],
  participation: { consented?: number | undefined; objected?: number | undefined },
  region: string | undefined,
): number[] {
  const named = { ...open, profile: `${profile.id}@${profile.version}` };
  const refused =
    refusalOf(named, profile, { now: new Date(T0 + MINUTE), began: T0, region }) ??
    participationRefusal(profile, participation, T0);
  const rules = new EventRules(profile);
  return all.map((other) => {
    const at = T0 + other.mono_us / 1000;
    const verdict = rules.judge(other, { earliest: at, latest: at });
    if (refused !== undefined || typeof verdict === 'object') return 0;
    return verdict === 'mask' ? 1 : 2;
  });
}

describe('the order on profiles', () => {
  test('has a row for every figure, or a reason for none', () => {
    const paths = [...leaves(profileWith({ quiet_hours: present(DOMAINS.quiet_hours)[1] }), '')].map((path) =>
      path.startsWith('quiet_hours') ? 'quiet_hours' : path.startsWith('notice.versions') ? 'notice.versions' : path,
    );
    expect(paths.filter((path) => !Object.hasOwn(ORDER, path) && !UNORDERED.test(path))).toEqual([]);
    expect(Object.keys(ORDER).filter((path) => !paths.includes(path))).toEqual([]);
  });

  test('a stricter profile never allows an event that a looser one refuses, nor more of it', () => {
    let [differ, taken] = [0, 0];
    fc.assert(
      fc.property(
        pair,
        opening,
        events,
        fc.record({ consented: said, objected: fc.constantFrom(undefined, undefined, T0 - 1) }),
        fc.constantFrom(undefined, 'eu-central-1', 'eu-west-3'),
        ([strict, loose], open, all, participation, region) => {
          expect(isAtLeastAsStrict(strict, loose)).toBe(true);
          const a = admitted(strict, open, all, participation, region);
          const b = admitted(loose, open, all, participation, region);
          for (const [i, rank] of a.entries()) expect(rank).toBeLessThanOrEqual(present(b[i]));
          if (b.some((rank) => rank === 2)) taken++;
          if (a.some((rank, i) => rank < present(b[i]))) differ++;
        },
      ),
      { numRuns: 3_000 },
    );
    // If everything were refused, or everything equal, the property would prove nothing.
    expect(taken).toBeGreaterThan(800);
    expect(differ).toBeGreaterThan(800);
  });

  test('is a partial order: each profile equals itself, and a looser one is never above a stricter one', () => {
    fc.assert(
      fc.property(pair, ([strict, loose]) => {
        expect(isAtLeastAsStrict(strict, strict)).toBe(true);
        const differ = Object.keys(ORDER).some(
          (path) => JSON.stringify(figureAt(strict, path)) !== JSON.stringify(figureAt(loose, path)),
        );
        expect(isAtLeastAsStrict(loose, strict)).toBe(!differ);
      }),
      { numRuns: 300 },
    );
  });
});
