import type { Surface } from '../types.ts';
import { all, near } from './checks.ts';
import { luhn } from './checksums.ts';
import type { Rule } from './rule.ts';

/** Addresses of machines. */
export const MACHINES: readonly Rule[] = [
  {
    id: 'ipv4',
    type: 'IP_ADDRESS',
    pattern: /(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.]\d|\w)/,
    valid: realAddress,
  },
  {
    id: 'ipv6',
    type: 'IP_ADDRESS',
    pattern:
      /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4})?(?:\/\d{1,3})?(?![\w:])/i,
    valid: realAddress6,
  },
  {
    id: 'mac',
    type: 'MAC_ADDRESS',
    pattern: /(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])/i,
    valid: (value) => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(value),
  },
  { id: 'imei', type: 'DEVICE_ID', pattern: /(?<!\d)\d{15}(?!\d)/, valid: all(luhn, near(/imei|device/i)) },
];

/** Loopback, unspecified, broadcast and documentation say nothing about anybody; version numbers look the same. */
function realAddress(value: string, line: string, at: number, surface: Surface): boolean {
  if (/^(?:127\.|0\.|255\.255)/.test(value)) return false;
  if (surface === 'code' && !value.startsWith('10.') && value.split('.').every((part) => Number(part) < 40))
    return false;
  return !/(?:\bv|version|ver\.?|release)[\s:="']{0,6}$/i.test(line.slice(Math.max(0, at - 12), at));
}

function realAddress6(value: string): boolean {
  return (
    /[0-9]/.test(value) &&
    value.length >= 6 &&
    (value.includes('::') || value.split(':').length === 8) &&
    !/^::1?$/.test(value)
  );
}
