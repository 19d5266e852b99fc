import { expect, test } from 'vitest';
import { redactText, type Surface } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';

/** What a text shows once it is redacted, by the values between ⟦ and ⟧ and the rest. */
function shown(surface: Surface, marked: string) {
  const values = [...marked.matchAll(/⟦([^⟧]{1,200})⟧/g)].map((match) => present(match[1]));
  const { text } = redactText(marked.replace(/[⟦⟧]/g, ''), surface);
  return { values, left: values.filter((value) => text.includes(value)), text };
}

const HIDDEN: readonly (readonly [surface: Surface, marked: string])[] = [
  // Codes, by the words of their sentence and their form.
  ['prose', 'they sent a text with ⟦518 233⟧, is it that one?'],
  ['prose', 'the keypad at the side entrance takes ⟦8806#⟧'],
  ['prose', 'Der Tresor im Büro geht mit ⟦5519⟧ auf'],
  ['prose', 'le digicode a changé : ⟦4417B⟧'],
  ['prose', 'me llegó un SMS con ⟦88 20 14⟧'],
  ['ui', '⟦402 918⟧\nMicrosoft (mia@posta.example)'],
  ['prose', 'קוד הכניסה הוא ⟦774120⟧'],
  ['ui', 'Enter the code from the text message\n⟦5⟧\n⟦0⟧\n⟦8⟧\n⟦2⟧\n⟦9⟧\n⟦4⟧'],
  ['prose', 'the combination of the bike shed: ⟦3-1-8-7⟧'],
  ['prose', 'per confermare inserisci ⟦5518204⟧ nella app'],
  // Passwords, by their form and the words of signing in.
  ['prose', 'new laptop\nlogin as usual\ntemp ⟦Meadow-Start-4⟧'],
  ['prose', 'admin panel -> root2 -> ⟦Gr4phite⟧'],
  ['prose', 'guest wifi in the lobby is ⟦pine-ridge-27⟧'],
  ['ui', 'Provisional password\n⟦77120943⟧'],
  ['ui', 'Mot de passe temporaire\n⟦Cigogne#8⟧\nÀ changer'],
  ['ui', 'Initial password\n⟦Cigogne#8⟧'],
  ['code', '[PASSWORD] = ⟦Kestrel27⟧'],
  ['code', '[TOKEN]: ⟦Qv7mZ2rKc9LxT4bW⟧'],
  ['prose', 'pin it: the wifi key is ⟦lanternoak⟧'],
  ['ui', 'PIN: ⟦lemon⟧'],
  ['prose', 'the combination is ⟦lanternoak⟧'],
  // Passwords that a sentence tells, by a name of a secret, the thing that it opens, and the word that tells them.
  ['prose', 'set it to ⟦thistledown⟧ for now, change the password on Monday'],
  ['prose', 'the archive unlocks with ⟦april thunder⟧'],
  ['prose', 'the guest wifi is upstairs and the key is ⟦muffin-please⟧'],
  ['prose', 'La clave del portátil de la tienda es ⟦geranio5⟧'],
  ['prose', 'Hasło do tabletu to ⟦rydzyk7⟧'],
  ['prose', 'Passwort hab ich auf ⟦Dohlennest⟧ geändert'],
  ['prose', 'nimm ⟦holunder⟧ als Passwort'],
  ['prose', 'WLAN ist an, Schlüssel ⟦Quitte-2024⟧'],
  ['prose', 'the file needs a password, ⟦dock-leaf⟧, in small letters'],
  ['prose', "pw for the shared mailbox changed, it's ⟦Stickleback7⟧ now"],
  // Accounts of settings, by the password in a line nearby.
  ['code', '[client]\nuser = ⟦backup⟧\npassword = x1y2z3'],
  ['code', 'password: x1y2z3\nlogin: "⟦batch⟧"'],
  // The answer to a query for one column.
  ['code', 'db=> select name from staff;\n     name\n--------------\n ⟦Ottilie Marsh⟧\n ⟦Farai Moyo⟧\n(2 rows)'],
  // Names of papers, files and people.
  ['ui', 'Arbeitsvertrag ⟦Zeilinger⟧ – Word'],
  ['ui', 'scan_⟦whitfield⟧_2026.pdf'],
  ['code', ' 7 | ⟦Rania⟧ | ⟦El Khoury⟧ | r.elkhoury@posta.example'],
  ['code', 'badge printed for ⟦Farai Muchengeti⟧'],
  ['code', '{"first":"⟦Farai⟧","last":"⟦Muchengeti⟧"}'],
  ['code', '<option value="4">⟦Natalia Whitfield⟧</option>'],
  // Read as they are meant: escapes of addresses, letters that are set apart, a question and its answer.
  ['code', 'q=user%3D⟦mlopez⟧%26password%3D⟦Cactus91x⟧'],
  ['ui', 'P a s s w o r d :  ⟦L a r c h 4 4 x⟧'],
  ['prose', "what's the code?\nMia: ⟦339021⟧"],
];

