import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

const shown = (text: string) => redactText(text, 'ui').text;

describe('names of programs that everybody has', () => {
  test.each([
    'New Tab - Google Chrome – 1 running window',
    'Adobe Photoshop 2024',
    'Untitled - Microsoft\u200b Edge',
    'Inbox - Mozilla Thunderbird',
    'OBS Studio 30.1.2',
    'Connecting to a projector or PC',
  ])('stay: %s', (title) => {
    expect(shown(title)).toBe(title);
  });

  test.each([
    ['a name beside one', 'Natalia Kowalska - Google Chrome', 'Kowalska'],
    ['a name before one', 'Microsoft Edge of Natalia Kowalska', 'Kowalska'],
    ['a firm of that name', 'Kowalska Google Chrome Ltd', 'Kowalska'],
    ['a part of one in a name', 'Teams Kowalska', 'Kowalska'],
  ])('hide nothing else: %s', (_case, title, name) => {
    expect(shown(title)).not.toContain(name);
  });
});

describe('the last part of a title, which names a program that nobody has to know,', () => {
  test.each(['Return a delivery - Tidewater Help', 'Your deliveries | Tidewater Help'])(
    'stays where nothing but the document before it speaks for a name: %s',
    (title) => {
      expect(shown(title)).toBe(title);
    },
  );

  test.each([
    ['a person', 'Return a delivery - Natalia Kowalska', 'Kowalska'],
    ['a firm', 'Q3 forecast - Kestrel Foods', 'Kestrel'],
    ['a place', 'Meeting notes - Thornbury', 'Thornbury'],
    ['a name in the part before', 'Natalia Kowalska - Tidewater Help', 'Kowalska'],
  ])('is hidden where it is %s', (_case, title, name) => {
    expect(shown(title)).not.toContain(name);
  });
});
