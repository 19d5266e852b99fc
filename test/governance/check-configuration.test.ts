import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { and, column, or } from '../../lib/activity/row-filter/build.ts';
import { checkConfiguration } from '../../lib/governance/check-configuration.ts';
import { present } from '../present.ts';
import { profileWith } from './profile/profiles.ts';

const TODAY = '2026-12-01';
/** The other place of the teams' rows, and a draft. */
const OTHER = profileWith({ id: 'XB', jurisdictions: ['XB'], purposes: ['cua_training', 'evaluation'] });
const DRAFT = { ...profileWith(), id: 'EU-DE', jurisdictions: ['DE'], status: 'draft' as const };
const teamsFor = (purpose: string) => ({
  teams: { 'ui-agents': { ...present(access.teams['ui-agents']), purposes: { [purpose]: 'a reason' } } },
});
const check = (changes: object, config: Parameters<typeof checkConfiguration>[0] = access) => {
  try {
    // As read from a file; other tests cover the content of a file.
    checkConfiguration(config, [{ ...profileWith(), ...changes }, OTHER], TODAY);
    return 'holds';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the files of config/ together', () => {
  test('are valid as shipped', () => {
    expect(check({})).toBe('holds');
  });

  test("a team's purpose that was not announced in a place fails the synth, and names the team and the place", () => {
    expect(check({}, teamsFor('evaluation'))).toMatch(
      /teams\.ui-agents\.purposes: "evaluation" is not a purpose of XA/,
    );
    expect(check({ purposes: ['cua_training', 'evaluation'] }, teamsFor('evaluation'))).toBe('holds');
    const draft = { ...DRAFT, purposes: ['payroll'] };
    expect(() => checkConfiguration(access, [profileWith(), OTHER, draft], TODAY)).not.toThrow();
  });

  test("an expired agreement, and key times coarser than the redactor's, fail it", () => {
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

  test.each([
    ['a place that is none', column('jurisdiction').is('ZZ'), /"ZZ": no profile/],
    ['a draft', column('jurisdiction').in(['XA', 'DE']), /"DE": its profile EU-DE is a draft/],
    ['a draft, left out', and(column('jurisdiction').isNot('DE')), /"DE": .* draft/],
    ['a draft, deep inside', or(column('jurisdiction').is('XA'), and(column('jurisdiction').is('DE'))), /"DE"/],
  ])('rows of %s fail the synth and name team and place', (_name, rows, message) => {
    const { 'ui-agents': team } = access.teams;
    const teams = { 'ui-agents': { ...present(team), rows } };
    expect(() => checkConfiguration({ teams }, [profileWith(), OTHER, DRAFT], TODAY)).toThrow(message);
    expect(() => checkConfiguration({ teams }, [profileWith(), OTHER, DRAFT], TODAY)).toThrow(
      /teams\.ui-agents\.rows: /,
    );
  });

  test('rows of a place where collection is forbidden fail it too', () => {
    const rows = column('jurisdiction').is('XA');
    const teams = { 'ui-agents': { ...present(access.teams['ui-agents']), rows } };
    expect(() => checkConfiguration({ teams }, [{ ...profileWith(), collect: 'forbidden' }], TODAY)).toThrow(/forbids/);
  });
});