test.each(HIDDEN)('%s: %s', (surface, marked) => {
  const { values, left } = shown(surface, marked);
  expect(values).not.toEqual([]);
  expect(left).toEqual([]);
});

const HARMLESS: readonly (readonly [surface: Surface, text: string])[] = [
  ['prose', 'the password is required to use the portal'],
  ['prose', 'set it to vibrate before the meeting'],
  ['prose', 'it opens with Excel'],
  ['prose', 'la clave del éxito es la paciencia'],
  ['prose', 'La contraseña no es correcta'],
  ['prose', 'an argument of the secret is of type `SecretValue`'],
  ['prose', 'The new login page goes live at noon.'],
  ['prose', 'Der Schlüssel liegt auf dem Schrank.'],
  ['prose', 'it ships with 3 kg of flour and 2 l of milk'],
  ['prose', 'upgrade it to 4.17.21 and try again'],
  ['code', 'user = backup\nshell = /bin/sh'],
  ['code', 'name\n------\nworker_pool\nqueue'],
  ['prose', 'The error code 100429 means that the quota is used up.'],
  ['prose', 'The source code has 120400 lines.'],
  ['prose', 'Room 4471 is booked until noon.'],
  ['prose', 'We sold 481920 units in the first quarter.'],
  ['prose', 'The door is 2100 mm wide.'],
  ['prose', 'The lock expires after 3600 seconds.'],
  ['ui', 'See Client Commands for details'],
  ['prose', 'See RFC 7231 section 6.5.1 for details.'],
  ['prose', 'The update fixes the login on Windows11 and on iOS.'],
  ['prose', 'We pin dependencies so that builds are repeatable.'],
  ['ui', 'Invoice template – Word'],
  ['ui', 'Sign in to continue'],
  ['code', 'import { Fooblar, Bazquux } from "kit";'],
  ['code', 'const names = ["CreateApp UpdateApp", "ListApps"];'],
  ['code', 'throw new Error("Reading Failed");'],
];

test.each(HARMLESS)('stays in %s: %s', (surface, text) => {
  expect(redactText(text, surface).text).toBe(text);
});

test('the name of what was masked is no label of what stands behind it', () => {
  expect(redactText('it came by SMS, [PASSWORD], is that so?', 'prose').text).toBe(
    'it came by SMS, [PASSWORD], is that so?',
  );
});

test.each(['RMA-55012', 'SO-10023', 'INV-20391'])(
  '%s names a document, and is no code unless a word says so',
  (value) => {
    const typesIn = (text: string) => redactText(text, 'prose').spans.map(({ type }) => type);
    expect(typesIn(`${value} was sent, confirm by text`)).toEqual(['ID_NUMBER']);
    expect(typesIn(`your code ${value} was sent by text`)).toEqual(['PASSWORD']);
  },
);
