import { describe, expect, test } from 'vitest';
import { meetings } from '../../bench/redaction/shared.ts';
import { redactText } from '../../lib/redaction/index.ts';

const types = (text: string) => new Set(redactText(text, 'prose').spans.map(({ type }) => type));

describe('private as a whole', () => {
  test.each([
    [
      'turns',
      'Chair: Shall we begin?\nPriya: Yes, let us.\nChair: Then the minutes first.\nPriya: No changes from me.',
    ],
    [
      'captions with times',
      '[00:01:02] Tamsin: hello there\n[00:01:05] Jonas: hi, can you hear me?\n[00:01:09] Tamsin: yes I can',
    ],
    [
      'names on their own line',
      'Tamsin Reid  0:03\nGood morning to all of you.\nJonas Marsh  0:09\nMorning.\nTamsin Reid  0:12\nLet us start then.\nJonas Marsh  0:20\nI have the numbers here.',
    ],
  ])('%s', (_case, text) => {
    expect([...types(text)]).toEqual(['TRANSCRIPT']);
    expect(redactText(text, 'prose').text.split('\n')).toHaveLength(text.split('\n').length);
  });

  test.each([
    ['a form', 'Name: Save\nStatus: open\nPriority: high\nStatus: closed'],
    ['settings', 'Theme: dark\nFont: mono\nTheme: light\nFont: serif'],
    ['a change log', 'Added: a new page for reports\nFixed: the page did not load\nAdded: sorting of the list'],
  ])('not %s', (_case, text) => {
    expect(types(text)).not.toContain('TRANSCRIPT');
  });

  test('mail by its headers, an appraisal by its words', () => {
    expect(types('From: a@b.example\nTo: c@d.example\nSubject: lunch\n\nSee you there')).toEqual(new Set(['MAIL']));
    const review =
      'Performance review. Overall rating: exceeds expectations. Areas for improvement: planning. Key strengths: patience.';
    expect(types(review)).toEqual(new Set(['PERFORMANCE_REVIEW']));
    expect(types('performance review of the slow database queries and the cache')).not.toContain('PERFORMANCE_REVIEW');
  });
});

test('real meetings are found in windows of ten turns', ({ skip }) => {
  const some = meetings();
  if (some === undefined) return skip('../shared/data is not there');
  for (const lines of some)
    for (let i = 0; i + 10 <= lines.length; i += 50)
      expect(types(lines.slice(i, i + 10).join('\n')).has('TRANSCRIPT')).toBe(true);
});
