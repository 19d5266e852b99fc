import { Planner } from '../../lib/retention/plan/plan.ts';
import type { RetentionPlan } from '../../lib/retention/plan/types.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import type { Erasures } from './erase.ts';
import type { ReplacedFiles } from './replaced.ts';
import { stocks } from './stocks.ts';

/** What is due, by what lies in the zones, by the orders to erase, and by the holds. Nothing is touched. */
export async function plannedFor(
  today: string,
  erasures: Erasures,
  replaced: ReplacedFiles,
  ports: Pick<Ports, 'objects'>,
  settings: Pick<Settings, 'profiles' | 'keepDays' | 'holds'>,
): Promise<RetentionPlan> {
  const planner = new Planner({ today, keeping: settings, holds: settings.holds });
  for await (const stock of stocks(ports, today)) {
    const asked = stock.kind === 'copies' ? erasures.copyGoes(stock.prefix) : undefined;
    planner.add(asked === undefined ? stock : { ...stock, early: { why: 'erasure', day: asked } });
  }
  for await (const stock of erasures.stocks()) planner.add(stock);
  for (const stock of replaced.stocks()) planner.add(stock);
  return planner.plan();
}
