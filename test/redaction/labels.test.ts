import { describe, expect, it } from 'vitest';
import type { Box, EventOf } from '../../lib/activity/events.ts';
import { typeOfField, typeOfLabel } from '../../lib/redaction/keys/labels.ts';
import { LabelsNearby } from '../../lib/redaction/segment/labels-nearby.ts';

/** Texts on a screen that are the label of a thing and nothing else. */
const LABELS: readonly (readonly [text: string, type: string])[] = [
  ['Password', 'PASSWORD'],
  ['Current password:', 'PASSWORD'],
  ['Wi-Fi password', 'PASSWORD'],
  ['PIN code*', 'PASSWORD'],
  ['API key', 'PASSWORD'],
  ['Card number', 'CREDIT_CARD'],
  ['Date of birth (DD/MM/YYYY)', 'DATE_OF_BIRTH'],
  ['Work e-mail address', 'EMAIL_ADDRESS'],
  ['To:', 'EMAIL_ADDRESS'],
  ['Mobile', 'PHONE_NUMBER'],
  ['Home phone number', 'PHONE_NUMBER'],
  ['Billing address', 'ADDRESS'],
  ['Company', 'ORGANIZATION'],
  ['IBAN (optional)', 'BANK_ACCOUNT'],
  ['Einmalcode', 'PASSWORD'],
  ['Kartenprüfnummer', 'PASSWORD'],
  ['Neues Passwort bestätigen', 'PASSWORD'],
  ['Code de vérification', 'PASSWORD'],
  ['Codigo de verificacion', 'PASSWORD'],
  ['Codice di sicurezza', 'PASSWORD'],
  ['Palavra-passe', 'PASSWORD'],
  ['Verificatiecode', 'PASSWORD'],
  ['Kod bezpieczeństwa', 'PASSWORD'],
  ['Engångskod', 'PASSWORD'],
  ['Код подтверждения', 'PASSWORD'],
  ['รหัสผ่าน', 'PASSWORD'],
  ['認証コード', 'PASSWORD'],
  ['CVC2', 'PASSWORD'],
  ['Nachname', 'PERSON'],
  ['Date de naissance', 'DATE_OF_BIRTH'],
  ['Número de teléfono', 'PHONE_NUMBER'],
  ['Codice fiscale', 'ID_NUMBER'],
  ['Kod pocztowy', 'ADDRESS'],
];

/** Texts on a screen in which such a word stands. */
const NO_LABELS: readonly string[] = [
  ...['Projecting to this PC', 'Add to cart', 'Reply to all', 'Skip to content', 'Assigned to me', 'Go to Settings'],
  ...['Pin to taskbar', 'Pin pane', 'Mobile hotspot', 'Format cell', 'Street view', 'Business plan', 'Company news'],
  ...[
    'Forgot your password?',
    'Reset password by mail',
    'Token usage this month',
    'Secret Santa',
    'View your virtual card number',
  ],
  ...[
    'E-mail templates',
    'Address bar',
    'City guide',
    'Say what was agreed and when it falls due.',
    'Phone Link settings',
  ],
  ...[
    'Adresse- und Suchleiste',
    'Nachricht',
    'Pinnwand',
    'Nombre de archivo',
    'Rechnung prüfen',
    'Passwort vergessen?',
  ],
  ...['Nom du fichier', 'Nome del file', 'Telefon und Videoanrufe verwalten', 'Compass', 'Importance', 'Schlüsselbund'],
];

describe('a label on a screen', () => {
  it.each(LABELS)('%s', (text, type) => expect(typeOfLabel(text)).toBe(type));
  it.each(NO_LABELS)('not %s', (text) => expect(typeOfLabel(text)).toBeUndefined());
});

it('a field is asked more generously than a text: whatever is typed into it is lost or kept as a whole', () => {
  const of = (name: string) => typeOfField({ role: 'textbox', name, secure: false });
  expect(of('Enter your PIN to continue')).toBe('PASSWORD');
  expect(of('Mobile number or e-mail')).toBeDefined();
  expect(of('Go to file')).toBeUndefined();
  expect(of('Add a comment to this task')).toBeUndefined();
});

/** Texts of one screen, in the order in which a recorder reads them. */
function see(texts: readonly (readonly [text: string, bbox: Box, role?: string])[]) {
  const labels = new LabelsNearby();
  return texts.map(([text, bbox, role]) => {
    const seen = labels.see({ ctx: 1, d: { text, bbox, ...(role && { role }) } } as EventOf<'screen.text'>);
    return typeof seen === 'object' ? seen.type : seen;
  });
}

describe('a text beside a label', () => {
  it.each([
    ['Phone', '020 7946 0958', 'PHONE_NUMBER'],
    ['Date of birth', '14 March 1987', 'DATE_OF_BIRTH'],
    ['Password', 'Kestrel!27', 'PASSWORD'],
    ['Patient name', 'Thibodeaux, Adaeze', 'PERSON'],
    ['E-mail', 'a.okonjo@mail.example', 'EMAIL_ADDRESS'],
  ])('%s: %s', (label, value, type) => {
    expect(
      see([
        [label, [10, 10, 80, 20]],
        [value, [100, 10, 120, 20]],
      ]),
    ).toEqual(['label', type]);
    expect(
      see([
        [label, [10, 10, 80, 20]],
        [value, [10, 34, 120, 20]],
      ]),
    ).toEqual(['label', type]);
  });

  it.each([
    ['Phone', 'Off'],
    ['Card number', 'Night light settings'],
    ['E-mail', 'On'],
    ['Password', 'Change'],
    ['Date of birth', 'Required'],
    ['Company', 'About'],
    ['Address', 'Edit'],
    ['IBAN', '150%'],
  ])('%s: %s cannot be a value of it', (label, value) => {
    expect(
      see([
        [label, [10, 10, 80, 20]],
        [value, [100, 10, 120, 20]],
      ]),
    ).toEqual(['label', undefined]);
  });

  it('an empty box is nowhere, so beside nothing', () => {
    expect(
      see([
        ['Password', [0, 0, 0, 0]],
        ['Kestrel!27', [0, 0, 0, 0]],
      ]),
    ).toEqual([undefined, undefined]);
  });

  it('a label ends when something else is shown in its place', () => {
    const label: [string, Box] = ['Password', [10, 10, 80, 20]];
    const value: [string, Box] = ['Kestrel!27', [100, 10, 120, 20]];
    expect(see([label, ['Theme', [10, 10, 80, 20]], value]).at(-1)).toBeUndefined();
    expect(see([label, ['Theme', [10, 300, 80, 20]], value]).at(-1)).toBe('PASSWORD');
  });
});
