import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { checkConfiguration } from '../../lib/governance/check-configuration.ts';
import { profileWith } from './profile/profiles.ts';

const TODAY = '2026-12-01';
const teamsFor = (purpose: string) => ({
  teams: { 'ui-agents': { ...access.teams['ui-agents']!, purposes: { [purpose]: 'a reason' } } },
});
const check = (changes: object, config: Parameters<typeof checkConfiguration>[0] = access) => {
  try {
    // As read from a file; what a file may hold is tested elsewhere.
    checkConfiguration(config, [{ ...profileWith(), ...changes }], TODAY);
    return 'holds';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the files of config/ together', () => {
  test('hold as they are shipped', () => {
    expect(check({})).toBe('holds');
  });

  test('row 24: a purpose of a team that a place was not told of fails the synth, and names the team and the place', () => {
    expect(check({}, teamsFor('evaluation'))).toMatch(
      /teams\.ui-agents\.purposes: "evaluation" is not a purpose of XA/,
    );
    expect(check({ purposes: ['cua_training', 'evaluation'] }, teamsFor('evaluation'))).toBe('holds');
    expect(check({ status: 'draft' }, teamsFor('evaluation'))).toBe('holds');
  });

  test('an agreement that ran out, and key times coarser than the redactor leaves, fail it', () => {
    const works_council = {
      required: true,
      agreement_ref: 'BV',
      agreement_hash: 'a'.repeat(64),
      expires: '2026-11-30',
    };
    expect(check({ works_council })).toContain('works_council.expires');
    expect(check({ works_council: { ...works_council, expires: TODAY } })).toBe('holds');
    expect(check({ biometrics: { key_timing_ms: 51, voiceprint: false } })).toContain('biometrics.key_timing_ms');
  });
});
