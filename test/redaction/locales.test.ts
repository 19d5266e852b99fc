import { describe, expect, test } from 'vitest';
import { redactText, SegmentRedactor } from '../../lib/redaction/index.ts';
import { isSetting } from '../../lib/redaction/text/locales.ts';
import { Script } from './build.ts';

describe('languages, regions and time zones in settings are nobody’s', () => {
  test.each([
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
    'All times are in Europe/Lisbon',
    'English (United States)',
    'Deutsch (Deutschland)',
    'Français (Canada)',
    'Tray Input Indicator - Chinese (Simplified, China)',
    '(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna',
    '(UTC-05:00) Eastern Time (US & Canada)',
    'Language: Deutsch',
    'Time zone: Europe/Berlin',
    'Country: Germany',
    'Deutsch, English, Français',
  ])('%s', (text) => {
    expect([redactText(text, 'ui').text, redactText(text, 'prose').text]).toEqual([text, text]);
  });

  test('a value in its field stays, though the session knows the town of a person by it', () => {
    const script = new Script().focus({ title: 'Settings' });
    script.emit('text', {
      text: 'Ines Varga lives in Berlin',
      n: 26,
      src: 'value',
      field: { role: 'textbox', name: 'Note', secure: false },
    });
    const typed = (name: string, text: string) =>
      script.emit('text', { text, n: text.length, src: 'value', field: { role: 'combobox', name, secure: false } });
    typed('Time zone', 'Europe/Berlin');
    typed('Language', 'Deutsch');
    typed('Town', 'Berlin');
    const redactor = new SegmentRedactor();
    for (const event of script.events) redactor.observe(event);
    const shown = script.events.flatMap((event) => {
      const row = redactor.redact(event);
      return row?.kind === 'text' ? [row.d.text] : [];
    });
    expect(shown.slice(1)).toEqual(['Europe/Berlin', 'Deutsch', expect.stringMatching(/^\[[A-Z]+\]$/)]);
    expect(shown[0]).not.toMatch(/Varga|Berlin/);
  });
});

describe('people and places beside them stay hidden', () => {
  test.each([
    ['Ines Varga (Spain)', /Ines|Varga/],
    ['(UTC+1) Anna Petrova', /Petrova/],
    ['(UTC+01:00) Amsterdam, Anna Petrova', /Petrova/],
    ['Country: Vandermolen', /Vandermolen/],
    ['Language: Ines Varga', /Varga/],
    ['Meeting in Berlin (Germany)', /Berlin/],
    ['Europe/Vandermolen', /Vandermolen/],
    ['Berlin/Hamburg', /Berlin/],
    ['Harald Deutsch (Deutschland)', /Harald|Deutsch /],
    ['Call Deutsch (France) today', /Deutsch/],
    ['Kunde Deutsch (Österreich)', /Deutsch/],
    ['UTC Lisbon', /Lisbon/],
    ['America/Lisbon', /Lisbon/],
    ['Deutsch, English', /Deutsch/],
    ['Name: Deutsch, Harald', /Harald/],
  ])('%s', (text, hidden) => {
    expect(redactText(text, 'ui').text).not.toMatch(hidden);
  });

  test('a field of another label is no setting', () => {
    expect([
      isSetting('Surname', 'Deutsch'),
      isSetting('Language', 'Varga'),
      isSetting('Country of birth', 'Germany'),
    ]).toEqual([false, false, false]);
  });
});
