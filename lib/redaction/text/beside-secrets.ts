import { isStrangeAccount } from '../rules/accounts.ts';
import { type Found, RANK } from './found.ts';

/** An account before a secret: "key9 S3cret", "obrandvold / S3cret", "obrandvold:S3cret". */
const BEFORE = /(?:^|[\s"'`(,;=])([a-z][a-z\d]{2,24}(?:[._-][a-z\d]{2,24}){0,2})(?:\s|\s?[/+|:,]\s?|\s<<<\s)["'`]?$/;
const REACH = 64;

/**
 * Words that no language has right before a secret that a rule found, in the same line: the account that it belongs to. A secret on
 * its own tells nobody where it opens anything.
 */
export function findBesideSecrets(text: string, hits: readonly Found[]): Found[] {
  const accounts: Found[] = [];
  for (const { start, type } of hits) {
    if (type !== 'PASSWORD' && type !== 'SECRET') continue;
    const before = text.slice(Math.max(0, start - REACH), start);
    const account = BEFORE.exec(before.slice(before.lastIndexOf('\n') + 1))?.[1];
    if (account === undefined || !isStrangeAccount(account)) continue;
    const from = start - before.length + before.lastIndexOf(account);
    accounts.push({ start: from, end: from + account.length, type: 'USERNAME', rank: RANK.labelled });
  }
  return accounts;
}
