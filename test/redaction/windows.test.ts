import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineRedaction, type RedactionConfig } from '../../lib/governance/redaction-config.ts';
import { HIDDEN_TYPES } from '../../lib/redaction/hidden-types.ts';
import { redactText, SegmentRedactor } from '../../lib/redaction/index.ts';
import policy from '../../lib/redaction/windows/policy.json' with { type: 'json' };
import { POLICY_VERSION, WindowPolicy } from '../../lib/redaction/windows/policy.ts';
import { Script } from './build.ts';

const focus = (d: object) => ({ app: 'Browser', app_class: 'browser', ...d });

describe('the shipped policy', () => {
  test('has a version, and nothing in it that could not match', () => {
    expect(POLICY_VERSION).toBeGreaterThan(1);
    for (const { class: name, ...parts } of policy.rules) {
      // A class that redaction does not know would be published as UNKNOWN.
      expect(HIDDEN_TYPES).toHaveProperty(name);
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

  const spelled: Record<string, readonly string[]> = {
    PASSWORD: [
      '1Password 8',
      'KeePassXC - work.kdbx',
      'work.kdbx [Locked] - KeePassXC',
      'Bitwarden (Beta)',
      'consent.exe',
    ],
    PRIVATE_CONVERSATION: [
      ...['WhatsApp.exe', 'WhatsApp Desktop', '(3) WhatsApp', 'net.whatsapp.WhatsApp', 'whatsapp-nativefier-d40211'],
      ...['5319275A.WhatsAppDesktop_cv1g1gvanyjgm!App', '/Applications/WhatsApp.app/Contents/MacOS/WhatsApp'],
      ...[
        'TelegramDesktop',
        'org.telegram.desktop',
        'com.apple.MobileSMS',
        'Signal\u200e',
        'C:\\Apps\\Signal\\Signal.exe',
      ],
      ...[
        'ms-teams',
        'MSTeams_8wekyb3d8bbwe!MSTeams',
        'Microsoft Teams (work or school)',
        '\u25cf Discord',
        '微信',
        'ＷｅＣｈａｔ',
      ],
    ],
    MAIL: [
      'Outlook (new)',
      'OUTLOOK.EXE',
      'olk',
      'Mozilla Thunderbird',
      'Microsoft.OutlookForWindows_8wekyb3d8bbwe!Microsoft.x',
    ],
    TRANSCRIPT: ['CiscoCollabHost', 'Zoom Workplace', 'us.zoom.xos', 'Zoom Meeting'],
    PERFORMANCE_REVIEW: ['Performance review - Google Chrome', 'Mitarbeitergespräch 2026 - Word'],
    PRIVATE_BROWSING: ['New Tab - Google Chrome (Incognito)', 'Orders — Mozilla Firefox Private Browsing'],
    none: [
      ...[
        'Figma',
        'Microsoft Word',
        'Microsoft Edge',
        'Remote Desktop',
        'Desktop',
        'App',
        'Signal generator',
        'Mailchimp',
      ],
      ...[
        'TeamViewer',
        'Line 6 Editor',
        'Element - Figma',
        'Messages of the day - Notepad',
        'com.google.Chrome',
        '',
        '.exe',
      ],
    ],
  };
  test.each(Object.entries(spelled).flatMap(([type, apps]) => apps.map((app): [string, string] => [app, type])))(
    'the application %j is %s',
    (app, type) => {
      expect(new WindowPolicy().privateClass(focus({ app, app_class: 'other' })) ?? 'none').toBe(type);
    },
  );

  test('a name is known whatever is written round it', () => {
    const around = fc.record({
      name: fc.constantFrom('WhatsApp', 'Telegram', 'KeePassXC', 'Threema', 'Thunderbird'),
      before: fc.constantFrom('', '(2) ', '\u200f', 'C:\\x\\', '/opt/', '* ', 'notes.txt - '),
      after: fc.constantFrom(
        '',
        '.exe',
        ' Desktop',
        ' Beta',
        ' 8',
        ' 12.4.1',
        ' (new)',
        '-beta',
        '\u200b',
        ' x64',
        ' for Windows',
      ),
      upper: fc.boolean(),
    });
    fc.assert(
      fc.property(around, ({ name, before, after, upper }) => {
        const app = `${before}${upper ? name.toUpperCase() : name}${after}`;
        expect(new WindowPolicy().privateClass(focus({ app, app_class: 'other' })), app).toBeDefined();
      }),
    );
  });

  test.each([
    ['(3) WhatsApp - Google Chrome', 'PRIVATE_CONVERSATION'],
    ['WhatsApp and 3 more pages - Work - Microsoft\u200b Edge', 'PRIVATE_CONVERSATION'],
    ['WhatsApp - Google Chrome - Ada', 'PRIVATE_CONVERSATION'],
    ['Inbox (12) - a@example.com - Gmail - Google Chrome', 'MAIL'],
    ['General | Microsoft Teams - Personal - Microsoft\u200b Edge', 'PRIVATE_CONVERSATION'],
    ['Signal - Encyclopedia - Google Chrome', undefined],
    ['Orders - [InPrivate] - Microsoft\u200b Edge', 'PRIVATE_BROWSING'],
    ['Orders — Private Browsing', 'PRIVATE_BROWSING'],
    ['Bestellung - Google Chrome (Inkognito)', 'PRIVATE_BROWSING'],
    ['注文 - Google Chrome（シークレット モード）', 'PRIVATE_BROWSING'],
    ['Private - Brave', 'PRIVATE_BROWSING'],
    ['What is incognito mode? - Google Chrome', undefined],
    ['Private | Acme Wiki - Google Chrome', undefined],
    ['Private equity fund (private) notes', 'PRIVATE_BROWSING'],
    ['Huddle: code freeze', 'TRANSCRIPT'],
    ['R. Vance (DM) - load testing', 'PRIVATE_CONVERSATION'],
    ['Performance review of slow queries', undefined],
  ])('the title %j of a browser is %s', (title, expected) => {
    expect(new WindowPolicy().privateClass(focus({ title }))).toBe(expected);
  });

  test.each([
    ['web.whatsapp.com.', 'PRIVATE_CONVERSATION'],
    ['WEB.whatsapp.com:443', 'PRIVATE_CONVERSATION'],
    ['webmail.example.org', 'MAIL'],
    ['notmail.example.org', undefined],
  ])('the host %s is %s', (host, expected) => {
    expect(new WindowPolicy().privateClass(focus({ title: 'x', url: { scheme: 'https', host } }))).toBe(expected);
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
