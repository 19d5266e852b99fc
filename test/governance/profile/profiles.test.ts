import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profiles as shipped } from '../../../config/profiles.ts';
import { participationRefusal, refusalOf } from '../../../lib/governance/profile/admission.ts';
import { leaves, NOT_FIGURES, sourceIdOf } from '../../../lib/governance/profile/figures.ts';
import { quietHours } from '../../../lib/governance/profile/quiet-hours.ts';
import { readProfiles } from '../../../lib/governance/profile/read-profiles.ts';
import { type Profile, profileJsonSchema, profileSchema } from '../../../lib/governance/profile/schema.ts';
import { openOf } from '../../activity/build.ts';
import { present } from '../../present.ts';
import { profileWith } from './profiles.ts';

const all = shipped.map((profile) => profileSchema.parse(profile));
const real = all.filter(({ status }) => status !== 'demonstration');
const byId = (id: string): Profile => present(all.find((profile) => profile.id === id));
const NOW = new Date('2026-12-01T10:00:00Z');

const codeOf = (inputs: readonly unknown[]): string => {
  try {
    readProfiles(inputs);
    return 'read';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the shipped profiles', () => {
  test('cover ten places beside the invented ones, and none of them is in force', () => {
    expect(real.map(({ id }) => id).toSorted()).toEqual(
      ['AU-NSW', 'CA-ON', 'EU-DE', 'EU-FR', 'UK', 'US-CA', 'US-CT', 'US-DE', 'US-IL', 'US-NY'].toSorted(),
    );
    for (const { status, adopted } of real) expect([status, adopted]).toEqual(['draft', null]);
    expect(codeOf(shipped)).toBe('read');
  });

  test.each(real.map((profile) => [profile.id, profile] as const))(
    '%s gives a source for each figure',
    (_, profile) => {
      const figures = [...leaves(profile, '')].filter(
        (path) => !NOT_FIGURES.some((name) => path === name || path.startsWith(`${name}.`)),
      );
      expect(figures.length).toBeGreaterThan(60);
      for (const path of figures) {
        const source = profile.sources.find(({ id }) => id === sourceIdOf(profile, path));
        expect([path, source?.label]).toEqual([path, expect.stringMatching(/^(law|guidance|default|unverified)$/)]);
      }
      // A source without a figure would be decoration.
      const used = new Set(Object.values(profile.figures));
      const idle = profile.sources.filter(({ id, label }) => label !== 'unverified' && !used.has(id));
      expect(idle).toEqual([]);
    },
  );

  test('claim no more than was read', () => {
    const unread = { ...present(byId('US-CT').sources[0]), read: 'none' as const };
    const { success } = profileSchema.safeParse({
      ...byId('US-CT'),
      sources: [unread, ...byId('US-CT').sources.slice(1)],
    });
    expect(success).toBe(false);
  });

  test('have a published schema of their content', () => {
    const published = readFileSync(join(import.meta.dirname, '../../../docs/profile.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(profileJsonSchema());
  });
});

describe('a profile file', () => {
  const wrong: [string, object, RegExp][] = [
    ['a figure that nobody labels', { figures: {} }, /figures: nothing says what collect rests on/],
    ['a source that is not there', { figures: { '*': 'nowhere' } }, /figures\.\*: there is no source 'nowhere'/],
    ['a field that nobody knows', { pauze: 1 }, /pauze/],
    ['a pause of over half an hour', { pause: { max_s: 1801, min_gap_s: 0, daily_cap_s: null } }, /pause\.max_s/],
    ['a mask for pixels', { kinds: { ...profileWith().kinds, 'screen.frame': 'mask' } }, /kinds\.screen\.frame/],
    ['a signature on a draft', { status: 'draft', adopted: { by: 'counsel', on: '2026-12-01' } }, /status/],
    [
      'no signature although in force',
      { status: 'verified', figures: { '*': 'invented' } },
      /adopted|only an invented place/,
    ],
    ['a cohort of one', { min_cohort: 1 }, /min_cohort/],
    ['one reviewer', { reviewers_required: 1 }, /reviewers_required/],
    ['a place that another has', { id: 'XC', jurisdictions: ['XB'] }, /jurisdictions: XB has the profile XB already/],
  ];
  test.each(wrong)('with %s is refused, and the field named', (_, change, message) => {
    expect(codeOf([byId('XB'), { ...profileWith(), ...change }])).toMatch(message);
  });
});

describe('mandatory participation', () => {
  const adopt = (profile: Profile, changes: object = {}): object => ({
    ...profile,
    status: 'verified',
    adopted: { by: 'counsel', on: '2026-12-01' },
    lawful_basis: 'agreement',
    notice: { ...profile.notice, versions: [{ ver: 1, purposes: ['cua_training'], wording_ref: 'NOTICE-1' }] },
    ...changes,
  });
  const references = {
    dpia: { required: true, ref: 'DPIA-7', approved_on: '2026-11-01' },
    works_council: {
      required: true,
      agreement_ref: 'BV-12',
      agreement_hash: 'a'.repeat(64),
      expires: '2028-01-01',
    },
  };

  test.each(['EU-DE', 'EU-FR'])('%s is refused without its references, each by its name, even as a draft', (id) => {
    const profile = byId(id);
    expect(profile.collect).toBe('forbidden');
    expect(codeOf([{ ...profile, collect: 'mandatory_with_objection' }])).toMatch(
      /dpia\.ref: taking part is not mandatory/,
    );
    const mandatory = (changes: object) =>
      codeOf([adopt(profile, { collect: 'mandatory_with_objection', ...changes })]);
    expect(mandatory({})).toContain('dpia.ref');
    expect(mandatory({ dpia: references.dpia })).toContain('works_council.agreement_ref');
    expect(
      mandatory({ ...references, works_council: { ...references.works_council, agreement_hash: null } }),
    ).toContain('works_council.agreement_hash');
    expect(mandatory(references)).toBe('read');
  });

  test.each(real.filter(({ collect }) => collect !== 'forbidden').map((profile) => [profile.id, profile] as const))(
    '%s in force with a missing reference fails, naming the field',
    (_, profile) => {
      const full = adopt(profile, { dpia: { ...profile.dpia, ref: 'DPIA-1', approved_on: '2026-11-01' } });
      expect(codeOf([full])).toBe('read');
      expect(codeOf([{ ...full, lawful_basis: null }])).toContain('lawful_basis');
      expect(codeOf([{ ...full, notice: profile.notice }])).toContain('notice.versions.wording_ref');
      if (profile.dpia.required) expect(codeOf([{ ...full, dpia: profile.dpia }])).toContain('dpia.ref');
    },
  );

  test('an objection stops collection, consent is required where the profile says so, and forbidden stays forbidden', () => {
    const rules = (collect: Profile['collect'], allowed = true) => ({
      collect,
      objection: { allowed, stop_within_h: 24 },
    });
    const at = NOW.getTime();
    expect(participationRefusal(rules('opt_out'), { objected: at - 1 }, at)).toBe('objection.active');
    expect(participationRefusal(rules('mandatory_with_objection'), { objected: at - 1 }, at)).toBe('objection.active');
    expect(participationRefusal(rules('opt_in'), {}, at)).toBe('consent.missing');
    expect(participationRefusal(rules('opt_in'), { consented: at + 1 }, at)).toBe('consent.missing');
    expect(participationRefusal(rules('opt_in'), { consented: at - 1 }, at)).toBeUndefined();
    expect(participationRefusal(rules('opt_in'), { consented: at - 1, objected: at - 1 }, at)).toBe('objection.active');
    const { collect } = byId('EU-DE');
    const germany = profileWith({ collect });
    expect(refusalOf(openOf(), germany, { now: NOW, began: NOW.getTime(), region: undefined })).toBe(
      'profile.forbidden',
    );
  });
});

describe('schedule and quiet hours', () => {
  const during = (from: string, until = from) => ({ earliest: Date.parse(from), latest: Date.parse(until) });
  const berlin = quietHours(byId('EU-DE').quiet_hours);
  const moments: [string, string, boolean][] = [
    ['a working morning', '2026-12-01T08:00:00Z', false],
    ['a minute before the evening', '2026-12-01T18:59:59Z', false],
    ['the evening', '2026-12-01T19:00:00Z', true],
    ['midnight', '2026-12-01T23:00:00Z', true],
    ['a minute before the morning', '2026-12-02T05:59:59Z', true],
    ['the morning', '2026-12-02T06:00:00Z', false],
    ['Friday night into Saturday', '2026-12-05T02:00:00Z', true],
    ['Saturday noon', '2026-12-05T11:00:00Z', true],
    ['Sunday night', '2026-12-06T22:59:59Z', true],
    ['early on Monday', '2026-12-07T05:59:59Z', true],
    ['Monday morning', '2026-12-07T06:00:00Z', false],
    ['the same hour of the clock in summer', '2026-07-01T18:00:00Z', true],
    ['one hour before it in summer', '2026-07-01T17:59:59Z', false],
  ];
  test.each(moments)('%s', (_, at, quiet) => {
    expect(berlin(during(at))).toBe(quiet);
  });

  test('follow the clock of the place across a change of its time', () => {
    const sydney = quietHours({ zone: 'Australia/Sydney', windows: [{ days: ['sun'], from: '01:00', to: '04:00' }] });
    // 2026-10-04: at 02:00 standard time the clock goes to 03:00.
    const at = (utc: string) => sydney(during(utc));
    expect([at('2026-10-03T14:59:00Z'), at('2026-10-03T15:00:00Z')]).toEqual([false, true]);
    expect([at('2026-10-03T16:59:00Z'), at('2026-10-03T17:00:00Z')]).toEqual([true, false]);
  });

  test('apply to events that may have happened in them, in any order of queries', () => {
    const minute = 60_000;
    const base = Date.parse('2026-12-01T00:00:00Z');
    const spans = fc.array(
      fc.tuple(fc.nat({ max: 9 * 1_440 }), fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 11_000 }))),
    );
    fc.assert(
      fc.property(spans, (asked) => {
        const isQuiet = quietHours(byId('EU-DE').quiet_hours);
        for (const [from, length] of asked) {
          const whole = { earliest: base + from * minute, latest: base + (from + length) * minute };
          const any = Array.from({ length: Math.min(length, 10_081) + 1 }, (_, i) => base + (from + i) * minute);
          expect(isQuiet(whole)).toBe(any.some((at) => berlin({ earliest: at, latest: at })));
        }
      }),
      { numRuns: 40 },
    );
    expect(berlin({ earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY })).toBe(true);
  });
});
