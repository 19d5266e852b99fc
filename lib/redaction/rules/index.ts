import { ACCESS_CODES } from './access-codes.ts';
import { ACCOUNT_PLACES } from './account-places.ts';
import { ACCOUNT_POSITIONS } from './account-positions.ts';
import { AGES } from './ages.ts';
import { BANK } from './bank.ts';
import { CLOUD_COMMANDS } from './cloud-commands.ts';
import { COMMANDS } from './commands.ts';
import { CONTACT } from './contact.ts';
import { CONTACT_ROWS } from './contact-rows.ts';
import { FORMS_OF_ADDRESS } from './forms-of-address.ts';
import { IDENTITY } from './identity.ts';
import { LABELLED } from './labelled.ts';
import { MACHINES } from './machines.ts';
import { NAME_PLACES } from './name-places.ts';
import { NATIONAL_ROWS } from './national-rows.ts';
import { NUMBERED_PEOPLE } from './numbered-people.ts';
import { NUMBERS } from './numbers.ts';
import { ONE_TIME_CODES } from './one-time-codes.ts';
import { PASSWORD_WORDS } from './password-words.ts';
import { PAY } from './pay.ts';
import { PAYSLIPS } from './payslips.ts';
import { PROGRAMS } from './programs.ts';
import type { Rule } from './rule.ts';
import { SCREEN } from './screen.ts';
import { SECRET_COMMANDS } from './secret-commands.ts';
import { SECRET_FILES } from './secret-files.ts';
import { SECRETS } from './secrets.ts';
import { SECRETS_NEARBY } from './secrets-nearby.ts';
import { SPECIAL_CLASSES } from './special-classes.ts';
import { SPOKEN_SECRETS } from './spoken.ts';
import { STRANGE_ACCOUNTS } from './strange-accounts.ts';
import { STREETS } from './streets.ts';
import { TOKENS } from './tokens.ts';
import { USERNAMES } from './usernames.ts';
import { WALLETS } from './wallets.ts';

/** All rules that work on one line. Where two find something at the same place, the earlier one names it. */
export const RULES: readonly Rule[] = [
  ...TOKENS,
  ...WALLETS,
  ...CLOUD_COMMANDS,
  ...USERNAMES,
  ...ACCOUNT_POSITIONS,
  ...ACCOUNT_PLACES,
  ...STRANGE_ACCOUNTS,
  ...PASSWORD_WORDS,
  ...ONE_TIME_CODES,
  ...ACCESS_CODES,
  ...NATIONAL_ROWS,
  ...AGES,
  ...PAY,
  ...PAYSLIPS,
  ...STREETS,
  ...SPECIAL_CLASSES,
  ...CONTACT_ROWS,
  ...SECRETS,
  ...SECRET_COMMANDS,
  ...SECRET_FILES,
  ...COMMANDS,
  ...PROGRAMS,
  ...LABELLED,
  ...SPOKEN_SECRETS,
  ...SECRETS_NEARBY,
  ...BANK,
  ...IDENTITY,
  ...NUMBERS,
  ...NUMBERED_PEOPLE,
  ...MACHINES,
  ...CONTACT,
  ...SCREEN,
  ...FORMS_OF_ADDRESS,
  ...NAME_PLACES,
];
