import type { Surface } from '../types.ts';
import { all, near } from './checks.ts';
import { luhn } from './checksums.ts';
import { type Rule, rule } from './rule.ts';

/** Addresses of machines. */
export const MACHINES: readonly Rule[] = [
  rule({
    id: 'ipv4',
    type: 'IP_ADDRESS',
    value: '(?<![\\w.])(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}',
    after: '(?![\\w.]\\d|\\w)',
    valid: realAddress,
    hits: ['from ⟦10.4.22.1⟧', '⟦203.0.113.77⟧ logged in'],
    misses: [
      '127.0.0.1',
      '255.255.255.0',
      '256.4.22.1',
      '10.4.22',
      'version 10.4.22.1',
      'build 10.4.22.1',
      '10.4.22.1.9',
    ],
  }),
  rule({
    id: 'ipv6',
    type: 'IP_ADDRESS',
    value: [
      '(?<![\\w:.])(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){1,6}(?![\\w:])',
      '(?<![\\w:])(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4})?(?:/\\d{1,3})?(?![\\w:])',
    ].join('|'),
    flags: 'i',
    valid: realAddress6,
    hits: ['⟦2001:db8:85a3::8a2e:370:7334⟧', '⟦fe80::1ff:fe23:4567:890a⟧'],
    misses: ['::1', '10:30:45', 'a::b', '2001:db8:85a3'],
  }),
  rule({
    id: 'mac',
    type: 'MAC_ADDRESS',
    value: '(?<![\\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}',
    after: '(?![\\w:-])',
    flags: 'i',
    valid: (value) => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(value),
    hits: ['⟦3c:22:fb:9a:10:4e⟧', '⟦3C-22-FB-9A-10-4E⟧'],
    misses: ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '3c:22:fb:9a:10', '3c:22:fb:9a:10:4g'],
  }),
  rule({
    id: 'imei',
    type: 'DEVICE_ID',
    value: '(?<!\\d)\\d{15}',
    after: '(?!\\d)',
    valid: all(luhn, near(/imei|device/i)),
    hits: ['IMEI ⟦490154203237518⟧'],
    misses: ['IMEI 490154203237519', 'no. 490154203237518', 'IMEI 49015420323751'],
  }),
];

/** Loopback, unspecified, broadcast and documentation addresses identify no person; version numbers look the same. */
function realAddress(value: string, line: string, at: number, surface: Surface): boolean {
  if (/^(?:127\.|0\.|255\.255)/.test(value)) return false;
  if (surface === 'code' && !value.startsWith('10.') && value.split('.').every((part) => Number(part) < 40))
    return false;
  return !/(?:\bv|version|ver\.?|release|build|firmware|driver|patch)[\s:="']{0,6}$/i.test(
    line.slice(Math.max(0, at - 14), at),
  );
}

function realAddress6(value: string): boolean {
  return (
    /[0-9]/.test(value) &&
    value.length >= 6 &&
    (value.includes('::') || value.split(':').length === 8) &&
    !/^::1?$/.test(value)
  );
}
