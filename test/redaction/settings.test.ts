import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

/** Values between ⟦ and ⟧, in the grammar of a program, a file of settings or a shell. Each row is one way to write a value down. */
const HIDDEN: readonly string[] = [
  // A string goes to its quote, whatever it holds.
  'passphrase = "⟦four grey herons at noon⟧"',
  "conn.password = '⟦o''shea''s boat⟧'",
  'wachtwoord: "⟦Rode fiets 12⟧"',
  'kennwort = """⟦Moos auf Stein⟧"""',
  "define('DB_PASSWORD', '⟦trois petits chats⟧');",
  'config.put("password", "⟦grey heron noon⟧")',
  "ALTER ROLE jobs PASSWORD '⟦the crow''s nest⟧'",
  '"smtp_password_v4": "⟦B2VA6R9K0oVeWxYG/nqJLeOR7T5RFWXGYVNnQ6pXXLXk=⟧"',
  // A word of the shell may have dots between its words, as a member of an object has in a program.
  'PGPASSWORD=⟦twelve.red.kites⟧ psql -h db2',
  'tool --master-user-password ⟦very.Calm.Otter⟧ --apply',
  './export.sh --kennwort "⟦Zwei Äpfel⟧" --jahr 2026',
  'python load.py --contrasena ⟦Tortuga_Verde9⟧ --file x.csv',
  "kbell@jump2's password: ⟦pears.on.willow⟧",
  'app.datasource.password=⟦Gravel.Pit⟧',
  'release.password=⟦salt and pepper⟧',
  'helm install a b --set auth.password=⟦dune.grass⟧',
  'ansible_become_password: ⟦Copper.Roof⟧',
  'mosquitto_sub -h b -u dev -P "⟦A woodpecker⟧"',
  'login: jobs\nPassword: ⟦salt.marsh.lane⟧',
  // Braces of a connection string, in which one that is doubled belongs to the value.
  'Server=db1;User ID=x;Pwd={⟦gravel;lake}}seven⟧};Encrypt=yes',
  // The first word of a value of several words was found, and the rest belongs to it.
  "openssl pkcs12 -in a.p12 -passout 'pass:⟦white nights⟧'",
  'schtasks /create /ru batch /rp "⟦Monday early⟧"',
  '[mail]\npassword = ⟦Zutritt fünf Uhr⟧\nport = 25',
  'az keyvault secret set --name sftp --value "⟦Der Wal isst Brot⟧"',
  // What a program prints or takes.
  '-bash: ⟦Okra&Yam2019⟧: command not found\n$ ls',
  '$ pass show mail/work\n⟦grey.heron.noon⟧',
  '~ ❯ gcloud auth print-access-token\n⟦ya29.c0ASRK0GY7mTqLxWz⟧',
  '$ xkcdpass -n 4\n⟦lantern otter gravel noon⟧',
  'Key      Value\n---      -----\nkennwort   ⟦Faxgerät-im-Keller⟧\nhost   box1',
  'CLE_API_METEO=⟦40371e60c3dd16d138ab7006073b21c4⟧',
];
test.each(HIDDEN)('hides a value to its end: %s', (marked) => {
  const values = [...marked.matchAll(/⟦([^⟧]{1,80})⟧/g)].flatMap(
    (match) => (match[1] ?? '').match(/[\p{L}\p{N}]{3,80}/gu) ?? [],
  );
  const { text } = redactText(marked.replaceAll(/[⟦⟧]/g, ''), 'code');
  expect(values).not.toEqual([]);
  for (const value of values) expect(text).not.toContain(value);
});

/** The same grammar around a message, a name, a member of an object or a place: nothing of it is a secret. */
const SHOWN: readonly string[] = [
  'password: "Enter your new password"',
  'password_hint = "The name of the first boat"',
  "forgotPassword: 'Please choose another one'",
  'minPasswordLength: "at least eight"',
  'password=config.db.password',
  'self.password_handler = HTTPBasicAuthHandler(pm)',
  'tool --password-file secrets/db.txt --apply',
  'tool --password $DB_PASSWORD',
  "t('password', 'Choose something long')",
  'Server=db1;Pwd={pw}',
  '"PW": "x",\n"alpha_3": "PLW",\n"flag": "y"',
  '-bash: kubectl: command not found',
  '$ pass show mail/work\nError: mail/work is not there',
  '$ op read op://vault/item/field\n$ ls',
  'Key      Value\n---      -----\nhost     box1.internal',
  'password: required for all users',
];
test.each(SHOWN)('shows text that only speaks of a password: %s', (text) => {
  expect(redactText(text, 'code').text).toBe(text);
});
