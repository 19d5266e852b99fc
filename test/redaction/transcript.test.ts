import { describe, expect, test } from 'vitest';
import { meetings } from '../../bench/redaction/shared.ts';
import { redactText } from '../../lib/redaction/index.ts';
import { NO_TALK, TALK } from './transcripts.ts';

const types = (text: string) => new Set(redactText(text, 'prose').spans.map(({ type }) => type));

describe('private as a whole', () => {
  test.each(TALK)('talk: %s', (_case, text) => {
    expect([...types(text)]).toEqual(['TRANSCRIPT']);
    expect(redactText(text, 'prose').text.split('\n')).toHaveLength(text.split('\n').length);
  });

  test.each(NO_TALK)('no talk: %s', (_case, text) => {
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
