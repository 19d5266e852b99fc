import type { Actor } from '../../lib/access/decide/actor.ts';
import { literalPattern } from '../../lib/access/decide/atoms.ts';
import { type Policy, readPolicy } from '../../lib/access/policy/document.ts';
import { ACCOUNTS } from './generators.ts';

/** All requests of a small world, for the keys that the policies name. */
const VALUES: Record<string, (string | string[] | undefined)[]> = {
  'k:text': [undefined, 'a', 'A', 'ab', 'b', 'B', 'aab', 'zz', 'z', ''],
  'k:number': [undefined, '0', '1', '1.5', '2', '3', '4'],
  'k:many': [
    undefined,
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((bits) =>
      ['a', 'b', 'ac', 'z'].filter((_, at) => (bits >> at) & 1),
    ),
  ],
  'aws:SecureTransport': ['true', 'false'],
  'aws:SourceIp': [undefined, '10.1.2.3', '10.2.0.1', '192.0.2.7', '8.8.8.8', '2001:db8::1'],
  'aws:CurrentTime': ['2025-06-01T00:00:00Z', '2026-06-01T00:00:00Z', '2027-01-01T00:00:00Z', '2027-06-01T00:00:00Z'],
};

/** At most so many contexts a case: of more, every so manieth. */
const MOST = 250;

export function contexts(policies: unknown): Record<string, string | string[]>[] {
  const text = JSON.stringify(policies);
  const keys = Object.keys(VALUES).filter((key) => text.includes(`"${key}"`));
  const total = keys.reduce((product, key) => product * (VALUES[key]?.length ?? 1), 1);
  // A stride that shares no factor with the numbers of values, so that every value of every key still comes up.
  const stride = total > MOST ? Math.ceil(total / MOST / 1001) * 1001 + 2 : 1;
  return Array.from({ length: Math.min(total, MOST) }, (_, at) => {
    let index = (at * stride) % total;
    const context: Record<string, string | string[]> = {};
    for (const key of keys) {
      const values = VALUES[key] ?? [];
      const value = values[index % values.length];
      index = Math.floor(index / values.length);
      if (value !== undefined) context[key] = value;
    }
    return context;
  });
}

export const account = ACCOUNTS[0];
export const read = (document: unknown, carrier: 'identity' | 'resource'): Policy =>
  readPolicy(document, carrier, carrier);

export function actorOf(principal: string, identity: Policy[], boundary: Policy | undefined): Actor {
  if (principal === '*') return { type: 'anonymous', names: [literalPattern('*')], identity: [] };
  if (!principal.startsWith('arn:')) return { type: 'service', names: [literalPattern(principal)], identity: [] };
  const types = { user: 'user', role: 'role', 'federated-user': 'federated-user' } as const;
  const type = types[/:([^:/]+)\/[^:]*$/.exec(principal)?.[1] as keyof typeof types];
  const owner = principal.split(':')[4] as string;
  return { type, account: owner, names: [literalPattern(principal)], identity, ...(boundary ? { boundary } : {}) };
}
