import { BANK } from './bank.ts';
import { COMMANDS } from './commands.ts';
import { CONTACT } from './contact.ts';
import { IDENTITY } from './identity.ts';
import { LABELLED } from './labelled.ts';
import { MACHINES } from './machines.ts';
import { NUMBERS } from './numbers.ts';
import type { Rule } from './rule.ts';
import { SCREEN } from './screen.ts';
import { SECRETS } from './secrets.ts';
import { SPOKEN_SECRETS } from './spoken.ts';
import { TOKENS } from './tokens.ts';

/** All rules that work on one line. Where two find something at the same place, the earlier one names it. */
export const RULES: readonly Rule[] = [
  ...TOKENS,
  ...SECRETS,
  ...COMMANDS,
  ...LABELLED,
  ...SPOKEN_SECRETS,
  ...BANK,
  ...IDENTITY,
  ...NUMBERS,
  ...MACHINES,
  ...CONTACT,
  ...SCREEN,
];
