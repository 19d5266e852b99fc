import { describe, expect, test } from 'vitest';
import { ACCEPTED } from '../../config/advisories.ts';
import { judge } from '../../lib/report/advisories.ts';

const TODAY = '2026-11-20';
const advisory = (severity: string, id = 'GHSA-aaaa-bbbb-cccc') => ({
  source: 1,
  name: 'made-up',
  title: 'Made up',
  url: `https://github.com/advisories/${id}`,
  severity,
});
const report = (...via: unknown[]) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities: { 'made-up': { via }, above: { via: ['made-up'] } } });
const accepted = (until: string) => [{ id: 'GHSA-aaaa-bbbb-cccc', reason: 'never called', until }];

describe('advisories', () => {
  test.each([
    ['nothing known', report(), [], false],
    ['a minor one', report(advisory('moderate')), [], false],
    ['a serious one', report(advisory('high')), [], true],
    ['a critical one', report(advisory('critical')), [], true],
    ['one of a severity that nobody knows', report(advisory('awful')), [], true],
    ['one that is accepted, on its last day', report(advisory('high')), accepted(TODAY), false],
    ['one that was accepted', report(advisory('high')), accepted('2026-11-19'), true],
    ['another than the accepted one', report(advisory('high', 'GHSA-x')), accepted('2027-01-01'), true],
    ['a report of another version', JSON.stringify({ auditReportVersion: 3, vulnerabilities: {} }), [], true],
    ['a report of another shape', JSON.stringify({ auditReportVersion: 2, vulnerabilities: { a: {} } }), [], true],
    ['an empty report', '{}', [], true],
    ['no text', '', [], true],
    ['no JSON', '<html>', [], true],
  ])('%s', (_case, printed, list, fails) => {
    expect(judge(printed, list, TODAY).fails).toBe(fails);
  });

  test('a registry that does not answer is reported, and does not stop a change', () => {
    const { lines, fails } = judge(JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405 }), [], TODAY);
    expect({ lines, fails }).toEqual({
      lines: ['Advisories: NOT LOOKED AT, the registry has no answer (status 405).'],
      fails: false,
    });
  });

  test('each accepted one has a name, a reason and a day', () => {
    for (const { id, reason, until } of ACCEPTED) {
      expect(id).toMatch(/^GHSA(-[0-9a-z]{4}){3}$/);
      expect(reason.length).toBeGreaterThan(20);
      expect(until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});
