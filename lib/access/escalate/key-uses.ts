import type { Key } from '../model/app.ts';
import { text } from '../model/values.ts';
import type { Act } from './asking.ts';
import { exactly } from './asking.ts';

/** What keys of one usage do, in words, and the requests that give their holder what only the key could. */
interface Usage {
  readonly says: string;
  readonly actions: readonly string[];
}

/**
 * By `KeyUsage`. Checking a MAC tells whether a guess is right, so that pseudonyms of known ids are found by trying. Checking a
 * signature tells nothing that the public key does not.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const USAGES = {
  ENCRYPT_DECRYPT: { says: 'decrypt', actions: ['kms:Decrypt', 'kms:ReEncryptFrom'] },
  SIGN_VERIFY: { says: 'sign', actions: ['kms:Sign'] },
  GENERATE_VERIFY_MAC: { says: 'make or check a MAC', actions: ['kms:GenerateMac', 'kms:VerifyMac'] },
  KEY_AGREEMENT: { says: 'derive a shared secret', actions: ['kms:DeriveSharedSecret'] },
} as const satisfies Record<string, Usage>;

/** A usage that is known only at deployment may be any. */
const ANY_USAGE: Usage = { says: 'do anything', actions: Object.values(USAGES).flatMap(({ actions }) => actions) };

/** What a key is made for: to encrypt, where the template says nothing. */
export function usageOf({ properties }: Key): Usage {
  const usage = text(properties, 'KeyUsage');
  if (usage === undefined && properties.KeyUsage === undefined) return USAGES.ENCRYPT_DECRYPT;
  return Object.hasOwn(USAGES, usage ?? '') ? USAGES[usage as keyof typeof USAGES] : ANY_USAGE;
}

/** Requests that open a key to others: by a right that no policy shows, by another policy, under another region's policy. */
export const KEY_OPENERS = ['kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ReplicateKey'] as const;

/** Requests that take a key away from those who use it. */
const KEY_ENDS = ['kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'] as const;

/** Moving an alias needs the right on the alias, and on the key. */
const ALIAS_MOVES = ['kms:UpdateAlias', 'kms:DeleteAlias'] as const;

const actOn = ({ arn, policy }: Key, action: string): Act => ({ action, resources: exactly(arn), policy });

/** Sets of requests, each of which gives up what a key protects. */
export const opensKey = (key: Key): readonly (readonly Act[])[] =>
  [...usageOf(key).actions, ...KEY_OPENERS].map((action) => [actOn(key, action)]);

/** Sets of requests, each of which ends the key for its users, or has its name lead to another key. */
export const endsKey = (key: Key): readonly (readonly Act[])[] => [
  ...KEY_ENDS.map((action) => [actOn(key, action)]),
  ...key.aliases.flatMap((alias) =>
    ALIAS_MOVES.map((action) => [
      { action, resources: exactly(key.arn.replace(/:key\/.*$/s, `:${alias}`)) },
      actOn(key, action),
    ]),
  ),
];
