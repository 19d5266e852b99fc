import { DYING } from '../../lib/retention/keep.ts';
import { Planner } from '../../lib/retention/plan/plan.ts';
import type { RetentionPlan } from '../../lib/retention/plan/types.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import type { Erasures } from './erase.ts';
import type { ReplacedFiles } from './replaced.ts';
import { stocks } from './stocks.ts';

/**
 * Plans what is due, by the contents of the zones, the erasure orders and the holds. Nothing is changed.
 * @param erasures null for a run that helps the first: it plans nothing of orders, nor of copies, which orders may shorten
 */
export async function plannedFor(
  today: string,
  erasures: Erasures | null,
  replaced: ReplacedFiles,
  ports: Pick<Ports, 'objects'>,
  settings: Pick<Settings, 'profiles' | 'keepDays' | 'holds'>,
): Promise<RetentionPlan> {
  const planner = new Planner({ today, keeping: settings, holds: settings.holds });
  for await (const stock of stocks(
    ports,
    today,
    erasures === null ? DYING.filter((zone) => zone !== 'derived' && zone !== 'packages') : DYING,
  )) {
    const asked = stock.kind === 'copies' ? erasures?.copyGoes(stock.prefix) : undefined;
    planner.add(asked === undefined ? stock : { ...stock, early: { why: 'erasure', day: asked } });
  }
  if (erasures !== null) for await (const stock of erasures.stocks()) planner.add(stock);
  for (const stock of replaced.stocks()) planner.add(stock);
  return planner.plan();
}
