import { expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import type { AccessConfig } from '../../lib/governance/access-config.ts';
import { approvedAccess } from '../../lib/platform/zone/approved.ts';

const withReaders = (readers: Partial<AccessConfig['approvedReaders']>): AccessConfig => ({
  ...access,
  approvedReaders: { ...access.approvedReaders, ...readers },
});

const codeOf = (config: AccessConfig): string => {
  try {
    approvedAccess(config);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'approved';
};

test('the configuration and the permissions agree', () => {
  expect(codeOf(access)).toBe('approved');
});

test.each([
  ['a reader that was not approved', { raw: ['auditor'] }, 'access.unapproved-reader'],
  ['a team that would read its exports without approval', { derived: ['ui-agents'] }, 'access.unapproved-reader'],
  ['an approval that nothing uses', { raw: ['redact', 'auditor'] }, 'access.reader-without-access'],
])('%s fails the synth', (_name, readers, code) => {
  expect(codeOf(withReaders(readers))).toBe(code);
});

test('every team has its own exports and nothing else', () => {
  const names = Object.keys(access.teams);
  for (const [zone, accesses] of Object.entries(approvedAccess(access))) {
    for (const { role, under } of accesses.filter((entry) => names.includes(entry.role))) {
      expect([zone, under]).toEqual(['derived', [`${role}/`]]);
    }
  }
  expect(hasCode(new Error('not ours'), 'x')).toBe(false);
});
