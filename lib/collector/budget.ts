import type { DeviceState, Limits, Network, Rules } from './ports.ts';

/** Bytes of request bodies sent on one UTC day, counting every attempt, by network. */
export interface SentToday {
  readonly day: string;
  readonly bytes: Readonly<Record<Network, number>>;
}

const NOTHING: SentToday['bytes'] = { corp: 0, home: 0, metered: 0 };

export const dayOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** The count of the day of `wall`. */
export const countOn = (sent: SentToday, wall: number): SentToday =>
  sent.day === dayOf(wall) ? sent : { day: dayOf(wall), bytes: NOTHING };

export const count = (sent: SentToday, net: Network, bytes: number): SentToday => ({
  day: sent.day,
  bytes: { ...sent.bytes, [net]: sent.bytes[net] + bytes },
});

/** Why `bytes` must not be sent now, or undefined. */
export function waitFor(
  bytes: number,
  sent: SentToday,
  { net, batteryPct, charging }: DeviceState,
  rules: Pick<Rules, 'networks'>,
  limits: Pick<Limits, 'bytesPerDay' | 'batteryPct'>,
): 'network' | 'battery' | 'bytes-today' | undefined {
  if (!rules.networks.includes(net)) return 'network';
  if (batteryPct !== undefined && batteryPct < limits.batteryPct && charging !== true) return 'battery';
  return sent.bytes[net] + bytes > limits.bytesPerDay[net] ? 'bytes-today' : undefined;
}
