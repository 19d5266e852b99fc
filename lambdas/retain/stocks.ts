import type { DyingZone } from '../../lib/retention/keep.ts';
import { copyOf, isCopy, stockOf, strayOf } from '../../lib/retention/plan/stock.ts';
import type { Stock } from '../../lib/retention/plan/types.ts';
import type { Ports } from '../../lib/storage/ports.ts';

/**
 * Lists the contents of the zones, a prefix for each (place, kind, day). Keys carry the day, so this opens the few folders above
 * it and no other: its cost depends on the number of places and days, and not on the amount of data. Objects whose key has no day
 * are checked one by one.
 */
export async function* stocks(
  ports: Pick<Ports, 'objects'>,
  today: string,
  zones: readonly DyingZone[],
): AsyncGenerator<Stock> {
  for (const zone of zones) yield* below(zone, '', ports, today);
}

async function* below(
  zone: DyingZone,
  prefix: string,
  ports: Pick<Ports, 'objects'>,
  today: string,
): AsyncGenerator<Stock> {
  for await (const found of ports.objects.level(zone, prefix)) {
    if (!('folder' in found)) {
      yield strayOf(zone, found);
      continue;
    }
    const stock = stockOf(zone, found.folder, today) ?? (await copyIn(zone, found.folder, ports));
    if (stock === undefined) yield* below(zone, found.folder, ports, today);
    else yield stock;
  }
}

async function copyIn(
  zone: DyingZone,
  prefix: string,
  { objects }: Pick<Ports, 'objects'>,
): Promise<Stock | undefined> {
  if (!isCopy(prefix)) return undefined;
  for await (const first of objects.listVersions(zone, prefix)) return copyOf(zone, prefix, first);
  return undefined;
}
