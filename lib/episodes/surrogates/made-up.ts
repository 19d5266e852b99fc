import { nth } from '../../activity/there.ts';

/** A pseudo-random but repeatable choice: a number from 0 below `of`. */
export type Draw = (of: number) => number;

const GIVEN = ['Ma', 'Ro', 'Li', 'Ta', 'Ve', 'No', 'Ka', 'Sa', 'Be', 'Do', 'Fe', 'Jo', 'Lu', 'Mi', 'Pa', 'Re'];
const GIVEN_END = ['lan', 'ren', 'nia', 'vin', 'sia', 'dor', 'mir', 'nel', 'ra', 'tis', 'lia', 'rek', 'bel', 'don'];
const FAMILY = ['Hal', 'Bren', 'Cor', 'Dal', 'Fen', 'Gar', 'Ker', 'Lor', 'Nor', 'Pel', 'Ros', 'Sel', 'Tor', 'Vel'];
const FAMILY_END = ['vik', 'mark', 'stad', 'holm', 'dell', 'more', 'ley', 'tun', 'lund', 'wen', 'quist', 'sby'];
const FIRMS = ['Works', 'Supplies', 'Partners', 'Systems', 'Trading'];
const STREETS = ['Street', 'Road', 'Lane', 'Avenue'];
/** For documentation only (RFC 5737). */
const NETS = ['192.0.2', '198.51.100', '203.0.113'];

const pick = (draw: Draw, from: readonly string[]): string => nth(from, draw(from.length));
const given = (draw: Draw): string => pick(draw, GIVEN) + pick(draw, GIVEN_END);
const family = (draw: Draw): string => pick(draw, FAMILY) + pick(draw, FAMILY_END);
const digits = (draw: Draw, n: number): string => Array.from({ length: n }, () => draw(10)).join('');
const hex = (draw: Draw): string => draw(256).toString(16).padStart(2, '0').toUpperCase();
const firm = (draw: Draw): string => `${family(draw)} ${pick(draw, FIRMS)}`;
const login = (draw: Draw): string => `${given(draw)}.${family(draw)}`.toLowerCase();

/**
 * Surrogates for hidden values, by type: names, addresses and numbers, and nothing that opens anything. Names are put
 * together from syllables. Everything else comes from ranges that are never assigned: example.org (RFC 2606), telephone
 * numbers with 555-01, addresses for documentation (RFC 5737, RFC 9542), a country XX, an area 000. No maker receives
 * the value, so its text can reveal nothing of it.
 */
export const MADE_UP = {
  PERSON: (draw) => `${given(draw)} ${family(draw)}`,
  ORGANIZATION: firm,
  CUSTOMER: firm,
  CODE_NAME: family,
  ADDRESS: (draw) => `${1 + draw(180)} ${family(draw)} ${pick(draw, STREETS)}`,
  LOCATION: family,
  EMAIL_ADDRESS: (draw) => `${login(draw)}@example.org`,
  PHONE_NUMBER: (draw) => `+1 ${2 + draw(8)}${digits(draw, 2)}-555-01${digits(draw, 2)}`,
  USERNAME: login,
  HANDLE: (draw) => `@${login(draw)}`,
  BANK_ACCOUNT: (draw) => `0000${digits(draw, 6)}`,
  IBAN_CODE: (draw) => `XX00 0000 ${digits(draw, 4)} ${digits(draw, 4)}`,
  CREDIT_CARD: (draw) => `0000 0000 ${digits(draw, 4)} ${digits(draw, 4)}`,
  ID_NUMBER: (draw) => `000-${digits(draw, 6)}`,
  MEDICAL_RECORD: (draw) => `000${digits(draw, 5)}`,
  NATIONAL_ID: (draw) => `000-00-${digits(draw, 4)}`,
  IP_ADDRESS: (draw) => `${pick(draw, NETS)}.${1 + draw(254)}`,
  MAC_ADDRESS: (draw) => `00:00:5E:00:53:${hex(draw)}`,
  HOSTNAME: (draw) => `${family(draw).toLowerCase()}-${digits(draw, 2)}.example`,
} as const satisfies Readonly<Record<string, (draw: Draw) => string>>;

export type MadeUpType = keyof typeof MADE_UP;
export const isMadeUp = (type: string): type is MadeUpType => Object.hasOwn(MADE_UP, type);
