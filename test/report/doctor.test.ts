import { expect, test } from 'vitest';
import type { Check } from '../../lib/governance/doctor/answer.ts';
import { doctorText } from '../../lib/report/doctor.ts';

const unread = (id: string, code: string, why: string, todo: string): Check => ({
  ...{ id, state: 'unknown', needed: `the needs of ${id}`, todo, unread: { code, why } },
  found: `${id} could not be read: ${why} [${code}]`,
});

test('a reason that many checks have is said once, with what to do about it', () => {
  const checks = ['credentials', 'services', 'trail'].map((id) => unread(id, 'aws.credentials', 'none', 'sign in'));
  expect(doctorText(checks, 'unknown')).toBe(
    'unknown  credentials, services, trail: none [aws.credentials]\n         → sign in\nunknown\n',
  );
});

test('different reasons stay apart under one remedy, before the checks that were decided', () => {
  const text = doctorText(
    [
      { id: 'bootstrap', state: 'fails', found: 'version 5', needed: 'version 6', todo: 'npx cdk bootstrap' },
      unread('services', 'access.denied', 'no ssm:GetParametersByPath', 'give the policy'),
      { id: 'people', state: 'ok', found: '6 of 6', needed: 'a role each', todo: '' },
      unread('trail', 'access.denied', 'no cloudtrail:DescribeTrails', 'give the policy'),
    ],
    'fails',
  );
  expect(text.split('\n')).toEqual([
    'unknown  services: no ssm:GetParametersByPath [access.denied]',
    'unknown  trail: no cloudtrail:DescribeTrails [access.denied]',
    '         → give the policy',
    'fails    bootstrap: version 5 (needed: version 6)',
    '         → npx cdk bootstrap',
    'ok       people: 6 of 6',
    'fails',
    '',
  ]);
});
