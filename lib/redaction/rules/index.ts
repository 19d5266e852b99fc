import { COMMANDS } from './commands.ts';
import { LABELLED } from './labelled.ts';
import { PERSONAL } from './personal.ts';
import type { Rule } from './rule.ts';
import { SECRETS } from './secrets.ts';
import { TOKENS } from './tokens.ts';

/** All rules that work on one line. Where two find something at the same place, the earlier one names it. */
export const RULES: readonly Rule[] = [...TOKENS, ...SECRETS, ...COMMANDS, ...LABELLED, ...PERSONAL];
