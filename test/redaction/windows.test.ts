import { describe, expect, test } from 'vitest';
import { defineRedaction, type RedactionConfig } from '../../lib/governance/redaction-config.ts';
import { redactText, SegmentRedactor } from '../../lib/redaction/index.ts';
import policy from '../../lib/redaction/windows/policy.json' with { type: 'json' };
import { POLICY_VERSION, WindowPolicy } from '../../lib/redaction/windows/policy.ts';
import { Script } from './build.ts';

const focus = (d: object) => ({ app: 'Browser', app_class: 'browser', ...d });

describe('the shipped policy', () => {
  test('has a version, and nothing in it that could not match', () => {
    expect(POLICY_VERSION).toBeGreaterThan(1);
    for (const { class: name, ...parts } of policy.rules) {
      expect(name).toMatch(/^[A-Z_]+$/);
      for (const words of Object.values(parts) as string[][])
        for (const word of words) expect(word, `${name}: ${word}`).toBe(word.trim().toLowerCase());
    }
  });

  test.each([
    [{ app: 'Signal' }, 'PRIVATE_CONVERSATION'],
    [{ app: '1Password', app_class: 'utility' }, 'PASSWORD'],
    [{ url: { scheme: 'https', host: 'app.bamboohr.com' } }, 'PERFORMANCE_REVIEW'],
    [{ title: 'Mid-year review: Ada - People' }, 'PERFORMANCE_REVIEW'],
    [{ title: 'Performance review of slow queries - Wiki' }, undefined],
    [{ app: 'Talk', app_class: 'chat', title: 'Natalia' }, 'PRIVATE_CONVERSATION'],
    [{ app: 'Talk', app_class: 'chat', title: 'general (Channel) - Talk' }, undefined],
    [{ app: 'Rooms', app_class: 'call' }, 'TRANSCRIPT'],
    [{ title: 'Invoice form' }, undefined],
    [{ url: { scheme: 'https', host: 'notbamboohr.com' } }, undefined],
  ])('%j is %s', (d, expected) => {
    expect(new WindowPolicy().privateClass(focus(d))).toBe(expected);
  });

  test('a frame beside a private window is not published', () => {
    const decide = (visible: string[]) => {
      const script = new Script().focus({ title: 'Records', visible });
      script.emit('screen.frame', { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w: 100, h: 50, masked: [] });
      script.emit('screen.text', { src: 'ax', text: 'Save', role: 'button', bbox: [0, 0, 10, 10], frame: 'f' });
      const redactor = new SegmentRedactor();
      for (const event of script.events) redactor.observe(event);
      redactor.decide();
      return redactor.frame('f');
    };
    expect(decide(['office', 'chat'])).toBe('unmaskable');
    expect(decide(['office'])).toMatchObject({ boxes: [] });
  });
});

describe('config/redaction.ts', () => {
  const NONE = {
    customers: [],
    codeNames: [],
    allow: [],
    private: { apps: [], hosts: [], titles: [] },
    ocr: false,
    comprehend: false,
  };
  const config = (changes: object): RedactionConfig => defineRedaction({ ...NONE, ...changes } as RedactionConfig);

  test('customers and code names are masked, allowed labels are not, private windows are whole', () => {
    const tenant = config({
      customers: ['Golden Rule'],
      codeNames: ['nightingale'],
      allow: ['Ada Lovelace Room'],
      private: { apps: ['Diary'], hosts: ['crm.example.com'], titles: ['board papers'] },
    });
    expect(redactText('offer for golden rule about Nightingale', 'prose', tenant).text).toBe(
      'offer for [CUSTOMER] about [CODE_NAME]',
    );
    expect(redactText('Ada Lovelace Room', 'ui', tenant).text).toBe('Ada Lovelace Room');
    const rules = new WindowPolicy(tenant.private);
    for (const d of [
      { app: 'diary' },
      { url: { scheme: 'https', host: 'eu.crm.example.com' } },
      { title: 'Board Papers 3 - PDF' },
    ])
      expect(rules.privateClass(focus(d))).toBe('PRIVATE_WINDOW');
    const typed = new Script().field({}).type('the golden rule offer');
    const redactor = new SegmentRedactor({ tenant });
    for (const event of typed.events) redactor.observe(event);
    redactor.decide();
    const keys = typed.events
      .map((event) => redactor.redact(event))
      .map((row) => (row?.kind === 'key' && row.red === 'none' && row.d.ph === 'down' ? row.d.key : ''));
    expect(keys.join('')).toBe('the  offer');
  });

  test.each([
    ['a field that does not exist', { costumers: ['x'] }, 'costumers'],
    ['a field that does not exist, inside', { private: { apps: [], hosts: [], title: [] } }, 'private'],
    ['a word that is no text', { customers: [7] }, 'customers.0'],
    ['a word that is too short to mean anything', { codeNames: ['x'] }, 'codeNames.0'],
    ['a host with a scheme', { private: { apps: [], hosts: ['https://x.com'], titles: [] } }, 'private.hosts.0'],
    ['a label that is a customer too', { customers: ['Acme Inc'], allow: ['acme inc'] }, 'allow'],
    [
      'more names than the automaton takes',
      { customers: Array.from({ length: 600 }, (_, i) => 'x'.repeat(96) + i) },
      'customers',
    ],
    ['a switch that is none', { ocr: 'yes' }, 'ocr'],
  ])('refuses %s and names the field', (_case, changes, field) => {
    expect(() => config(changes)).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(field) }),
    );
  });
});
