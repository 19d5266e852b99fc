import { PREFIXES } from '../../activity/zones.ts';
import { type Certificate, type LogPosition, sha256Of } from './certificate.ts';

/**
 * The gate's log in the audit zone, by the names of its objects: `certificates/<certificate>.json` for each restart,
 * and `gate/<certificate>/<anything>` for each pause, under the certificate that was newest at that pause. Only the
 * governor may add certificates, no principal may remove an object, and no clock and no item of the control table
 * counts.
 */
export interface GateLog {
  /** Names of the certificates with the highest number: usually one, none before the first, two when two were filed at once. */
  readonly newest: readonly string[];
  /** The highest number; 0 before the first certificate. */
  readonly number: number;
  /** Keys of the pauses since certificates of the highest number. */
  readonly pauses: readonly string[];
  /** Keys of the pauses between certificates of the number before and those. */
  readonly before: readonly string[];
}

const DIGITS = 8;
const NAME = new RegExp(`^(\\d{${DIGITS}})-[0-9a-f]{64}$`);
const ENDING = '.json';
const padded = (number: number): string => String(number).padStart(DIGITS, '0');

/** The name for pauses before the first certificate. */
const NONE = `${padded(0)}-none`;

/** The name of a certificate in the audit zone: its number and its id. */
export const nameOf = ({ id, after }: Pick<Certificate, 'id' | 'after'>): string => `${padded(after.number + 1)}-${id}`;

/** The id in the name of a certificate. */
export const idIn = (name: string): string => name.slice(DIGITS + 1);

export const certificateKeyOf = (name: string): string => `${PREFIXES.certificates}${name}${ENDING}`;

/** The names of the newest certificates among the zone's keys, and their number. Ignores names of other objects. */
export function newestIn(keys: readonly string[]): Pick<GateLog, 'newest' | 'number'> {
  const number = Math.max(0, ...namesIn(keys).map((name) => Number(name.slice(0, DIGITS))));
  return { newest: namesAt(keys, number), number };
}

/** The names of the certificates of a number among the zone's keys. */
export const namesAt = (keys: readonly string[], number: number): string[] =>
  namesIn(keys).filter((name) => name.startsWith(`${padded(number)}-`));

const namesIn = (keys: readonly string[]): string[] =>
  keys.map((key) => key.slice(PREFIXES.certificates.length, -ENDING.length)).filter((name) => NAME.test(name));

/** The prefix of all pauses since certificates of a number. */
export const pausesSince = (number: number): string => `${PREFIXES.gate}${padded(number)}-`;

/** The keys under which a pause is recorded; `unique` distinguishes it from every other pause. */
export const pauseKeysOf = ({ newest }: Pick<GateLog, 'newest'>, unique: string): string[] =>
  (newest.length > 0 ? newest : [NONE]).map((name) => `${PREFIXES.gate}${name}/${unique}${ENDING}`);

/** The position in the log of a restart requested now. */
export const placeIn = ({ number, pauses }: GateLog): LogPosition => ({ number, pauses: digestOf(pauses) });

/** Whether a pause blocks every certificate ever filed. */
export const isPausedIn = ({ newest, pauses }: GateLog): boolean =>
  newest.every((name) => pauses.some((key) => isUnder(name, key)));

/** The log's objection to a certificate, or undefined. */
export function objectionTo(
  certificate: Certificate,
  log: GateLog,
): 'certificate-superseded' | 'pause-recorded' | undefined {
  const name = nameOf(certificate);
  if (!log.newest.includes(name)) return 'certificate-superseded';
  const lifted = digestOf(log.before) === certificate.after.pauses;
  return lifted && !log.pauses.some((key) => isUnder(name, key)) ? undefined : 'pause-recorded';
}

/** The log after a certificate has been filed. A certificate at another position changes nothing: it is not the newest. */
export function withFiled(certificate: Certificate, log: GateLog): GateLog {
  const name = nameOf(certificate);
  if (log.newest.includes(name) || certificate.after.number !== log.number) return log;
  return { newest: [name], number: log.number + 1, pauses: [], before: log.pauses };
}

const isUnder = (name: string, key: string): boolean => key.startsWith(`${PREFIXES.gate}${name}/`);

const digestOf = (keys: readonly string[]): string => sha256Of(keys.toSorted().join('\n'));
